"""The levels that the means of a place are held against: target, standard in force, WHO guideline, straight way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from policy.atlas import Atlas
from policy.effective import effective_target
from policy.path import required_path
from policy.standards import annual_limits, limit_for_year
from translations import Words

TARGET_COLOUR: Final = "#b4540a"


@dataclass(frozen=True)
class ReferenceLine:
    """A level that the means are held against: µg/m³, its name, and where it is from."""

    value: float
    name: str
    colour: str
    document_id: str
    clause: str
    arithmetic: str = ""


def reference_levels(atlas: Atlas, words: Words, place_id: str) -> list[ReferenceLine]:
    """Target, standard in force and WHO guideline, the highest first."""
    _ = words.gettext
    register = atlas.register
    lines = []
    chosen = None if register.places[place_id].outside_plan else effective_target(register, place_id)
    if chosen is not None and chosen.figure.value is not None:
        target = chosen.statement.target
        name = f"{_('2025 年{kind}', kind=chosen.kind)} {chosen.figure.value:g}"
        arithmetic = "" if chosen.is_printed else words.render(chosen.figure.arithmetic)
        lines.append(
            ReferenceLine(
                chosen.figure.value, name, TARGET_COLOUR, target.document_id, target.clause, arithmetic
            )
        )
    standard = limit_for_year(register, 2025)
    guideline = min(annual_limits(register), key=lambda limit: limit.limit)
    for limit, name, colour in (
        (standard, _("国家二级标准（2025 年）{limit:g}", limit=standard.limit), "#5b6773"),
        (guideline, _("世卫组织准则 {limit:g}", limit=guideline.limit), "#7a8894"),
    ):
        lines.append(ReferenceLine(limit.limit, name, colour, limit.document_id, limit.clause))
    return sorted(lines, key=lambda line: -line.value)


def way_note(atlas: Atlas, words: Words, place_id: str) -> str:
    """What the faint line is, and that no document asks for it; empty where there is none."""
    path = required_path(atlas.register, place_id)
    if path is None:
        return ""
    return words.gettext(
        "斜的点线：从 2020 年实测 {base:g} 到 2025 年{kind} {figure:g} 的直线，供看进度；没有文件这样要求。",
        base=path.base.value,
        kind=path.target.kind,
        figure=path.figure,
    )
