"""The choice of a layer: a short list, and beneath it the members of a family where one is chosen."""

from __future__ import annotations

import streamlit as st

from layers.catalogue import CATALOGUE, FAMILIES
from layers.indicator_layer import INDICATOR_PREFIX, mapped_keys
from layers.indicator_words import sector_names
from layers.measure_count_layer import MEASURES_PREFIX, mapped_sectors, sector_title
from pages.shared.selection import initial_member
from policy.atlas import Atlas
from policy.register import Register
from translations import Words


def draw_layer_choice(atlas: Atlas, words: Words) -> None:
    """Draw the list of layers and, for a family, the box of its members."""
    _ = words.gettext
    titles = {entry.layer_id: words.render(entry.title) for entry in CATALOGUE.values()}
    titles |= {prefix: words.render(family.title) for prefix, family in FAMILIES.items()}
    chosen = st.radio(_("图层"), list(titles), key="layer", format_func=titles.__getitem__)
    if chosen in FAMILIES:
        names = member_names(atlas.register, words, chosen)
        labels = {INDICATOR_PREFIX: _("选择指标"), MEASURES_PREFIX: _("选择领域")}
        began = list(names).index(initial_member(chosen))
        st.selectbox(labels[chosen], list(names), index=began, key=chosen, format_func=names.__getitem__)


def member_names(register: Register, words: Words, prefix: str) -> dict[str, str]:
    """Names of the members of a family, in the order to offer."""
    if prefix == MEASURES_PREFIX:
        return {sector: words.render(sector_title(sector)) for sector in mapped_sectors(register)}
    return indicator_names(register, words)


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
