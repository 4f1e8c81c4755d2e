"""The page of a key region or geography: the finding, its map, its places, what the documents say of it by name."""

from __future__ import annotations

from collections import Counter
from typing import Any

from layers.clause_words import clause_label
from layers.indicator_words import firm_text
from layers.membership_layer import MEMBERSHIP_LAYER
from layers.press.frames import framed_scopes
from layers.region_map import NAMED_FOR_PARK, NAMED_ITSELF, parks_svg, region_svg, verdict_fills
from layers.region_standings import standings_of
from layers.region_words import extent_sentence, finding, places_sentence, realtime_sentence
from layers.target_words import metric_names, strength_name, target_text, with_strength, year_or_period
from policy.areas import county_members, places_of_area
from policy.effective import TARGET_YEAR
from policy.mentions import mentions_of
from policy.records import Indicator, Measure, Target
from policy.scope import members_of_key_regions
from publishing.addresses import layer_name
from publishing.cites import Cell, Figure, Line, Link, Table
from publishing.page import PageMaker
from publishing.region_charts import charts
from publishing.region_figures import means, region_target
from publishing.region_members import list_changes, province_table
from publishing.region_ranking import behind, ranking
from publishing.region_strip import distribution
from publishing.site import LayerYear


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
    standings = standings_of(atlas, places_of_area(atlas.register, scope_id))
    content = {
        "sentence": sentence,
        "on_dashboard": on_dashboard(page),
        "notes": [note for note in notes if note],
        "listed": page.citing.cite(scope.document_id, scope.clause) if scope.document_id else None,
        "listed_name": _("名单：") if is_key else _("文件与条款："),
        "map": drawing,
        "map_title": title,
        "legend": legend,
        "legend_note": "" if drawing else _("没有读到名单，这里不画范围。"),
        "ranking": ranking(page, standings),
        "behind": behind(page, standings) if standings else None,
        "distribution": distribution(page, standings),
        "distribution_table": _("各地点的数值和来源见下表"),
        "means": means(page) if is_key else None,
        "means_title": _("区域均值，按口径分列（µg/m³）"),
        "target": region_target(page) if is_key else None,
        "target_title": _("区域目标与现状"),
        "whole": _("整个区域："),
        "provinces": province_table(page),
        "changes": list_changes(page) if is_key else None,
        "changes_title": _("2023 年名单的变化"),
        "all_changes": Link(_("看全部变化"), page.address("layer", layer_name(MEMBERSHIP_LAYER, None))),
        "charts": charts(page, standings) if is_key else None,
        "without": _("没有实测值、因此没有图："),
        "observed_from": _("实测值来源："),
        "mentions_title": _("文件点名这个区域的要求"),
        "ranking_title": _("按距目标远近"),
        "jump_title": _("本页内容"),
        "figures": figures_table(page),
        "clauses": clauses_table(page),
        "silent": _("已读的条款没有另外对它提出要求。"),
    }
    name = page.scope_name(scope_id)
    return page.html("region.html", name, sentence, content, f"region-{scope_id}-{page.key.lang}")


def on_dashboard(page: PageMaker) -> list[tuple[str, str]]:
    """Address and words of what the dashboard does with the area; an area without a list has no frame to export."""
    _ = page.words.gettext
    scope_id = page.key.name
    framed = scope_id in {one.scope_id for one in framed_scopes(page.site.atlas.register)}
    found = [
        (page.dashboard("region", scope=scope_id), _("在交互看板中打开")),
        (page.dashboard("export", frame=scope_id) if framed else "", _("导出制图")),
    ]
    return [one for one in found if one[0]]


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
    return region_svg(atlas, words, scope_id, verdict_fills(layer, members), title), title, key


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
        name = metric_names(words)[row.metric]
        said = with_strength(words, target_text(words, row), row.strength)
        when = year_or_period(words, row) or _("未写期限")
    else:
        name, said = words.pick(row.name_zh, row.name_en), firm_text(words, row) or _("未定数值")
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
