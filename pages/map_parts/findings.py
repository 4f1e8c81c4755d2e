"""Sentences that say the finding, and the key figures, made from the data."""

from __future__ import annotations

from layers.attainment_words import attainment_note, attainment_sentence, counts_sentence, key_region_summary
from layers.membership_layer import MEMBERSHIP_LAYER
from pages.map_parts.judged_findings import judged_finding
from pages.map_parts.membership_words import membership_finding
from pages.map_parts.policy_findings import policy_finding
from pages.shared import cached
from pages.shared.address import MapView
from pages.shared.html import element, figure, link, text
from pages.shared.kept import kept
from pages.shared.links import HOME, href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.scope import members_of_key_regions
from policy.summary import Summary, summary_of
from translations import Words


def map_finding(atlas: Atlas, words: Words, view: MapView, shown: int) -> str:
    """The opening sentences of the national map, and how many places the filters leave."""
    parts = [layer_finding(atlas, words, view.layer, view.year)]
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


@kept(most=256)
def layer_finding(atlas: Atlas, words: Words, layer_id: str, year: int) -> str:
    """The opening sentences of a layer in a year."""
    layer = cached.layer(atlas, layer_id, year)
    parts = (
        (membership_finding(atlas, words) if layer_id == MEMBERSHIP_LAYER else None)
        or policy_finding(atlas, words, layer)
        or judged_finding(atlas, words, layer, year)
        or attainment_finding(atlas, words, year)
    )
    return "".join(parts)


def attainment_finding(atlas: Atlas, words: Words, year: int) -> list[str]:
    """How many places of the key regions are where in the year looked at."""
    summary = key_region_summary(atlas, year)
    sentence, stated = attainment_sentence(words, summary), attainment_note(words, summary)
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


@kept(most=64)
def key_counts_html(atlas: Atlas, words: Words, year: int) -> str:
    """How many places of each key region are where in a year."""
    register = atlas.register
    _ = words.gettext
    lines = []
    for scope_id, ids in members_of_key_regions(register).items():
        scope = register.listed_scopes[scope_id]
        summary = summary_of(register, ids, year)
        counted = counts_sentence(words, summary)
        name = words.pick(scope.name_zh, scope.name_en)
        lines.append(element("li", element("b", text(name)), " ", text(counted)))
    heading = element("h2", text(_("{year} 年重点区域", year=year)))
    return element("section", heading, element("ul", *lines, class_="cards counts"))


@kept(most=8)
def key_regions_html(atlas: Atlas, words: Words) -> str:
    """The list that makes each key region, in a line. The same in every year, so it is sent once."""
    register = atlas.register
    _ = words.gettext
    lists = [element("li", text(_("重点区域现行名单")))]
    for scope_id, ids in members_of_key_regions(register).items():
        scope = register.listed_scopes[scope_id]
        cited = document_link(register.documents[scope.document_id or ""], scope.clause, words)
        name = words.pick(scope.name_zh, scope.name_en)
        lists.append(
            element(
                "li",
                link(name, href("map", words, region=scope_id)),
                " ",
                figure(_("{count} 个地点", count=len(ids)), [(_("名单"), cited)]),
            )
        )
    note = text(_("各年都按 2023 年 11 月印发的现行名单统计，此前的名单不同。"))
    changes = link(_("看名单的变化"), href("map", words, layer=MEMBERSHIP_LAYER))
    return element("ul", *lists, class_="lists") + element("p", note, changes, class_="quiet")
