"""The rules for maps that leave the screen, checked on the drawn sheet. An error stops the export.

Sources: 《公开地图内容表示规范》 (自然资源部, 自然资规〔2023〕2号) for extent, inset, islands and Taiwan; 《地图审核管理规定》
for the number; the rest is the house's own rule that sources and licence cannot be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from layers.drawn import DrawnLayer
from layers.press.drawing_settings import drawing
from layers.press.files import figure_of
from layers.press.finding import Finding, Looked
from layers.press.order import PressFigure
from layers.press.reading_figure import seen
from layers.press.rules_of_extent import extent, hainan_tip, south_sea, taiwan
from layers.press.rules_of_sheet import legend, nothing_over_islands, on_the_sheet, sources, stamp
from translations import words_for

RULES: Final[tuple[Callable[[Looked], list[Finding]], ...]] = (
    extent, south_sea, taiwan, hainan_tip, nothing_over_islands, stamp, sources, legend, on_the_sheet,
)  # fmt: skip


def check_rules(made: PressFigure, drawn: DrawnLayer) -> list[Finding]:
    """Look at a drawn sheet; one finding for each rule that applies, errors as such."""
    with drawing():
        looked = Looked(made, drawn, seen(figure_of(made)), words_for(made.order.lang))
        return [finding for rule in RULES for finding in rule(looked)]


def errors_of(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stop an export."""
    return [finding for finding in findings if not finding.ok]
