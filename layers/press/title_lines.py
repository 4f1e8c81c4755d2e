"""Breaks a title into lines where a reader would pause: after a comma, between words, never within a term.

There is no dictionary: punctuation, spaces, the particles that begin or end a group of words, and the terms that the
titles of the layers are made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from layers.press.typesetting import Typesetter, is_wide, pieces

TERMS: Final = (
    "空气质量", "持续改善", "行动计划", "重点区域", "名单", "年均浓度", "年均值", "实测", "目标", "是否", "达到", "达标", "差距",
    "变化", "匀速", "路径", "相比", "判定", "标准", "二级", "限值", "约束", "各地", "条款数", "条款", "文件", "要求", "比例",
    "全部领域", "城市", "地区", "平原", "中国", "全国", "空气", "污染", "治理", "行动", "京津冀", "周边", "长三角", "汾渭",
    "下降", "上升", "改善", "多少", "哪些", "地方", "距离", "还有",
)  # fmt: skip
OPENING: Final = frozenset("与和及比按在由从对为是把将被向到最")
"""Particles that begin a group of words: a line may end before them."""

CLOSING: Final = frozenset("的了吗呢着过后前中年月")
"""Characters that end a group: a line may end after them."""

AFTER_STOP, AFTER_GROUP, BETWEEN_TERMS, WITHIN = 0.0, 0.1, 0.25, 1.4
"""What a break costs: after punctuation, at a particle or a space, beside a term, within what may be a word."""

SHRINKING: Final = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
SMALLER_COST: Final = 2.0
"""Of a title set smaller, for all of its size."""

MOST_PIECES: Final = 60


@dataclass(frozen=True)
class SetTitle:
    """A title in lines, and its size in points."""

    lines: tuple[str, ...]
    size: float


def set_title(
    typesetter: Typesetter, text: str, size: float, width: float, most: int, names: Sequence[str] = ()
) -> SetTitle:
    """Break a title into at most `most` lines, a little smaller where that spares a word from being broken.

    Parameters
    ----------
    size
        Points, at most.
    width
        Points of a line.
    names
        Names that are not to be broken besides the terms of the house.
    """
    found: list[tuple[float, SetTitle]] = []
    for factor in SHRINKING:
        broken = _broken(typesetter, text, size * factor, width, most, names)
        if broken is not None:
            cost, lines = broken
            found.append((cost + SMALLER_COST * (1 - factor), SetTitle(lines, size * factor)))
    if not found:
        return SetTitle(tuple(typesetter.balanced(text, size, width, most)), size)
    return min(found, key=lambda one: one[0])[1]


def _broken(
    typesetter: Typesetter, text: str, size: float, width: float, most: int, names: Sequence[str]
) -> tuple[float, tuple[str, ...]] | None:
    """The cheapest lines and their cost; None where the words do not go into the lines there are."""
    parts, costs = breaks(text, names)
    if len(parts) > MOST_PIECES:
        return None
    count = len(parts)
    # best[lines][end]: cost of the first `end` parts in so many lines, and where the last of these begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _line in range(most):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _before) in best[-1].items():
            for end in range(start + 1, count + 1):
                filled = typesetter.width("".join(parts[start:end]).strip(), size) / width
                if filled > 1:
                    break
                price = (
                    cost
                    + (1 - filled) ** 2 * (0.5 if end < count else 0.3)
                    + (costs[end - 1] if end < count else 0.0)
                )
                if end not in row or price < row[end][0]:
                    row[end] = (price, start)
        best.append(row)
    ends = [
        (row[count][0] + 0.15 * number, number) for number, row in enumerate(best) if number and count in row
    ]
    if not ends:
        return None
    cost, number = min(ends)
    lines, end = [], count
    for row in reversed(best[1 : number + 1]):
        start = row[end][1]
        lines.append("".join(parts[start:end]).strip())
        end = start
    return cost, tuple(reversed(lines))


def breaks(text: str, names: Sequence[str] = ()) -> tuple[list[str], list[float]]:
    """Parts of a title between which a line may end, and what the break after each costs."""
    inside, edges = _terms_in(text, names)
    parts: list[str] = []
    costs: list[float] = []
    at = 0
    for piece in pieces(text):
        at += len(piece)
        if parts and costs[-1] < 0:
            parts[-1] += piece
            costs.pop()
        else:
            parts.append(piece)
        costs.append(_cost(text, at, inside, edges))
    return parts, [max(cost, 0.0) for cost in costs]


def _cost(text: str, at: int, inside: set[int], edges: set[int]) -> float:
    """What a break before the character at a position costs; less than nothing where there must be none."""
    if at >= len(text):
        return 0.0
    before, after = text[at - 1], text[at]
    plain = text[:at].rstrip()
    if at in inside or (plain and plain[-1].isdigit() and after in "年月日个"):
        return -1.0
    if before in "，。；：？！,;:?!—）》":
        return AFTER_STOP
    if after in OPENING or before in CLOSING or after in "（《“":
        return AFTER_GROUP
    if at in edges:
        return BETWEEN_TERMS
    if before == " " and not (is_wide(after) and plain[-1:].isascii()):
        return AFTER_GROUP
    return BETWEEN_TERMS if before == " " or not (is_wide(before) and is_wide(after)) else WITHIN


def _terms_in(text: str, names: Sequence[str]) -> tuple[set[int], set[int]]:
    """Positions within a term, and those at the edge of one; the longest terms first."""
    terms = sorted({*TERMS, *(name for name in names if len(name) > 1)}, key=lambda term: (-len(term), term))
    inside: set[int] = set()
    edges: set[int] = set()
    taken: set[int] = set()
    for term in terms:
        for found in re.finditer(re.escape(term), text):
            span = set(range(found.start(), found.end()))
            if span & taken:
                continue
            taken |= span
            inside |= set(range(found.start() + 1, found.end()))
            edges |= {found.start(), found.end()}
    return inside, edges - inside
