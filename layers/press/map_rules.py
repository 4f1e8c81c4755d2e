"""The rules for maps that leave the screen, checked on the drawn sheet. An error stops the export.

Sources: 《公开地图内容表示规范》 (自然资源部, 自然资规〔2023〕2号) for extent, inset, islands and Taiwan; 《地图审核管理规定》 for
the number; the rest is the house's own rule that sources and licence cannot be left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

import shapely

from layers.drawn import DrawnLayer
from layers.map_words import boundary_line
from layers.press.compose import PRESCRIBED_POINTS
from layers.press.files import figure_of
from layers.press.fonts import DRAWING_LOCK
from layers.press.order import PressFigure
from layers.press.reading_figure import SeenFigure, SeenPatch, seen
from layers.press.sheet_words import licence_text
from layers.press.south_sea import NAMED_ISLANDS, SANSHA, SOUTH_SEA_PARTS, island_name
from layers.press.window import MapWindow
from translations import N_, Message, Words, words_for

TAIWAN: Final = "710000"
HAINAN_TIP: Final = (109.57, 18.2)
"""Degrees, just within the coast: 锦母角 is at 18.16° N."""

INSET_POINTS: Final = ((105.85, 21.03), (120.98, 14.6), (112.28, 3.85), (113.0, 23.4))
"""Degrees that the inset must reach: Hanoi, Manila, 曾母暗沙, the mainland at the Tropic."""

ISLAND_PT2: Final = 60.0
LAID_ON: Final = ("legend", "foot", "stamp", "qr", "inset", "scale-bar", "head", "title", "subtitle", "locator", "key-")


@dataclass(frozen=True)
class Finding:
    """What a rule found: `ok`, or an error and the sentence that says it."""

    rule: str
    ok: bool
    message: Message


@dataclass(frozen=True)
class Looked:
    """All that the rules look at."""

    made: PressFigure
    drawn: DrawnLayer
    seen: SeenFigure
    words: Words

    @property
    def is_china(self) -> bool:
        """Whether the sheet is a map of the whole country."""
        return self.made.frame.kind == "china"


def check_rules(made: PressFigure, drawn: DrawnLayer) -> list[Finding]:
    """Look at a drawn sheet; one finding for each rule that applies, errors as such."""
    with DRAWING_LOCK:
        looked = Looked(made, drawn, seen(figure_of(made)), words_for(made.order.lang))
        return [finding for rule in RULES for finding in rule(looked)]


def errors_of(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stop an export."""
    return [finding for finding in findings if not finding.ok]


def _verdict(rule: str, faults: Sequence[Message], fine: Message) -> list[Finding]:
    return [Finding(rule, False, fault) for fault in faults] or [Finding(rule, True, fine)]


def extent(looked: Looked) -> list[Finding]:
    """The sheet shows all of what it is about; a map of China reaches as far as is prescribed."""
    made, faults = looked.made, []
    window = made.window
    if looked.is_china and not all(_shows(window, lon, lat) for lon, lat in PRESCRIBED_POINTS):
        faults.append(N_("全国图的图幅没有到达规定的四至。"))
    for place_id in made.frame.focus:
        if place_id == SANSHA and made.inset is not None:
            continue
        patch = looked.seen.patches.get(f"place-{place_id}")
        if patch is None or not patch.visible or not window.box.holds(_bounds(patch), 0.6):
            faults.append(N_("地点 {place_id} 没有完整画出。", place_id=place_id))
    faults += _locator_faults(looked)
    return _verdict("extent", faults, N_("图幅完整。"))


def _locator_faults(looked: Looked) -> list[Message]:
    """A locator map is a map of China too."""
    if looked.made.locator is None:
        return []
    lines = [patch for patch in looked.seen.with_prefix("locator-sea-line-") if patch.visible]
    whole = len(lines) == SOUTH_SEA_PARTS and f"locator-province-{TAIWAN}" in looked.seen.patches
    return [] if whole else [N_("位置图没有完整表示中国版图。")]


