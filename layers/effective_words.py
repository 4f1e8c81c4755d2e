"""What stands on the card of a place's target: its name, what is asked, why no figure comes of it, what else is asked."""

from __future__ import annotations

from layers.target_words import target_text
from policy.attainment import Attainment
from policy.duty import DUTY_CLAUSE, PLAN, limit_beside
from policy.effective import EffectiveTarget
from policy.register import Register
from translations import Words


def target_title(words: Words, target: EffectiveTarget) -> str:
    """The name of the card; a target without a figure is neither worked out nor indicative."""
    if target.figure.value is None:
        return words.gettext("2025 年要求")
    return words.gettext("2025 年{kind}", kind=target.kind)


def target_shown(words: Words, target: EffectiveTarget) -> str:
    """The figure in µg/m³, with the comparator where the text prints it; what is asked where none comes of it."""
    stated, value = target.statement.target, target.figure.value
    if value is None or (stated.value == value and stated.unit_symbol == "µg/m³"):
        return target_text(words, stated)
    return f"{value:g} µg/m³"


def why_no_figure(words: Words, verdict: Attainment) -> str:
    """Why there is no figure to hold a place against: a reason of the target, never of the year's mean."""
    if verdict.target is not None:
        return words.render(verdict.target.figure.arithmetic)
    if verdict.status == "outside_plan":
        return words.render(verdict.reason)
    return words.gettext("没有文件为本地写明目标")


def hints_of_target(
    register: Register, words: Words, place_id: str, target: EffectiveTarget
) -> list[tuple[str, tuple[str, str] | None]]:
    """What must be known beside a target, each with the document and clause that say it where one does."""
    beside = asked_beside(register, words, place_id, target)
    unfit = not_of_its_kind(register, words, place_id, target)
    found: list[tuple[str, tuple[str, str] | None]] = [(beside, (PLAN, DUTY_CLAUSE)), (unfit, None)]
    return [(said, cited) for said, cited in found if said]


def asked_beside(register: Register, words: Words, place_id: str, target: EffectiveTarget) -> str:
    """That clause （二十五） asks more of the place's class in the same years; empty where it does not."""
    limit = limit_beside(register, place_id, target)
    if limit is None:
        return ""
    return words.gettext(
        "（二十五）另要求本地所属的一类城市（推算）2021—2025 年内达标，即 {limit:g}", limit=limit
    )


def notes_of_target(register: Register, words: Words, place_id: str, target: EffectiveTarget) -> list[str]:
    """What the card says in short, without any figure: figures stand where their source opens."""
    _ = words.gettext
    return [
        note
        for note, holds in (
            (_("目标无法折算"), target.figure.value is None),
            (_("另有条款要求同期达标"), limit_beside(register, place_id, target) is not None),
            (not_of_its_kind(register, words, place_id, target), True),
        )
        if note and holds
    ]


def not_of_its_kind(register: Register, words: Words, place_id: str, target: EffectiveTarget) -> str:
    """That a sentence on cities of prefecture level does not speak, or may not, of a place below; empty where it fits."""
    if target.statement.among == "yes":
        return ""
    if target.statement.among == "unknown":
        return words.gettext("条文针对地级及以上城市，没有文件说明本地是否在其列")
    if register.places[place_id].kind == "county_level_unit":
        return words.gettext("条文针对地级及以上城市，本地为省（自治区）直辖县级单位")
    return words.gettext("条文针对地级及以上城市，本地不是地级城市")
