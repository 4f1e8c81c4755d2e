"""The address and the widgets of the national map say the same, whichever spoke first; nonsense gives a sentence."""

import pytest
from streamlit.testing.v1 import AppTest

from layers.catalogue import CATALOGUE
from layers.filtering import NO_REGION
from policy.attainment import STATUSES
from tests.screen_harness import open_screen, report_event
from tests.screens.reading import address, go, map_message, of_class, page, quiet, text, warnings
from translations import words_for

EVERYTHING = {
    "layer": "gap",
    "year": "2021",
    "region": f"fenwei-plain,{NO_REGION}",
    "province": "140000,610000",
    "status": "met,undetermined",
    "min": "-12.5",
    "max": "7",
    "q": "a",
    "place": "140300",
    "lang": "en",
}
LONG = "长" * 10_000


def widget_values(screen: AppTest) -> dict[str, object]:
    return {
        "layer": screen.radio(key="layer").value,
        "year": screen.button_group(key="year").value,
        "region": sorted(screen.button_group(key="region").value),
        "province": sorted(screen.multiselect(key="province").value),
        "status": sorted(screen.button_group(key="status").value),
        "min": screen.number_input(key="min").value,
        "max": screen.number_input(key="max").value,
        "q": screen.text_input(key="q").value,
    }


PLAIN = {
    "layer": "attainment",
    "year": 2025,
    "region": [],
    "province": [],
    "status": [],
    "min": None,
    "max": None,
    "q": "",
}


def test_the_plain_address_is_the_default_view_and_stays_plain() -> None:
    screen = quiet(open_screen())
    assert widget_values(screen) == PLAIN
    assert address(screen) == {}
    message = map_message(screen)
    assert (message["layer_id"], message["selected"], message["lang"]) == ("attainment", None, "zh")


def test_a_link_sets_every_widget_and_is_written_back_unchanged() -> None:
    screen = quiet(open_screen(**EVERYTHING))
    assert widget_values(screen) == {
        "layer": "gap",
        "year": 2021,
        "region": ["fenwei-plain", NO_REGION],
        "province": ["140000", "610000"],
        "status": ["met", "undetermined"],
        "min": -12.5,
        "max": 7.0,
        "q": "a",
    }
    assert address(screen) == EVERYTHING
    assert map_message(screen)["selected"] == "140300"


def test_a_link_that_says_defaults_is_written_in_its_shortest_form() -> None:
    screen = quiet(open_screen(layer="attainment", year="2025", lang="zh", min="5.0", utm_source="mail"))
    assert address(screen) == {"min": "5"}


@pytest.mark.parametrize("layer_id", CATALOGUE)
def test_choosing_a_layer_writes_it(layer_id: str) -> None:
    screen = open_screen(year="2022")
    quiet(screen.radio(key="layer").set_value(layer_id).run())
    expected = {"layer": layer_id} if layer_id != "attainment" else {}
    assert address(screen) == expected | {"year": "2022"}
    assert map_message(screen)["layer_id"] == layer_id
    assert screen.button_group(key="year").disabled is not CATALOGUE[layer_id].has_years


def test_choosing_a_year_writes_it_and_going_back_shortens_the_address() -> None:
    screen = open_screen()
    quiet(screen.button_group(key="year").set_value(2020).run())
    assert address(screen) == {"year": "2020"}
    assert "2020" in map_message(screen)["title"]
    quiet(screen.button_group(key="year").set_value(2025).run())
    assert address(screen) == {}