def south_sea(looked: Looked) -> list[Finding]:
    """南海诸岛: an inset with ten separate lines and the named islands."""
    made = looked.made
    if made.inset is None:
        needed = looked.is_china
        faults = [N_("缺少南海诸岛附图。")] if needed else []
        return _verdict("south_sea", faults, N_("本图幅不需要南海诸岛附图。"))
    faults = []
    lines = [patch for patch in looked.seen.with_prefix("inset-sea-line-") if patch.visible]
    if len(lines) != SOUTH_SEA_PARTS or not all(made.inset.box.holds(line.box, 0.3) for line in lines):
        faults.append(N_("南海诸岛附图应有 {wanted} 段断续线，画出 {found} 段。", wanted=SOUTH_SEA_PARTS, found=len(lines)))
    if any(shapely.distance(one.lines, other.lines) < 1.0 for one, other in combinations(lines, 2)):
        faults.append(N_("南海诸岛附图的断续线相连。"))
    frame = looked.seen.patches.get("inset-frame")
    if frame is None or not frame.visible or not all(_shows(made.inset, lon, lat) for lon, lat in INSET_POINTS):
        faults.append(N_("南海诸岛附图没有图框或没有到达规定的四至。"))
    if not looked.seen.text_of("inset-title"):
        faults.append(N_("南海诸岛附图没有图名。"))
    return _verdict("south_sea", faults + _island_name_faults(looked), N_("南海诸岛附图有十段断续线，重要岛屿都有注记。"))


def _island_name_faults(looked: Looked) -> list[Message]:
    """Each named island has its name within the map it belongs to."""
    faults = []
    for number, island in enumerate(NAMED_ISLANDS):
        window = looked.made.inset if island.in_inset else looked.made.window
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
    return _verdict("taiwan", faults, N_("台湾省按省级行政区画出，有底纹和名称。"))


def _is_filled(looked: Looked, patch: SeenPatch) -> bool:
    """Whether a hatch is laid over it, or its fill is a colour and no near white."""
    if patch.has_fill and min(patch.colour[:3]) < 0.9:
        return True
    x, y = patch.polygons.representative_point().coords[0]
    spot = shapely.Point(x, y)
    hatches = [found for found in looked.seen.with_prefix("hatch-") if found.visible and found.clip is not None]
    return any(found.clip is not None and found.clip.buffer(0.5).contains(spot) for found in hatches)


def hainan_tip(looked: Looked) -> list[Finding]:
    """The southern tip of Hainan is on the main map, and nothing lies on it."""
    if not looked.is_china:
        return []
    window = looked.made.window
    tip = shapely.Point(window.point(*HAINAN_TIP))
    drawn = any(patch.polygons.buffer(1.5).contains(tip) for patch in looked.seen.with_prefix("place-46"))
    inset = looked.made.inset
    hidden = inset is not None and inset.box.shape.intersects(tip)
    faults = [] if drawn and not hidden and _shows(window, *HAINAN_TIP) else [N_("主图没有画出海南岛最南端。")]
    return _verdict("hainan_tip", faults, N_("主图画出了海南岛最南端。"))


def nothing_over_islands(looked: Looked) -> list[Finding]:
    """No box, inset or other's name lies over an island; no box over the land in focus."""
    focus = set(looked.made.frame.focus)
    shapes = {gid.removeprefix("place-"): patch for gid, patch in looked.seen.patches.items() if gid.startswith("place-")}
    land = shapely.union_all([patch.polygons for place_id, patch in shapes.items() if place_id in focus])
    whole = shapely.union_all([patch.polygons.buffer(0.02) for patch in shapes.values()])
    box = looked.made.window.box.shape
    islands = [part for part in shapely.get_parts(whole) if part.area < ISLAND_PT2 and part.intersects(box)]
    tree = shapely.STRtree(islands)
    faults = []
    for name, laid in _laid(looked).items():
        if shapely.intersection(land, laid).area > 0.5 or len(tree.query(laid, predicate="intersects")):
            faults.append(N_("“{name}”压住了陆地或岛屿。", name=name))
    for gid, text in looked.seen.texts.items():
        if re.match(r"(label|island-label|context-label)-", gid) and _covers_foreign(gid, text.box.shape, islands, tree, shapes):
            faults.append(N_("注记“{text}”压住了岛屿。", text=text.text))
    return _verdict("nothing_over_islands", faults, N_("没有内容压住岛屿。"))


def _laid(looked: Looked) -> dict[str, Any]:
    """Boxes of what is laid on the sheet, as drawn: text and patches that are no part of the map."""
    window = looked.made.window.box
    found = {}
    for gid, text in looked.seen.texts.items():
        if gid.startswith(LAID_ON) and text.box.meets(window):
            found[gid] = text.box.shape
    for gid, patch in looked.seen.patches.items():
        if gid in ("inset-frame", "inset-ground") or (gid.startswith(LAID_ON) and not gid.startswith(("inset", "locator"))):
            if patch.box.meets(window):
                found[gid] = patch.box.shape
    return found


