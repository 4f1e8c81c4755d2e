"""Rules for maps: the extent, the South China Sea, Taiwan and Hainan's tip, as drawn.

Source: 《公开地图内容表示规范》 (自然资源部, 自然资规〔2023〕2号).
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

import shapely

from layers.press.finding import Finding, Looked, verdict
from layers.press.frame_extent import PRESCRIBED_POINTS, frame_bounds
from layers.press.reading_figure import SeenPatch
from layers.press.south_sea import INSET_CRS, NAMED_ISLANDS, SANSHA, SOUTH_SEA_PARTS, island_name
from layers.press.window import Box, MapWindow
from translations import N_, Message

TAIWAN: Final = "710000"
HAINAN_TIP: Final = (109.57, 18.2)
"""Degrees, just within the coast: 锦母角 is at 18.16° N."""

HAINAN_POINTS: Final = ((108.62, 19.2), (111.04, 19.65), (110.6, 20.16), HAINAN_TIP)
"""Degrees near the four ends of the island."""

INSET_POINTS: Final = ((105.85, 21.03), (120.98, 14.6), (112.28, 3.85), (113.0, 23.4))
"""Degrees that the inset must reach: Hanoi, Manila, 曾母暗沙, the mainland at the Tropic."""


def extent(looked: Looked) -> list[Finding]:
    """The sheet shows all of what it is about; a map of China reaches as far as is prescribed."""
    made, faults = looked.made, []
    window = made.window
    crs, _metres = frame_bounds(looked.geometry, made.frame)
    far = all(_shows(window, lon, lat) for lon, lat in PRESCRIBED_POINTS)
    if window.crs != crs or (looked.is_china and not far):
        faults.append(N_("全国图的图幅没有到达规定的四至。"))
    for place_id in made.frame.focus:
        if place_id == SANSHA and looked.wants_inset:
            continue
        patch = looked.seen.patches.get(f"place-{place_id}")
        if patch is None or not patch.visible or not window.box.holds(_bounds(patch), 0.6):
            faults.append(N_("地点 {place_id} 没有完整画出。", place_id=place_id))
    return verdict("extent", faults, N_("图幅完整。"))


def south_sea(looked: Looked) -> list[Finding]:
    """南海诸岛: an inset with ten separate lines and the named islands."""
    made = looked.made
    if made.frame.chosen == SANSHA:
        faults = _line_faults(looked, made.window, "sea-line-") + _island_name_faults(looked)
        return verdict("south_sea", faults, N_("主图就是南海诸岛，有十段断续线，重要岛屿都有注记。"))
    if made.inset is None:
        needed = looked.wants_inset or all(_shows(made.window, *point) for point in HAINAN_POINTS)
        missing = [N_("缺少南海诸岛附图。")] if needed else []
        return verdict("south_sea", missing, N_("本图幅不需要南海诸岛附图。"))
    faults = _line_faults(looked, made.inset, "inset-sea-line-")
    frame = looked.seen.patches.get("inset-frame")
    reaches = made.inset.crs == INSET_CRS and all(_shows(made.inset, lon, lat) for lon, lat in INSET_POINTS)
    if frame is None or not frame.visible or not frame.box.holds(made.inset.box, 0.5) or not reaches:
        faults.append(N_("南海诸岛附图没有图框或没有到达规定的四至。"))
    titles = [
        text.text
        for gid, text in looked.seen.texts.items()
        if gid.startswith("inset-title-") and text.visible
    ]
    # Its lines are set upwards from the lowest.
    if "".join("".join(reversed(titles)).split()) != "".join(looked.words.gettext("南海诸岛").split()):
        faults.append(N_("南海诸岛附图没有图名。"))
    faults += _island_name_faults(looked)
    return verdict("south_sea", faults, N_("南海诸岛附图有十段断续线，重要岛屿都有注记。"))


def _line_faults(looked: Looked, window: MapWindow, prefix: str) -> list[Message]:
    """The ten lines are all there, whole and apart."""
    faults = []
    lines = [patch for patch in looked.seen.with_prefix(prefix) if patch.visible]
    if len(lines) != SOUTH_SEA_PARTS or not all(window.box.holds(line.box, 0.3) for line in lines):
        faults.append(
            N_(
                "南海诸岛应有 {wanted} 段断续线，画出 {found} 段。",
                wanted=SOUTH_SEA_PARTS,
                found=len(lines),
            )
        )
    if any(shapely.distance(one.lines, other.lines) < 1.0 for one, other in combinations(lines, 2)):
        faults.append(N_("南海诸岛的断续线相连。"))
    return faults


def _island_name_faults(looked: Looked) -> list[Message]:
    """Each named island has its name within the map it belongs to."""
    faults = []
    is_sea = looked.made.frame.chosen == SANSHA
    for number, island in enumerate(NAMED_ISLANDS):
        window = looked.made.window if is_sea or not island.in_inset else looked.made.inset
        if window is None or not (island.in_inset or looked.is_china):
            continue
        text = looked.seen.texts.get(f"island-label-{number}")
        named = text is not None and text.visible and text.text == island_name(island, looked.words)
        if text is None or not named or not window.box.holds(text.box, 1.0):
            faults.append(N_("没有注出{name}。", name=island.name_zh))
    return faults


def taiwan(looked: Looked) -> list[Finding]:
    """Taiwan is a province, hatched and named."""
    if TAIWAN not in looked.made.frame.focus:
        return []
    faults = []
    patch = looked.seen.patches.get(f"place-{TAIWAN}")
    borders = looked.seen.patches.get("province-borders")
    if patch is None or not patch.visible or borders is None or not borders.visible:
        faults.append(N_("没有画出台湾省。"))
    elif not _is_filled(looked, patch):
        faults.append(N_("台湾省是空白的，应当有底纹。"))
    if looked.is_china and not looked.seen.text_of(f"label-{TAIWAN}"):
        faults.append(N_("没有注出台湾省的名称。"))
    return verdict("taiwan", faults, N_("台湾省按省级行政区画出，有底纹和名称。"))


def _is_filled(looked: Looked, patch: SeenPatch) -> bool:
    """Whether a hatch is laid over it, or its fill is a colour and no near white."""
    if patch.has_fill and min(patch.colour[:3]) < 0.9:
        return True
    x, y = patch.polygons.representative_point().coords[0]
    spot = shapely.Point(x, y)
    hatches = [
        found for found in looked.seen.with_prefix("hatch-") if found.visible and found.clip is not None
    ]
    return any(found.clip is not None and found.clip.buffer(0.5).contains(spot) for found in hatches)


def hainan_tip(looked: Looked) -> list[Finding]:
    """The southern tip of Hainan is on the main map, and nothing lies on it."""
    if not looked.is_china:
        return []
    window = looked.made.window
    tip = shapely.Point(window.point(*HAINAN_TIP))
    parts = [patch for patch in looked.seen.with_prefix("place-46") if patch.visible]
    drawn = any(patch.polygons.buffer(1.5).contains(tip) for patch in parts)
    inset = looked.made.inset
    hidden = inset is not None and inset.box.shape.intersects(tip)
    faults = (
        [] if drawn and not hidden and _shows(window, *HAINAN_TIP) else [N_("主图没有画出海南岛最南端。")]
    )
    return verdict("hainan_tip", faults, N_("主图画出了海南岛最南端。"))


def _bounds(patch: SeenPatch) -> Box:
    west, south, east, north = shapely.bounds(patch.polygons)
    return Box(west, south, east, north)


def _shows(window: MapWindow, lon: float, lat: float) -> bool:
    x, y = window.point(lon, lat)
    return window.box.left <= x <= window.box.right and window.box.bottom <= y <= window.box.top
