"""What a comparison says, cell by cell: read by the screen, the tables that leave it and the command alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from layers.clause_words import clause_label
from layers.target_words import strength_name
from policy.compared_measures import RowStatus
from policy.indicator_pairs import Aspect, PairKind
from policy.records import Document
from policy.unread import Unread
from translations import Words

PAIR_MARKS: Final[dict[PairKind, str]] = {
    "reference": "",
    "same": "＝",
    "neither": "–",
    "doubtful_alike": "⋯",
    "reach_differs": "◐",
    "stricter": "▲",
    "looser": "▽",
    "below_total": "↓",
    "above_total": "↑",
    "equal": "＝",
    "no_number": "○",
    "different_definition": "≠",
    "number_equal": "≈",
    "number_higher": "↑",
    "number_lower": "↓",
    "not_read": "？",
    "undetermined": "⋯",
    "outside_scope": "∅",
    "absent": "∅",
    "only_here": "＋",
}
"""A shape for each way of standing against the reference place, so that none is told by colour alone."""


@dataclass(frozen=True)
class Cited:
    """A document and the clause in it."""

    document_id: str
    clause: str | None


@dataclass(frozen=True)
class FactCell:
    """One fact of one place.

    Attributes
    ----------
    shown
        The fact in a few words.
    note
        What stands small under it: standing, strength, basis.
    kind
        How it stands against the reference place; empty where that is not a question.
    mark
        The shape and words of `kind`.
    number, unit_symbol
        The fact as a number.
    cited
        Document and clause, or data source.
    lines
        Further names and texts, for whoever opens the figure.
    is_gap
        Whether nothing can be said: not read, or no figure held.
    """

    shown: str
    note: str = ""
    kind: PairKind | str = ""
    mark: str = ""
    number: float | None = None
    unit_symbol: str = ""
    year: int | None = None
    base_year: int | None = None
    deadline: str = ""
    basis: str = ""
    strength: str = ""
    standing: str = ""
    cited: tuple[Cited, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    is_gap: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether there is no fact, only a reason."""
        return not self.cited and self.number is None


@dataclass(frozen=True)
class FactRow:
    """One fact of all places, in the order of the columns; `status` says whether they differ in it, or nobody can tell."""

    group: str
    key: str
    name: str
    cells: tuple[FactCell, ...]
    status: RowStatus

    @property
    def is_difference(self) -> bool:
        """Whether the places differ, as far as was read."""
        return self.status == "differs"

    @property
    def is_common(self) -> bool:
        """Whether one cell may speak for all."""
        return all((cell.shown, cell.note, cell.cited) == self.said for cell in self.cells)

    @property
    def said(self) -> tuple[str, str, tuple[Cited, ...]]:
        """What the first place says."""
        first = self.cells[0]
        return first.shown, first.note, first.cited


def row_of(group: str, key: str, name: str, cells: Sequence[FactCell]) -> FactRow:
    """A row that differs where its cells say different things; a cell of which nothing can be said says nothing."""
    known = [cell for cell in cells if not cell.is_gap]
    said = {(cell.shown, cell.note, cell.cited) for cell in known}
    gap: RowStatus = "same" if len(known) == len(cells) else "unknown"
    return FactRow(group, key, name, tuple(cells), "differs" if len(said) > 1 else gap)


def status_words(words: Words) -> dict[RowStatus, str]:
    """What the three ways of standing beside each other are called."""
    _ = words.gettext
    return {"differs": _("有差异"), "unknown": _("不能比"), "same": _("相同")}


def pair_names(words: Words) -> dict[PairKind, str]:
    """How a place stands against the reference place; only curated verdicts say stricter or looser."""
    _ = words.gettext
    return {
        "reference": _("对照基准"),
        "same": _("同一条款"),
        "neither": _("都没有"),
        "doubtful_alike": _("都无法确定是否适用"),
        "reach_differs": _("同一条款，适用程度不同"),
        "stricter": _("更严"),
        "looser": _("更宽"),
        "below_total": _("数值更低，上级的合计未分解到这里"),
        "above_total": _("数值更高，上级的合计未分解到这里"),
        "equal": _("一致"),
        "no_number": _("未给数值"),
        "different_definition": _("定义不同，不可比"),
        "number_equal": _("定义与数值相同，约束用词不同"),
        "number_higher": _("定义相同，数值更高"),
        "number_lower": _("定义相同，数值更低"),
        "not_read": _("文件未读到，不能比"),
        "undetermined": _("无法确定是否适用"),
        "outside_scope": _("条款不针对本地"),
        "absent": _("文件全文没有同类规定"),
        "only_here": _("基准地点没有同类规定"),
    }


def aspect_names(words: Words) -> dict[Aspect, str]:
    """What of two definitions may differ."""
    _ = words.gettext
    return {
        "comparator": _("比较方式"),
        "unit": _("单位"),
        "base_year": _("基准年"),
        "deadline": _("期限"),
        "subject": _("对象或分母"),
        "qualifier": _("限定范围"),
        "applies_to": _("整体或各地"),
        "strength": _("约束力"),
        "number": _("数值"),
    }


def pair_mark(words: Words, kind: PairKind) -> str:
    """Shape and words."""
    return f"{PAIR_MARKS[kind]} {pair_names(words)[kind]}".strip()


def unread_text(words: Words, unread: Unread) -> str:
    """Which document would have to be read."""
    name = words.pick(unread.scope.name_zh, unread.scope.name_en)
    if unread.document is None:
        return words.gettext("{name}依本计划制定的文件没有收录：没有列出不等于没有规定", name=name)
    title = words.pick(unread.document.title_zh, unread.document.title_en)
    return words.gettext("《{title}》没有读到全文：没有列出不等于没有规定", title=title)


def unread_name(words: Words, unread: Unread) -> str:
    """Which document it is, in few words; what that means stands above the table."""
    name = words.pick(unread.scope.name_zh, unread.scope.name_en)
    if unread.document is None:
        return words.gettext("{name}的文件未收录", name=name)
    return words.gettext("{name}的文件没有读到全文", name=name)


def plain_citation(document: Document, clause: str | None, words: Words) -> str:
    """Number, or title, with the clause: short enough for a cell."""
    name = document.number_zh if document.number_zh and document.kind != "data_source" else ""
    parts = [name or words.pick(document.title_zh, document.title_en)]
    return " ".join([*parts, clause_label(clause, words)] if clause else parts)


def strength_text(words: Words, strength: str) -> str:
    """The word of commitment; nothing where none is printed."""
    return "" if strength == "none" else strength_name(words, strength)
