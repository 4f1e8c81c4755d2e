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
from policy.summary import NOT_JUDGED
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


def kind_of(standing: Standing) -> str:
    """The kind of the figure a place is held against, as its msgid."""
    target = standing.verdict.target
    return "" if target is None else target.kind.msgid


def behind_groups(words: Words, standings: Sequence[Standing]) -> list[tuple[str, list[Standing], str]]:
    """Name, places and kind of each group: above a printed figure, above one worked out, too close to tell, not judged."""
    _ = words.gettext
    above = [one for one in standings if one.verdict.status == "not_met"]
    names = {
        "目标": _("高于文件写明的数值"),
        "折算值": _("高于由文件百分比折算的数值"),
        "指示值": _("高于由区域或全国要求折算的指示值"),
    }
    groups = [(name, [one for one in above if kind_of(one) == kind], "above") for kind, name in names.items()]
    close = [one for one in standings if one.verdict.status == "undetermined"]
    rest = [one for one in standings if one.verdict.status in NOT_JUDGED]
    groups += [(_("与自己的数值接近，无法判定"), close, "close"), (_("没有判定"), rest, "rest")]
    return [group for group in groups if group[1]]


def behind_note(words: Words) -> str:
    """What stands behind the name of each place in these groups."""
    return words.gettext(
        "每个地点后面是 2025 年均值与自己的数值之差（µg/m³）和均值口径；实况相差不超过 3 的不算高于。"
    )


def chart_legend(words: Words) -> dict[str, str]:
    """What marks and lines of the small charts mean, by their classes."""
    _ = words.gettext
    return {
        "mark r": _("实况"),
        "mark q": _("官方"),
        "mark r h": _("数据不足，不连线"),
        "line t": _("目标"),
        "line t c": _("折算值"),
        "line t i": _("指示值"),
        "line w": _("直线进度（2020 年实测到 2025 年的数值；没有文件这样要求）"),
        "line s": _("当年施行的国家二级标准"),
    }
