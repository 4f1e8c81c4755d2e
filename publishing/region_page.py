"""The page of a key region or geography: the finding, its map, its places, what the documents say of it by name."""

from __future__ import annotations

from collections import Counter
from typing import Any

from layers.clause_words import clause_label
from layers.indicator_words import indicator_text
from layers.region_map import NAMED_FOR_PARK, NAMED_ITSELF, NO_VERDICT, parks_svg, region_svg
from layers.region_words import extent_sentence, finding, places_sentence, realtime_sentence
from layers.status_words import verdict_name
from layers.target_words import metric_names, strength_name, target_text
from policy.areas import county_members, places_of_area
from policy.attainment import attainment_of
from policy.effective import TARGET_YEAR
from policy.mentions import mentions_of
from policy.records import Indicator, Measure, Target
from policy.scope import members_of_key_regions
from publishing.cites import Cell, Figure, Line, Link, Table
from publishing.page import PageMaker
from publishing.site import LayerYear
from publishing.verdict_cells import gap_figure, observed_figure, target_figure


def region_page(page: PageMaker) -> str:
    """The HTML of an area."""
    _ = page.words.gettext
    atlas, scope_id = page.site.atlas, page.key.name
    scope = atlas.register.listed_scopes[scope_id]
    is_key = scope_id in members_of_key_regions(atlas.register)
    if is_key:
        sentence = finding(atlas, page.words, scope_id)
        notes = [realtime_sentence(atlas, page.words, scope_id), places_sentence(atlas, page.words, scope_id)]
    else:
        sentence = extent_sentence(atlas, page.words, scope)
        notes = [page.words.pick(scope.note_zh or "", scope.note_en)]
    drawing, title, legend = area_map(page)
    content = {
        "sentence": sentence,
        "notes": [note for note in notes if note],
        "listed": page.citing.cite(scope.document_id, scope.clause) if scope.document_id else None,
        "listed_name": _("名单：") if is_key else _("文件与条款："),
        "map": drawing,
        "map_title": title,
        "legend": legend,
        "legend_note": "" if drawing else _("没有名单，这里不画范围。"),
        "places": places_table(page),
        "figures": figures_table(page),
        "clauses": clauses_table(page),
        "silent": _("已读的条款没有另外对它提出要求。"),
    }
    name = page.scope_name(scope_id)
    return page.html("region.html", name, sentence, content, f"region-{scope_id}-{page.key.lang}")


def area_map(page: PageMaker) -> tuple[str, str, list[dict[str, Any]]]:
    """SVG, its title and its legend; an area without members has none."""
    atlas, scope_id, words = page.site.atlas, page.key.name, page.words
    name = page.scope_name(scope_id)
    if county_members(atlas.register, scope_id):
        title = words.gettext("{region}：文件点名的市和工业园区所在的县", region=name)
        legend = [
            {"colour": NAMED_ITSELF, "label": words.gettext("文件点名的市；是否全市在内，文件未写")},
            {
                "colour": NAMED_FOR_PARK,
                "label": words.gettext("县内有文件点名的工业园区；不表示全县都在其内"),
            },
        ]
        return (
            parks_svg(atlas, words, scope_id, title),
            title,
            [entry | {"hatch": None, "count": None} for entry in legend],
        )
    members = places_of_area(atlas.register, scope_id)
    if not members:
        return "", "", []
    layer = page.site.layer(LayerYear("attainment", TARGET_YEAR))
    classes = {item.code: item for item in layer.classes}
    codes: Counter[str] = Counter(layer.cells[one].code for one in members)
    colours = {
        one: NO_VERDICT if classes[layer.cells[one].code].hatch else classes[layer.cells[one].code].colour
        for one in members
    }
    title = words.gettext("{region}：{year} 年均值与目标、折算值或指示值相比", region=name, year=TARGET_YEAR)
    key: list[dict[str, Any]] = [
        {
            "colour": classes[code].colour,
            "hatch": classes[code].hatch,
            "label": words.render(classes[code].label),
            "count": count,
        }
        for code, count in sorted(codes.items())
    ]
    return region_svg(atlas, words, scope_id, colours, title), title, key


