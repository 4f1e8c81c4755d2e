"""Parts of the export screen without a browser: waiting, the address of a view, the snippet."""

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest

from data.tables import Tables
from geo.store import Geometry
from layers.filtering import NO_REGION, PlaceFilter
from layers.press.job import MadeFile, PressTask
from layers.press.workshop import Ticket
from pages.export_parts.choices import export_choices, frame_names
from pages.export_parts.results import snippet, view_address
from pages.export_parts.waiting import answer_of
from pages.shared.address import MapView
from pages.shared.export_address import ExportView
from pages.shared.export_state import frame_of_map
from policy.atlas import Atlas
from translations import words_for

HERE = "https://atlas.example/air/export"
TASK = PressTask("png", "observed", 2025, "china", "wide", "zh", "2026-11-22", "v")


@pytest.fixture(scope="module")
def atlas(tables: Tables, built_geometry: Geometry) -> Atlas:
    return Atlas(tables, built_geometry)


class RerunError(Exception):
    """Streamlit ends a run by an exception out of whatever it writes next."""


class Slot:
    """Where progress is written; ends the run after some lines."""

    def __init__(self, most: int) -> None:
        self.lines: list[str] = []
        self.most = most

    def html(self, line: str) -> None:
        self.lines.append(line)
        if len(self.lines) == self.most:
            raise RerunError

    def empty(self) -> None:
        self.lines.append("")


class Queue:
    """In place of the workshop: the file comes after the third look."""

    def __init__(self, made: MadeFile | None) -> None:
        self.made = made
        self.released: list[Ticket] = []
        self.looked = 0

    def order(self, task: PressTask) -> Ticket:
        return Ticket(task)

    def release(self, ticket: Ticket) -> None:
        self.released.append(ticket)

    def ahead(self, ticket: Ticket) -> int:
        self.looked += 1
        if self.looked == 3 and self.made:
            ticket.answer = self.made
            ticket.done.set()
        return 3 - self.looked


def test_the_queue_is_told_while_waiting_and_the_line_goes_away() -> None:
    slot, queue = Slot(10), Queue(MadeFile(b"x"))
    assert answer_of(words_for("zh"), queue, TASK, slot, "正在绘制") == MadeFile(b"x")
    assert [re.findall(r"还有 (\d) 个", line) for line in slot.lines] == [["2"], ["1"], [], []]
    assert slot.lines[-1] == ""
    assert len(queue.released) == 1


def test_a_run_that_ends_meanwhile_waits_no_longer() -> None:
    queue = Queue(None)
    with pytest.raises(RerunError):
        answer_of(words_for("zh"), queue, TASK, Slot(2), "正在绘制")
    assert len(queue.released) == 1


def view_of(frame: str, layer: str = "observed") -> ExportView:
    return ExportView("zh", date(2026, 11, 22), layer=layer, year=2024, frame=frame)


@pytest.mark.parametrize(
    ("frame", "params"),
    [
        ("china", {}),
        ("fenwei-plain", {"region": "fenwei-plain"}),
        ("province-140000", {"province": "140000"}),
        ("140100", {"place": "140100"}),
    ],
)
def test_the_address_of_a_view_is_that_of_the_map(atlas: Atlas, frame: str, params: dict[str, str]) -> None:
    parts = urlsplit(view_address(atlas, view_of(frame), "en", HERE))
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "atlas.example", "/air/")
    assert dict(parse_qsl(parts.query)) == {"layer": "observed", "year": "2024", **params, "lang": "en"}


def test_an_area_the_map_cannot_filter_opens_on_the_export_screen(atlas: Atlas) -> None:
    view = view_of("taiyuan-basin")
    address = view_address(atlas, view, "zh", HERE)
    assert address.endswith("/air/export?layer=observed&year=2024&frame=taiyuan-basin")
    assert view_address(atlas, view, "zh", HERE, of_map=True).endswith("/air/?layer=observed&year=2024")


def test_a_layer_without_years_has_none_in_its_address(atlas: Atlas) -> None:
    assert view_address(atlas, view_of("china", "key_region"), "zh", HERE).endswith("/air/?layer=key_region")


def test_where_no_address_is_known_there_is_none(atlas: Atlas) -> None:
    assert view_address(atlas, view_of("china"), "zh", "") == ""


class Frames(HTMLParser):
    """Reads elements as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_snippet_is_one_frame_whatever_the_address_holds() -> None:
    reader = Frames()
    reader.feed(snippet(words_for("en"), 'https://atlas.example/?layer=a&q="><script>alert(1)</script>'))
    [(tag, attributes)] = reader.found
    assert tag == "iframe"
    assert unescape(str(attributes["src"])).endswith("&embed=true")
    assert attributes["loading"] == "lazy"
    assert attributes["title"]


@pytest.mark.parametrize(
    ("shown", "frame"),
    [
        (MapView(), "china"),
        (MapView(place="140100"), "140100"),
        (MapView(place="140100", wanted=PlaceFilter(regions=("fenwei-plain",))), "fenwei-plain"),
        (MapView(wanted=PlaceFilter(provinces=("140000",))), "province-140000"),
        (MapView(wanted=PlaceFilter(provinces=("140000", "610000"))), "china"),
        (MapView(wanted=PlaceFilter(regions=(NO_REGION,))), "china"),
    ],
)
def test_what_the_map_shows_names_the_frame(shown: MapView, frame: str) -> None:
    assert frame_of_map(shown) == frame


def test_every_frame_that_is_offered_can_be_drawn(atlas: Atlas) -> None:
    choices = export_choices(atlas)
    names = frame_names(atlas, words_for("zh"))
    assert {frame: choices.frame_of(frame) for frame in names} == {frame: frame for frame in names}
    assert len(set(names.values())) == len(names)
