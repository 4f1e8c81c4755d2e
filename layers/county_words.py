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
    wanted = plain(asked)
    if not wanted:
        return ""
    rows = atlas.geometry.county_names
    found = [
        (name, place_id)
        for name, place_id in rows.itertuples(index=False, name=None)
        if plain(name) == wanted or (len(wanted) > 1 and plain(without_ending(name)) == wanted)
    ]
    places = [atlas.register.places[one] for one in dict.fromkeys(place_id for _name, place_id in found)]
    if not places:
        return ""
    return words.gettext(
        "{county}属{places}：县（市、区、旗）没有自己的页面。",
        county=words.join(list(dict.fromkeys(name for name, _place_id in found))),
        places=words.join([words.pick(one.name_zh, one.name_en) for one in places]),
    )


def without_ending(name: str) -> str:
    """A county's name without its last character, where that says what kind it is; 沙县区 is 沙县, 津市市 is 津市."""
    return name[:-1] if name.endswith(tuple(ENDINGS)) else name
