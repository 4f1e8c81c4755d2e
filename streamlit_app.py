"""Router and common frame of the dashboard: `streamlit run streamlit_app.py`."""

from __future__ import annotations

import streamlit as st

from pages.screens import (
    city,
    compare,
    embedded_map,
    export,
    locate,
    measures,
    method,
    national_map,
    not_found,
    overlay,
    region,
)
from pages.serving.counters import Rerun, counted_rerun
from pages.shared.frame import page_frame
from pages.shared.selection import asked_path
from pages.shared.session_language import current_words, follow_language, repeated_parameters
from pages.shared.waiting import atlas_or_wait


def main(rerun: Rerun) -> None:
    """Draw the frame and run the screen that the address names."""
    follow_language()
    words, faults = current_words()
    _ = words.gettext
    st.set_page_config(page_title=_("蓝天图志"), page_icon=None, layout="wide", initial_sidebar_state="auto")
    screens = {
        "map": st.Page(lambda: national_map.show(screens), title=_("地图"), url_path="", default=True),
        "city": st.Page(city.show, title=_("城市"), url_path="city"),
        "compare": st.Page(compare.show, title=_("比较"), url_path="compare"),
        "region": st.Page(region.show, title=_("区域"), url_path="region"),
        "measures": st.Page(lambda: measures.show(screens["city"]), title=_("措施"), url_path="measures"),
        "locate": st.Page(locate.show, title=_("核查点位"), url_path="locate"),
        "export": st.Page(export.show, title=_("导出"), url_path="export"),
        "overlay": st.Page(overlay.show, title=_("叠加数据"), url_path="overlay"),
        "method": st.Page(method.show, title=_("数据与方法"), url_path="method"),
    }
    unknown = not_found.page_for(asked_path(), screens, _("没有这个页面"))
    screen = st.navigation([*screens.values(), *unknown], position="top")
    rerun.screen = next((name for name, one in screens.items() if one is screen), rerun.screen)
    if screen is screens["map"] and embedded_map.is_embedded():
        rerun.screen = "embed"
        embedded_map.show()
        return
    atlas = atlas_or_wait(words)
    page_frame(atlas, words, screens, [*faults, *repeated_parameters()])
    screen.run()


with counted_rerun() as rerun:
    main(rerun)
