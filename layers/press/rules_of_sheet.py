"""Rules for maps: nothing over islands, stamp, sources and licence, legend, as drawn.

Sources: 《公开地图内容表示规范》 (自然资规〔2023〕2号); the number: 《地图审核管理规定》; that sources and licence cannot be
left out is the house's own rule.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any, Final

import shapely

from layers.map_words import boundary_line
from layers.press.finding import Finding, Looked, verdict
from layers.press.land_seen import LandSeen
from layers.press.sheet_words import licence_text
from translations import N_, Message

LAID_ON: Final = (
    "legend",
    "foot",
    "stamp",
    "qr",
    "scale-bar",
    "title",
    "subtitle",
    "metric",
    "note",
    "frame-name",
    "key-",
)
OVERLAP_PT: Final = 0.8
"""Boxes of text are higher than what is printed: that much of each side may be shared."""

LABELS: Final = ("label-", "island-label-", "context-label-")
INSET_PARTS: Final = ("inset-frame", "inset-ground")


def nothing_over_islands(looked: Looked) -> list[Finding]:
    """No box, inset or other's name lies over an island or a sea line; no box over the land in focus."""
    land = LandSeen(looked, "")
    faults = _sea_line_faults(looked)
    for name, laid in _laid(looked).items():
        if land.covered_by(laid):
            faults.append(N_("“{name}”压住了陆地或岛屿。", name=name))
    for gid, text in looked.seen.texts.items():
        if text.visible and gid.startswith(LABELS) and land.foreign_islands(_key_of(gid), text.box):
            faults.append(N_("注记“{text}”压住了岛屿。", text=text.text))
    if looked.wants_inset:
        small = LandSeen(looked, "inset-")
        faults += [
            N_("注记“{text}”压住了岛屿。", text=text.text)
            for text in looked.seen.texts.values()
            if text.visible and small.foreign_islands("-", text.box)
        ]
    return verdict("nothing_over_islands", faults, N_("没有内容压住岛屿。"))


def _sea_line_faults(looked: Looked) -> list[Message]:
    """Names and boxes that lie over one of the lines of the sea, on the main map or in the inset."""
    lines = [
        patch.lines
        for prefix in ("sea-line-", "inset-sea-line-", "locator-sea-line-")
        for patch in looked.seen.with_prefix(prefix)
        if patch.visible
    ]
    tree = shapely.STRtree(lines)
    return [
        N_("“{name}”压住了断续线。", name=text.text)
        for text in looked.seen.texts.values()
        if text.visible and len(tree.query(text.box.shape, predicate="intersects"))
    ]


def _laid(looked: Looked) -> dict[str, Any]:
    """Boxes of what is laid on the sheet, as drawn: text and patches that are no part of the map."""
    window = looked.made.window.box
    found = {}
    for gid, text in looked.seen.texts.items():
        if gid.startswith(LAID_ON) and text.box.meets(window):
            found[gid] = text.box.shape
    for gid, patch in looked.seen.patches.items():
        is_laid = gid in INSET_PARTS or gid.startswith(LAID_ON)
        if is_laid and patch.box.meets(window):
            found[gid] = patch.box.shape
    return found


def _key_of(gid: str) -> str:
    """Place a label names, or the first digits of the province."""
    key = re.sub(r"^(island-|context-)?label-|-value$", "", gid)
    return key[:2] if key.endswith("0000") else key


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
    fine = (
        N_("左下角印有审图号。")
        if order.approval_number
        else N_("没有设置审图号，左下角印有“未经审核”标记，不得公开发表。")
    )
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
    return verdict(
        "sources", [fault for fault, found in wanted if not found], N_("来源、许可、日期和版本齐全。")
    )


def legend(looked: Looked) -> list[Finding]:
    """Every class that occurs has a key and its count, and the keys look like the map."""
    focus, faults = set(looked.made.frame.focus), []
    for entry in looked.drawn.legend:
        count = sum(place.code == entry.code for place in looked.drawn.places if place.place_id in focus)
        key = looked.seen.patches.get(f"key-{entry.code}")
        written = looked.seen.texts.get(f"legend-{entry.code}-count")
        if key is None or not key.visible or written is None or written.text != str(count):
            faults.append(N_("图例缺少“{label}”或其地点数。", label=entry.label))
    return verdict("legend", faults, N_("图例完整。"))


def on_the_sheet(looked: Looked) -> list[Finding]:
    """No text runs off the sheet or over another."""
    texts = [text for text in looked.seen.texts.values() if text.visible]
    sheet = looked.made.sheet
    faults = [N_("“{text}”超出纸边。", text=text.text) for text in texts if not sheet.holds(text.box, 0.5)]
    for one, other in combinations(texts, 2):
        if one.box.grown(-OVERLAP_PT).meets(other.box.grown(-OVERLAP_PT)):
            faults.append(N_("“{one}”与“{other}”重叠。", one=one.text, other=other.text))
    return verdict("on_the_sheet", faults, N_("文字都在纸内，互不重叠。"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
