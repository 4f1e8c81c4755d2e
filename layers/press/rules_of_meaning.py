"""Rules for maps: names stand on what they name, bars are as long as their counts, the foot says what it must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import shapely
from matplotlib.figure import Figure
from matplotlib.transforms import IdentityTransform

from layers.press.finding import Finding, Looked, verdict
from layers.press.fonts import face
from layers.press.sheet_words import measured_foot
from layers.press.sizes import sheet_size
from layers.press.south_sea import NAMED_ISLANDS, island_name
from layers.press.typesetting import Typesetter
from translations import N_, Message

AWAY_SIZES: Final = 4.0
"""How far a name without a line may stand from its place, in sizes of the name."""

BAR_ERROR: Final = 0.03
DOT_PT: Final = 6.0
"""Longest side of the dot of a named island."""


def names_on_places(looked: Looked) -> list[Finding]:
    """Names of places in focus stand on them, beside them, or at the end of a line to them; dots are dots."""
    faults = [*_stray_names(looked), *_false_islands(looked)]
    return verdict("names_on_places", faults, N_("地名都在所指的地方。"))


def _stray_names(looked: Looked) -> Iterator[Message]:
    places = dict(zip(looked.geometry.places.index, looked.places_in(looked.made.window), strict=True))
    for gid, text in looked.seen.texts.items():
        found = re.fullmatch(r"label-(\d{6})", gid)
        inset = looked.made.inset
        if not found or looked.is_china or found[1] not in places:
            continue
        if inset is not None and inset.box.holds(text.box):
            continue
        shape, leader = places[found[1]], looked.seen.patches.get(f"leader-{found[1]}")
        if leader is not None:
            is_there = shapely.distance(shape, leader.lines) < text.size
        else:
            is_there = shapely.distance(shape, text.box.shape) < AWAY_SIZES * text.size
        if not is_there:
            yield N_("注记“{text}”离它所指的地方太远，也没有引线。", text=text.text)


def _false_islands(looked: Looked) -> Iterator[Message]:
    """Names of islands that are other names, and dots that are no dots or stand elsewhere."""
    for gid, text in looked.seen.texts.items():
        found = re.fullmatch(r"island-label-(\d+)", gid)
        if found and text.text != (name := _name_of_island(looked, int(found[1]))):
            yield N_("注记“{text}”应为“{name}”。", text=text.text, name=name)
    for patch in looked.seen.with_prefix("islet-named-"):
        number = int(patch.gid.rpartition("-")[2])
        box = patch.box
        spot = _spot(looked, number)
        is_dot = max(box.width, box.height) < DOT_PT and spot is not None
        if not is_dot or shapely.distance(box.shape, spot) > DOT_PT:
            yield N_("图上有来历不明的内容：{name}。", name=patch.gid)


def _name_of_island(looked: Looked, number: int) -> str:
    return island_name(NAMED_ISLANDS[number], looked.words) if number < len(NAMED_ISLANDS) else ""


def _spot(looked: Looked, number: int) -> Any | None:
    if number >= len(NAMED_ISLANDS):
        return None
    return shapely.Point(looked.made.window.point(NAMED_ISLANDS[number].lon, NAMED_ISLANDS[number].lat))


def counts_as_bars(looked: Looked) -> list[Finding]:
    """The bars of the legend are as long as their numbers of places."""
    bars = {
        patch.gid.removeprefix("legend-bar-"): patch.box.width
        for patch in looked.seen.with_prefix("legend-bar-")
    }
    counts = {
        entry.code: sum(place.code == entry.code for place in looked.wanted.values())
        for entry in looked.drawn.legend
    }
    longest = max(bars.values(), default=0.0)
    most = max((counts.get(code, 0) for code in bars), default=0)
    labels = {entry.code: entry.label for entry in looked.drawn.legend}
    faults = [
        N_("图例“{label}”的条长与地点数不符。", label=labels.get(code, code))
        for code, width in bars.items()
        if not most or abs(width / longest - counts.get(code, 0) / most) > BAR_ERROR
    ]
    return verdict("counts_as_bars", faults, N_("图例的条长与地点数相符。"))


def foot_as_ordered(looked: Looked) -> list[Finding]:
    """The foot says word for word what follows from layer, frame and order, and nothing besides."""
    made, texts = looked.made, looked.seen.texts
    size = sheet_size(made.order.size, made.sheet.width / made.sheet.height)
    typesetter = Typesetter(Figure(), IdentityTransform(), face())
    foot, _notices = measured_foot(
        typesetter, looked.drawn, made.frame, made.order, looked.words,
        sheet=size, width=made.sheet.width - 2 * size.margin,
    )  # fmt: skip
    wanted = {f"foot-{number}": line for number, line in enumerate(foot.lines, start=1)}
    wanted |= {"made-1": foot.last, "stamp": foot.stamp}
    found = {gid: text.text for gid, text in texts.items() if re.fullmatch(r"foot-\d+|made-\d+|stamp", gid)}
    faults = [
        N_("图脚的“{text}”与应有的不符。", text=found.get(gid, wanted.get(gid, gid)))
        for gid in sorted(set(wanted) | set(found))
        if found.get(gid) != wanted.get(gid)
    ]
    return verdict("foot_as_ordered", faults, N_("图脚与数据和设置一致。"))
