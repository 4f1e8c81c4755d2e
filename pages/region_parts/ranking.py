"""The places of a region in one table, the furthest above its figure first, with what such an order cannot tell."""

from __future__ import annotations

from collections.abc import Sequence

from layers.effective_words import why_no_figure
from layers.region_standings import Standing, mixed_words, mixes_bases, ranking_caveat
from pages.region_parts.means import NOTHING
from pages.region_parts.names import place_link
from pages.shared.html import element, figure, stacked_table, text
from pages.shared.sources import observation_details, target_details
from pages.shared.status_words import verdict_name
from policy.atlas import Atlas
from policy.attainment import Attainment, basis_name
from policy.change import BASE_YEAR, change_since_base
from policy.effective import TARGET_YEAR
from policy.rounding import signed
from translations import Words


def ranking_html(atlas: Atlas, words: Words, standings: Sequence[Standing]) -> str:
    """The table and, above it, its caveat."""
    _ = words.gettext
    title = _("按距目标远近")
    headings = [
        _("地点"),
        _("2025 年实测"),
        _("2025 年目标或折算"),
        _("差距"),
        _("判定"),
        _("较 {year} 年", year=BASE_YEAR),
    ]
    rows = [ranking_row(atlas, words, one) for one in standings]
    return element(
        "section",
        element("h2", text(title)),
        element("p", text(ranking_caveat(words, standings)), class_="caveat"),
        stacked_table(headings, rows, title),
        class_="ranking",
    )


def ranking_row(atlas: Atlas, words: Words, standing: Standing) -> list[str]:
    """One place."""
    verdict = standing.verdict
    name = place_link(words, standing.place)
    province = standing.place.province
    if not standing.place.is_municipality:
        name += element(
            "small", text(words.pick(province.short_name_zh, province.name_en)), class_="province"
        )
    observed = NOTHING
    if verdict.observation is not None:
        row = verdict.observation
        observed = figure(f"{row.value:g}", observation_details(atlas, words, row)) + basis_mark(
            words, row.basis
        )
    return [
        name,
        observed,
        target_cell(atlas, words, verdict),
        margin_cell(words, verdict),
        text(verdict_name(words, verdict)),
        change_cell(atlas, words, standing.place.place_id),
    ]


def margin_cell(words: Words, verdict: Attainment) -> str:
    """The difference; one between two bases holds what sets those apart, and says so."""
    if verdict.margin is None:
        return NOTHING
    shown = text(signed(verdict.margin))
    if not mixes_bases(verdict):
        return shown
    return shown + element(
        "small", text(words.gettext("含口径差")), class_="basis mixed", title=mixed_words(words, verdict)
    )


def target_cell(atlas: Atlas, words: Words, verdict: Attainment) -> str:
    """The figure the place is held against, by its kind, with document and arithmetic."""
    _ = words.gettext
    target = verdict.target
    if target is None or target.figure.value is None:
        return figure("—", [(_("原因"), text(why_no_figure(words, verdict)))])
    details = target_details(atlas, words, target.statement)
    details.append((_("折算"), text(words.render(target.figure.arithmetic))))
    shown = figure(f"{target.figure.value:g}", details)
    if target.is_printed:
        return shown + element("small", text(_("文件数值")), class_="basis")
    shown += element("span", text(words.render(target.kind)), class_="badge")
    base = target.figure.base
    if base is None:
        return shown
    said = _("{year} 年{basis}基准", year=base.year, basis=basis_name(base.basis))
    return shown + element("small", text(said), class_="basis")


def basis_mark(words: Words, basis: str) -> str:
    """The basis beside a figure."""
    return element("small", text(words.render(basis_name(basis))), class_="basis")


def change_cell(atlas: Atlas, words: Words, place_id: str) -> str:
    """The change since 2020 on one basis."""
    change = change_since_base(atlas.register, place_id, TARGET_YEAR)
    if change.amount is None or change.percent is None or change.base is None:
        return NOTHING
    said = words.gettext(
        "{amount}（{percent}%）", amount=signed(change.amount), percent=signed(change.percent)
    )
    return text(said) + basis_mark(words, change.base.basis)
