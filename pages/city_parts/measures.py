"""Measures of a city page: by sector, with counts; each opens its clause."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from layers.indicator_words import reach_names, sector_names
from layers.measure_index import department_names, department_text
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.measures import BindingMeasure, binding_measures
from policy.scope import scope_by_id
from translations import Words


def measures_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """Every clause that binds the place, folded by sector."""
    _ = words.gettext
    rows = binding_measures(atlas.register, place_id)
    if not rows:
        return ""
    departments = department_names(atlas.register)
    names = sector_names(words)
    order = list(names)
    ordered = sorted(rows, key=lambda row: order.index(row.measure.sector))
    sections = []
    for sector, group in groupby(ordered, key=lambda row: row.measure.sector):
        items = list(group)
        head = element("summary", text(names[sector]), " ", element("span", text(len(items)), class_="badge"))
        entries = element("ul", *(measure_item(atlas, words, row, departments) for row in items))
        sections.append(element("details", head, entries, class_="sector"))
    title = _("适用的措施 {count} 条", count=len(rows))
    return element("section", element("h2", text(title)), *sections, class_="measures")


def measure_item(
    atlas: Atlas, words: Words, row: BindingMeasure, departments: Mapping[tuple[str, str], str]
) -> str:
    """One clause: title, document, whom it singles out, how it reaches the place, lead department."""
    _ = words.gettext
    measure = row.measure
    register = atlas.register
    document = register.documents[measure.document_id]
    title = words.pick(measure.title_zh, measure.title_en)
    marks = (
        [element("span", text(reach_names(words)[row.reach.kind]), class_="badge")]
        if row.reach.kind != "whole"
        else []
    )
    for scope_id in row.singled_out:
        scope = scope_by_id(register, scope_id)
        marks.append(element("span", text(words.pick(scope.name_zh, scope.name_en)), class_="badge"))
    lines = [text(words.pick(measure.summary_zh, measure.summary_en))]
    qualifier = words.pick(measure.qualifier_zh or "", measure.qualifier_en)
    if qualifier:
        lines.append(text(_("限于：{what}", what=qualifier)))
    lead = dict.fromkeys(departments[measure.document_id, name] for name in measure.lead_departments)
    if lead:
        names = [department_text(register, words, name) for name in lead]
        lines.append(text(_("牵头：{names}", names=words.join(names))))
    return element(
        "li",
        element("b", link(title, href("measures", words, measure=measure.measure_id))),
        *marks,
        *(element("p", line) for line in lines),
        element("p", document_link(document, measure.clause, words), class_="cited"),
    )