def _covers_foreign(gid: str, box: Any, islands: Sequence[Any], tree: Any, shapes: dict[str, SeenPatch]) -> bool:
    """Whether a name lies over an island of another place or province."""
    key = re.sub(r"^(island-|context-)?label-|-value$", "", gid)
    own = key.rstrip("0") if key.endswith("0000") else key
    for hit in tree.query(box, predicate="intersects"):
        owners = [place_id for place_id, patch in shapes.items() if patch.polygons.intersects(islands[hit])]
        if not any(place_id.startswith(own) for place_id in owners):
            return True
    return False


def stamp(looked: Looked) -> list[Finding]:
    """The approval number, or the word that there is none, stands lower left."""
    order = looked.made.order
    wanted = looked.words.gettext("未经审核 · 仅供内部")
    if order.approval_number:
        wanted = looked.words.gettext("审图号：{number}", number=order.approval_number)
    text = looked.seen.texts.get("stamp")
    sheet = looked.made.sheet
    if text is None or not text.visible or _plain(text.text) != _plain(wanted):
        return [Finding("stamp", False, N_("没有审图号，也没有“未经审核”标记。"))]
    if text.box.left > sheet.width * 0.2 or text.box.top > sheet.height * 0.2:
        return [Finding("stamp", False, N_("审图号或“未经审核”标记不在左下角。"))]
    fine = N_("左下角印有审图号。") if order.approval_number else N_("没有设置审图号，左下角印有“未经审核”标记，不得公开发表。")
    return [Finding("stamp", True, fine)]


def sources(looked: Looked) -> list[Finding]:
    """Title with metric and year, unit, sources, boundary, licence, date and version are on the sheet."""
    foot = _plain(looked.seen.text_of("foot") + looked.seen.text_of("made"))
    head = _plain(looked.seen.text_of("title") + looked.seen.text_of("metric"))
    order, words, drawn = looked.made.order, looked.words, looked.drawn
    wanted = (
        (N_("图上没有图层名称和年份。"), _plain(drawn.title) in head),
        (N_("图上没有数据来源。"), bool(drawn.sources) and _plain(drawn.sources[0].text)[:12] in foot),
        (N_("图上没有边界来源。"), _plain(boundary_line(words)) in foot),
        (N_("图上没有许可说明。"), _plain(licence_text(words)) in foot),
        (N_("图上没有制作日期。"), order.made_on in foot),
        (N_("图上没有数据版本。"), order.data_version in foot),
    )
    return _verdict("sources", [fault for fault, found in wanted if not found], N_("来源、许可、日期和版本齐全。"))


def legend(looked: Looked) -> list[Finding]:
    """Every class that occurs has a key and its count, and the keys look like the map."""
    focus, faults = set(looked.made.frame.focus), []
    for entry in looked.drawn.legend:
        count = sum(place.code == entry.code for place in looked.drawn.places if place.place_id in focus)
        key = looked.seen.patches.get(f"key-{entry.code}")
        written = looked.seen.texts.get(f"legend-{entry.code}-count")
        if key is None or not key.visible or written is None or written.text != str(count):
            faults.append(N_("图例缺少“{label}”或其地点数。", label=entry.label))
    return _verdict("legend", faults, N_("图例完整。"))


def on_the_sheet(looked: Looked) -> list[Finding]:
    """No text runs off the sheet."""
    off = [text.text for text in looked.seen.texts.values() if not looked.made.sheet.holds(text.box, 0.5)]
    return _verdict("on_the_sheet", [N_("“{text}”超出纸边。", text=text) for text in off], N_("文字都在纸内。"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _shows(window: MapWindow, lon: float, lat: float) -> bool:
    x, y = window.point(lon, lat)
    return window.box.left <= x <= window.box.right and window.box.bottom <= y <= window.box.top


def _bounds(patch: SeenPatch) -> Any:
    from layers.press.window import Box

    west, south, east, north = shapely.bounds(patch.polygons)
    return Box(west, south, east, north)


RULES: Final[tuple[Callable[[Looked], list[Finding]], ...]] = (
    extent, south_sea, taiwan, hainan_tip, nothing_over_islands, stamp, sources, legend, on_the_sheet,
)  # fmt: skip
