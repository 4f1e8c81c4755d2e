"""Finished parts of screens, kept for all readers: texts and messages that nobody can change, as many as a bound says.

A dictionary and no `st.cache_resource`: that one hashes its arguments for a tenth of a millisecond at each look-up, and
a change of the map, of which there are to be a hundred a second, has some ten of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar, TypeVarTuple, Unpack, cast

from policy.atlas import Atlas
from policy.overlay import is_overlaid
from translations import Words

Part = TypeVar("Part")
Question = TypeVarTuple("Question")


class Shelf(Generic[*Question, Part]):
    """A function of atlas, words and plain values, whose results are kept; those asked for last stay.

    Parameters
    ----------
    make
        Makes a part. It calls nothing of Streamlit's and reads nothing but its arguments.
    most
        How many parts are kept.
    """

    def __init__(self, make: Callable[[Atlas, Words, Unpack[Question]], Part], most: int) -> None:
        self.make = make
        self.most: Final = most
        self._parts: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def __call__(self, atlas: Atlas, words: Words, *question: *Question) -> Part:
        """Give a part; with figures of a reader's own it is made anew and kept nowhere."""
        if is_overlaid(atlas):
            return self.make(atlas, words, *question)
        key = (atlas.tables.version, words.lang, question)
        with self._lock:
            if key in self._parts:
                self._parts.move_to_end(key)
                return cast("Part", self._parts[key])
        part = self.make(atlas, words, *question)
        with self._lock:
            self._parts[key] = part
            while len(self._parts) > self.most:
                self._parts.popitem(last=False)
        return part

    def __len__(self) -> int:
        """How many parts are kept just now."""
        return len(self._parts)


def kept(
    most: int,
) -> Callable[[Callable[[Atlas, Words, Unpack[Question]], Part]], Shelf[*Question, Part]]:
    """Keep what a function makes, at most so many parts."""

    def shelf(make: Callable[[Atlas, Words, Unpack[Question]], Part]) -> Shelf[*Question, Part]:
        return Shelf(make, most)

    return shelf
