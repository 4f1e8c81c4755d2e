"""A reader whose session is gone, because another replica took over or the phone was away, goes on with the next press."""

import re
from collections.abc import Callable

from playwright.sync_api import WebSocketRoute, expect

from tests.end_to_end.app_server import AppServer
from tests.end_to_end.map_steps import choose_layer, choose_year, map_of
from tests.end_to_end.visitor import Visitor

AT_REST = "[data-testid='stApp'][data-test-connection-state='CONNECTED'][data-test-script-state='notRunning']"
NO_MEMORY = ("--server.disconnectedSessionTTL", "0")
GOING_AWAY = 1001
LOOK_MS = 50


def test_the_press_that_finds_the_session_gone_counts(
    start_app_server: Callable[..., AppServer], visit_own: Callable[..., Visitor]
) -> None:
    visitor = visit_own(None, server=start_app_server(arguments=NO_MEMORY))
    page = visitor.page
    streams: list[WebSocketRoute] = []

    def pass_on(stream: WebSocketRoute) -> None:
        streams.append(stream)
        stream.connect_to_server()

    page.route_web_socket(re.compile("/_stcore/stream"), pass_on)
    visitor.open("/?layer=observed&province=140000")
    map_of(page)
    choose_layer(visitor, "gap")
    expect(page).to_have_url(re.compile("layer=gap"))
    before = len(streams)
    streams[-1].close(code=GOING_AWAY)
    while len(streams) == before:
        page.wait_for_timeout(LOOK_MS)
    page.wait_for_selector(AT_REST)
    choose_year(visitor, 2022)
    expect(page).to_have_url(re.compile("year=2022"))
    expect(page).to_have_url(re.compile("layer=gap"))
    expect(page).to_have_url(re.compile("province=140000"))
