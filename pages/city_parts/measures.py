"""Measures of a city page: by sector, with counts; each opens its clause; what nobody can tell stands apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from layers.indicator_words import extent_names, sector_names
from layers.measure_index import department_names, department_text, scope_names
from layers.place_measures import by_sector, counts_sentence, unread_sentence
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from pages.shared.status_words import document_level_names
from policy.atlas import Atlas
from policy.measures import BindingMeasure, binding_measures
from policy.records import Measure
from translations import Words

Departments = Mapping[tuple[str, str], str]


def measures_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """Every clause that binds the place, folded by sector, and apart those of which nobody can tell."""
    _ = words.gettext
    rows = binding_measures(atlas.register, place_id)
    if not rows:
        return ""
    departments = department_names(atlas.register)
    certain = [row for row in rows if row.is_certain]
    parts = [
        sector_html(atlas, words, sector, group, departments) for sector, group in by_sector(words, certain)
    ]
    doubtful = [row for row in rows if not row.is_certain]
    if doubtful:
        parts.append(doubtful_html(atlas, words, doubtful, departments))
    listed = link(_("在措施清单中查看本地的全部条款"), href("measures", words, place=place_id))
    return element(
        "section",
        element("h2", text(_("适用的措施 {count} 条", count=len(certain)))),
        element(
            "p", text(counts_sentence(words, rows)), text(unread_sentence(atlas, words, place_id)), listed
        ),
        *parts,
        class_="measures",
    )


def sector_html(
    atlas: Atlas, words: Words, sector: str, rows: Sequence[BindingMeasure], departments: Departments
) -> str:
    """The clauses of a sector, folded, the documents that bring them in the folded line."""
    documents = atlas.register.documents
    levels = document_level_names(words)
    counted = Counter(levels[documents[row.measure.document_id].level or ""] for row in rows)
    brought = " · ".join(f"{level} {count}" for level, count in counted.items())
    head = element(
        "summary",
        element("b", text(sector_names(words)[sector])),
        element("span", text(len(rows)), class_="count"),
        element("span", text(brought), class_="brought"),
    )
    return element("details", head, clauses_html(atlas, words, rows, departments), class_="sector")


def doubtful_html(
    atlas: Atlas, words: Words, rows: Sequence[BindingMeasure], departments: Departments
) -> str:
    """Clauses of which nobody can tell whether they bind the place."""
    head = element(
        "summary",
        element("b", text(extent_names(words)["undetermined"])),
        element("span", text(len(rows)), class_="count"),
    )
    return element("details", head, clauses_html(atlas, words, rows, departments), class_="sector doubtful")


def clauses_html(atlas: Atlas, words: Words, rows: Sequence[BindingMeasure], departments: Departments) -> str:
    """Clauses by document, the document cited once above its own."""
    parts = []
    for document_id, group in groupby(rows, key=lambda row: row.measure.document_id):
        cited = document_link(atlas.register.documents[document_id], None, words)
        items = [measure_item(atlas, words, row, departments) for row in group]
        parts += [element("h3", cited), element("ul", *items)]
    return "".join(parts)


def measure_item(atlas: Atlas, words: Words, row: BindingMeasure, departments: Departments) -> str:
    """One clause: label and title, whom it singles out, how it reaches the place, lead departments."""
    _ = words.gettext
    measure = row.measure
    marks = [] if row.reach.kind == "whole" else [extent_names(words)[row.reach.kind]]
    marks += [singled_out_mark(atlas, words, row, scope_id) for scope_id in row.singled_out]
    lead, others = named_departments(atlas, words, measure, departments)
    doubtful = [scope_name(atlas, words, scope_id) for scope_id in row.undetermined]
    elsewhere = [scope_name(atlas, words, scope_id) for scope_id in row.not_here]
    lines = [
        words.pick(measure.summary_zh, measure.summary_en),
        _("限于：{what}", what=words.pick(measure.qualifier_zh, measure.qualifier_en))
        if measure.qualifier_zh and row.reach.kind != "part"
        else "",
        words.render(row.reach.reason) if row.reach.kind != "whole" else "",
        _("另提到，但无法确定是否包含本地：{names}", names=words.join(doubtful)) if doubtful else "",
        _("条内点名{names}的部分不涉及本地", names=words.join(elsewhere)) if elsewhere else "",
        _("牵头：{names}", names=words.join(lead)) if lead else "",
        _("部门：{names}", names=words.join(others)) if others else "",
        "" if lead or others else _("条文没有点名部门"),
    ]
    return element(
        "li",
        link(measure.clause, href("method", words, document=measure.document_id)),
        element(
            "div",
            element(
                "b",
                link(
                    words.pick(measure.title_zh, measure.title_en),
                    href("measures", words, measure=measure.measure_id),
                ),
            ),
            *(element("span", text(mark), class_="badge") for mark in marks),
            *(element("p", text(line)) for line in lines if line),
        ),
        class_=row.reach.kind,
    )


def singled_out_mark(atlas: Atlas, words: Words, row: BindingMeasure, scope_id: str) -> str:
    """That the clause names a scope of the place, or one that the place is derived to be in."""
    _ = words.gettext
    name = scope_name(atlas, words, scope_id)
    return _("推算属于：{name}", name=name) if scope_id in row.derived else _("点名：{name}", name=name)


def scope_name(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The name of a scope; a county by the shapes."""
    names = scope_names(atlas, scope_id)
    return words.pick(names["zh"], names["en"])


def named_departments(
    atlas: Atlas, words: Words, measure: Measure, departments: Departments
) -> tuple[list[str], list[str]]:
    """Those in the lead, and the others that the clause names."""
    lead = dict.fromkeys(departments[measure.document_id, name] for name in measure.lead_departments)
    named = dict.fromkeys(departments[measure.document_id, name] for name in measure.responsible_departments)
    texts = {name: department_text(atlas.register, words, name) for name in (*lead, *named)}
    return [texts[name] for name in lead], [texts[name] for name in named if name not in lead]