def test_each_filter_writes_itself_and_leaves_the_others() -> None:
    screen = open_screen()
    steps = [
        (
            "button_group",
            "region",
            ["yangtze-river-delta", "fenwei-plain"],
            "fenwei-plain,yangtze-river-delta",
        ),
        ("multiselect", "province", ["330000", "140000"], "140000,330000"),
        ("button_group", "status", [STATUSES[0]], STATUSES[0]),
        ("number_input", "min", -20.25, "-20.25"),
        ("number_input", "max", 30.0, "30"),
        ("text_input", "q", "  州 ", "州"),
    ]
    expected: dict[str, str] = {}
    for kind, name, value, written in steps:
        quiet(getattr(screen, kind)(key=name).set_value(value).run())
        expected[name] = written
        assert address(screen) == expected
        assert not screen.button(key="clear").disabled
    for kind, name, _value, _written in steps:
        empty = {"number_input": None, "text_input": ""}.get(kind, [])
        quiet(getattr(screen, kind)(key=name).set_value(empty).run())
        del expected[name]
        assert address(screen) == expected
    assert screen.button(key="clear").disabled


def test_what_the_map_is_told_stays_the_same_when_nothing_changes() -> None:
    screen = open_screen(**EVERYTHING)
    before = map_message(screen)
    assert map_message(quiet(screen.run())) == before
    assert address(screen) == EVERYTHING


def test_the_language_switch_keeps_the_view() -> None:
    view = {name: value for name, value in EVERYTHING.items() if name != "lang"}
    screen = open_screen(**view)
    before = map_message(screen)
    quiet(screen.button(key="language").click().run())
    assert address(screen) == view | {"lang": "en"}
    english = map_message(screen)
    assert english["lang"] == "en"
    for part in ("layer_id", "codes", "values", "visible", "selected", "geometry_url", "index_url"):
        assert english[part] == before[part]
    assert english["title"] != before["title"]
    quiet(screen.button(key="language").click().run())
    assert address(screen) == view
    assert map_message(screen) == before


def test_the_view_waits_for_the_reader_who_went_to_a_city() -> None:
    screen = open_screen(**EVERYTHING)
    before = map_message(screen)
    quiet(go(screen, "city", place="140300", lang="en"))
    assert of_class(page(screen), "city") != []
    quiet(go(screen, "", lang="en"))
    assert address(screen) == EVERYTHING
    assert map_message(screen) == before
    assert screen.radio(key="layer").value == "gap"
    assert screen.text_input(key="q").value == "a"


def test_a_link_followed_after_a_view_wins_over_what_was_remembered() -> None:
    screen = open_screen(**EVERYTHING)
    quiet(go(screen, "city", place="140300"))
    quiet(go(screen, "", province="330000"))
    assert widget_values(screen) == PLAIN | {"province": ["330000"]}
    assert address(screen) == {"province": "330000", "lang": "en"}


def test_back_and_forward_set_the_widgets() -> None:
    screen = open_screen(layer="gap", year="2021")
    quiet(screen.radio(key="layer").set_value("observed").run())
    quiet(go(screen, "", layer="gap", year="2021"))
    assert widget_values(screen) == PLAIN | {"layer": "gap", "year": 2021}
    assert map_message(screen)["layer_id"] == "gap"


def test_back_to_the_bare_address_is_the_default_view() -> None:
    screen = open_screen()
    quiet(screen.radio(key="layer").set_value("gap").run())
    quiet(go(screen, ""))
    assert widget_values(screen) == PLAIN
    assert address(screen) == {}


@pytest.mark.parametrize("way", ["open", "search"])
def test_back_from_a_city_is_the_view_that_was_left(way: str) -> None:
    view = {"layer": "gap", "year": "2021", "place": "140300"}
    screen = open_screen(**view)
    key = "atlas" if way == "open" else "search"
    quiet(report_event(screen, key, {"open": "140100"}))
    assert address(screen) == {"place": "140100"}
    # the entry that Streamlit leaves in the history on the way to the city
    quiet(go(screen, "", place="140100"))
    assert address(screen) == view
    assert map_message(screen)["selected"] == "140300"


