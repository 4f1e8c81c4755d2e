"""Sentences that say the finding, and the key figures, made from the data."""

from __future__ import annotations

from layers.definition import ChoroplethLayer
from layers.membership_layer import MEMBERSHIP_LAYER
from pages.map_parts.judged_findings import judged_finding
from pages.map_parts.membership_words import membership_finding
from pages.map_parts.policy_findings import policy_finding
from pages.shared.address import MapView
from pages.shared.html import element, figure, link, text
from pages.shared.links import HOME, href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.scope import members_of_key_regions
from policy.summary import Summary, summary_of
from translations import Words


def map_finding(atlas: Atlas, words: Words, view: MapView, layer: ChoroplethLayer, shown: int) -> str:
    """The opening sentences of the national map, and how many places the filters leave."""
    parts = (
        (membership_finding(atlas, words) if layer.layer_id == MEMBERSHIP_LAYER else None)
        or policy_finding(atlas, words, layer)
        or judged_finding(atlas, words, layer, view.year)
        or attainment_finding(atlas, words, view)
    )
    if not view.wanted.is_empty:
        total = len(atlas.register.places)
        parts.append(
            element(
                "p",
                text(words.gettext("筛选后显示 {shown} / {total} 个地点", shown=shown, total=total)),
                class_="filtered",
                role="status",
            )
        )
    return element("header", *parts, class_="finding")


def attainment_finding(atlas: Atlas, words: Words, view: MapView) -> list[str]:
    """How many places of the key regions are where in the year looked at."""
    summary = key_region_summary(atlas, view.year)
    sentence = words.gettext(
        "{year} 年，{places} 个重点区域地点中 {met} 个已到写明的目标值、{not_met} 个未到；{below} 个低于、{above} 个高于折算或"
        "指示值；{rest} 个无法判定。",
        year=view.year,
        places=summary.places,
        met=summary.stated["met"],
        not_met=summary.stated["not_met"],
        below=summary.indicative["met"],
        above=summary.indicative["not_met"],
        rest=summary.count("undetermined") + summary.not_judged,
    )
    stated = words.gettext(
        "{stated} 个地点读到写明的目标值；其余 {others} 个未读到（不等于没有），由百分比或整体要求折算，"
        "只作指示。无法判定的 {rest} 个中，{close} 个与目标或指示值接近，{no_data} 个没有足够数据。",
        stated=summary.stated.total(),
        others=summary.indicative.total(),
        rest=summary.count("undetermined") + summary.not_judged,
        close=summary.count("undetermined"),
        no_data=summary.not_judged,
    )
    if view.year < TARGET_YEAR:
        early = words.gettext("以 2025 年目标对照 {year} 年，当时尚未到期。", year=view.year)
        stated = f"{early} {stated}" if words.lang == "en" else early + stated
    return [
        element("h1", text(sentence)),
        element("p", text(stated)),
        counted_places_html(atlas, words, summary),
    ]


def counted_places_html(atlas: Atlas, words: Words, summary: Summary) -> str:
    """The places that were counted, on the map: its legend has the counts of the sentence, its list the places.

    One link for all counts: the sentence travels with every change of the year, and an address is longer than a number.
    """
    regions = ",".join(sorted(members_of_key_regions(atlas.register)))
    years = {} if summary.year == MapView().year else {"year": str(summary.year)}
    return element(
        "p", link(words.gettext("在地图上查看这些地点"), href(HOME, words, **years, region=regions))
    )


def key_region_summary(atlas: Atlas, year: int) -> Summary:
    """Counts over the 88 places of the key regions."""
    members = members_of_key_regions(atlas.register)
    return summary_of(atlas.register, [place for ids in members.values() for place in ids], year)


def key_counts_html(atlas: Atlas, words: Words, year: int) -> str:
    """How many places of each key region are where in a year."""
    register = atlas.register
    _ = words.gettext
    lines = []
    for scope_id, ids in members_of_key_regions(register).items():
        scope = register.listed_scopes[scope_id]
        summary = summary_of(register, ids, year)
        counted = _(
            "{met} 个已到目标、{not_met} 个未到 · {below} 个低于、{above} 个高于折算或指示值 · {close} 个接近、{rest} 缺数据",
            met=summary.stated["met"],
            not_met=summary.stated["not_met"],
            below=summary.indicative["met"],
            above=summary.indicative["not_met"],
            close=summary.count("undetermined"),
            rest=summary.not_judged,
        )
        name = words.pick(scope.name_zh, scope.name_en)
        lines.append(element("li", element("b", text(name)), " ", text(counted)))
    heading = element("h2", text(_("{year} 年重点区域", year=year)))
    return element("section", heading, element("ul", *lines, class_="cards counts"))


def key_regions_html(atlas: Atlas, words: Words) -> str:
    """One card a key region: the list that makes it. The same in every year, so it is sent once."""
    register = atlas.register
    _ = words.gettext
    cards = []
    for scope_id, ids in members_of_key_regions(register).items():
        scope = register.listed_scopes[scope_id]
        cited = document_link(register.documents[scope.document_id or ""], scope.clause, words)
        name = words.pick(scope.name_zh, scope.name_en)
        cards.append(
            element(
                "article",
                element("h3", link(name, href("map", words, region=scope_id))),
                figure(_("{count} 个地点", count=len(ids)), [(_("名单"), cited)], "big"),
            )
        )
    note = text(_("各年都按 2023 年 11 月印发的现行名单统计，此前的名单不同。"))
    changes = link(_("看名单的变化"), href("map", words, layer=MEMBERSHIP_LAYER))
    return element("div", *cards, class_="cards") + element("p", note, changes, class_="quiet")
