"""What an address that is no screen shows: which it was, and where everything else is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.shared.address import shortened
from pages.shared.html import element, link, text
from pages.shared.links import HOME, href
from pages.shared.selection import asked_path
from pages.shared.session_language import current_words


def show(screens: dict[str, Any]) -> None:
    """Draw the screen; `screens` are the pages there are. The name of the first screen leads to it."""
    words, _faults = current_words()
    _ = words.gettext
    asked = asked_path()
    if asked == HOME:
        st.switch_page(screens[HOME], query_params=st.query_params.to_dict())
    st.set_page_config(page_title=f"{_('没有这个页面')} · {_('蓝天图志')}")
    links = [link(page.title, href(name, words)) for name, page in screens.items()]
    st.html(
        element(
            "div",
            element("h1", text(_("没有“{asked}”这个页面", asked=shortened(asked)))),
            element("p", text(_("地址可能有误，或页面已改名。可以在上方查找城市，或打开："))),
            element("p", " ".join(links), class_="near"),
            class_="directory",
        )
    )


def page_for(asked: str, screens: dict[str, Any], title: str) -> list[Any]:
    """The page that answers an unknown address, in no navigation; none for an address that is known.

    Streamlit's own answer is a dialog in English over the map. It looks a page up by its address, so whatever is asked
    for becomes one.
    """
    known = {page.url_path for page in screens.values()}
    if asked in known or "/" in asked:
        return []
    return [st.Page(lambda: show(screens), title=title, url_path=asked, visibility="hidden")]
