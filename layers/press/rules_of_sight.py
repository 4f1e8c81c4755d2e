"""Rules for maps: what the eye sees of the land, the sea lines and the keys, in the pixels of the finished sheet.

Where to look follows from the built shapes and the windows. Sources: 《公开地图内容表示规范》 (自然资规〔2023〕2号) for sea
lines, islands and Taiwan; that colours agree with the data: the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from layers.press.families import family_of
from layers.press.finding import Finding, Looked, verdict
from layers.press.land_raster import deep_within, land_on
from layers.press.paint import FADED, HATCH_GROUND, Painter
from layers.press.rooms import wants_locator
from layers.press.shapes import SPECK_PT2
from layers.press.sight import Picture, Pixels, rendered
from layers.press.sizes import POINTS_PER_INCH
from layers.press.south_sea import DOT_BELOW_PT, SOUTH_SEA_PARTS, sea_lines_of
from layers.press.typesetting import HALO_WIDTH
from layers.press.window import Box, MapWindow
from translations import N_, Message

FEWEST_PX: Final = 12
"""Places of which fewer pixels can be seen are not asked for their colour there, only as artists."""
STRAY_PX: Final = 4  # of a coast, that may lie among those of a place
LIKE: Final = 4
LIKE_HATCH: Final = 48
"""How far, out of 255, a pixel may be from the colour it must have."""

SHARE, HATCH_SHARE = 0.8, 0.7
"""Of a place's free pixels, how many must have its colour, or its pattern."""

ISLET_PT2: Final = 3 * SPECK_PT2
"""Smaller ones may have become specks when the borders were simplified for the sheet."""
SAMPLE_PT: Final = 0.5
LINE_DARK, FINE_LINE_DARK, DOT_DARK = 170, 200, 205
"""A line, a line of the locator, an islet: their brightest channel, out of 255, is no more."""
LOCATOR_GROUND: Final = "#e7ebef"
MARKED_BLUE: Final = 40
"""How much more blue than red, out of 255, a pixel of the marked places is."""


def colours(looked: Looked) -> list[Finding]:
    """Each place in focus has the colour or the hatch of its class, on the main map and in the inset."""
    faults = list(_fill_faults(looked, ""))
    faults += _land_faults(looked, looked.made.window)
    if looked.made.inset is not None and looked.wants_inset:
        faults += _fill_faults(looked, "inset-")
        faults += _land_faults(looked, looked.made.inset)
    faults += _key_faults(looked)
    return verdict("colours", faults, N_("地图和图例上的颜色与数据一致。"))


def _fill_faults(looked: Looked, prefix: str) -> Iterator[Message]:
    """Places whose artist has another colour than the data say, however small they are."""
    for gid, patch in looked.seen.patches.items():
        place_id = gid.removeprefix(f"{prefix}place-")
        if place_id == gid or not place_id.isdigit():
            continue
        place = looked.whole.get(place_id)
        colour = to_rgb(ground_of(place))
        if not np.allclose(patch.colour[:3], colour, atol=0.002):
            yield N_("地点 {place_id} 的颜色与图例不符。", place_id=place_id)


def ground_of(place: Any) -> str:
    """The colour below any hatch."""
    return FADED if place is None else HATCH_GROUND if place.hatch else place.colour


def hatched_sheet(looked: Looked, laid: Iterable[tuple[str, Box]]) -> Pixels:
    """What the sheet would look like if patterns of missing data covered boxes of it altogether, (rows, columns, 3)."""
    sheet, scale = looked.made.sheet, looked.picture.scale
    size = (sheet.width / POINTS_PER_INCH, sheet.height / POINTS_PER_INCH)
    figure = Figure(figsize=size, dpi=POINTS_PER_INCH * scale, facecolor=HATCH_GROUND)
    painter = Painter(figure, Affine2D().scale(1 / POINTS_PER_INCH) + figure.dpi_scale_trans)
    for kind, box in laid:
        painter.hatch(kind, box.shape, gid="hatch", zorder=2.0)
    return rendered(figure)


def reach_of(looked: Looked, window: MapWindow, kind: str) -> Box:
    """The rectangle of the places with a pattern: where its lines begin, for dots drift a little along them."""
    numbers = [
        number
        for number, key in enumerate(looked.geometry.places.index)
        if (place := looked.wanted.get(str(key))) is not None and place.hatch == kind
    ]
    west, south, east, north = shapely.total_bounds(looked.places_in(window)[numbers])
    box = window.box
    return Box(max(west, box.left), max(south, box.bottom), min(east, box.right), min(north, box.top))


LEADER_PT: Final = 1.5
"""Half the width of what a leading line and its ground may cover."""


@dataclass(frozen=True)
class FreeLand:
    """The pixels of the places that nothing may cover: flat positions in the picture, and whose they are."""

    at: NDArray[np.intp]
    whose: NDArray[np.int16]


