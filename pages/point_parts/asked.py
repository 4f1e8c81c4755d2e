"""What a reader asked for: a coordinate, or the name of a place or county; and the sentences where it is none."""

from __future__ import annotations

from dataclasses import dataclass

import shapely

from geo.coordinate_text import CoordinateTextError, looks_like_numbers, read_coordinate
from geo.datum import Datum, to_wgs84
from geo.errors import AmbiguousPlaceError, UnknownPlaceError
from geo.lookup import plain
from pages.point_parts.asked_text import datum_of_link, datum_remark, region_named, run_together
from pages.shared.html import alert, element, link, text
from pages.shared.links import href, names_of
from pages.shared.session_points import degrees_text
from policy.atlas import Atlas
from translations import Words

DECIMALS = 5
COUNTY_ENDINGS = ("自治县", "自治旗", "县", "区", "市", "旗")
MOST_CHOICES = 30


@dataclass(frozen=True)
class Asked:
    """A position to be answered.

    Attributes
    ----------
    remark
        How the text was read, where a reader should know; empty otherwise.
    """

    lon: float
    lat: float
    datum: Datum
    remark: str = ""


def read_asked(atlas: Atlas, words: Words, asked: str, datum: Datum) -> Asked | str:
    """The position that a text means, or HTML that says why there is none and what can be chosen."""
    region = region_named(atlas, words, asked)
    if region is not None:
        return region
    county = county_coded(atlas, words, asked)
    if county is not None:
        return county
    if asked not in atlas.register.places and (looks_like_numbers(asked) or "//" in asked):
        return read_numbers(words, asked, datum)
    try:
        place_id = names_of(atlas).find(asked)
    except AmbiguousPlaceError as error:
        return choices(words, asked, [place_choice(atlas, words, one) for one in error.near])
    except UnknownPlaceError as error:
        return read_county(atlas, words, asked) or unknown(atlas, words, asked, error)
    return at_place(atlas, words, place_id)


def read_numbers(words: Words, asked: str, datum: Datum) -> Asked | str:
    """A coordinate; where its order cannot be told, both readings as links."""
    _ = words.gettext
    unclear = run_together(words, asked)
    if unclear is not None:
        return unclear
    of_link = datum_of_link(asked)
    datum = of_link or datum
    try:
        found = read_coordinate(asked)
    except CoordinateTextError as error:
        return alert(words.render(error.message))
    if found.other is not None:
        ways = [(found.lon, found.lat), found.other]
        links = [
            link(
                _("经度 {lon:g}，纬度 {lat:g}", lon=lon, lat=lat), address(words, lon, lat, datum, named=True)
            )
            for lon, lat in ways
        ]
        told = alert(_("“{asked}”按哪种顺序都是地球上的位置，但都不在中国：请选择。", asked=asked[:40]))
        return told + element("p", " · ".join(links), class_="near")
    remark = ""
    if found.order == "lat_lon" and of_link is None:
        remark = _("按“纬度,经度”读取：只有这样才落在中国。")
    lon, lat = (float(number) for number in to_wgs84(found.lon, found.lat, datum))
    remark += datum_remark(words, datum, lon, lat, of_link is not None)
    return Asked(found.lon, found.lat, datum, remark)


def at_place(atlas: Atlas, words: Words, place_id: str) -> Asked:
    """The label point of a place: one point of it, which is said."""
    shapes, place = atlas.geometry.places, atlas.register.places[place_id]
    lon, lat = (float(shapes.at[place_id, name]) for name in ("label_lon", "label_lat"))
    name = words.pick(place.name_zh, place.name_en)
    return Asked(lon, lat, "wgs84", name_remark(words, name, lon, lat))