NONSENSE = {
    "unknown layer": {"layer": "ozone"},
    "markup as layer": {"layer": "<script>alert(1)</script>"},
    "year without data": {"year": "1999"},
    "year in words": {"year": "今年"},
    "no number": {"min": "nan"},
    "endless number": {"max": "1e999"},
    "bounds crossed": {"min": "40", "max": "30"},
    "unknown place": {"place": "999999"},
    "markup as place": {"place": "<img src=x onerror=alert(1)>"},
    "unknown language": {"lang": "xx"},
    "unknown region": {"region": "pearl-river-delta"},
    "unknown province": {"province": "14"},
    "unknown status": {"status": "excellent"},
    "endless name": {"q": LONG},
    "endless layer": {"layer": LONG},
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_in_the_address_gives_one_sentence_and_the_default_view(name: str) -> None:
    params = NONSENSE[name]
    screen = open_screen(**params)
    assert [error.message for error in screen.exception] == []
    [sentence] = warnings(screen)
    assert any(value[:30] in sentence for value in params.values())
    assert len(sentence) < 300
    assert widget_values(screen) == PLAIN
    assert map_message(screen) == map_message(open_screen())
    assert address(screen) == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_part_of_a_wrong_address_has_its_own_sentence(lang: str) -> None:
    screen = open_screen(layer="<script>", year="1999", min="nan", place="999999", lang=lang, max="8")
    sentences = warnings(screen)
    assert len(set(sentences)) == 4
    assert widget_values(screen) == PLAIN | {"max": 8.0}
    starts = words_for(lang).gettext(
        "地址中的 {name} 为“{found}”，应为{expected}；已按默认显示。", name="~", found="", expected=""
    )
    assert all(sentence.startswith(starts.split("~")[0]) for sentence in sentences)


def test_the_sentence_goes_when_the_reader_goes_on() -> None:
    screen = open_screen(layer="<script>")
    assert len(warnings(screen)) == 1
    quiet(screen.radio(key="layer").set_value("gap").run())
    assert address(screen) == {"layer": "gap"}


@pytest.mark.parametrize(
    "attack",
    ["![x](https://host.example/x.png)", "[x](https://host.example)", ":red[x] $x$ **x**", "<b>x</b>"],
)
@pytest.mark.parametrize("name", ["layer", "lang"])
def test_what_an_address_says_is_never_read_as_markdown(name: str, attack: str) -> None:
    screen = open_screen(**{name: attack})
    [sentence] = warnings(screen)
    assert attack in sentence
    assert [*screen.warning, *screen.error, *screen.info, *screen.markdown] == []


def test_hostile_text_is_shown_as_text() -> None:
    attack = "<img src=x onerror=alert(1)>"
    screen = open_screen(q=attack)
    tree = page(quiet(screen))
    assert list(tree.iter("img")) == []
    assert screen.text_input(key="q").value == attack
    assert address(screen) == {"q": attack}
    assert map_message(screen)["visible"] == "0" * 375


@pytest.mark.parametrize("asked", ["太元", "taiyuann", "不存在的地方", "<script>alert(1)</script>", LONG])
def test_the_search_box_answers_what_it_does_not_know_with_a_sentence(asked: str) -> None:
    screen = open_screen(layer="gap")
    report_event(screen, "search", {"ask": asked})
    assert [error.message for error in screen.exception] == []
    [sentence] = warnings(screen)
    assert asked[:20] in sentence
    assert len(sentence) < 200
    assert address(screen) == {"layer": "gap"}
    assert map_message(screen)["layer_id"] == "gap"


@pytest.mark.parametrize("asked", ["太原", "Taiyuan", "taiyuan", "140100", "太原市"])
def test_the_search_box_opens_what_it_knows(asked: str) -> None:
    screen = open_screen("method", lang="en")
    quiet(report_event(screen, "search", {"ask": asked}))
    assert address(screen) == {"place": "140100", "lang": "en"}
    assert "Taiyuan" in text(of_class(page(screen), "city")[0].find("h1"))


@pytest.mark.parametrize("url_path", ["", "city", "method"])
def test_the_search_box_opens_the_place_chosen_on_every_screen(url_path: str) -> None:
    screen = open_screen(url_path)
    quiet(report_event(screen, "search", {"open": "410400"}))
    assert address(screen) == {"place": "410400"}
    assert "平顶山" in text(of_class(page(screen), "city")[0].find("h1"))