def free_land(looked: Looked, window: MapWindow) -> FreeLand:
    """Pixels deep within the places of a map, without those that names may cover."""
    land = land_on(looked, window)
    clean = land.deep & (land.whose > 0)
    for gid, text in looked.seen.texts.items():
        family = family_of(gid)
        if family is not None and family.on_land:
            clean[looked.picture.cut(text.box.grown(HALO_WIDTH * text.size))] = False
    for leader in looked.seen.with_prefix("leader-ground-"):
        for part in leader.lines.geoms:
            clean[looked.picture.cut(Box(*part.bounds).grown(LEADER_PT))] = False
    at = np.flatnonzero(clean)
    return FreeLand(at, land.whose.ravel()[at] - 1)


def _land_faults(looked: Looked, window: MapWindow) -> Iterator[Message]:
    land = free_land(looked, window)
    ids = [str(key) for key in looked.geometry.places.index]
    fits = _fitting(looked, window, land, ids)
    seen = np.bincount(land.whose, minlength=len(ids))
    right = np.bincount(land.whose, weights=fits, minlength=len(ids))
    for number in np.flatnonzero(seen >= FEWEST_PX):
        place = looked.whole.get(ids[number])
        least = (HATCH_SHARE if place is not None and place.hatch else SHARE) * seen[number] - STRAY_PX
        if place is not None and right[number] < least:
            yield N_("地点 {place_id} 在图上看不到应有的颜色或底纹。", place_id=ids[number])


def _fitting(looked: Looked, window: MapWindow, land: FreeLand, ids: list[str]) -> NDArray[np.bool_]:
    """Whether each pixel of the land looks as its place must."""
    look = np.array([to_rgb(ground_of(looked.whole.get(key))) for key in ids]) * 255
    kinds = np.array([place.hatch or "" if (place := looked.whole.get(key)) else "" for key in ids])
    rgb = looked.picture.rgb.reshape(-1, 3)[land.at].astype(np.int16)
    fits = np.abs(rgb - look[land.whose]).max(axis=1) <= LIKE
    for kind in sorted(set(kinds) - {""}):
        rows = np.flatnonzero(kinds[land.whose] == kind)
        if not len(rows):
            continue
        sheet = hatched_sheet(looked, [(str(kind), reach_of(looked, window, str(kind)))])
        pattern = sheet.reshape(-1, 3)[land.at[rows]].astype(np.int16)
        is_ground = np.abs(pattern - look[land.whose[rows]]).max(axis=1) <= 1
        apart = np.abs(rgb[rows] - pattern).max(axis=1)
        fits[rows] = apart <= np.where(is_ground, LIKE, LIKE_HATCH)
        fits[rows] &= _is_inked(rgb[rows], pattern)
    return fits


def _is_inked(rgb: NDArray[np.int16], pattern: NDArray[np.int16]) -> NDArray[np.bool_]:
    """False for every pixel when the ink of the pattern is not there."""
    ground = np.array(to_rgb(HATCH_GROUND)) * 255
    wanted = (ground - pattern).clip(0).sum()
    there = (ground - rgb).clip(0).sum()
    return np.full(len(rgb), len(rgb) < FEWEST_PX * 4 or 0.6 * wanted <= there <= 1.6 * wanted + 1)


def _key_faults(looked: Looked) -> Iterator[Message]:
    """Keys whose pixels are not the colour or hatch of their class."""
    picture = looked.picture
    keys = {
        entry: looked.seen.patches[f"key-{entry.code}"]
        for entry in looked.drawn.legend
        if f"key-{entry.code}" in looked.seen.patches
    }
    patterns = hatched_sheet(looked, [(entry.hatch, key.box) for entry, key in keys.items() if entry.hatch])
    for entry, key in keys.items():
        rows, columns = picture.cut(key.box.grown(-1.2))
        rgb = picture.rgb[rows, columns].astype(np.int16)
        free = np.ones(rgb.shape[:2], dtype=bool)
        free &= picture.ink[rows, columns] < 8
        if entry.hatch:
            wanted: Any = patterns[rows, columns].astype(np.int16)
        else:
            wanted = np.array(to_rgb(entry.colour)) * 255
        fits = np.abs(rgb - wanted).max(axis=2) <= (LIKE_HATCH if entry.hatch else LIKE)
        if not free.any() or fits[free].mean() < (HATCH_SHARE if entry.hatch else SHARE):
            yield N_("图例“{label}”的颜色与地图不符。", label=entry.label)


def sea_lines(looked: Looked) -> list[Finding]:
    """The ten lines can be seen in inset and locator, and on the main map those that its window holds."""
    made, faults = looked.made, []
    hidden = made.inset.box if made.inset is not None else None
    for prefix, window, dark in (
        ("sea-line-", made.window, LINE_DARK),
        ("inset-sea-line-", made.inset, LINE_DARK),
        ("locator-sea-line-", made.locator, FINE_LINE_DARK),
    ):
        drawn = {patch.gid for patch in looked.seen.with_prefix(prefix) if patch.visible}
        if window is None:
            faults += [N_("断续线画在了没有地图的地方。")] if drawn else []
            continue
        lines = expected_lines(looked, window, hidden if prefix == "sea-line-" else None)
        wanted = len(lines) if prefix == "sea-line-" else SOUTH_SEA_PARTS
        if len(lines) != wanted or drawn != {f"{prefix}{number}" for number in lines}:
            faults.append(N_("应有 {wanted} 段断续线，画出 {found} 段。", wanted=wanted, found=len(drawn)))
        faults += [
            N_("第 {number} 段断续线在图上看不清楚。", number=number)
            for number, line in lines.items()
            if not is_dark(looked.picture, line, dark)
        ]
    return verdict("sea_lines", faults, N_("图上应有的断续线都看得清楚。"))


