"""Means of a region by definition: worked out from real-time values beside the published ones, never mixed."""

from __future__ import annotations

from layers.region_mean_words import (
    change_text,
    column_name,
    definition_words,
    dust_notes,
    no_change_words,
    no_published_words,
    not_comparable,
    too_few_words,
)
from layers.region_words import definition_name
from pages.shared.html import element, figure, stacked_table, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.change import BASE_YEAR
from policy.effective import TARGET_YEAR
from policy.region_means import (
    BASES,
    RegionChange,
    RegionDefinition,
    RegionMean,
    definitions_of,
    region_change,
    region_mean,
    region_years,
)
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
        *map(text, not_comparable(register, words, scope_id)),
        *map(text, dust_notes(register, words, scope_id)),
    ]
    return element(
        "section",
        element("h2", text(_("区域均值，按口径分列（µg/m³）"))),
        stacked_table(headings, rows, _("区域均值，按口径分列（µg/m³）")),
        element("ul", *(element("li", note) for note in notes), class_="notes"),
        class_="means by-definition",
    )


def mean_html(atlas: Atlas, words: Words, mean: RegionMean) -> str:
    """One mean with what it rests on; a missing one with the reason."""
    _ = words.gettext
    if mean.basis == "official":
        if mean.published is None:
            return figure("—", [(_("原因"), text(no_published_words(words, mean)))])
        return figure(f"{mean.published.value:g}", published_details(atlas, words, mean))
    if mean.value is None:
        return figure("—", [(_("原因"), text(too_few_words(words, mean)))])
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
    said = change_text(words, change)
    return (
        text(said) if said else figure("—", [(words.gettext("原因"), text(no_change_words(words, change)))])
    )


def definition_note(atlas: Atlas, words: Words, definition: RegionDefinition) -> str:
    """Who is counted, by which list."""
    _ = words.gettext
    listed = document_link(atlas.register.documents[definition.document_id], definition.clause, words)
    return text(definition_words(atlas, words, definition)) + listed
