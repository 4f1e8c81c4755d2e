"""The components of ours: map with ranking, search box, list of measures, links that open a ladder where it stands.

What Streamlit sends at every rerun is only a loader of a few lines and the deflated message; the views themselves are
static files that the browser keeps.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import streamlit as st

from layers.web_map import search_payload, write_message
from pages.shared import cached
from pages.shared.component_events import (
    LONGEST_TEXT,
    MapEvent,
    SearchEvent,
    known_id,
    plain_text,
    read_map_event,
    read_search_event,
)
from translations import Words

# The message is the module's address, a line end, and the deflated JSON.
_LOADER: Final = """
export default async ({ data, ...component }) => {
const end = data.indexOf(10), address = new TextDecoder().decode(data.subarray(0, end));
return (await import(new URL(address, document.baseURI).href)).show(component, data.subarray(end + 1));
}
"""
# A link to a ladder is an address like any other; here it opens without loading the page again. Streamlit scrolls to a
# heading before what stands above it has its height, so an address that ends in #ladder is brought there once more.
_FOLLOWER: Final = """
let settled = false;
const settle = (steps) => {
    const stop = () => { steps = 0; };
    for (const name of ["wheel", "touchmove", "keydown"]) addEventListener(name, stop, { once: true });
    const timer = setInterval(() => {
        if (steps-- > 0) document.getElementById("ladder")?.scrollIntoView({ block: "start" });
        else clearInterval(timer);
    }, 200);
};
export default ({ setTriggerValue }) => {
    const follow = (event) => {
        const link = event.target.closest?.('a[href*="indicator="][href$="#ladder"]');
        if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        setTriggerValue("show", new URL(link.href).searchParams.get("indicator"));
        settle(8);
    };
    document.addEventListener("click", follow);
    if (!settled && window.location.hash === "#ladder") settle(12);
    settled = true;
    return () => document.removeEventListener("click", follow);
};
"""
# Any link inside the atlas, followed without loading the page again: what lives in the session would be lost.
_KEEPER: Final = """
export default ({ setTriggerValue }) => {
    const follow = (event) => {
        const link = event.composedPath().find((one) => one.tagName === "A" && one.href);
        if (!link || link.target || link.download || event.defaultPrevented) return;
        if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
        const { origin, pathname, search } = new URL(link.href);
        if (origin !== location.origin || pathname.includes("/app/static/")) return;
        event.preventDefault();
        setTriggerValue("go", `${pathname.split("/").pop()}${search}`);
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
};
"""
# The place is kept while the view loads, so that nothing below it jumps. (A single line is taken for a file name.)
_MAP_SPACE: Final = "[data-atlas] {\nmin-height: clamp(590px, 100vh - 220px, 930px); }"
_SEARCH_SPACE: Final = "[data-atlas] {\nmin-height: 38px; }"
_LIST_SPACE: Final = "[data-atlas] {\nmin-height: clamp(590px, 100vh - 190px, 1100px); }"
_HOLDER: Final = "<div data-atlas></div>"

_map_component = st.components.v2.component("atlas_map", html=_HOLDER, css=_MAP_SPACE, js=_LOADER)
_search_component = st.components.v2.component("place_search", html=_HOLDER, css=_SEARCH_SPACE, js=_LOADER)
_measure_component = st.components.v2.component("measure_list", html=_HOLDER, css=_LIST_SPACE, js=_LOADER)
_keeper_component = st.components.v2.component("links_in_session", html="<span></span>", js=_KEEPER)
_follower_component = st.components.v2.component("ladder_links", html="<span></span>", js=_FOLLOWER)


def packed_map(payload: Mapping[str, Any]) -> bytes:
    """What the map is told as the bytes that travel; `payload` comes from `layers.web_map.atlas_payload`."""
    files = cached.static_files()
    return _message(files.map_module_url, files.stylesheet_url, payload)


def atlas_map(data: bytes, places: Collection[str], key: str) -> MapEvent:
    """Show the map; `data` comes from `packed_map`, `places` are the ids there are."""
    result = _map_component(
        key=key,
        data=data,
        on_select_change=_nothing,
        on_open_change=_nothing,
        on_point_change=_nothing,
        on_export_change=_nothing,
    )
    return read_map_event(result, places)


def place_search(index_url: str, words: Words, places: Collection[str], key: str) -> SearchEvent:
    """Show the search box; `places` are the ids there are."""
    files = cached.static_files()
    result = _search_component(
        key=key,
        data=_message(files.search_module_url, files.stylesheet_url, search_payload(index_url, words)),
        on_open_change=_nothing,
        on_ask_change=_nothing,
    )
    return read_search_event(result, places)


def measure_list(payload: Mapping[str, Any], places: Collection[str], key: str) -> str | None:
    """Show the list of measures; its index and shapes are static files. Gives the place whose page was asked for.

    What else it asks for is known before it is shown (`selection.measure_request`), for its message answers that.
    """
    files = cached.static_files()
    addresses = {"measures_url": files.measures_url, "index_url": files.index_url}
    result = _measure_component(
        key=key,
        data=_message(files.measure_module_url, files.measure_stylesheet_url, {**payload, **addresses}),
        on_select_change=_nothing,
        on_open_change=_nothing,
        on_download_change=_nothing,
    )
    return known_id(result.open, places)


def ladder_link(key: str) -> str | None:
    """Let links to a ladder open it in place; gives the figure whose link was pressed since the last run."""
    return plain_text(_follower_component(key=key, on_show_change=_nothing).show, LONGEST_TEXT)


def link_in_session(key: str) -> str | None:
    """Keep links of the page inside the session; gives the screen and query of one pressed since the last run."""
    pressed: str | None = _keeper_component(key=key, on_go_change=_nothing).go
    return pressed


def _message(module_url: str, stylesheet_url: str, payload: Mapping[str, Any]) -> bytes:
    addresses = {
        name: _rooted(address)
        for name, address in {**payload, "stylesheet_url": stylesheet_url}.items()
        if name.endswith("_url")
    }
    return f"{_rooted(module_url)}\n".encode() + write_message({**payload, **addresses})


def _rooted(address: str) -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/{address}" if base else f"/{address}"


def _nothing() -> None:
    """Streamlit reports an event only when someone listens."""
