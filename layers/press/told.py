"""What a sentence about a sheet is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from layers.classes import BASE_YEAR_LABEL
from layers.drawn import DrawnLayer, DrawnPlace, LegendEntry
from layers.press.frames import PressFrame
from policy.register import Register
from policy.rounding import written
from translations import Words

MOST_NAMED: Final = 6
MOST_OF_SMALL: Final = 60
"""Places of a frame whose best class is told by name."""


@dataclass(frozen=True)
class Told:
    """What a sentence is made from: the layer, its places in the frame, and how things are called.

    Attributes
    ----------
    shown
        Those in focus.
    places
        Those of them that the plan speaks of.
    valued
        Those of them with a figure, ascending by it.
    """

    register: Register
    drawn: DrawnLayer
    frame: PressFrame
    words: Words
    shown: tuple[DrawnPlace, ...]
    places: tuple[DrawnPlace, ...]
    valued: tuple[DrawnPlace, ...]

    @property
    def values(self) -> list[float]:
        """The figures, ascending."""
        return [place.value for place in self.valued if place.value is not None]

    def name(self, value: float) -> str:
        """The place of a figure; of several the first, and that there are others."""
        ids = [place.place_id for place in self.valued if place.value == value]
        name = self.name_of(ids[0])
        return name if len(ids) == 1 else self.words.gettext("{name}等 {count} 地", name=name, count=len(ids))

    def where(self, rows: Sequence[DrawnPlace]) -> str:
        """These places of the frame, as a sentence says it: of how many, and whose neighbours."""
        _, count, total = self.words.gettext, len(rows), len(self.frame.focus)
        if self.frame.kind == "place":
            return self._neighbours(rows)
        name = self.frame.counted_as(self.words)
        if count < total:
            return _("{area} {total} 个地点中 {count} 个", area=name, total=total, count=count)
        return (
            _("{area} 1 个地点", area=name)
            if count == 1
            else _("{area} {count} 个地点", area=name, count=count)
        )

    def _neighbours(self, rows: Sequence[DrawnPlace]) -> str:
        _, count, ids = self.words.gettext, len(rows), {row.place_id for row in rows}
        name = self.name_of(self.frame.chosen or self.frame.frame_id)
        if self.frame.chosen in ids or not rows:
            return _("{name}及相邻地点（{count} 个）", name=name, count=count) if count > 1 else name
        if count == 1:
            return _("相邻的{name}", name=self.name_of(rows[0].place_id))
        return _("与{name}相邻的 {count} 个地点", name=name, count=count)

    def name_of(self, place_id: str) -> str:
        """The short name of a place."""
        place = self.register.places[place_id]
        return self.words.pick(place.short_name_zh, place.name_en.split(" (")[0])

    def chosen_without(self) -> DrawnPlace | None:
        """The chosen place of the frame, when it has no figure."""
        found = next((place for place in self.shown if place.place_id == self.frame.chosen), None)
        return found if found is not None and self.entry(found.code).hatch else None

    def entry(self, code: str) -> LegendEntry:
        """The line of the legend of a class."""
        return next(entry for entry in self.drawn.legend if entry.code == code)

    def named(self, code: str) -> str:
        """The places of a class, where few are in a frame of few; empty otherwise."""
        ids = [place.place_id for place in self.places if place.code == code]
        if not 0 < len(ids) <= MOST_NAMED or len(self.shown) > MOST_OF_SMALL:
            return ""
        return self.words.gettext("（{names}）", names=self.words.join([self.name_of(one) for one in ids]))

    def without(self) -> list[str]:
        """How many places have no figure and why, in the words of the legend; of a large frame their sum."""
        _ = self.words.gettext
        said = {
            "x": _("{count} 个缺一年或两年实测值")
            if self.drawn.layer_id.startswith("change")
            else _("{count} 个未收录实测值"),
            "w": _("{count} 个正值基准年")
            if any(entry.label == self.words.render(BASE_YEAR_LABEL) for entry in self.drawn.legend)
            else _("{count} 个没有可用的目标值"),
            "y": _("{count} 个数据不足 324 天"),
            "r": _("{count} 个两年口径不同"),
            "s": _("{count} 个不画下降路径"),
            "z": _("{count} 个不在本计划范围内"),
        }
        chosen = self.chosen_without()
        counts = Counter(
            place.code for place in self.shown if chosen is None or place.place_id != chosen.place_id
        )
        if len(self.shown) > MOST_OF_SMALL:
            missing = sum(counts[code] for code in said)
            return [_("{count} 个没有可比的数值", count=missing)] if missing else []
        return [text.format(count=counts[code]) for code, text in said.items() if counts[code]]

    def listed(self, parts: Sequence[tuple[int, str]]) -> str:
        """What is said of some places, and after it of those without a figure; what is true of none is left out."""
        _ = self.words.gettext
        return _("；").join([*(text for count, text in parts if count), *self.without()])

    def count(self, code: str) -> int:
        """Places of a class."""
        return sum(place.code == code for place in self.places)

    def figure(self, value: float) -> str:
        """A figure with the layer's decimals, halves away from zero as on the map; whole ones without."""
        return _whole(written(value, self.drawn.decimals))

    def signed(self, value: float) -> str:
        """A figure with its sign."""
        return _whole(written(value, self.drawn.decimals, signed=True))


def _whole(written_number: str) -> str:
    """A number without the zeros behind its point."""
    return written_number.rstrip("0").rstrip(".") if "." in written_number else written_number
