"""Means of a region by definition: worked out from real-time values beside the published ones, never mixed."""

from __future__ import annotations

from layers.region_words import basis_of_mean, definition_name, signed
from pages.shared.html import element, figure, stacked_table, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.change import BASE_YEAR
from policy.effective import TARGET_YEAR
from policy.observed import DAYS_NEEDED
from policy.region_means import (
    BASES,
    Basis,
    RegionChange,
    RegionDefinition,
    RegionMean,
    definitions_of,
    published_of_two_definitions,
    region_change,
    region_mean,
    region_years,
)
from policy.register import Register
from policy.rounding import rounded
from translations import Words

NOTHING = '<span class="nothing">—</span>'


def means_html(atlas: Atlas, words: Words, scope_id: str) -> str:
    """A row a year, two columns a definition; what the definitions are, and what must not be compared."""
    _ = words.gettext
    register = atlas.register
    definitions = sorted(definitions_of(register, scope_id), key=lambda one: not one.is_present)
    columns = [(definition, basis) for definition in definitions for basis in BASES]
    headings = [
        _("年份"),
        *(column_name(words, one, basis) for one, basis in columns),
    ]
    rows = [
        [
            text(year),
            *(mean_html(atlas, words, region_mean(register, one, basis, year)) for one, basis in columns),
        ]
        for year in region_years(register, scope_id)
    ]
    changes = [region_change(register, one, basis) for one, basis in columns]
    rows.append([text(f"{BASE_YEAR}→{TARGET_YEAR}"), *(change_html(words, change) for change in changes)])
    notes = [
        text(_("两份名单的城市不同：同一列之内才可相比，不同列之间不可相减。")),
        *(definition_note(atlas, words, one) for one in definitions),
        *not_comparable(register, words, scope_id),
        *dust_notes(register, words, scope_id),
    ]
    return element(
        "section",
        element("h2", text(_("区域均值，按口径分列（µg/m³）"))),
        stacked_table(headings, rows, _("区域均值，按口径分列（µg/m³）")),
        element("ul", *(element("li", note) for note in notes), class_="notes"),
        class_="means by-definition",
    )


def column_name(words: Words, definition: RegionDefinition, basis: Basis) -> str:
    """A definition and a basis; the list before the plan says so."""
    name = f"{definition_name(words, definition.name_zh)} · {basis_of_mean(words, basis)}"
    return name if definition.is_present else words.gettext("{name}（原名单）", name=name)


def mean_html(atlas: Atlas, words: Words, mean: RegionMean) -> str:
    """One mean with what it rests on; a missing one with the reason."""
    _ = words.gettext
    if mean.basis == "official":
        if mean.published is None:
            return NOTHING
        return figure(f"{mean.published.value:g}", published_details(atlas, words, mean))
    counted, cities = len(mean.rows), len(mean.definition.city_ids)
    if mean.value is None:
        reason = _(
            "{cities} 个城市中只有 {counted} 个满 {days} 天，不计算",
            cities=cities,
            counted=counted,
            days=DAYS_NEEDED,
        )
        return figure("—", [(_("原因"), text(reason))])
    return figure(f"{rounded(mean.value, 1):.1f}", computed_details(atlas, words, mean))


def computed_details(atlas: Atlas, words: Words, mean: RegionMean) -> list[tuple[str, str]]:
    """How a mean was worked out: from whose values, over which cities."""
    _ = words.gettext
    documents = atlas.register.documents
    sources = sorted({row.source_id for row in mean.rows})
    links = [document_link(documents[source], None, words) for source in sources]
    listed = document_link(documents[mean.definition.document_id], mean.definition.clause, words)
    return [
        (_("算法"), text(_("{count} 个城市实况年均值的简单平均，本项目计算", count=len(mean.rows)))),
        (_("数据来源"), _("；").join(links)),
        (_("名单"), listed),
        (_("提示"), text(_("实况数据由第三方汇总，未扣除沙尘天气影响"))),
    ]


def published_details(atlas: Atlas, words: Words, mean: RegionMean) -> list[tuple[str, str]]:
    """Where a published mean stands."""
    _ = words.gettext
    row = mean.published
    if row is None:
        return []
    source = document_link(atlas.register.documents[row.source_id], row.clause, words)
    return [
        (_("数据来源"), source),
        (_("口径"), text(f"{definition_name(words, row.definition_zh)} · {_('官方')}")),
    ]


def change_html(words: Words, change: RegionChange) -> str:
    """The change within a column; without both years the reason."""
    if change.amount is None or change.percent is None:
        return NOTHING
    said = words.gettext(
        "{amount}（{percent}%）",
        amount=signed(rounded(change.amount, 1)),
        percent=signed(rounded(change.percent, 1)),
    )
    return text(said)


def definition_note(atlas: Atlas, words: Words, definition: RegionDefinition) -> str:
    """Who is counted, by which list."""
    _ = words.gettext
    places = atlas.register.places
    name = definition_name(words, definition.name_zh)
    listed = document_link(atlas.register.documents[definition.document_id], definition.clause, words)
    if not definition.is_present:
        return text(_("{name}：2023 年计划以前的名单。", name=name)) + listed
    left_out = [words.pick(places[one].short_name_zh, places[one].name_en) for one in definition.not_counted]
    said = _("{name}：现行名单；2023 年以前各年是按这份名单回算的。", name=name)
    if left_out:
        said += _("与官方均值一样只计地级及以上城市，名单上的{places}不计入。", places=words.join(left_out))
    return text(said) + listed


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
    return [text(said)]


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
        return [text(_("实况未扣除沙尘天气影响；没有同一口径的官方均值可以对照。"))]
    pairs = _("；").join(said)
    return [
        text(_("同一口径下实况与官方之差：{pairs}。实况未扣除沙尘天气影响，与官方不可混用。", pairs=pairs))
    ]
