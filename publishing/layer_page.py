"""The page of a layer in a year: what the counts say, the map of the nation, the table of all places, sources."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from layers.catalogue import has_years
from layers.drawn import DrawnLayer, draw
from layers.indicator_layer import INDICATOR_PREFIX
from layers.measure_count_layer import MEASURES_PREFIX
from policy.effective import TARGET_YEAR
from publishing.addresses import layer_name
from publishing.cites import Cell, Cite, Link, Table
from publishing.layer_words import layer_words
from publishing.nation_map import is_signed, nation_svg, value_text
from publishing.page import PageMaker
from publishing.site import LayerYear


def layer_page(page: PageMaker) -> str:
    """The HTML of a layer-year."""
    _ = page.words.gettext
    wanted = next(one for one in page.site.layer_years if one.name == page.key.name)
    drawn = draw(page.site.atlas.register, page.site.layer(wanted), page.words)
    title = layer_title(page, wanted)
    sentence, *notes = layer_words(page, wanted, drawn)
    content = {
        "sentence": sentence,
        "notes": notes,
        "subtitle": drawn.subtitle,
        "map": nation_figure(page, drawn, title),
        "legend": legend_of(drawn),
        "legend_note": " ".join(part for part in (drawn.legend_note, drawn.marked_label) if part),
        "years": year_links(page, wanted),
        "years_title": _("年份"),
        "table": layer_table(page, wanted, drawn),
        "sources": layer_sources(page, drawn),
        "interactive": (map_address(page, wanted), _("在可交互地图中打开")),
    }
    image = f"layer-{wanted.name}-{page.key.lang}"
    return page.html("layer.html", title, sentence, content, image)


def map_address(page: PageMaker, wanted: LayerYear) -> str:
    """The interactive map with this layer."""
    year = {} if wanted.year is None else {"year": wanted.year}
    return f"{page.address('home')}?{urlencode({'layer': wanted.layer_id, **year})}"


def layer_title(page: PageMaker, wanted: LayerYear) -> str:
    """Title with the year."""
    title = page.site.titles[page.key.lang][wanted.layer_id]
    return (
        title
        if wanted.year is None
        else page.words.gettext("{title} · {year} 年", title=title, year=wanted.year)
    )


def nation_figure(page: PageMaker, drawn: DrawnLayer, title: str) -> str:
    """The nation as SVG, each place a link to its page."""
    return nation_svg(
        page.site.atlas, page.words, page.site.nation, drawn, lambda one: page.address("place", one), title
    )


def legend_of(drawn: DrawnLayer) -> list[dict[str, Any]]:
    """The classes that occur."""
    counts = Counter(place.code for place in drawn.places)
    return [
        {"colour": entry.colour, "hatch": entry.hatch, "label": entry.label, "count": counts[entry.code]}
        for entry in drawn.legend
        if counts[entry.code]
    ]


def year_links(page: PageMaker, wanted: LayerYear) -> list[tuple[str, int, bool]]:
    """Address, number and whether it is the one shown, of every year of a layer that has years."""
    if not has_years(wanted.layer_id):
        return []
    made = {one.name for one in page.site.layer_years}
    names = [(layer_name(wanted.layer_id, year), year) for year in page.site.years]
    return [(page.address("layer", name), year, year == wanted.year) for name, year in names if name in made]


def layer_table(page: PageMaker, wanted: LayerYear, drawn: DrawnLayer) -> Table:
    """Every place with value, class and note, the largest value first."""
    _ = page.words.gettext
    register = page.site.atlas.register
    labels = {entry.code: entry.label for entry in drawn.legend}
    signed = is_signed(drawn)
    with_values = any(place.value is not None for place in drawn.places)
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
                page.address("place", one.place_id),
                page.words.pick(province.short_name_zh, province.name_en),
            )
        ]
        if with_values:
            row.append(value_cell(page, wanted, one.place_id, value_text(drawn, one, signed=signed)))
        rows.append([*row, labels[one.code], drawn.note_labels.get(one.note_code, "")])
    values = [drawn.value_heading] if with_values else []
    headings = [_("地点"), *values, _("分级"), _("备注")]
    return Table(_("全部 {count} 个地点", count=len(rows)), headings, rows, stacks=True)


def value_cell(page: PageMaker, wanted: LayerYear, place_id: str, shown: str) -> Cell:
    """A value that leads to the figure on the place's page, which opens document and clause; a dash where there is none."""
    if not shown:
        return "—"
    if place_id not in page.site.place_ids:
        return shown
    return Link(shown, f"{page.address('place', place_id)}#{part_of(wanted)}")


def part_of(wanted: LayerYear) -> str:
    """The part of a place's page that holds the figures of a layer."""
    if wanted.layer_id.startswith(INDICATOR_PREFIX):
        return "indicators"
    if wanted.layer_id.startswith(MEASURES_PREFIX):
        return "measures"
    return "figures" if wanted.year in (None, TARGET_YEAR) else "years"


def layer_sources(page: PageMaker, drawn: DrawnLayer) -> list[Cite]:
    """Documents and data the layer is made from."""
    return [page.citing.cite(source.document_id, source.clause) for source in drawn.sources]
