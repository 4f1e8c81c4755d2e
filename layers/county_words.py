"""What is told to those who ask for a county by name: it has no page, and which places it belongs to."""

from __future__ import annotations

from typing import Final

from geo.lookup import plain
from policy.atlas import Atlas
from translations import Words

ENDINGS: Final = "市县区旗"


def county_hint(atlas: Atlas, words: Words, asked: str) -> str:
    """That a name is a county's and whose, all of them where several have it (鼓楼区); empty where none has.

    Parameters
    ----------
    asked
        Printed name of a county, with or without its last character: 义乌市, 义乌.
    """
    names, place_ids = counties_called(atlas, asked)
    places = [atlas.register.places[one] for one in place_ids]
    return county_sentence(words, names, [words.pick(one.name_zh, one.name_en) for one in places])


def counties_called(atlas: Atlas, asked: str) -> tuple[list[str], list[str]]:
    """The printed names of the counties that have a name, and the ids of the places they belong to."""
    wanted = plain(asked)
    if not wanted:
        return [], []
    rows = atlas.geometry.county_names.itertuples(index=False, name=None)
    found = [
        (name, place_id)
        for name, place_id in rows
        if plain(name) == wanted or (len(wanted) > 1 and plain(without_ending(name)) == wanted)
    ]
    return list(dict.fromkeys(name for name, _ in found)), list(dict.fromkeys(one for _, one in found))


def county_sentence(words: Words, names: list[str], places: list[str]) -> str:
    """That counties belong to places, each named as it is to be shown; empty for none."""
    if not names:
        return ""
    return words.gettext(
        "{county}属{places}：县（市、区、旗）没有自己的页面。",
        county=words.join(names),
        places=words.join(places),
    )


def without_ending(name: str) -> str:
    """A county's name without its last character, where that says what kind it is; 沙县区 is 沙县, 津市市 is 津市."""
    return name[:-1] if name.endswith(tuple(ENDINGS)) else name
