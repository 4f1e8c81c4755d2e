"""The tables of a layer's page: every place with its value and where that comes from, and the classes by region."""

from __future__ import annotations

from collections import Counter
from typing import Final

from layers.drawn import DrawnLayer, DrawnPlace
from layers.effective_words import not_of_its_kind
from layers.indicator_layer import INDICATOR_PREFIX
from layers.measure_count_layer import MEASURES_PREFIX
from layers.status_words import lacking_words
from layers.value_sources import ValueSource, short_citation, sources_of_value
from policy.change import change_since_base
from policy.effective import TARGET_YEAR, effective_target
from policy.scope import members_of_key_regions
from publishing.addresses import indicator_anchor
from publishing.cites import WIDE, Cell, Link, Links, Table, width_of
from publishing.nation_map import is_signed, value_text
from publishing.page import PageMaker
from publishing.site import LayerYear

NO_BREAK: Final = "\u00a0"
HELD_AGAINST_TARGETS: Final = ("target_2025", "gap", "attainment", "path")
"""Layers whose values rest on the 2025 target of a place."""


def layer_table(page: PageMaker, wanted: LayerYear, drawn: DrawnLayer) -> Table:
    """Every place with value, class, sources and note, the largest value first; a value opens its first source."""
    _ = page.words.gettext
    register, year = page.site.atlas.register, wanted.year or TARGET_YEAR
    labels = {entry.code: entry.label for entry in drawn.legend}
    signed = is_signed(drawn)
    with_values = any(place.value is not None for place in drawn.places)
    notes = {one.place_id: note_of(page, wanted, drawn, one) for one in drawn.places}
    with_notes = any(notes.values())
    order = {entry.code: number for number, entry in enumerate(drawn.legend)}
    ranked = sorted(
        drawn.places,
        key=lambda one: (one.value is None, -(one.value or 0.0), order[one.code], one.place_id),
    )
    rows: list[list[Cell]] = []
    for one in ranked:
        province = register.places[one.place_id].province
        row: list[Cell] = [
            Link(
                page.place_name(one.place_id, short=True),
                f"{page.address('place', one.place_id)}{part_of(page, wanted, one.place_id)}",
                page.words.pick(province.short_name_zh, province.name_en),
            )
        ]
        sources = sources_of_value(register, wanted.layer_id, one.place_id, year)
        links = [source_link(page, source) for source in sources]
        if with_values:
            shown = value_text(drawn, one, signed=signed)
            row.append(value_cell(shown, links))
        row += [labels[one.code], Links(links) if links else "—"]
        rows.append([*row, notes[one.place_id]] if with_notes else row)
    values = [drawn.value_heading] if with_values else []
    headings = [_("地点"), *values, _("分级"), _("来源"), *([_("备注")] if with_notes else [])]
    kept = {_("分级"): "class"} | ({_("备注"): "note"} if max(map(width_of, notes.values())) > WIDE else {})
    return Table(_("全部 {count} 个地点", count=len(rows)), headings, rows, stacks=True, kept=kept)


def note_of(page: PageMaker, wanted: LayerYear, drawn: DrawnLayer, one: DrawnPlace) -> str:
    """The note of a place, and whether its target speaks of it; for a change without a figure, which year lacks."""
    said = drawn.note_labels.get(one.note_code, "")
    if wanted.layer_id in HELD_AGAINST_TARGETS:
        return page.words.gettext("；").join(
            part for part in (said, unfit_target(page, one.place_id)) if part
        )
    if said or not wanted.layer_id.startswith("change"):
        return said
    change = change_since_base(page.site.atlas.register, one.place_id, wanted.year or TARGET_YEAR)
    return lacking_words(page.words, change)


def unfit_target(page: PageMaker, place_id: str) -> str:
    """That the sentence a place is held against is on cities of a rank above it; empty where it fits."""
    register = page.site.atlas.register
    target = None if register.places[place_id].outside_plan else effective_target(register, place_id)
    return not_of_its_kind(register, page.words, place_id, target) if target else ""


def value_cell(shown: str, links: list[Link]) -> Cell:
    """A value that opens the first of its sources; a dash where there is none."""
    if not shown:
        return "—"
    whole = shown.replace(" ", NO_BREAK)
    return Link(whole, links[0].href) if links else whole


def source_link(page: PageMaker, source: ValueSource) -> Link:
    """A source in few words, opened at its clause or place."""
    cite = page.citing.cite(source.document_id, source.clause)
    return Link(short_citation(page.site.atlas.register, page.words, source), cite.href)


def part_of(page: PageMaker, wanted: LayerYear, place_id: str) -> str:
    """The part of a place's page that tells more of a layer; nothing where that page is not made or has none."""
    if place_id not in page.site.place_ids or page.site.atlas.register.places[place_id].outside_plan:
        return ""
    if wanted.layer_id.startswith(INDICATOR_PREFIX):
        key = wanted.layer_id.removeprefix(INDICATOR_PREFIX)
        spoken = sources_of_value(page.site.atlas.register, wanted.layer_id, place_id, TARGET_YEAR)
        return f"#{indicator_anchor(key)}" if spoken else ""
    if wanted.layer_id.startswith(MEASURES_PREFIX):
        return "#measures"
    return "#figures" if wanted.year in (None, TARGET_YEAR) else "#years"


def class_table(page: PageMaker, drawn: DrawnLayer) -> Table:
    """How many places each class has: in all, and by key region of the present list."""
    _ = page.words.gettext
    regions = members_of_key_regions(page.site.atlas.register)
    listed = {one: scope_id for scope_id, ids in regions.items() for one in ids}
    counts = Counter((place.code, listed.get(place.place_id)) for place in drawn.places)
    columns = (*regions, None)
    rows: list[list[Cell]] = []
    for entry in drawn.legend:
        found = [counts[entry.code, one] for one in columns]
        if sum(found):
            rows.append([entry.label, sum(found), *found])
    names = [page.scope_name(one) for one in regions]
    headings = [_("分级"), _("全国"), *names, _("其他地点")]
    return Table(_("各级的地点数"), headings, rows, stacks=True)
