"""Texts that are no plain coordinate: numbers run together, links that name a datum, names of regions."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from geo.datum import Datum
from geo.lookup import plain
from pages.shared.html import alert, element, link
from pages.shared.links import href
from policy.atlas import Atlas
from translations import Words

DATUM_NAMES: Final = {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}
MAPS: Final[tuple[tuple[str, Datum], ...]] = (
    ("amap", "gcj02"),
    ("autonavi", "gcj02"),
    ("qq", "gcj02"),
    ("baidu", "bd09"),
)
"""Maps of China by a part of the name of their host."""

PARAMETERS: Final = ("coordinate", "coord_type", "coordtype")
NAMED: Final[dict[str, Datum]] = {
    "wgs84": "wgs84", "wgs84ll": "wgs84", "gaode": "gcj02", "gcj02": "gcj02", "gcj02ll": "gcj02", "bd09": "bd09",
    "bd09ll": "bd09",
}  # fmt: skip
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_TWO_POINTS: Final = re.compile(r"\d\.\d+\.\d")
_HYPHEN: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[-–—~]\s*(\d+(?:\.\d+)?)\s*")


def datum_of_link(asked: str) -> Datum | None:
    """The datum of a link to a map of China, which its own parameters may say; None for other texts and links."""
    found = _LINK.search(asked)
    if found is None:
        return None
    try:
        address = urlsplit(found.group())
        host = (address.hostname or "").casefold()
        said = {name: values[0] for name, values in parse_qs(address.query).items()}
    except ValueError:
        return None
    own = next((datum for name, datum in MAPS if name in host.split(".")), None)
    if own is None:
        return None
    return next(
        (NAMED[said[name].casefold()] for name in PARAMETERS if said.get(name, "").casefold() in NAMED), own
    )


def run_together(words: Words, asked: str) -> str | None:
    """HTML that asks what numbers run together mean; None for all other texts."""
    _ = words.gettext
    if "//" in asked:
        return None
    if _TWO_POINTS.search(asked):
        return alert(
            _("“{asked}”里有带两个小数点的数，看不出经度和纬度：请写成 112.549,37.870。", asked=asked[:40])
        )
    pair = _HYPHEN.fullmatch(asked)
    if pair is None:
        return None
    told = alert(_("“{asked}”里的横线是分隔还是负号，无法确定：请选择或重写。", asked=asked[:40]))
    at = f"{pair[1]},{pair[2]}"
    return told + element("p", link(at, href("locate", words, at=at)), class_="near")


def region_named(atlas: Atlas, words: Words, asked: str) -> str | None:
    """HTML that leads to the page of a region, where a text is the name of one."""
    _ = words.gettext
    wanted = plain(asked)
    for scope in atlas.register.listed_scopes.values():
        if wanted and wanted in (plain(scope.name_zh), plain(scope.name_en)):
            name = words.pick(scope.name_zh, scope.name_en)
            told = alert(
                _("{name}是一个区域，不是一个点：请看它的区域页，或输入其中的坐标、地点、县名。", name=name)
            )
            return told + element("p", link(name, href("region", words, scope=scope.scope_id)), class_="near")
    return None


def datum_remark(words: Words, datum: Datum, lon: float, lat: float, from_link: bool) -> str:
    """How the numbers were read, where they are not on WGS 84 or a link says what they are on."""
    _ = words.gettext
    if datum == "wgs84":
        return ""
    said = _(
        "按 {datum} 读取，换算为 WGS-84 {lon:.5f}, {lat:.5f}。", datum=DATUM_NAMES[datum], lon=lon, lat=lat
    )
    return (_("链接来自使用这一坐标系的地图：") if from_link else "") + said
