"""Sentences that say the finding, and the key figures, made from the data."""

from __future__ import annotations

from pages.shared.address import MapView
from pages.shared.html import element, figure, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.scope import members_of_key_regions
from policy.summary import NOT_JUDGED, Summary, summary_of
from translations import Words


def map_finding(atlas: Atlas, words: Words, view: MapView, shown: int) -> str:
    """The opening sentence of the national map, and how many places the filters leave."""
    summary = key_region_summary(atlas, view.year)
    sentence = words.gettext(
        "{year} 年，{places} 个重点区域地点中 {met} 个达到要求，{not_met} 个未达到，{rest} 个无法判定。",
        year=view.year,
        places=summary.places,
        met=summary.count("met"),
        not_met=summary.count("not_met"),
        rest=summary.count("undetermined") + summary.not_judged,
    )
    stated = words.gettext(
        "{stated} 个地点有文件写明的目标：{met} 个已到，{not_met} 个未到，{close} 个接近而无法判定，"
        "{stated_no_data} 个没有足够数据。"
        "其余 {others} 个只有区域整体要求，按本地基准折算、只作指示：{below} 个低于，{above} 个高于，"
        "{other_close} 个接近，{no_data} 个没有足够数据。",
        stated=summary.stated.total(),
        met=summary.stated["met"],
        not_met=summary.stated["not_met"],
        close=summary.stated["undetermined"],
        others=summary.indicative.total(),
        below=summary.indicative["met"],
        above=summary.indicative["not_met"],
        other_close=summary.indicative["undetermined"],
        stated_no_data=sum(summary.stated[status] for status in NOT_JUDGED),
        no_data=sum(summary.indicative[status] for status in NOT_JUDGED),
    )
    parts = [element("h1", text(sentence)), element("p", text(stated))]
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


def key_region_summary(atlas: Atlas, year: int) -> Summary:
    """Counts over the 88 places of the key regions."""
    members = members_of_key_regions(atlas.register)
    return summary_of(atlas.register, [place for ids in members.values() for place in ids], year)


def key_figures_html(atlas: Atlas, words: Words, year: int) -> str:
    """One card a key region: its places, and how many are where."""
    register = atlas.register
    _ = words.gettext
    cards = []
    for scope_id, ids in members_of_key_regions(register).items():
        scope = register.listed_scopes[scope_id]
        summary = summary_of(register, ids, year)
        document = register.documents[scope.document_id or ""]
        counted = _(
            "{met} 个达到要求 · {not_met} 个未达到 · {close} 个接近 · {rest} 个未判",
            met=summary.count("met"),
            not_met=summary.count("not_met"),
            close=summary.count("undetermined"),
            rest=summary.not_judged,
        )
        cards.append(
            element(
                "article",
                element(
                    "h3", link(words.pick(scope.name_zh, scope.name_en), href("map", words, region=scope_id))
                ),
                figure(
                    _("{count} 个地点", count=len(ids)),
                    [(_("名单"), document_link(document, scope.clause, words))],
                    "big",
                ),
                element("p", text(counted)),
            )
        )
    heading = _("{year} 年重点区域", year=year)
    return element(
        "section", element("h2", text(heading)), element("div", *cards, class_="cards"), class_="key-figures"
    )
