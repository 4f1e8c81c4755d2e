"""Sentences about a key region or geography: what its target asks and what came of it, or what the text names of it."""

from __future__ import annotations

import re
from typing import Final

from layers.target_words import target_text
from policy.areas import county_members, members_by_province, places_of_area
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.mentions import mentions_of
from policy.records import Scope
from policy.region_means import Basis, Requirement, requirements_of
from policy.rounding import rounded, signed
from policy.scope import members_of_key_regions
from policy.summary import summary_of
from translations import Words

RULE: Final = "rule"


def region_name(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The name of a key region or geography."""
    scope = atlas.register.listed_scopes[scope_id]
    return words.pick(scope.name_zh, scope.name_en)


def definition_name(words: Words, name_zh: str) -> str:
    """A definition as published; in English its figures with the word for cities."""
    figures = re.match(r"[0-9]+(\+[0-9]+)?", name_zh)
    return words.pick(name_zh, words.gettext("{count} 个城市", count=figures[0]) if figures else None)


def basis_of_mean(words: Words, basis: Basis) -> str:
    """Whether a mean of a region is worked out here or published."""
    _ = words.gettext
    return _("官方均值") if basis == "official" else _("实况平均")


def finding(atlas: Atlas, words: Words, scope_id: str) -> str:
    """What the target asks of the region, and the mean of its present cities: the official one where there is one."""
    _ = words.gettext
    rows = requirements_of(atlas.register, scope_id)
    if not rows:
        return _("{region}没有整体的 PM2.5 目标", region=region_name(atlas, words, scope_id))
    row = official_row(rows) or rows[0]
    params = {
        "region": region_name(atlas, words, scope_id),
        "asked": target_text(words, row.target),
        "year": row.latest.year,
    }
    if row.latest.value is None:
        return _("{region} PM2.5 应{asked}；{year} 年没有现行名单的均值", **params)
    if row.figure is None and rows[0].margin is not None:
        return _(
            "{region} PM2.5 应{asked}：{mean}，但没有同样城市的 {base} 年{basis}；改按实况回算，{verdict}",
            **params,
            mean=mean_words(words, row),
            base=row.base.year,
            basis=basis_of_mean(words, row.base.basis),
            verdict=verdict_words(words, rows[0]),
        )
    return _(
        "{region} PM2.5 应{asked}：{mean}，{verdict}",
        **params,
        mean=mean_words(words, row),
        verdict=verdict_words(words, row),
    )


def realtime_sentence(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The real-time mean of the same cities, where the finding gives the official one."""
    rows = requirements_of(atlas.register, scope_id)
    if official_row(rows) is None or rows[0].latest.value is None:
        return ""
    return words.gettext(
        "实况回算：{mean}，{verdict}。两年同一口径；实况与官方不可相减。",
        mean=mean_words(words, rows[0]),
        verdict=verdict_words(words, rows[0]),
    )


def official_row(rows: tuple[Requirement, ...]) -> Requirement | None:
    """What the target means on the official mean of the present cities; None where none is held for the year."""
    return next(
        (
            row
            for row in rows
            if row.latest.definition.is_present
            and row.latest.basis == "official"
            and row.latest.value is not None
        ),
        None,
    )


def mean_words(words: Words, row: Requirement) -> str:
    """A mean with cities, basis and year, and what the same cities had in the base year."""
    _ = words.gettext
    said = _(
        "{definition}的{basis} {year} 年为 {latest:.1f} µg/m³",
        definition=definition_name(words, row.latest.definition.name_zh),
        basis=basis_of_mean(words, row.latest.basis),
        year=row.latest.year,
        latest=rounded(row.latest.value or 0.0, 1),
    )
    return said + since_base(words, row)


def since_base(words: Words, row: Requirement) -> str:
    """The base year's mean of the same cities and the change since, in brackets; nothing where there is none."""
    if row.base.value is None or row.latest.value is None:
        return ""
    change = rounded(100 * (row.latest.value - row.base.value) / row.base.value, 1)
    return words.gettext(
        "（{year} 年按同样的城市回算为 {base:.1f}，{change}%）",
        year=row.base.year,
        base=rounded(row.base.value, 1),
        change=signed(change),
    )


def verdict_words(words: Words, row: Requirement) -> str:
    """How a mean of 2025 stands to the figure on its base."""
    _ = words.gettext
    if row.figure is None:
        return _(
            "没有同样城市的 {year} 年{basis}，按它无法判断",
            year=row.base.year,
            basis=basis_of_mean(words, row.base.basis),
        )
    if row.margin is None:
        return _("无法比较")
    said = {"figure": yardstick_words(words, row), "by": f"{rounded(abs(row.margin), 1):.1f}"}
    if row.status == "undetermined":
        return _("与{figure} 相差 {by}，在实况误差 ±3 之内，无法判定", **said)
    return _("比{figure} 高 {by}", **said) if row.margin > 0 else _("比{figure} 低 {by}", **said)


def yardstick_words(words: Words, row: Requirement) -> str:
    """The figure a mean is held against: worked out from a percentage, or the limit that 达标 means."""
    _ = words.gettext
    if row.target.comparator == "attain":
        return _("二级标准限值 {figure:g}", figure=row.figure)
    return _("指示值 {figure:.1f}", figure=rounded(row.figure or 0.0, 1))


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


def extent_sentence(atlas: Atlas, words: Words, scope: Scope) -> str:
    """Which places, provinces or parks the text names; or that it names none."""
    _ = words.gettext
    register = atlas.register
    name = region_name(atlas, words, scope.scope_id)
    parts = members_by_province(register, scope.scope_id)
    parks = county_members(register, scope.scope_id)
    whole = [words.pick(part.province.name_zh, part.province.name_en) for part in parts if part.whole]
    held = [register.places[one] for one in places_of_area(register, scope.scope_id)]
    places = words.join(whole or [words.pick(place.name_zh, place.name_en) for place in held])
    if parks:
        return _(
            "{name}：文件点名{places}和 {count} 处工业园区，没有县级名单",
            name=name, places=places, count=len(parks),
        )  # fmt: skip
    if whole:
        return _("{name}：文件整体列入{places}", name=name, places=places)
    if parts:
        return _("{name}：所读部分只点名{places}，没有列出全部范围", name=name, places=places)
    if scope.member_list == RULE:
        count = len(atlas.geometry.strip_places)
        return _(
            "{name}：文件只写距离，没有名单；按边界数据推算，{count} 个地点有一部分在内",
            name=name,
            count=count,
        )
    found = mentions_of(register, scope.scope_id)
    counts = {"figures": len(found.targets) + len(found.indicators), "clauses": len(found.own_measures)}
    if scope.document_id and not register.documents[scope.document_id].held_in_full:
        return _(
            "{name}：所读部分没有列出它包括哪些地方；写到它的有 {figures} 项目标或指标、{clauses} 条措施",
            name=name, **counts,
        )  # fmt: skip
    return _(
        "{name}：文件没有列出它包括哪些地方；写到它的有 {figures} 项目标或指标、{clauses} 条措施",
        name=name, **counts,
    )  # fmt: skip
