"""A reader whose session is gone, because another replica took over or the phone was away, goes on with the next press."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.end_to_end.app_server import AppServer, running_app
from tests.end_to_end.map_steps import choose_layer, choose_year, map_of
from tests.end_to_end.visitor import Visitor

AT_REST = "[data-testid='stApp'][data-test-connection-state='CONNECTED'][data-test-script-state='notRunning']"
NO_MEMORY = ("--server.disconnectedSessionTTL", "0")
GOING_AWAY = 1001
LOOK_MS = 50


@dataclass
class Away:
    """A reader whose stream can be cut: the server forgets the session at once."""

    visitor: Visitor
    streams: list[WebSocketRoute] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.visitor.page.route_web_socket(re.compile("/_stcore/stream"), self.pass_on)

    def pass_on(self, stream: WebSocketRoute) -> None:
        self.streams.append(stream)
        stream.connect_to_server()

    def lose_session(self) -> None:
        """Cut the stream, and return when the browser has another one."""
        before = len(self.streams)
        self.streams[-1].close(code=GOING_AWAY)
        while len(self.streams) == before:
            self.visitor.page.wait_for_timeout(LOOK_MS)
        self.visitor.page.wait_for_selector(AT_REST)


@pytest.fixture(scope="module")
def forgetful(built_geometry: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server that keeps no session whose stream is cut."""
    with running_app(tmp_path_factory.mktemp("forgetful"), arguments=NO_MEMORY) as server:
        yield server


@pytest.fixture
def away(forgetful: AppServer, visit_own: Callable[..., Visitor]) -> Away:
    return Away(visit_own(None, server=forgetful))


def test_the_press_that_finds_the_session_gone_counts(away: Away) -> None:
    page = away.visitor.open("/?layer=observed&province=140000").page
    map_of(page)
    choose_layer(away.visitor, "gap")
    expect(page).to_have_url(re.compile("layer=gap"))
    away.lose_session()
    choose_year(away.visitor, 2022)
    expect(page).to_have_url(re.compile("year=2022"))
    expect(page).to_have_url(re.compile("layer=gap"))
    expect(page).to_have_url(re.compile("province=140000"))

    away.lose_session()
    page.locator(".st-key-language button").click()
    expect(page.get_by_test_id("stMultiSelect")).to_contain_text("Shanxi")
    expect(page).to_have_url(re.compile("layer=gap.*year=2022.*province=140000.*lang=en"))

    away.lose_session()
    page.get_by_role("button", name="Clear all filters").click()
    expect(page).not_to_have_url(re.compile("province"))
    expect(page.get_by_test_id("stMultiSelect")).not_to_contain_text("Shanxi")
    expect(page).to_have_url(re.compile("layer=gap.*year=2022.*lang=en"))

    away.lose_session()
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose two to six places to compare")
    expect(page).to_have_url(re.compile(r"/compare\?lang=en$"))
    page.get_by_role("link", name="Taiyuan, Xinzhou").click()
    page.wait_for_selector(AT_REST)
    away.lose_session()
    page.get_by_role("button", name="Remove Yangquan").click()
    expect(page.get_by_role("columnheader", name="Yangquan")).to_have_count(0)
    expect(page.locator(".st-key-compare_places b")).to_have_count(4)
    expect(page).to_have_url(re.compile("places=140100(%2C|,)140900.*lang=en"))
    assert away.visitor.traces_on_screen() == []


def test_a_point_typed_without_session_is_answered(away: Away) -> None:
    page = away.visitor.open("/locate").page
    away.lose_session()
    box = page.get_by_label("坐标或名称")
    box.fill("112.549,37.870")
    box.press("Enter")
    expect(page).to_have_url(re.compile("at=112.549"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("太原")
    expect(box).to_have_value("112.549,37.870")
