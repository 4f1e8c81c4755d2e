"""The ladder of one figure of a place, chosen from all that any document of its chain sets."""

from __future__ import annotations

import streamlit as st

from layers.indicator_words import sector_names, verdict_text
from layers.place_indicators import indicator_lines
from layers.target_words import metric_names
from pages.city_parts.ladder import ladder_html
from pages.shared.address import listed, wrong
from pages.shared.atlas_component import ladder_link
from pages.shared.html import alert
from pages.shared.selection import FIGURE, asked_figure, fill_figure, keep_figure
from policy.atlas import Atlas
from policy.cascade import PM25, all_statements
from translations import N_, Words


def show_ladder(atlas: Atlas, words: Words, place_id: str) -> None:
    """The heading, the list of figures where any applies, and the ladder of the one chosen."""
    _ = words.gettext
    st.header(_("目标与指标的逐级依据"), anchor="ladder")
    names = figure_names(atlas, words, place_id)
    if not names:
        st.html(ladder_html(atlas, words, place_id))
        return
    known = everywhere(atlas, words)
    with st.container(key="ladder_links"):
        pressed = ladder_link("ladder_link")
    asked = pressed if pressed in known else asked_figure(PM25)
    if asked not in known:
        st.html(alert(words.render(wrong(FIGURE, asked, N_("{ids} 之一", ids=listed(list(known)))))))
        asked = PM25
    # A figure that says nothing here can still be asked for: its ladder shows who is silent and who was not read.
    names.setdefault(asked, known[asked])
    fill_figure(asked, PM25)
    st.selectbox(
        _("目标或指标（{count} 项，可输入文字查找）", count=len(names)),
        list(names),
        format_func=names.__getitem__,
        key=FIGURE,
        on_change=keep_figure,
        width=620,
    )
    st.html(ladder_html(atlas, words, place_id, asked))


def figure_names(atlas: Atlas, words: Words, place_id: str) -> dict[str, str]:
    """What can be chosen, by key: targets first, then indicators by sector with their verdict; empty outside the plan."""
    spoken = {row.target.metric for row in all_statements(atlas.register, place_id)}
    names = {metric: name for metric, name in metric_names(words).items() if metric in spoken}
    sectors = sector_names(words)
    for line in indicator_lines(atlas, words, place_id):
        sector = sectors[line.sector] if line.sector else words.gettext("只见于转引的文件")
        parts = [sector, words.pick(line.first.name_zh, line.first.name_en)]
        if line.comparison:
            parts.append(verdict_text(words, line.comparison.verdict))
        names[line.key] = " · ".join(parts)
    return names


def everywhere(atlas: Atlas, words: Words) -> dict[str, str]:
    """Every figure that any document sets for anyone, by key."""
    indicators = atlas.register.indicators.values()
    return metric_names(words) | {
        row.comparable_key: words.pick(row.name_zh, row.name_en) for row in indicators
    }
