"""Rules for maps: what must be written is written as it must be, and can be read (the house's own rule).

The names of islands and of Taiwan: 《公开地图内容表示规范》 (自然资规〔2023〕2号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import shapely

from layers.press.class_marks import mark_of_places, with_mark
from layers.press.context_labels import SPECIAL_REGIONS
from layers.press.families import family_of
from layers.press.finding import Finding, Looked, verdict
from layers.press.fonts import drawable, face
from layers.press.furniture import QUIET_MODULES, qr_modules
from layers.press.legend_rows import outlines_of
from layers.press.map_labels import is_signed, value_line
from layers.press.reading_figure import SeenPatch, SeenText
from layers.press.rules_of_parts import wants_qr
from layers.press.sight import LEAST_CONTRAST, reading
from layers.press.sizes import POINTS_PER_INCH, PRINT_DPI
from layers.press.south_sea import NAMED_ISLANDS
from translations import N_, Message

FEWEST_OF_CUT: Final = 10
"""Characters that a text cut short still has."""

NEAR_PT, NEAR_SIZES = 6.0, 1.6
"""How far an island's name may stand from its island: points, and sizes of the name on top."""

SCALE_ERROR: Final = 0.02
FEWEST_MODULE_PX: Final = 3.0
"""Pixels a module of the QR code has at 300 dpi."""

QR_LIKE, QR_SHARE = 70, 0.98


def readable(looked: Looked) -> list[Finding]:
    """Every text on the sheet can be read: its letters are there, in contrast with what is behind them."""
    faults = []
    for gid, text in looked.seen.texts.items():
        if not text.text:
            continue
        family = family_of(gid)
        found = reading(looked.picture, text.box, text.artist.get_color())
        # Families without a contrast of their own stand on colours.
        least = min(family.contrast, LEAST_CONTRAST) if family and family.contrast else LEAST_CONTRAST
        if not text.visible or not found.is_clear(least):
            faults.append(N_("“{text}”在图上看不清楚。", text=text.text))
    return verdict("readable", faults, N_("文字都看得清楚。"))


def written(looked: Looked) -> list[Finding]:
    """Head, legend and names on the map say what they must."""
    drawn, order, words = looked.drawn, looked.made.order, looked.words
    title = order.title.strip() or drawn.title
    wanted = [
        ("frame-name-", looked.made.frame.title(words)),
        ("title-", title),
        ("subtitle-", "" if looked.is_card else drawn.subtitle),
        ("extent-note-", looked.made.frame.extent_note(words)),
        ("note-", order.note),
        ("metric-", drawn.title if order.title.strip() else ""),
        ("legend-note-", "" if looked.is_card else drawn.legend_note),
    ]
    wanted += [(f"legend-{entry.code}-", entry.label) for entry in drawn.legend]
    wanted += [(f"key-mark-{entry.code}", entry.mark) for entry in drawn.legend if entry.mark]
    # Where title and note are long the finding is left out, but never another one printed.
    wanted += [("finding-", order.finding)] if _lines(looked, "finding-") else []
    outlines = outlines_of(drawn, looked.made.frame, words, 1.0)
    wanted += [(f"legend-{outline.code}-", outline.text) for outline in outlines]
    if not looked.is_card:
        # A heading for each column that has classes.
        headings = [text.text for gid, text in looked.seen.texts.items() if gid.startswith("legend-counts-")]
        wanted += [("legend-counts-", words.gettext("地点数") * max(len(headings), 1))]
    faults = [
        N_("图上没有写明“{text}”。", text=text)
        for prefix, text in wanted
        if not _says(_lines(looked, prefix), text)
    ]
    faults += _name_faults(looked)
    faults += _key_order_faults(looked)
    return verdict("written", faults, N_("标题、图例和地名的文字与数据一致。"))


def _lines(looked: Looked, prefix: str) -> str:
    """The numbered lines of a text, as one."""
    pattern = re.compile(re.escape(prefix) + r"\d*")
    return "".join(
        text.text for gid, text in looked.seen.texts.items() if pattern.fullmatch(gid) and text.visible
    )


