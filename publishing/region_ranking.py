"""The places of an area in one table, the furthest above its figure first, and who is still above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layers.region_standings import (
    Standing,
    behind_groups,
    behind_note,
    mixes_bases,
    ranking_caveat,
)
from layers.status_words import verdict_name
from policy.attainment import basis_name
from policy.change import BASE_YEAR, change_since_base
from policy.effective import TARGET_YEAR
from policy.rounding import signed
from publishing.cites import Cell, Figure, Line, Link, Table
from publishing.page import PageMaker
from publishing.verdict_cells import gap_figure, observed_figure, target_figure


@dataclass(frozen=True)
class Behind:
    """Who is still above, group by group."""

    title: str
    note: str
    groups: tuple[tuple[str, str, tuple[Link, ...]], ...]


@dataclass(frozen=True)
class Ranking:
    """The table and what its order cannot tell."""

    caveat: str
    table: Table


def behind(page: PageMaker, standings: Sequence[Standing]) -> Behind:
    """Places by the kind of figure they are above; those too close to tell and those not judged apart."""
    _ = page.words.gettext
    groups = [
        (
            _("{name}（{count}）", name=name, count=len(found)),
            kind,
            tuple(behind_link(page, one) for one in found),
        )
        for name, found, kind in behind_groups(page.words, standings)
    ]
    if not any(kind == "above" for _name, kind, _found in groups):
        groups.insert(0, (_("没有地点高于自己的数值"), "above", ()))
    return Behind(_("谁还高于自己的数值"), behind_note(page.words), tuple(groups))


def behind_link(page: PageMaker, standing: Standing) -> Link:
    """A place with its margin and basis, or with the reason why there is none."""
    verdict, place_id = standing.verdict, standing.place.place_id
    if verdict.margin is None or verdict.observation is None:
        said = page.words.render(verdict.reason)
    else:
        basis = page.words.render(basis_name(verdict.observation.basis))
        if mixes_bases(verdict):
            basis = page.words.gettext("{basis}，含口径差", basis=basis)
        said = f"{signed(verdict.margin)} {basis}"
    return Link(page.place_name(place_id, short=True), page.address("place", place_id), said)


def ranking(page: PageMaker, standings: Sequence[Standing]) -> Ranking | None:
    """The places of the area; None for one without."""
    _ = page.words.gettext
    if not standings:
        return None
    headings = [
        _("地点"),
        _("2025 年实测"),
        _("2025 年目标或折算"),
        _("差距"),
        _("判定"),
        _("较 {year} 年", year=BASE_YEAR),
    ]
    rows = [ranking_cells(page, one) for one in standings]
    caption = _("{count} 个地点，按距目标远近（µg/m³；不是官方排名）", count=len(rows))
    return Ranking(ranking_caveat(page.words, standings), Table(caption, headings, rows, stacks=True))


def ranking_cells(page: PageMaker, standing: Standing) -> list[Cell]:
    """One place."""
    words, citing, verdict, place = page.words, page.citing, standing.verdict, standing.place
    province = (
        "" if place.is_municipality else words.pick(place.province.short_name_zh, place.province.name_en)
    )
    return [
        Link(page.place_name(place.place_id, short=True), page.address("place", place.place_id), province),
        observed_figure(citing, verdict),
        target_figure(citing, verdict),
        gap_figure(citing, verdict),
        verdict_name(words, verdict),
        change_cell(page, place.place_id),
    ]


def change_cell(page: PageMaker, place_id: str) -> Cell:
    """The change since 2020 on one basis, which opens both means."""
    _ = page.words.gettext
    change = change_since_base(page.site.atlas.register, place_id, TARGET_YEAR)
    if change.amount is None or change.percent is None or change.base is None or change.latest is None:
        return "—"
    said = _("{amount}（{percent}%）", amount=signed(change.amount), percent=signed(change.percent))
    lines = [
        Line(
            _("{year} 年实测", year=row.year),
            f"{row.value:g} µg/m³",
            page.citing.cite(row.source_id, row.clause),
        )
        for row in (change.base, change.latest)
    ]
    return Figure(said, lines, page.words.render(basis_name(change.base.basis)))
