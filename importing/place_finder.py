"""Names and codes in files → places of the atlas; a county is told apart from a name that nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.lookup import AmbiguousPlaceError, PlaceNames, UnknownPlaceError, plain
from translations import N_, Message

if TYPE_CHECKING:
    import pandas as pd

COUNTY_ENDINGS = ("县", "区", "市", "旗")


@dataclass(frozen=True)
class Unknown:
    """What becomes of a row whose name nobody knows: left out, or a fault that says how to leave it out."""

    is_skipped: bool = False
    way_out: Message | None = None


class PlaceFinder:
    """Finds places by what files call them; asked twice, it answers from memory.

    Parameters
    ----------
    places
        The table of places.
    counties
        Gives the Chinese names of all counties; called only when a name is not known. A county is not a place:
        its figure is never taken for that of its city, nor the city's for a carve-out.
    """

    def __init__(self, places: pd.DataFrame, counties: Callable[[], Iterable[str]] = tuple) -> None:
        columns = ["place_id", "name_zh", "short_name_zh", "name_en", "aliases"]
        rows = places[columns].fillna("").itertuples(index=False, name=None)
        self._names = PlaceNames(rows)
        self._counties = counties
        self._known: dict[str, str | Message] = {}
        self._ambiguous: set[str] = set()

    def find(self, text: str) -> str | Message:
        """The id of the place; when no place, or more than one, has this name, what is expected instead."""
        if text not in self._known:
            try:
                self._known[text] = self._names.find(text)
            except UnknownPlaceError as error:
                self._known[text] = _wanted(error)
                if isinstance(error, AmbiguousPlaceError):
                    self._ambiguous.add(text)
        return self._known[text]

    def is_unknown(self, text: str) -> bool:
        """Whether no place has this name; not where several have it."""
        return not isinstance(self.find(text), str) and text not in self._ambiguous

    def is_county(self, text: str) -> bool:
        """Whether a name that is no place's is a county's, written with or without its ending."""
        return plain(text) in self._county_names

    @cached_property
    def _county_names(self) -> frozenset[str]:
        names = {plain(name) for name in self._counties()}
        bare = {name[:-1] for name in names if name.endswith(COUNTY_ENDINGS) and len(name) > 2}
        return frozenset(names | bare)


def _wanted(error: UnknownPlaceError) -> Message:
    names = error.message.params.get("names")
    if isinstance(error, AmbiguousPlaceError):
        return N_("只指一个地点的名称或代码；此名可指：{names}", names=names)
    if names:
        return N_("已知地点的名称、别名或代码；相近的有：{names}", names=names)
    return N_("已知地点的名称、别名或代码")
