"""The places of a region by how far they are from their figure for 2025: what charts and ranking show in one order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policy.atlas import Atlas
from policy.attainment import Attainment, attainment_of, basis_name
from policy.effective import EffectiveTarget
from policy.observed import REALTIME_MARGIN, best_observations, is_sufficient
from policy.path import RequiredPath, required_path
from policy.records import Observation, Place
from translations import Words


@dataclass(frozen=True)
class Standing:
    """A place of the region: its years, its verdict of 2025 and the straight way to its figure."""

    place: Place
    years: tuple[Observation, ...]
    verdict: Attainment
    path: RequiredPath | None


def standings_of(atlas: Atlas, place_ids: Iterable[str]) -> list[Standing]:
    """Every place of a region, the furthest above its figure first, those that cannot be placed last."""
    register = atlas.register
    found = [
        Standing(
            register.places[place_id],
            tuple(best_observations(register, place_id)),
            attainment_of(register, place_id),
            required_path(register, place_id),
        )
        for place_id in place_ids
    ]
    return sorted(found, key=lambda one: (one.verdict.margin is None, -(one.verdict.margin or 0.0)))


def mixes_bases(verdict: Attainment) -> bool:
    """Whether the mean is of one basis and the base year behind the figure of the other (decisions 15 and 27)."""
    if verdict.margin is None or verdict.observation is None or verdict.target is None:
        return False
    base = verdict.target.figure.base
    return base is not None and base.basis != verdict.observation.basis


def mixed_words(words: Words, verdict: Attainment) -> str:
    """Which bases a difference is between."""
    base = verdict.target.figure.base if verdict.target else None
    if base is None or verdict.observation is None:
        return ""
    return words.gettext(
        "{year} 年为{observed}，折算的基准为{base_year} 年{base}：口径不同，差距只供参考",
        year=verdict.year,
        observed=basis_name(verdict.observation.basis),
        base_year=base.year,
        base=basis_name(base.basis),
    )


def figure_words(words: Words, target: EffectiveTarget) -> str:
    """The figure with what it is called: 目标, 折算值 or 指示值."""
    said = words.gettext("{kind} {value:g}", kind=target.kind, value=target.figure.value)
    return said[:1].upper() + said[1:]


def point_title(words: Words, row: Observation) -> str:
    """A year in a few words: value, basis, days."""
    _ = words.gettext
    basis = words.render(basis_name(row.basis))
    if is_sufficient(row):
        return _("{year} 年 {value:g}，{basis}", year=row.year, value=row.value, basis=basis)
    return _(
        "{year} 年 {value:g}，{basis}，数据不足（{days} 天）",
        year=row.year, value=row.value, basis=basis, days=row.days_with_data,
    )  # fmt: skip


def ranking_caveat(words: Words, standings: Sequence[Standing]) -> str:
    """What the order of a region's places cannot tell, and which differences lie between two bases."""
    _ = words.gettext
    caveat = _(
        "按 2025 年实测与目标（或折算值、指示值）之差从大到小排，不是官方排名。多数是实况：未扣除沙尘天气影响，"
        "差距在 ±{margin:g} 之内的先后说明不了什么；目标由不同文件定，宽严不一。",
        margin=REALTIME_MARGIN,
    )
    mixed = [one for one in standings if mixes_bases(one.verdict)]
    if not mixed:
        return caveat
    names = [words.pick(one.place.short_name_zh, one.place.name_en) for one in mixed]
    warning = _(
        "{places}的差距是实况减去按官方基准折算的数值，里面有两种口径之差，标作“含口径差”。",
        places=words.join(names),
    )
    return f"{caveat} {warning}" if words.lang == "en" else caveat + warning