def read_county(atlas: Atlas, words: Words, asked: str) -> Asked | str | None:
    """A county by its name, with or without its ending; several are offered."""
    wanted = plain(asked)
    records = atlas.geometry.point_index.county_records
    found = [
        (row, record)
        for row, record in enumerate(records)
        if wanted and wanted in (plain(record.county_zh), *shorter(record.county_zh))
    ]
    if len(found) == 1:
        row, record = found[0]
        lon, lat = inside_county(atlas, row)
        return Asked(lon, lat, "wgs84", name_remark(words, record.county_zh, lon, lat))
    if not found:
        return None
    listed = []
    for row, record in found[:MOST_CHOICES]:
        place = atlas.register.places[record.place_id]
        name = f"{words.pick(place.name_zh, place.name_en)} {record.county_zh}"
        listed.append(link(name, address(words, *inside_county(atlas, row), "wgs84")))
    return choices(words, asked, listed)


def county_coded(atlas: Atlas, words: Words, asked: str) -> Asked | None:
    """A county by its code, unless the code is that of a place."""
    if asked in atlas.register.places:
        return None
    for row, record in enumerate(atlas.geometry.point_index.county_records):
        if record.county_id == asked:
            lon, lat = inside_county(atlas, row)
            return Asked(lon, lat, "wgs84", name_remark(words, record.county_zh, lon, lat))
    return None


def shorter(name: str) -> list[str]:
    """A county's name without its ending, where two characters are left."""
    return [
        plain(name.removesuffix(ending))
        for ending in COUNTY_ENDINGS
        if name.endswith(ending) and len(name) > len(ending) + 1
    ][:1]


def inside_county(atlas: Atlas, row: int) -> tuple[float, float]:
    """A point inside a county."""
    spot = shapely.point_on_surface(atlas.geometry.counties.geometry.iloc[row])
    return round(spot.x, DECIMALS), round(spot.y, DECIMALS)


def name_remark(words: Words, name: str, lon: float, lat: float) -> str:
    """That a name is no point."""
    return words.gettext(
        "{name}不是一个点：以下是其中一点（{lon:.3f}, {lat:.3f}）的答案，别处可能不同。",
        name=name,
        lon=lon,
        lat=lat,
    )


def place_choice(atlas: Atlas, words: Words, place_id: str) -> str:
    """A link to a place by its code."""
    place = atlas.register.places[place_id]
    return link(words.pick(place.name_zh, place.name_en), href("locate", words, at=place_id))


def choices(words: Words, asked: str, listed: list[str]) -> str:
    """What a text may mean."""
    told = words.gettext("“{asked}”可指多个地方，请选择：", asked=asked[:40])
    return alert(told) + element("p", " · ".join(listed), class_="near")


def unknown(atlas: Atlas, words: Words, asked: str, error: UnknownPlaceError) -> str:
    """A name of nothing, with near ones."""
    _ = words.gettext
    told = alert(_("没有找到“{asked}”：可以输入坐标、地点名或县（市、区）名。", asked=asked[:40]))
    near = [place_choice(atlas, words, one) for one in error.near if one in atlas.register.places]
    return told + (element("p", text(_("相近的地点：")), " · ".join(near), class_="near") if near else "")


def examples_html(words: Words) -> str:
    """What can be typed, each a link to its answer."""
    _ = words.gettext
    examples = [
        (_("经度,纬度（小数）"), "112.549,37.870"),
        (_("纬度,经度（自动识别）"), "35.479, 110.45"),
        (_("度分秒"), "112°32′56″E 37°52′12″N"),
        (_("因园区被点名的县"), "平遥县"),
        (_("省界附近"), "113.60,36.57"),
    ]
    items = [
        element("li", text(what), " ", link(example, href("locate", words, at=example)))
        for what, example in examples
    ]
    told = _("坐标来自高德、腾讯或百度地图时，请在上方改选坐标系，否则会偏离几百米。")
    return element(
        "section",
        element("h2", text(_("可以这样问"))),
        element("ul", *items),
        element("p", text(told)),
        class_="sources",
    )


def address(words: Words, lon: float, lat: float, datum: Datum, named: bool = False) -> str:
    """The address of the answer at a point; with `named` it says which number is which."""
    at = f"lon {degrees_text(lon)}, lat {degrees_text(lat)}" if named else degrees_text(lon, lat)
    return href("locate", words, at=at, **({} if datum == "wgs84" else {"datum": datum}))