def _says(printed: str, wanted: str) -> bool:
    """Whether a text is printed and nothing else; of a long one its beginning and an ellipsis do."""
    printed, wanted = _plain(printed), _plain(drawable(wanted, face())[0])
    is_cut = printed.endswith("…") and len(printed) >= FEWEST_OF_CUT and wanted.startswith(printed[:-1])
    return printed == wanted or is_cut


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _name_faults(looked: Looked) -> Iterator[Message]:
    """Names of places and provinces that are other names, and figures below them that are other figures."""
    names = {**looked.names.places, **(looked.names.provinces if looked.is_china else {})}
    marks = {} if looked.is_china else mark_of_places(looked.drawn)
    for gid, text in looked.seen.texts.items():
        found = re.fullmatch(r"(context-)?label-(\d{6})(-value)?", gid)
        if not found:
            continue
        key = found[2]
        if found[1] or key not in looked.wanted:
            name = (looked.names.provinces if found[1] else names).get(key, "")
        else:
            value: tuple[str, ...] = ()
            if f"label-{key}-value" in looked.seen.texts:
                signed = is_signed(looked.drawn)
                value = value_line(looked.wanted[key], looked.drawn.decimals, signed=signed)
            lines = with_mark((names.get(key, ""), *value), marks.get(key, ""))
            name = lines[1] if found[3] and len(lines) > 1 else lines[0]
            # Where there is no room for it, the mark is not in the name.
            if not found[3] and text.text == names.get(key, ""):
                continue
        if _plain(text.text) != _plain(name):
            yield N_("注记“{text}”应为“{name}”。", text=text.text, name=name or key)
    yield from _mark_faults(looked)
    yield from _loose_names(looked)


def _loose_names(looked: Looked) -> Iterator[Message]:
    """Names of provinces on a map of China that stand off what they name without a line to it."""
    if not looked.is_china:
        return
    window, provinces = looked.made.window, looked.geometry.provinces
    for key, shape in zip(provinces.index, window.to_sheet(provinces.geometry.to_numpy()), strict=True):
        text = looked.seen.texts.get(f"label-{key}")
        if text is None or f"leader-{key}" in looked.seen.patches:
            continue
        most = text.size if key in SPECIAL_REGIONS else NEAR_PT + text.size
        if shapely.distance(shape, text.box.shape) > most:
            yield N_("注记“{text}”离它所指的地方太远，也没有引线。", text=text.text)


def _mark_faults(looked: Looked) -> Iterator[Message]:
    """Letters of classes on places of other classes."""
    marks = mark_of_places(looked.drawn)
    for gid, text in looked.seen.texts.items():
        found = re.fullmatch(r"mark-(\d{6})", gid)
        if found and text.text != marks.get(found[1], ""):
            yield N_("注记“{text}”应为“{name}”。", text=text.text, name=marks.get(found[1]) or found[1])


def _key_order_faults(looked: Looked) -> Iterator[Message]:
    """Keys that do not stand beside their words, or words that do not stand beside their number."""
    for entry in looked.drawn.legend:
        key = looked.seen.patches.get(f"key-{entry.code}")
        lines = [
            text for gid, text in looked.seen.texts.items() if re.fullmatch(rf"legend-{entry.code}-\d+", gid)
        ]
        count = looked.seen.texts.get(f"legend-{entry.code}-count")
        if key is None or not lines or count is None:
            continue
        low, high = min(line.box.bottom for line in lines), max(line.box.top for line in lines)
        is_level = (
            low - 1 < _level(count) < high + 1 and key.box.bottom - 1 < _level(lines[0]) < key.box.top + 1
        )
        left = min(line.box.left for line in lines)
        if not is_level or not 0 < left - key.box.right < 2 * lines[0].size or count.box.left < left:
            yield N_("图例“{label}”的图例块、文字和地点数不在一行。", label=entry.label)


def _level(text: SeenText) -> float:
    return (text.box.bottom + text.box.top) / 2


