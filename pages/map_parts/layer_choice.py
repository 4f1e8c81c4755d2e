"""The choice of a layer: a short list, and beneath it the members of a family where one is chosen."""

from __future__ import annotations

from typing import Final

import streamlit as st

from layers.catalogue import CATALOGUE, FAMILIES
from layers.indicator_layer import INDICATOR_PREFIX, mapped_keys
from layers.indicator_words import sector_names
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import MEASURES_PREFIX, mapped_sectors, sector_title
from pages.shared.selection import initial_member
from policy.atlas import Atlas
from policy.judgement import LEVEL_NAMES, STANDARD_NAMES, yardsticks
from policy.records import Limit
from policy.register import Register
from translations import N_, Message, Words

BOXED_STANDARDS: Final = {"gb-3095-2012": N_("GB 3095—2012"), "gb-3095-2026": N_("GB 3095—2026")}


def draw_layer_choice(atlas: Atlas, words: Words) -> None:
    """Draw the list of layers and, for a family, the box of its members."""
    _ = words.gettext
    titles = {name: words.render(title) for name, title in offered().items()}
    chosen = st.radio(_("图层"), list(titles), key="layer", format_func=titles.__getitem__)
    if chosen in FAMILIES:
        names = member_names(atlas.register, words, chosen)
        labels = {
            INDICATOR_PREFIX: _("选择指标"),
            MEASURES_PREFIX: _("选择领域"),
            STANDARD_PREFIX: _("选择标准（限值，µg/m³）"),
        }
        began = list(names).index(initial_member(chosen))
        st.selectbox(labels[chosen], list(names), index=began, key=chosen, format_func=names.__getitem__)


def offered() -> dict[str, Message]:
    """Layers and families to choose from, by id or prefix: those of one group together, policy first."""
    rows = [(entry.group.msgid, entry.layer_id, entry.title) for entry in CATALOGUE.values()]
    rows += [(family.group.msgid, family.prefix, family.title) for family in FAMILIES.values()]
    groups = list(dict.fromkeys(group for group, _name, _title in rows))
    return {name: title for wanted in groups for group, name, title in rows if group == wanted}


def member_names(register: Register, words: Words, prefix: str) -> dict[str, str]:
    """Names of the members of a family, in the order to offer."""
    if prefix == MEASURES_PREFIX:
        return {sector: words.render(sector_title(sector)) for sector in mapped_sectors(register)}
    if prefix == STANDARD_PREFIX:
        return {key: words.render(boxed_name(limit)) for key, limit in yardsticks(register).items()}
    return indicator_names(register, words)


def boxed_name(limit: Limit) -> Message:
    """A limit as short as the box of the control column is wide, the figure first; titles say it in full."""
    standard = BOXED_STANDARDS.get(limit.standard_id, STANDARD_NAMES[limit.standard_id])
    if limit.level in LEVEL_NAMES:
        level = LEVEL_NAMES[limit.level]
        return N_("{limit:g}：{standard}{level}", limit=limit.limit, standard=standard, level=level)
    if limit.valid_to is None:
        year = limit.valid_from[:4]
        return N_("{limit:g}：{standard}，{year} 起", limit=limit.limit, standard=standard, year=year)
    year = limit.valid_to[:4]
    return N_("{limit:g}：{standard}，至 {year}", limit=limit.limit, standard=standard, year=year)


def indicator_names(register: Register, words: Words) -> dict[str, str]:
    """Names of the indicators by key: by sector, those that most documents set first, with their number.

    An indicator's sector is that of its clause; what only documents without listed clauses set comes last.
    """
    sectors = sector_names(words)
    sector_of_clause = {(row.document_id, row.clause): row.sector for row in register.measures.values()}
    documents: dict[str, set[str]] = {}
    sector_of: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in register.indicators.values():
        key = row.comparable_key
        names.setdefault(key, words.pick(row.name_zh, row.name_en))
        if register.documents[row.document_id].in_chain:
            documents.setdefault(key, set()).add(row.document_id)
        sector = sector_of_clause.get((row.document_id, row.clause))
        if sector:
            sector_of.setdefault(key, sector)
    order = [*sectors, ""]
    keys = sorted(
        mapped_keys(register),
        key=lambda key: (order.index(sector_of.get(key, "")), -len(documents[key]), key),
    )
    others = words.gettext("其他")
    return {
        key: words.gettext(
            "{name}（{sector}，{count} 份文件）",
            sector=sectors.get(sector_of.get(key, ""), others),
            name=names[key],
            count=len(documents[key]),
        )
        for key in keys
    }
