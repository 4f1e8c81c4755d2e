"""The one place where the address and the session meet: query parameters ↔ state, and the widgets' values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import streamlit as st

from geo.lookup import PlaceNames
from layers.catalogue import FAMILIES, family_of
from layers.filtering import PlaceFilter
from layers.indicator_layer import INDICATOR_PREFIX
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import ALL_SECTORS, MEASURES_PREFIX
from pages.shared.address import Choices, MapView, map_params, read_map_view
from pages.shared.compare_address import PLACES, CompareView, compare_params, read_compare_view
from pages.shared.component_events import MeasureRequest, read_measure_request
from pages.shared.measure_address import MeasureChoices, MeasureView, measure_params, read_measure_view
from pages.shared.session_language import bring_back
from translations import Message

REMEMBERED = "remembered_view"
WRITTEN = "written_params"
LAST_MEMBERS = "last_members"
INITIAL_MEMBERS = "initial_members"
FIRST_MEMBERS = {
    INDICATOR_PREFIX: "short_process_steel_share",
    MEASURES_PREFIX: ALL_SECTORS,
    STANDARD_PREFIX: "gb-3095-2026-2030",
}
"""What a reader sees first of a family; of the indicators one that several provinces set apart."""
HANDED_OVER = "handed_over_params"
FIGURE = "indicator"
ADDED_PLACE = "added_place"
ONLY_DIFFERENCES = "only_differences"


def read_view(choices: Choices, *, fills: bool = True) -> tuple[MapView, list[Message]]:
    """The view of the address (`fills` the widgets), or the one this reader left where the address says nothing new."""
    params = {name: value for name, value in st.query_params.to_dict().items() if name != "lang"}
    if REMEMBERED in st.session_state and says_nothing_new(params):
        return st.session_state[REMEMBERED], []
    view, faults = read_map_view(params, choices)
    (fill_widgets if fills else remember_member)(view)
    return view, faults


def says_nothing_new(params: dict[str, str]) -> bool:
    """Whether the map wrote these parameters itself, or the reader comes back from another screen.

    On the way to a city Streamlit leaves an entry `/?place=…` in the browser's history, and the navigation leads to
    the bare address: both mean the map as it was left. On the map itself the bare address means the default view.
    """
    state = st.session_state
    comes_back = "layer" not in state
    return params == state.get(WRITTEN) or (comes_back and params in ({}, state.get(HANDED_OVER)))


def open_city(screen: Any, lang: str, place_id: str) -> None:
    """Go to the page of a city; ends the run."""
    st.session_state[HANDED_OVER] = {"place": place_id}
    st.switch_page(screen, query_params=address_for(lang, place=place_id))


def keep_view(view: MapView, lang: str) -> None:
    """Remember a view and write it into the address, if it changed."""
    params = map_params(view, lang)
    if params != st.query_params.to_dict():
        st.query_params.from_dict(params)
    st.session_state[REMEMBERED] = view
    st.session_state[WRITTEN] = {name: value for name, value in params.items() if name != "lang"}


def begin_again(view: MapView, lang: str) -> None:
    """Write a view into the address for the next run, which fills the widgets with it."""
    st.session_state.pop(REMEMBERED, None)
    st.query_params.from_dict(map_params(view, lang))


def fill_widgets(view: MapView) -> None:
    """Give the widgets the values of a view that did not come from them."""
    wanted = view.wanted
    family = family_of(view.layer)
    member = remember_member(view)
    values: dict[str, Any] = {
        "layer": box_of_layer(view.layer),
        "year": view.year,
        "region": list(wanted.regions),
        "province": list(wanted.provinces),
        "status": list(wanted.statuses),
        "min": wanted.low,
        "max": wanted.high,
        "q": wanted.name,
    }
    if family and family.prefix in st.session_state:
        values[family.prefix] = member
    for key, value in values.items():
        st.session_state[key] = value


def remember_member(view: MapView) -> str:
    """Remember which member of its family a view shows; return its name, empty for a layer of none."""
    members = st.session_state.setdefault(LAST_MEMBERS, {})
    family = family_of(view.layer)
    if family is None:
        return ""
    members[family.prefix] = view.layer.removeprefix(family.prefix)
    return str(members[family.prefix])


def ensure_widgets(view: MapView, choices: Choices) -> None:
    """After another screen the widgets are gone: fill them again. What they hold is one of their choices."""
    if "layer" not in st.session_state:
        fill_widgets(view)
        return
    chosen = st.session_state["layer"]
    bring_back("layer", boxes_of_layers(choices.layers), box_of_layer(view.layer))
    if chosen in FAMILIES:
        members = [name.removeprefix(chosen) for name in choices.layers if name.startswith(chosen)]
        bring_back(chosen, members, st.session_state.get(LAST_MEMBERS, {}).get(chosen, FIRST_MEMBERS[chosen]))
    bring_back("year", choices.years, view.year)
    bring_back("region", choices.regions, [])
    bring_back("province", choices.provinces, [])
    bring_back("status", choices.statuses, [])


def boxes_of_layers(layers: Sequence[str]) -> set[str]:
    """What the list of layers has to choose from: layers, and families of layers."""
    return {box_of_layer(name) for name in layers}


def box_of_layer(layer_id: str) -> str:
    """Where a layer stands in the list of layers: itself, or its family."""
    family = family_of(layer_id)
    return family.prefix if family else layer_id


def view_of_widgets(before: MapView) -> MapView:
    """The view that the widgets now say; the selected place stays."""
    state = st.session_state
    return replace(
        before,
        layer=chosen_layer(),
        year=state.get("year") or before.year,
        wanted=PlaceFilter(
            regions=tuple(sorted(state["region"])),
            provinces=tuple(sorted(state["province"])),
            statuses=tuple(sorted(state["status"])),
            low=state["min"],
            high=state["max"],
            name=state["q"].strip(),
        ),
    )


def chosen_layer() -> str:
    """The id of the layer that the widgets say: of a family just chosen, the member looked at last or its first one."""
    state = st.session_state
    chosen: str = state["layer"]
    if chosen not in FAMILIES:
        return chosen
    members = state.setdefault(LAST_MEMBERS, {})
    members[chosen] = state.get(chosen) or members.get(chosen, FIRST_MEMBERS[chosen])
    return chosen + members[chosen]


def initial_member(prefix: str) -> str:
    """The member that the box of a family began with when it came up.

    Given to the box as its default, the same in every run: the box with its hundred names is then sent once. A value
    put into the session would be sent with the names again as soon as the reader chooses another.
    """
    began = st.session_state.setdefault(INITIAL_MEMBERS, {})
    if prefix not in st.session_state:
        began[prefix] = st.session_state[LAST_MEMBERS].get(prefix, FIRST_MEMBERS[prefix])
    member: str = began[prefix]
    return member


def clear_filters() -> None:
    """Take every filter off; layer, year and place stay."""
    view = st.session_state.get(REMEMBERED, MapView())
    fill_widgets(replace(view, wanted=PlaceFilter()))


def measure_request(key: str, choices: MeasureChoices) -> MeasureRequest:
    """What the list asked for in this run; nothing when something else made the script run."""
    return read_measure_request(st.session_state.get(key), choices.measures, choices.places)


def read_measures(
    choices: MeasureChoices, address: str | None, lang: str
) -> tuple[MeasureView, list[Message]]:
    """The view of the measures: what the list itself said last goes before the address of the page.

    The list keeps the address of the page up to date by itself, without the server, so that typing costs nothing;
    whenever it asks for something it says where it stands.
    """
    params = st.query_params.to_dict() if address is None else dict(parse_qsl(address))
    view, faults = read_measure_view(params, choices)
    kept = measure_params(view, lang)
    if kept != st.query_params.to_dict():
        st.query_params.from_dict(kept)
    return view, faults


def address_for(lang: str, **params: str) -> dict[str, str]:
    """Query parameters for a link to another screen, the language kept."""
    return params | ({"lang": lang} if lang != "zh" else {})


def asked_place() -> str:
    """What the address of the city screen asks for; empty when nothing."""
    return st.query_params.get("place", "").strip()


def asked_scope() -> str:
    """The key region that the address of the region screen asks for; empty when none."""
    return st.query_params.get("scope", "").strip()


def asked_figure(default: str) -> str:
    """The figure whose ladder the address of the city screen asks for."""
    return st.query_params.get(FIGURE, default).strip()


def fill_figure(figure_key: str, default: str) -> None:
    """Let list and address say what is shown; the address as short as can be."""
    st.session_state[FIGURE] = figure_key
    if figure_key == default:
        st.query_params.pop(FIGURE, None)
    elif figure_key != st.query_params.get(FIGURE):
        st.query_params[FIGURE] = figure_key


def keep_figure() -> None:
    """Write the figure chosen into the address."""
    st.query_params[FIGURE] = st.session_state[FIGURE]


def select_in_address(place_id: str) -> None:
    """Let the address name the place selected; empty for none."""
    if place_id:
        st.query_params["place"] = place_id
    else:
        st.query_params.pop("place", None)


def asked_document() -> str | None:
    """The document that the address of the method screen asks for."""
    return st.query_params.get("document")


def current_address() -> str:
    """The whole address of what is shown, but for the part after `#`, which the browser keeps to itself."""
    params = st.query_params.to_dict()
    url = st.context.url or ""
    return f"{url}?{urlencode(params)}" if params else url


def asked_path() -> str:
    """The last part of the address's path, as a reader would type it; empty at the root of the site."""
    path = urlsplit(st.context.url or "").path.strip("/")
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return "" if path == base else unquote(path.rpartition("/")[2]).strip()


def read_comparison(names: PlaceNames) -> CompareView:
    """What the address of the comparison asks for."""
    params = st.query_params.to_dict() | {PLACES: ",".join(st.query_params.get_all(PLACES))}
    return read_compare_view(params, names)


def keep_comparison(place_ids: Sequence[str], only: bool, lang: str) -> None:
    """Write into the address what is compared; the box that adds places is empty again."""
    params = compare_params(place_ids, only, lang)
    if params != st.query_params.to_dict():
        st.query_params.from_dict(params)


def add_chosen_place(place_ids: Sequence[str], only: bool, lang: str) -> None:
    """Add the place chosen in the box, and empty the box."""
    chosen = st.session_state.get(ADDED_PLACE)
    if chosen and chosen not in place_ids:
        keep_comparison([*place_ids, chosen], only, lang)
    st.session_state[ADDED_PLACE] = None


def fill_only_differences(only: bool) -> None:
    """Let the switch say what the address says."""
    st.session_state[ONLY_DIFFERENCES] = only


def keep_only_differences(place_ids: Sequence[str], lang: str) -> None:
    """Write the switch into the address."""
    keep_comparison(place_ids, bool(st.session_state[ONLY_DIFFERENCES]), lang)