def expected_lines(looked: Looked, window: MapWindow, hidden: Any | None) -> Mapping[int, Any]:
    """The lines that lie wholly in a window and not under the inset, in points, by number from 1."""
    placed = window.to_sheet(shapely.get_parts(sea_lines_of(looked.geometry)))
    room = window.box.shape
    return {
        number: line
        for number, line in enumerate(placed, start=1)
        if room.covers(shapely.box(*line.bounds))
        and not (hidden is not None and hidden.shape.intersects(shapely.box(*line.bounds)))
    }


def is_dark(picture: Picture, line: Any, dark: int) -> bool:
    """Whether nearly all of a line is there, in pixels."""
    count = max(int(line.length / SAMPLE_PT), 3)
    along = shapely.line_interpolate_point(line, np.linspace(0.03, 0.97, count), normalized=True)
    return bool((picture.darkest_near(shapely.get_coordinates(along)) <= dark).mean() >= 0.95)


def islets(looked: Looked) -> list[Finding]:
    """Islands too small to be seen stand in the inset as dots, each of them."""
    window = looked.made.inset
    if window is None or not looked.wants_inset:
        return verdict("islets", [], N_("本图幅没有需要以点表示的岛礁。"))
    middles = small_parts(looked, window)
    for gid, text in looked.seen.texts.items():
        if gid.startswith("island-label-"):
            west, south = text.box.left - HALO_WIDTH * text.size, text.box.bottom - HALO_WIDTH * text.size
            east, north = text.box.right + HALO_WIDTH * text.size, text.box.top + HALO_WIDTH * text.size
            covered = (middles >= [west, south]).all(axis=1) & (middles <= [east, north]).all(axis=1)
            middles = middles[~covered]
    # A dot may lie half its grid of three quarters of a point away.
    gone = int((looked.picture.darkest_near(middles, 2) > DOT_DARK).sum()) if len(middles) else 0
    faults = [N_("附图上有 {count} 处岛礁看不到。", count=gone)] if gone or not len(middles) else []
    return verdict("islets", faults, N_("附图上的岛礁都看得到。"))


def small_parts(looked: Looked, window: MapWindow) -> NDArray[np.float64]:
    """Middles of the islands in a window that are drawn as dots, in points, (n, 2)."""
    parts = shapely.get_parts(looked.places_in(window))
    bounds = shapely.bounds(parts)
    long = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    middles = (bounds[:, :2] + bounds[:, 2:]) / 2
    box = window.box.grown(-1.0)
    inside = (middles > [box.left, box.bottom]).all(axis=1) & (middles < [box.right, box.top]).all(axis=1)
    drawn = (long < DOT_BELOW_PT - 0.1) & (shapely.area(parts) > ISLET_PT2)
    return np.asarray(middles[inside & drawn])


def locator(looked: Looked) -> list[Finding]:
    """A locator stands where there is room for one: the whole country, with the frame's places marked."""
    window = looked.made.locator
    parts = looked.seen.with_prefix("locator-")
    if window is None:
        missing = wants_locator(looked) or bool(parts)
        return verdict("locator", [N_("缺少位置图。")] if missing else [], N_("本图幅没有位置图。"))
    faults = [N_("位置图没有完整表示中国版图。")] if _locator_faults(looked, window) else []
    return verdict("locator", faults, N_("位置图完整。"))


def _locator_faults(looked: Looked, window: MapWindow) -> bool:
    picture, places = looked.picture, looked.geometry.places
    found = land_on(looked, window).whose
    of_place = np.array([0, *(looked.geometry.provinces.index.get_indexer(places["province_id"]) + 1)])
    provinces = of_place[found]
    in_focus = np.array([False, *places.index.isin(looked.made.frame.focus)])[found]
    rgb = picture.rgb.astype(np.int16)
    shown = np.where(in_focus, 0, provinces)
    at = np.flatnonzero(deep_within(shown, 2) & (shown > 0))
    fits = np.abs(rgb.reshape(-1, 3)[at] - np.array(to_rgb(LOCATOR_GROUND)) * 255).max(axis=1) <= LIKE
    count = len(looked.geometry.provinces) + 1
    seen = np.bincount(provinces.ravel()[at], minlength=count)
    right = np.bincount(provinces.ravel()[at], weights=fits, minlength=count)
    if ((seen >= FEWEST_PX) & (right < 0.6 * seen)).any():
        return True
    blue = rgb[..., 2] - rgb[..., 0] >= MARKED_BLUE
    # Islets are marked by the line around them alone.
    return bool(
        blue[picture.cut(window.box)].sum() < 3
        or (in_focus.sum() >= FEWEST_PX * 4 and blue[in_focus].mean() < 0.5)
    )
