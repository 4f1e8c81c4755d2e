"""The rules for maps that leave the screen, checked on the drawn sheet. An error stops the export.

Sources: 《公开地图内容表示规范》 (自然资源部, 自然资规〔2023〕2号) for extent, inset, islands and Taiwan; 《地图审核管理规定》
for the number; the rest is the house's own rule that sources and licence cannot be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from geo.geometry import Geometry
from layers.drawn import DrawnLayer
from layers.press.drawing_settings import drawing
from layers.press.finding import Finding, Looked
from layers.press.job import REMEDY
from layers.press.order import MapNames, PressFigure
from layers.press.rules_of_borders import borders
from layers.press.rules_of_extent import extent, hainan_tip, south_sea, taiwan
from layers.press.rules_of_meaning import counts_as_bars, foot_as_ordered, names_on_places
from layers.press.rules_of_parts import known_parts
from layers.press.rules_of_sheet import legend, nothing_over_islands, on_the_sheet, sources, stamp
from layers.press.rules_of_sight import colours, islets, locator, sea_lines
from layers.press.rules_of_words import island_names, qr, readable, scale_bar, written
from translations import N_, Message

RULES: Final[tuple[Callable[[Looked], list[Finding]], ...]] = (
    known_parts, extent, borders, south_sea, sea_lines, islets, island_names, taiwan, hainan_tip, nothing_over_islands, colours,
    locator, scale_bar, stamp, sources, foot_as_ordered,
    written, names_on_places, readable, legend, counts_as_bars, qr, on_the_sheet,
)  # fmt: skip
"""What the first finds may explain what the others do."""


def check_rules(made: PressFigure, drawn: DrawnLayer, geometry: Geometry, names: MapNames) -> list[Finding]:
    """Look at a drawn sheet; one finding for each rule that applies, errors as such.

    Parameters
    ----------
    drawn, geometry, names
        What the sheet was to be drawn from: the rules work out anew what it must show.
    """
    with drawing():
        looked = Looked(made, drawn, geometry, names)
        return [finding for rule in RULES for finding in rule(looked)]


def errors_of(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stop an export."""
    return [finding for finding in findings if not finding.ok]


def rules_broken(errors: Sequence[Finding]) -> int:
    """How many rules the errors are about."""
    return len({error.rule for error in errors})


def sentences_of(errors: Sequence[Finding]) -> tuple[Message, ...]:
    """What the errors say, equal sentences once."""
    said: dict[tuple[str, str], Message] = {}
    for error in errors:
        said.setdefault((error.message.msgid, repr(error.message.params)), error.message)
    return tuple(said.values())


def why_stopped(errors: Sequence[Finding]) -> tuple[Message, ...]:
    """Why a sheet is not handed out: how many rules it breaks, each sentence once, and what may help."""
    headline = N_("地图规则检查：{count} 项未通过，没有输出文件。", count=rules_broken(errors))
    return (headline, *sentences_of(errors), REMEDY)
