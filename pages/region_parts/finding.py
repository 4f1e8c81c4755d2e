"""The head of a region page: which region, and what came of its target in a sentence made from the data."""

from __future__ import annotations

from layers.target_words import target_text
from pages.region_parts.names import definition_name, region_name, signed
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.region_means import Requirement, requirements_of
from policy.scope import members_of_key_regions
from policy.summary import summary_of
from translations import Words


def header_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The regions to choose from, the finding, the places behind it and where the list stands."""
    _ = words.gettext
    regions = members_of_key_regions(atlas.register)
    choices = [
        element(
            "a",
            text(region_name(atlas, words, one)),
            href=href("region", words, scope=one),
            aria_current="page" if one == scope_id else None,
        )
        for one in regions
    ]
    scope = atlas.register.listed_scopes[scope_id]
    listed = document_link(atlas.register.documents[scope.document_id or ""], scope.clause, words)
    on_map = link(_("在地图上看这个区域"), href("map", words, region=scope_id))
    return element(
        "header",
        element("nav", *choices, aria_label=_("重点区域"), class_="regions"),
        element("h1", text(finding(atlas, words, scope_id))),
        element("p", text(places_sentence(atlas, words, scope_id))),
        element("p", text(_("名单：")), listed, " · ", on_map),
        class_="finding region",
    )


def finding(atlas: Atlas, words: Words, scope_id: str) -> str:
    """What the target asks of the region, the mean of its present definition, and how the two stand."""
    _ = words.gettext
    name = region_name(atlas, words, scope_id)
    rows = requirements_of(atlas.register, scope_id)
    if not rows:
        return _("{region}没有整体的 PM2.5 目标", region=name)
    row = rows[0]
    asked = target_text(words, row.target)
    if row.latest.value is None:
        return _(
            "{region} PM2.5 应{asked}；{year} 年没有本口径的实况平均",
            region=name,
            asked=asked,
            year=row.latest.year,
        )
    return _(
        "{region} PM2.5 应{asked}：{definition}的实况平均 {year} 年为 {latest:.1f} µg/m³{since}，{verdict}",
        region=name,
        asked=asked,
        definition=definition_name(words, row.latest.definition.name_zh),
        year=row.latest.year,
        latest=row.latest.value,
        since=since_base(words, row),
        verdict=verdict_words(words, row),
    )


def since_base(words: Words, row: Requirement) -> str:
    """The base year's mean and the change since, in brackets; nothing where there is none."""
    if row.base.value is None or row.latest.value is None:
        return ""
    change = round(100 * (row.latest.value - row.base.value) / row.base.value, 1)
    return words.gettext(
        "（{year} 年 {base:.1f}，{change}%）",
        year=row.base.year,
        base=row.base.value,
        change=signed(change),
    )


def verdict_words(words: Words, row: Requirement) -> str:
    """How a mean of 2025 stands to the figure on its base."""
    _ = words.gettext
    if row.figure is None or row.margin is None:
        return _("无法比较")
    by = abs(row.margin)
    if row.status == "undetermined":
        return _(
            "与指示值 {figure:.1f} 相差 {by:.1f}，在实况误差 ±3 之内，无法判定", figure=row.figure, by=by
        )
    if row.margin > 0:
        return _("比指示值 {figure:.1f} 高 {by:.1f}", figure=row.figure, by=by)
    return _("比指示值 {figure:.1f} 低 {by:.1f}", figure=row.figure, by=by)


def places_sentence(atlas: Atlas, words: Words, scope_id: str) -> str:
    """How many places of the list are above, close to and below their own figures."""
    ids = members_of_key_regions(atlas.register)[scope_id]
    counts = summary_of(atlas.register, ids, TARGET_YEAR)
    return words.gettext(
        "名单上的 {places} 个地点，{year} 年有 {above} 个高于自己的目标、折算值或指示值，{close} 个接近而无法判定，"
        "{below} 个不高于，{rest} 个没有判定。",
        places=counts.places,
        year=counts.year,
        above=counts.count("not_met"),
        close=counts.count("undetermined"),
        below=counts.count("met"),
        rest=counts.not_judged,
    )