def island_names(looked: Looked) -> list[Finding]:
    """The name of each named island stands beside it, and nearer to it than to any other."""
    faults = []
    for number, island in enumerate(NAMED_ISLANDS):
        text = looked.seen.texts.get(f"island-label-{number}")
        window = looked.made.window if looked.is_sansha or not island.in_inset else looked.made.inset
        if text is None or window is None:
            continue
        spot = shapely.Point(window.point(island.lon, island.lat))
        # A group is as wide as its islands lie apart.
        edge = shapely.Point(window.point(island.lon, island.lat + island.radius_deg))
        if (
            shapely.distance(spot, text.box.shape) - shapely.distance(spot, edge)
            > NEAR_PT + NEAR_SIZES * text.size
        ):
            faults.append(N_("注记“{text}”离它的岛屿太远。", text=text.text))
    return verdict("island_names", faults, N_("岛屿的名称都在岛屿旁边。"))


def scale_bar(looked: Looked) -> list[Finding]:
    """The scale bar is as long as it says, at the middle of the map."""
    bars = [looked.seen.patches.get(f"scale-bar-{number}") for number in (1, 2)]
    text = looked.seen.texts.get("scale-bar-text")
    number = re.search(r"\d+(\.\d+)?(e[+-]?\d+)?", text.text if text else "")
    if text is None or number is None or None in bars:
        return [Finding("scale_bar", False, N_("缺少比例尺。"))]
    whole = shapely.union_all([bar.box.shape for bar in bars if bar is not None]).bounds
    km = (whole[2] - whole[0]) * looked.made.window.ground_metres_per_point() / 1000
    is_true = abs(km / float(number[0]) - 1) < SCALE_ERROR and looked.made.sheet.holds(text.box, 1.0)
    near = shapely.distance(shapely.box(*whole), text.box.shape) < text.size
    faults = [] if is_true and near and _is_striped(looked, bars) else [N_("比例尺与地图不符。")]
    return verdict("scale_bar", faults, N_("比例尺与地图相符。"))


def _is_striped(looked: Looked, bars: Any) -> bool:
    """One half of the bar is dark and the other white, in pixels."""
    tones = []
    for bar in bars:
        across = np.linspace(bar.box.left + 1.0, bar.box.right - 1.0, 20)
        level = np.full(20, (bar.box.bottom + bar.box.top) / 2)
        tones.append(np.median(looked.picture.rgb[looked.picture.pixel(np.column_stack([across, level]))]))
    return bool(tones[0] < 90 and tones[1] > 220)


def qr(looked: Looked) -> list[Finding]:
    """The QR code is the one of the address, with its margin, and large enough to be read off paper."""
    if not wants_qr(looked):
        return verdict("qr", [], N_("没有可用的完整地址，图上没有二维码。"))
    code, modules = looked.seen.patches.get("qr"), qr_modules(looked.made.order.address)
    is_right = code is not None and modules is not None and _shows_code(looked, code, modules)
    return verdict("qr", [] if is_right else [N_("二维码缺失、过小或与地址不符。")], N_("二维码与地址一致。"))


def _shows_code(looked: Looked, code: SeenPatch, modules: Any) -> bool:
    """Compare pixels with the share of each that the code would cover."""
    picture, count = looked.picture, len(modules)
    step = code.box.width / count
    if step / POINTS_PER_INCH * PRINT_DPI < FEWEST_MODULE_PX:
        return False
    padded = np.pad(np.asarray(modules, dtype=float), QUIET_MODULES)
    whole = code.box.grown(QUIET_MODULES * step)
    rows, columns = picture.cut(whole.grown(-1.0))
    edges = np.arange(count + 2 * QUIET_MODULES + 1) * step * picture.scale
    down = _overlap(np.arange(rows.start, rows.stop), (len(picture.rgb) - whole.top * picture.scale) + edges)
    across = _overlap(np.arange(columns.start, columns.stop), whole.left * picture.scale + edges)
    wanted = 255 * (1 - down @ padded @ across.T)
    seen = picture.rgb[rows, columns].mean(axis=2)
    is_square = abs(code.box.width - code.box.height) < 0.1
    return is_square and bool((np.abs(seen - wanted) <= QR_LIKE).mean() >= QR_SHARE)


def _overlap(pixels: Any, edges: Any) -> Any:
    """Share of each pixel, (n,), that each interval between edges, (m,), covers: (n, m)."""
    low = np.maximum(pixels[:, None], edges[None, :-1])
    high = np.minimum(pixels[:, None] + 1, edges[None, 1:])
    return (high - low).clip(0, 1)
