"""Names of places → places: full and short names, English names, aliases and codes, with near matches on a miss."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from geo.errors import AmbiguousPlaceError, UnknownPlaceError

__all__ = ["AmbiguousPlaceError", "PlaceNames", "UnknownPlaceError", "plain"]

TRADITIONAL: Final = (
    "亞來倫內別則區吳呂圖壩壯婁寧寶岡峯島峽崑崗嶺嶽巖廈廣張彥慶懷揚撫晉東棗楊樂樹欽涼淩溫滄漢潛澤濟濰濱瀋"
    "瀘灣烏無煙營爾瑪瓊畢盤節範紅納紹綏維綿縣義肅臨臺興荊莊華萬蕪薩蘆蘇蘭衛衞裏裡許貝貢貴賀資賓贛農連運達"
    "遠遷遼邁邊鄉鄭鄲銀銅錦錫鎮鐵長門開關陜陝陽隨隴雙雞雲韓頂順頗頭餘饒馬駐魯鮮鴨鶴鷹鹹鹽麗黃齊龍"
)
SIMPLIFIED: Final = (
    "亚来伦内别则区吴吕图坝壮娄宁宝冈峰岛峡昆岗岭岳岩厦广张彦庆怀扬抚晋东枣杨乐树钦凉凌温沧汉潜泽济潍滨沈"
    "泸湾乌无烟营尔玛琼毕盘节范红纳绍绥维绵县义肃临台兴荆庄华万芜萨芦苏兰卫卫里里许贝贡贵贺资宾赣农连运达"
    "远迁辽迈边乡郑郸银铜锦锡镇铁长门开关陕陕阳随陇双鸡云韩顶顺颇头余饶马驻鲁鲜鸭鹤鹰咸盐丽黄齐龙"
)
"""Only characters that occur in names of Chinese places; the first line is written as the second."""

_TO_SIMPLIFIED: Final = str.maketrans(TRADITIONAL, SIMPLIFIED)

NEAR_LIMIT: Final = 5
NEAR_SCORE: Final = 50.0
"""Of 100: what names of two characters have that agree in one."""

NEAR_SCORE_LATIN: Final = 70.0
"""The same for letters and digits, of which any two words share some."""

OUT_OF_PLACE: Final = 5.0
"""Taken off when no character stands where it stands in the other name."""

MAX_TEXT: Final = 100

NameRow = tuple[str, str, str, str, "str | Sequence[str]"]
"""place_id, name_zh, short_name_zh, name_en, aliases (a list, or text with `|` between)."""


def plain(text: str) -> str:
    """Bring a name to the form in which names are compared.

    Full-width characters become ordinary, capitals small, traditional characters simplified; accents, spaces and
    punctuation go: `Ｘi’an`, `XI'AN` and `xian` are the same.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text[:MAX_TEXT])).casefold()
    return "".join(character for character in folded if character.isalnum()).translate(_TO_SIMPLIFIED)


@dataclass(frozen=True)
class _Name:
    """A name in plain form and the place it may stand for."""

    key: str
    place_id: str


class PlaceNames:
    """All names of all places, ready to be asked.

    Parameters
    ----------
    rows
        One per place. Rows without a text for a name may leave it empty.
    """

    def __init__(self, rows: Iterable[NameRow]) -> None:
        self._names: list[_Name] = []
        self._shown: dict[str, str] = {}
        for place_id, name_zh, short_name_zh, name_en, aliases in rows:
            listed = aliases.split("|") if isinstance(aliases, str) else list(aliases)
            self._shown[place_id] = name_zh
            # Two places called Suzhou have their province in brackets; asked without it, both are meant.
            texts = (place_id, name_zh, short_name_zh, name_en, name_en.split("(")[0], *listed)
            keys = [plain(text) for text in texts if text]
            self._names += [_Name(key, place_id) for key in dict.fromkeys(keys) if key]
        self._places_of: dict[str, list[str]] = {}
        for name in self._names:
            self._places_of.setdefault(name.key, []).append(name.place_id)
        self._keys = [name.key for name in self._names]

    def find(self, text: str) -> str:
        """Return the one place that has this name.

        Parameters
        ----------
        text
            Chinese name with or without its ending, English name, alias or six-digit code.

        Raises
        ------
        UnknownPlaceError
            When no place has it; `near` holds ids of the closest. `AmbiguousPlaceError`, which is one, when
            several have it (Suzhou: 苏州, 宿州); `near` then holds them all.
        """
        places = self._places_of.get(plain(text), [])
        if len(places) == 1:
            return places[0]
        if places:
            raise AmbiguousPlaceError(text, places, self._names_of(places))
        near = self.near(text)
        raise UnknownPlaceError(text, near, self._names_of(near))

    def near(self, text: str, limit: int = NEAR_LIMIT) -> list[str]:
        """Ids of the places whose names come closest to a text that none has, the best first."""
        key = plain(text)
        if key.isdigit():
            return self._near_codes(key)[:limit]
        if not key:
            return []
        least = NEAR_SCORE_LATIN if key.isascii() else NEAR_SCORE
        found = process.extract(key, self._keys, scorer=_closeness, limit=limit * 4, score_cutoff=least)
        ranked = dict.fromkeys(self._names[position].place_id for _, _, position in found)
        return list(ranked)[:limit]

    def search(self, text: str, limit: int = 10) -> list[str]:
        """Ids of places for a list of suggestions while someone types: exact, then beginning, then within, then near.

        Parameters
        ----------
        text
            Part of a name; nothing gives nothing.
        limit
            Number of places at most.
        """
        key = plain(text)
        if not key:
            return []
        ranks = (
            (name for name in self._names if name.key == key),
            (name for name in self._names if name.key.startswith(key)),
            (name for name in self._names if key in name.key and len(key) > 1),
        )
        found = dict.fromkeys(name.place_id for rank in ranks for name in rank)
        if len(found) < limit:
            found |= dict.fromkeys(self.near(text, limit))
        return list(found)[:limit]

    def _near_codes(self, code: str) -> list[str]:
        """Places whose codes begin as this one does: with four digits, else those of its province."""
        for digits in (4, 2):
            alike = sorted(place_id for place_id in self._shown if place_id[:digits] == code[:digits])
            if alike:
                return alike
        return []

    def _names_of(self, place_ids: Sequence[str]) -> list[str]:
        return [self._shown[place_id] for place_id in place_ids]


def _closeness(asked: str, key: str, *, score_cutoff: float | None = None) -> float:
    """How alike two names are, 0 to 100: letter by letter, or one the beginning or a good part of the other."""
    shorter, longer = sorted((asked, key), key=len)
    if len(shorter) > 1 and shorter in longer:
        return (80 if longer.startswith(shorter) else 60) + 20 * len(shorter) / len(longer)
    in_place = any(one == other for one, other in zip(asked, key, strict=False))
    return fuzz.ratio(asked, key, score_cutoff=score_cutoff) - (0 if in_place else OUT_OF_PLACE)
