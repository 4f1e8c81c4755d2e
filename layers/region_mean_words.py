"""What the means of a region are called by definition, and what must be said of them."""

from __future__ import annotations

from collections.abc import Sequence

from layers.region_words import basis_of_mean, definition_name
from policy.atlas import Atlas
from policy.change import BASE_YEAR
from policy.effective import TARGET_YEAR
from policy.observed import DAYS_NEEDED
from policy.records import Target
from policy.region_means import (
    Basis,
    RegionChange,
    RegionDefinition,
    RegionMean,
    Requirement,
    definitions_of,
    published_of_two_definitions,
    region_mean,
    region_years,
)
from policy.register import Register
from policy.rounding import rounded, signed
from translations import Words


def column_name(words: Words, definition: RegionDefinition, basis: Basis) -> str:
    """A definition and a basis; the list before the plan says so."""
    name = f"{definition_name(words, definition.name_zh)} · {basis_of_mean(words, basis)}"
    return name if definition.is_present else words.gettext("{name}（原名单）", name=name)


def not_comparable(register: Register, words: Words, scope_id: str) -> list[str]:
    """The published means of 2020 and 2025 that are of two definitions, or that one of them is missing."""
    pair = published_of_two_definitions(register, scope_id)
    if pair is None:
        return []
    base, latest = pair
    said = words.gettext(
        "官方 {base_year} 年的 {base:g} 是{before}的均值，{year} 年的 {latest:g} 是{after}的均值，城市不同，不可相减。",
        base_year=base.year,
        base=base.value,
        before=definition_name(words, base.definition_zh),
        year=latest.year,
        latest=latest.value,
        after=definition_name(words, latest.definition_zh),
    )
    return [said]


def dust_notes(register: Register, words: Words, scope_id: str) -> list[str]:
    """Real-time against official where one definition and year has both, and why they differ: dust days."""
    _ = words.gettext
    said = []
    for definition in definitions_of(register, scope_id):
        for year in region_years(register, scope_id):
            computed = region_mean(register, definition, "realtime", year).value
            published = region_mean(register, definition, "official", year).value
            if computed is None or published is None:
                continue
            said.append(
                _(
                    "{year} 年{name}实况 {computed:.1f}、官方 {published:g}（{gap}）",
                    year=year,
                    name=definition_name(words, definition.name_zh),
                    computed=rounded(computed, 1),
                    published=published,
                    gap=signed(rounded(computed - published, 1)),
                )
            )
    if not said:
        return [_("实况未扣除沙尘天气影响；没有同一口径的官方均值可以对照。")]
    pairs = _("；").join(said)
    return [_("同一口径下实况与官方之差：{pairs}。实况未扣除沙尘天气影响，与官方不可混用。", pairs=pairs)]


def definition_words(atlas: Atlas, words: Words, definition: RegionDefinition) -> str:
    """Who is counted, by which list; the list itself is cited behind it."""
    _ = words.gettext
    places = atlas.register.places
    name = definition_name(words, definition.name_zh)
    if not definition.is_present:
        return _("{name}：2023 年计划以前的名单。", name=name)
    left_out = [words.pick(places[one].short_name_zh, places[one].name_en) for one in definition.not_counted]
    said = _("{name}：现行名单；2023 年以前各年是按这份名单回算的。", name=name)
    if left_out:
        said += _("与官方均值一样只计地级及以上城市，名单上的{places}不计入。", places=words.join(left_out))
    return said


def too_few_words(words: Words, mean: RegionMean) -> str:
    """Why a mean was not worked out."""
    return words.gettext(
        "{cities} 个城市中只有 {counted} 个满 {days} 天，不计算",
        cities=len(mean.definition.city_ids),
        counted=len(mean.rows),
        days=DAYS_NEEDED,
    )


def no_published_words(words: Words, mean: RegionMean) -> str:
    """Why there is no official mean: none is held, which does not say that none was published."""
    return words.gettext(
        "收录的资料中没有{name} {year} 年的官方均值；没有收录不等于没有发布",
        name=definition_name(words, mean.definition.name_zh),
        year=mean.year,
    )


def no_change_words(words: Words, change: RegionChange) -> str:
    """Why a column has no change: the year, or the years, without a mean."""
    years = [str(one.year) for one in (change.base, change.latest) if one.value is None]
    return words.gettext("本列缺 {years} 年的均值，不计算变化", years=words.join(years))


def change_text(words: Words, change: RegionChange) -> str:
    """The change within a column; empty without both years."""
    if change.amount is None or change.percent is None:
        return ""
    return words.gettext(
        "{amount}（{percent}%）",
        amount=signed(rounded(change.amount, 1)),
        percent=signed(rounded(change.percent, 1)),
    )


def why_not(words: Words, row: Requirement) -> str:
    """Why a base leads to no comparison."""
    _ = words.gettext
    name = definition_name(words, row.base.definition.name_zh)
    missing = row.base.year if row.figure is None else row.latest.year
    return _("没有 {year} 年{name}的官方均值，不与别的口径比较", year=missing, name=name)


def region_target_note(words: Words, target: Target) -> str:
    """How a target of a region as a whole is read."""
    _ = words.gettext
    if target.comparator == "attain":
        return _(
            "目标属于整个区域，只写总体达标，没有下降百分比，也没有基准：以下按文件印发时的国家二级标准理解，"
            "不要求每个城市各自达到。"
        )
    return _(
        "目标属于整个区域，条款没有给出基准浓度：以下数值都是按所列基准折算的指示值，只在同一口径、同一来源之内比较。"
    )


def target_headings(words: Words) -> list[str]:
    """Columns of the table that holds a region's target against its means, a row for each base."""
    _ = words.gettext
    return [
        _("口径"),
        _("{year} 年", year=BASE_YEAR),
        _("区域应到"),
        _("{year} 年", year=TARGET_YEAR),
        _("差距"),
        _("判断"),
    ]


def held_rows(rows: Sequence[Requirement]) -> list[Requirement]:
    """The bases with a figure in either year: the others would be rows of dashes."""
    return [row for row in rows if row.base.value is not None or row.latest.value is not None]
