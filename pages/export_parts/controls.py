"""The form of the export screen; its values are read by `shared.export_state`."""

from __future__ import annotations

import streamlit as st

from layers.catalogue import family_of, has_years
from layers.press.request import FIRST_DAY, LAST_DAY
from pages.export_parts.choices import frame_names, size_names
from pages.map_parts.layer_choice import member_names, offered
from pages.shared.export_address import LONGEST_NOTE, LONGEST_TITLE, ExportView
from pages.shared.export_state import chosen_export_layer, member_key
from pages.shared.html import element, text
from policy.atlas import Atlas
from policy.observed import observed_years
from translations import Words


def draw_export_form(atlas: Atlas, words: Words, view: ExportView) -> None:
    """Draw the widgets."""
    _ = words.gettext
    draw_layer(atlas, words)
    st.segmented_control(
        _("年份"),
        observed_years(atlas.register),
        key="export_year",
        required=True,
        disabled=not has_years(view.layer),
        help=_("只有实测、差距和达标图层随年份变化"),
    )
    frames = frame_names(atlas, words)
    st.selectbox(
        _("图幅（可输入名称查找）"), list(frames), key="export_frame", format_func=frames.__getitem__
    )
    sizes = size_names(words)
    st.selectbox(_("版面"), list(sizes), key="export_size", format_func=sizes.__getitem__)
    st.text_input(_("标题（空着即用图层名称）"), key="export_title", max_chars=LONGEST_TITLE)
    st.text_area(_("说明（印在标题下）"), key="export_note", max_chars=LONGEST_NOTE, height=80)
    left, right = st.columns(2)
    left.segmented_control(
        _("图上的语言"),
        ["zh", "en"],
        key="export_sheet_lang",
        required=True,
        format_func={"zh": "中文", "en": "English"}.__getitem__,
    )
    right.date_input(
        _("图上的日期"), key="export_made_on", min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD"
    )
    st.html(element("p", text(_("来源、边界、许可和审图标记必印，不能去掉。")), class_="press-lead"))


def draw_layer(atlas: Atlas, words: Words) -> None:
    """The box of layers and, for a family, the box of its members."""
    _ = words.gettext
    titles = {name: words.render(title) for name, title in offered().items()}
    st.selectbox(_("图层"), list(titles), key="export_layer", format_func=titles.__getitem__)
    family = family_of(chosen_export_layer())
    if family:
        names = member_names(atlas.register, words, family.prefix)
        st.selectbox(_("其中"), list(names), key=member_key(family.prefix), format_func=names.__getitem__)