def places_table(page: PageMaker) -> Table | None:
    """The places of the area, the furthest above its figure first."""
    _ = page.words.gettext
    register, citing = page.site.atlas.register, page.citing
    verdicts = {one: attainment_of(register, one) for one in places_of_area(register, page.key.name)}
    ordered = sorted(verdicts, key=lambda one: (verdicts[one].margin is None, -(verdicts[one].margin or 0.0)))
    rows = []
    for one in ordered:
        province = register.places[one].province
        rows.append(
            [
                Link(
                    page.place_name(one, short=True),
                    page.address("place", one),
                    page.words.pick(province.short_name_zh, province.name_en),
                ),
                observed_figure(citing, verdicts[one]),
                target_figure(citing, verdicts[one]),
                gap_figure(citing, verdicts[one]),
                verdict_name(page.words, verdicts[one]),
            ]
        )
    headings = [_("地点"), _("2025 年实测"), _("2025 年目标或折算"), _("差距"), _("判定")]
    caption = _("{count} 个地点，按距目标远近（µg/m³；不是官方排名）", count=len(rows))
    return Table(caption, headings, rows, stacks=True) if rows else None


def figures_table(page: PageMaker) -> Table | None:
    """Targets and indicators that name the area."""
    _ = page.words.gettext
    found = mentions_of(page.site.atlas.register, page.key.name)
    rows = [figure_row(page, row) for row in found.targets]
    rows += [figure_row(page, row) for row in found.indicators]
    headings = [_("指标"), _("要求"), _("期限"), _("文件与条款")]
    return Table(_("以它的名字写的目标和指标"), headings, rows, stacks=True) if rows else None


def figure_row(page: PageMaker, row: Target | Indicator) -> list[Cell]:
    """One figure with its clause."""
    _ = page.words.gettext
    words, citing = page.words, page.citing
    if isinstance(row, Target):
        name, said = metric_names(words)[row.metric], target_text(words, row)
        when = str(row.target_year or row.period_zh or "") or _("未写期限")
    else:
        name, said = words.pick(row.name_zh, row.name_en), indicator_text(words, row) or _("未定数值")
        when = row.deadline or _("未写期限")
    lines = [
        citing.document(row.document_id, row.clause),
        Line(_("原文用语"), row.comparator_zh or "—"),
        Line(_("约束力"), strength_name(words, row.strength)),
        *([Line(_("转引自"), row.read_at)] if row.read_at else []),
    ]
    return [name, Figure(said, lines), when, citing.cite(row.document_id, row.clause)]


def clauses_table(page: PageMaker) -> Table | None:
    """Clauses that name the area: its own first, then those that all key regions share."""
    _ = page.words.gettext
    found = mentions_of(page.site.atlas.register, page.key.name)
    rows = [clause_row(page, row, "") for row in found.own_measures]
    rows += [clause_row(page, row, _("三个重点区域共有")) for row in found.shared_measures]
    headings = [_("措施"), _("内容概要"), _("文件与条款")]
    return Table(_("点到它的措施"), headings, rows, stacks=True) if rows else None


def clause_row(page: PageMaker, row: Measure, mark: str) -> list[Cell]:
    """One clause in our words."""
    cite = page.citing.cite(row.document_id, row.clause)
    document = page.site.atlas.register.documents[row.document_id]
    number = document.number_zh or page.words.pick(document.title_zh, document.title_en)
    return [
        Link(page.words.pick(row.title_zh, row.title_en), cite.href, mark),
        page.words.pick(row.summary_zh, row.summary_en),
        Link(f"{number} {clause_label(row.clause, page.words)}", cite.href),
    ]
