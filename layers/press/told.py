"""What a sentence about a sheet is made from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from layers.drawn import DrawnLayer, DrawnPlace
from layers.press.frames import PressFrame
from layers.press.subject import MINUS
from policy.register import Register
from translations import Words


@dataclass(frozen=True)
class Told:
    """What a sentence is made from: the layer, its places in the frame, and how things are called.

    Attributes
    ----------
    places
        Those in focus that the plan speaks of.
    valued
        Those of them with a figure, ascending by it.
    """

    register: Register
    drawn: DrawnLayer
    frame: PressFrame
    words: Words
    places: tuple[DrawnPlace, ...]
    valued: tuple[DrawnPlace, ...]

    @property
    def values(self) -> list[float]:
        """The figures, ascending."""
        return [place.value for place in self.valued if place.value is not None]

    def name(self, value: float) -> str:
        """The place of a figure; of several the first, and that there are others."""
        ids = [place.place_id for place in self.valued if place.value == value]
        place = self.register.places[ids[0]]
        name = self.words.pick(place.short_name_zh, place.name_en.split(" (")[0])
        return name if len(ids) == 1 else self.words.gettext("{name}等 {count} 地", name=name, count=len(ids))

    def where(self, count: int) -> str:
        """So many places of the frame, as a sentence says it."""
        name = self.words.pick(self.frame.name_zh, self.frame.name_en)
        if self.frame.kind != "place":
            return self.words.gettext("{area} {count} 个地点", area=name, count=count)
        if len(self.frame.focus) == 1:
            return name
        return self.words.gettext("{name}及相邻地点（{count} 个）", name=name, count=count)

    def count(self, code: str) -> int:
        """Places of a class."""
        return sum(place.code == code for place in self.places)

    def figure(self, value: float) -> str:
        """A figure with the layer's decimals, halves away from zero as on the map; whole ones without."""
        step = Decimal(1).scaleb(-self.drawn.decimals)
        made = f"{Decimal(str(value)).quantize(step, ROUND_HALF_UP)}"
        return (made.rstrip("0").rstrip(".") if "." in made else made).replace("-", MINUS)

    def signed(self, value: float) -> str:
        """A figure with its sign."""
        return self.figure(value) if value <= 0 else f"+{self.figure(value)}"
