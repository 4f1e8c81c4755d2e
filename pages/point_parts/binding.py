"""What binds at a point: measures and indicators by sector, and those of which nobody can tell."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from layers.indicator_words import bearing_names, extent_names, firm_text, sector_names
from layers.measure_index import department_names, scope_names
from layers.place_measures import by_sector, elsewhere_sentence, unread_sentence
from pages.city_parts.indicator_figures import indicator_figure
from pages.city_parts.measures import doubtful_html, sector_html
from pages.shared.html import element, link, table, text
from pages.shared.links import href
from policy.atlas import Atlas
from policy.indicator_ladder import bearing_of, sectors_of_keys
from policy.indicators import BindingIndicator
from policy.point_spot import SpotAnswer
from translations import Words


def measures_html(atlas: Atlas, words: Words, bound: SpotAnswer) -> str:
    """Every clause that binds at the point, folded by sector, and apart those of which nobody can tell."""
    _ = words.gettext
    departments = department_names(atlas.register)
    certain, doubtful = bound.certain_measures, bound.doubtful_measures
    parts = [
        sector_html(atlas, words, sector, rows, departments) for sector, rows in by_sector(words, certain)
    ]
    if doubtful:
        parts.append(doubtful_html(atlas, words, doubtful, departments))
    counts = Counter(row.reach.kind for row in bound.measures)
    told = _(
        "{whole} 条全部适用，{derived} 条推算适用；{part} 条只涉及其中一部分（建成区、园区、港口等），其范围不在数据中，"
        "该点是否在内须另行核实；另有 {undetermined} 条无法确定，单列在后。",
        **{name: counts[name] for name in extent_names(words)},
    )
    place_id = bound.key.place_id
    listed = link(_("在措施清单中查看所在地的全部条款"), href("measures", words, place=place_id))
    heading = element("h2", text(_("适用的措施 {count} 条", count=len(certain))))
    unread = text(unread_sentence(atlas, words, place_id))
    return element(
        "section",
        heading,
        element("p", text(told + elsewhere_sentence(words, bound.measures)), unread, listed),
        *parts,
        class_="measures",
    )


def indicators_html(atlas: Atlas, words: Words, bound: SpotAnswer) -> str:
    """Quantities that clauses set for the point, folded by sector; each opens its clause."""
    _ = words.gettext
    rows = [row for row in bound.indicators if row.is_certain]
    if not rows:
        return ""
    names = sector_names(words)
    order = list(names)
    sectors = sectors_of_keys(atlas.register, order)

    def place(row: BindingIndicator) -> int:
        sector = sectors[row.indicator.comparable_key]
        return order.index(sector) if sector else len(order)

    parts = []
    for number, group in groupby(sorted(rows, key=place), key=place):
        listed = list(group)
        name = names[order[number]] if number < len(order) else _("只见于转引的文件")
        head = element(
            "summary", element("b", text(name)), element("span", text(len(listed)), class_="count")
        )
        headings = [_("指标"), _("要求"), _("适用范围"), _("适用")]
        cells = [indicator_cells(atlas, words, row) for row in listed]
        parts.append(element("details", head, table(headings, cells, name), class_="sector"))
    heading = element("h2", text(_("适用的指标 {count} 项", count=len(rows))))
    return element("section", heading, *parts, class_="measures indicators")


def indicator_cells(atlas: Atlas, words: Words, row: BindingIndicator) -> list[str]:
    """Name, what is asked, for which area, and how it reaches the point."""
    indicator = row.indicator
    scope = scope_names(atlas, indicator.scope_id)
    return [
        text(words.pick(indicator.name_zh, indicator.name_en)),
        indicator_figure(atlas, words, row, firm_text(words, indicator)),
        text(words.pick(scope["zh"], scope["en"])),
        text(bearing_at_point(atlas, words, row)),
    ]


def bearing_at_point(atlas: Atlas, words: Words, row: BindingIndicator) -> str:
    """How an indicator bears on the point: in full, in part, or as a figure for an area as a whole."""
    bearing = bearing_of(atlas.register, row)
    return extent_names(words)["whole"] if bearing in ("place", "each") else bearing_names(words)[bearing]
