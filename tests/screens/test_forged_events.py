"""Components run in the browser and may report anything: what is no known id or shape is ignored."""

import base64

import pytest

from pages.measure_parts import message
from policy.atlas import Atlas
from tests.screen_harness import open_screen, report_event
from tests.screens.reading import address, map_message, quiet

BOILERS = "state-council-2023-24-11"
FORGED = [
    "__proto__",
    "999999",
    "太原市",
    "\ud800",
    "",
    {},
    {"place": "140100"},
    ["140100"],
    140100,
    1.5,
    True,
]
NO_REQUESTS = [
    *FORGED,
    {"address": "measure=x"},
    {"address": f"measure={BOILERS}", "turn": "1"},
    {"address": f"measure={BOILERS}", "turn": True},
    {"address": f"measure={BOILERS}", "turn": -1},
    {"address": f"measure={BOILERS}", "turn": 10**30},
    {"address": {"measure": BOILERS}, "turn": 1},
    {"address": "q=\ud800", "turn": 1},
    {"address": f"measure={BOILERS}&q=" + "x" * 100_000, "turn": 1},
]


def shown(value: object) -> str:
    return ascii(value)[:30]


@pytest.mark.parametrize("value", FORGED, ids=shown)
@pytest.mark.parametrize("event", ["select", "open"])
def test_the_map_knows_its_places(event: str, value: object) -> None:
    screen = open_screen(place="140100")
    quiet(report_event(screen, "atlas", {event: value}))
    # Nothing selected is a selection of its own.
    taken_away = event == "select" and value == ""
    assert address(screen) == ({} if taken_away else {"place": "140100"})
    assert map_message(screen)["selected"] == (None if taken_away else "140100")


@pytest.mark.parametrize("value", FORGED, ids=shown)
def test_the_search_box_opens_only_places(value: object) -> None:
    screen = open_screen("method")
    quiet(report_event(screen, "search", {"open": value}))
    assert address(screen) == {}


@pytest.mark.parametrize("value", ["\ud800", {}, ["a"], 1, True], ids=shown)
def test_the_search_box_asks_in_text(value: object) -> None:
    quiet(report_event(open_screen("method"), "search", {"ask": value}))


@pytest.mark.parametrize("value", NO_REQUESTS, ids=shown)
@pytest.mark.parametrize("event", ["select", "download", "open"])
def test_the_list_of_measures_is_asked_in_its_shape(event: str, value: object) -> None:
    screen = open_screen("measures", q="锅炉")
    quiet(report_event(screen, "measures", {event: value}))
    assert address(screen) == {"q": "锅炉"}
    told = map_message(screen, "measures")
    assert (told["answer"], told["file"], told["view"]["measure"]) == (None, None, "")


@pytest.mark.parametrize("value", [*FORGED, "nothing_known"], ids=shown)
def test_links_open_only_ladders(value: object) -> None:
    screen = open_screen("city", place="140100")
    quiet(report_event(screen, "ladder_link", {"show": value}))
    assert address(screen) == {"place": "140100"}


def test_a_file_holds_each_measure_once(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def count(_atlas: Atlas, measures: list, *_rest: object) -> bytes:
        asked.append([measure.measure_id for measure in measures])
        return b"file"

    monkeypatch.setattr(message, "measures_csv", count)
    forged = [BOILERS, None, {}, [BOILERS], "\ud800", "../etc/passwd", *[BOILERS, "shanxi-2024-9"] * 4_500]
    request = {"kind": "csv", "measures": forged, "place": ["140100"], "address": "", "turn": 1}
    screen = quiet(report_event(open_screen("measures"), "measures", {"download": request}))
    assert asked == [[BOILERS, "shanxi-2024-9"]]
    assert base64.b64decode(map_message(screen, "measures")["file"]["content"]) == b"file"


@pytest.mark.parametrize("kind", ["exe", ["csv"], None, {}])
@pytest.mark.parametrize("measures", [BOILERS, {"a": 1}, None, [BOILERS]], ids=shown)
def test_a_file_of_another_kind_is_none(kind: object, measures: object) -> None:
    request = {"kind": kind, "measures": measures, "address": "", "turn": 1}
    screen = quiet(report_event(open_screen("measures"), "measures", {"download": request}))
    assert map_message(screen, "measures")["file"] is None
