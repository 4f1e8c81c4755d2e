"""The browser names a choice by its words: what it says in the other language is brought back to the id, or dropped."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from layers.catalogue import CATALOGUE
from tests.screen_harness import open_screen
from tests.screens.reading import address, map_message, quiet
from translations import words_for

GAP = CATALOGUE["gap"].title


def said_by_browser(screen: AppTest) -> WidgetStates:
    """What a browser would send with the next press."""
    states: WidgetStates = screen._tree.get_widget_states()
    return states


def say(states: WidgetStates, key: str, *labels: str) -> None:
    """Let a box say these labels, whatever the screen offers."""
    [state] = [one for one in states.widgets if one.id.endswith(f"-{key}")]
    if state.HasField("string_array_value"):
        state.string_array_value.data[:] = labels
    else:
        [state.string_value] = labels


@pytest.mark.parametrize(("lang", "other"), [("zh", "en"), ("en", "zh")])
def test_a_label_that_the_map_does_not_offer_changes_no_layer(lang: str, other: str) -> None:
    screen = quiet(open_screen(layer="gap", year="2022", province="140000", lang=lang))
    states = said_by_browser(screen)
    say(states, "layer", words_for(other).render(GAP))
    say(states, "year", "a year")
    say(states, "province", "Shanxi" if lang == "zh" else "山西")
    say(states, "region", "no such region")
    quiet(screen._run(states))
    assert map_message(screen)["layer_id"] == "gap"
    assert (screen.radio(key="layer").value, screen.button_group(key="year").value) == ("gap", 2022)
    assert screen.multiselect(key="province").value == []


def test_a_label_that_no_family_has_changes_no_member() -> None:
    screen = quiet(open_screen(layer="standard.gb-3095-2012"))
    states = said_by_browser(screen)
    say(states, "standard.", "no such standard")
    quiet(screen._run(states))
    assert map_message(screen)["layer_id"] == "standard.gb-3095-2012"


def test_a_label_that_the_export_does_not_offer_changes_nothing() -> None:
    screen = quiet(open_screen("export", layer="gap", year="2022", frame="140100"))
    states = said_by_browser(screen)
    for key in ("export_layer", "export_frame", "export_size", "export_year", "export_sheet_lang"):
        say(states, key, "no such choice")
    quiet(screen._run(states))
    assert address(screen) == {"layer": "gap", "year": "2022", "frame": "140100"}


def test_back_to_the_other_language_tells_the_browser_the_choices_in_its_words() -> None:
    screen = quiet(open_screen(layer="gap", province="140000", lang="en"))
    quiet(screen.button(key="language").click().run())
    assert "lang" not in address(screen)
    states = said_by_browser(screen)
    screen.query_params["lang"] = "en"
    quiet(screen._run(states))
    box, provinces = screen.radio(key="layer"), screen.multiselect(key="province")
    assert (box.value, box.proto.set_value, box.proto.raw_value) == ("gap", True, words_for("en").render(GAP))
    assert (provinces.value, provinces.proto.set_value) == (["140000"], True)
    assert list(provinces.proto.raw_values) == ["Shanxi"]
