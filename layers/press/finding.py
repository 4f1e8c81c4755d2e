"""What a rule for maps looks at and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layers.drawn import DrawnLayer
from layers.press.order import PressFigure
from layers.press.reading_figure import SeenFigure
from translations import Message, Words


@dataclass(frozen=True)
class Finding:
    """What a rule found: `ok`, or an error and the sentence that says it."""

    rule: str
    ok: bool
    message: Message


@dataclass(frozen=True)
class Looked:
    """All that the rules look at."""

    made: PressFigure
    drawn: DrawnLayer
    seen: SeenFigure
    words: Words

    @property
    def is_china(self) -> bool:
        """Whether the sheet is a map of the whole country."""
        return self.made.frame.kind == "china"


def verdict(rule: str, faults: Sequence[Message], fine: Message) -> list[Finding]:
    """One finding for each fault, or the one that all is well."""
    return [Finding(rule, False, fault) for fault in faults] or [Finding(rule, True, fine)]
