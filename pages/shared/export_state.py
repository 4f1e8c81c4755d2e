"""The state of the export screen: its address and its widgets say the same, whichever spoke first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from layers.catalogue import FAMILIES, family_of
from layers.filtering import NO_REGION
from layers.press.request import one_line
from layers.press.sizes import SIZES
from pages.shared.address import MapView
from pages.shared.export_address import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    ExportChoices,
    ExportView,
    export_params,
    read_export_view,
)
from pages.shared.selection import FIRST_MEMBERS, box_of_layer, boxes_of_layers
from pages.shared.session_language import bring_back
from translations import LANGUAGES, N_, Message

WRITTEN: Final = "export_written"
REMEMBERED: Final = "export_remembered"
MEMBERS: Final = "export_members"
LAST_PREVIEW: Final = "export_last_preview"
WANTED: Final = "export_wanted"
FIELDS: Final = {
    "export_year": "year",
    "export_frame": "frame",
    "export_size": "size",
    "export_sheet_lang": "sheet_lang",
    "export_made_on": "made_on",
    "export_title": "title",
    "export_note": "note",
}
"""Fields of the view by the key of their widget."""


def read_export(choices: ExportChoices, lang: str, today: date) -> tuple[ExportView, list[Message]]:
    """The view of the widgets, or of the address where that says something new."""
    state = st.session_state
    params = {name: value for name, value in st.query_params.to_dict().items() if name != "lang"}
    comes_back = "export_layer" not in state
    if REMEMBERED in state and (params == state.get(WRITTEN) or (comes_back and not params)):
        view: ExportView = state[REMEMBERED]
        if comes_back:
            fill_export(view)
            return view, []
        bring_back_choices(choices, view)
        return view_of_export(view)
    view, faults = read_export_view(params, choices, lang, today)
    fill_export(view)
    return view, faults


def bring_back_choices(choices: ExportChoices, view: ExportView) -> None:
    """Let every box hold one of its choices, the former one where it holds none."""
    state = st.session_state
    bring_back("export_layer", boxes_of_layers(choices.layers), box_of_layer(view.layer))
    chosen = state["export_layer"]
    if chosen in FAMILIES:
        members = [name.removeprefix(chosen) for name in choices.layers if name.startswith(chosen)]
        before = state.get(MEMBERS, {}).get(chosen, FIRST_MEMBERS[chosen])
        bring_back(member_key(chosen), members, before)
    bring_back("export_year", choices.years, view.year)
    bring_back("export_size", SIZES, view.size)
    bring_back("export_sheet_lang", LANGUAGES, view.sheet_lang)
    frame = state.get("export_frame")
    if frame is not None and choices.frame_of(frame) != frame:
        state["export_frame"] = view.frame


def fill_export(view: ExportView) -> None:
    """Give the widgets the values of a view."""
    family = family_of(view.layer)
    st.session_state["export_layer"] = box_of_layer(view.layer)
    if family:
        member = view.layer.removeprefix(family.prefix)
        st.session_state.setdefault(MEMBERS, {})[family.prefix] = member
        st.session_state[member_key(family.prefix)] = member
    for key, name in FIELDS.items():
        st.session_state[key] = getattr(view, name)


def member_key(prefix: str) -> str:
    """Key of the box with the members of a family."""
    return f"export_member_{prefix}"


def view_of_export(before: ExportView) -> tuple[ExportView, list[Message]]:
    """The view that the widgets now say, and a sentence where something typed cannot be printed."""
    state = st.session_state
    values: dict[str, Any] = {
        name: state[key] if state.get(key) is not None else getattr(before, name)
        for key, name in FIELDS.items()
    }
    faults = []
    names = {"title": (N_("标题"), LONGEST_TITLE), "note": (N_("说明"), LONGEST_NOTE)}
    for name, (shown, longest) in names.items():
        tidy = one_line(values[name])[:longest]
        if tidy != values[name].strip():
            faults.append(N_("{name}里的换行或不可见字符已去掉。", name=shown))
        values[name] = tidy
    return replace(before, layer=chosen_export_layer(), **values), faults


def chosen_export_layer() -> str:
    """The id of the layer that the boxes say; of a family just chosen, the member looked at last or its first one."""
    state = st.session_state
    chosen: str = state["export_layer"]
    if chosen not in FAMILIES:
        return chosen
    key, members = member_key(chosen), state.setdefault(MEMBERS, {})
    members[chosen] = state.get(key) or members.get(chosen, FIRST_MEMBERS[chosen])
    state[key] = members[chosen]
    return chosen + members[chosen]


def keep_export(view: ExportView, lang: str, today: date) -> None:
    """Remember a view and write it into the address, if it changed."""
    params = export_params(view, lang, today)
    if params != st.query_params.to_dict():
        st.query_params.from_dict(params)
    st.session_state[REMEMBERED] = view
    st.session_state[WRITTEN] = {name: value for name, value in params.items() if name != "lang"}


def keep_preview(content: bytes) -> None:
    """Remember the last picture that was ready."""
    st.session_state[LAST_PREVIEW] = content


def last_preview() -> bytes | None:
    """The last picture that was ready, shown while the next is drawn."""
    content: bytes | None = st.session_state.get(LAST_PREVIEW)
    return content


def want_file(key: str) -> None:
    """Remember which file was asked for, by the key of its task."""
    st.session_state[WANTED] = (key, wanted_file()[1] + 1)


def wanted_file() -> tuple[str, int]:
    """The key of the file asked for, empty for none, and how many were asked for in this session."""
    wanted: tuple[str, int] = st.session_state.get(WANTED, ("", 0))
    return wanted


def open_export(screen: Any, lang: str, shown: MapView, today: date) -> None:
    """Go to the export screen with what the map shows; ends the run."""
    view = ExportView(lang, today, layer=shown.layer, year=shown.year, frame=frame_of_map(shown))
    st.switch_page(screen, query_params=export_params(view, lang, today))


def frame_of_map(shown: MapView) -> str:
    """The frame that the map's filters name: one region, one province, the place selected, else the country."""
    wanted = shown.wanted
    if len(wanted.regions) == 1 and not wanted.provinces and wanted.regions[0] != NO_REGION:
        return wanted.regions[0]
    if len(wanted.provinces) == 1 and not wanted.regions:
        return f"province-{wanted.provinces[0]}"
    return shown.place or "china"
