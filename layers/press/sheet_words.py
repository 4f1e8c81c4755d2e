"""The words of a sheet: head, and foot with sources, licence, stamp, date, version and address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from layers.drawn import DrawnLayer
from layers.map_words import boundary_line
from layers.press.captions import sources_told
from layers.press.frames import PressFrame
from layers.press.furniture import GRID_PT, draw_qr, draw_stamp, qr_modules, qr_size
from layers.press.order import ADDRESS_LENGTH, NOTE_LENGTH, TITLE_LENGTH, PressOrder
from layers.press.paint import Painter, path_of_lines
from layers.press.sizes import SheetSize
from layers.press.title_lines import set_title
from layers.press.typesetting import ACCENT, INK, LINE_HEIGHT, MUTED, Typesetter
from layers.press.window import Box
from translations import N_, Message, Words

SOURCE_LINES: Final = 3
FINDING_LINES: Final = 6
WITHOUT_FINDING: Final = 2
TIGHTEST: Final = 3
SMALL_EXTENT: Final = 0.84
"""Size of what a tight card says of its extent beside its text: that, unlike the finding, cannot be left out."""

PAUSE: Final = re.compile(r"[（(，,；;—]")
"""Where a source may be cut that goes into no line."""
QR_SIDE: Final = 57.0
"""Points: 20 mm, what a camera reads off paper at arm's length."""


@dataclass(frozen=True)
class HeadLine:
    """Lines of one size and colour."""

    gid: str
    lines: tuple[str, ...]
    size: float
    colour: str
    space_after: float


def head_lines(
    typesetter: Typesetter, drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words,
    *, sheet: SheetSize, width: float, title_lines: int, tight: int = 0,
) -> tuple[list[HeadLine], list[Message]]:  # fmt: skip
    """What stands at the head: what is shown, title, metric and year, finding, what the figures are, note.

    Parameters
    ----------
    width
        Points.
    title_lines
        How many the title may have.
    tight
        How little room there is: from 1 on the note is shorter, from 2 on the finding is left out, at 3 title and note
        have the least.

    Returns
    -------
    lines, notices
        A title or note that was cut is said in a sentence.
    """
    notices: list[Message] = []
    size, large = sheet.text, sheet.title
    title_lines = min(title_lines, 2) if tight > 2 else title_lines
    own_title = typesetter.clean(order.title)
    metric = typesetter.clean(drawn.title)
    title = _cut(own_title or metric, TITLE_LENGTH)
    names = (words.pick(frame.name_zh, frame.name_en), frame.name_zh.rstrip("省市"))
    made = set_title(typesetter, title, large, width, title_lines, names)
    if own_title and (
        len(own_title) > TITLE_LENGTH or len(typesetter.wrap(title, made.size, width)) > title_lines
    ):
        notices.append(N_("标题过长，图上只印前面一部分。"))
    head = [
        HeadLine("frame-name", (typesetter.clean(frame.title(words)),), size * 1.12, ACCENT, size * 0.35),
        HeadLine("title", made.lines, made.size, INK, size * 0.55),
    ]

    def add(gid: str, lines: list[str], factor: float, colour: str, after: float) -> None:
        if lines:
            head.append(HeadLine(gid, tuple(lines), size * factor, colour, size * after))

    if own_title:
        second = set_title(typesetter, metric, size * 1.2, width, 3, names)
        add("metric", list(second.lines), second.size / size, INK, 0.2)
    finding = typesetter.clean(order.finding) if tight < WITHOUT_FINDING else ""
    if not sheet.is_card:
        lines = typesetter.balanced(finding, size * 1.14, width, FINDING_LINES + 2)
        add("finding", lines, 1.14, INK, 0.45)
        add(
            "subtitle", typesetter.balanced(typesetter.clean(drawn.subtitle), size, width, 5), 1.0, MUTED, 0.4
        )
    else:
        add("finding", typesetter.wrap(finding, size, width, FINDING_LINES), 1.0, INK, 0.2)
    extent = typesetter.clean(frame.extent_note(words))
    factor = SMALL_EXTENT if sheet.is_card and tight >= WITHOUT_FINDING else 1.0
    add("extent-note", typesetter.balanced(extent, size * factor, width), factor, INK, 0.4)
    note = typesetter.clean(order.note)
    most = (2, 2, 2, 1)[tight] if sheet.is_card else (6, 3, 3, 2)[tight]
    if note:
        wrapped = typesetter.wrap(_cut(note, NOTE_LENGTH), size * 1.05, width)
        if len(note) > NOTE_LENGTH or len(wrapped) > most:
            notices.append(N_("说明过长，图上只印前面一部分。"))
        add("note", typesetter.balanced(_cut(note, NOTE_LENGTH), size * 1.05, width, most), 1.05, INK, 0.4)
    return head, notices


def head_height(head: Sequence[HeadLine]) -> float:
    """Points."""
    return sum(len(part.lines) * part.size * line_height(part) + part.space_after for part in head)


def line_height(part: HeadLine) -> float:
    """Lines of a title stand closer than those of text."""
    return 1.24 if part.gid == "title" else LINE_HEIGHT


def draw_head(typesetter: Typesetter, head: Sequence[HeadLine], left: float, top: float) -> float:
    """Set the head downwards from `top`; give what is below it."""
    y = top
    for part in head:
        for number, line in enumerate(part.lines):
            baseline = y - part.size * (0.5 * (line_height(part) - 1) + 0.88)
            typesetter.put(
                line, left, baseline, part.size, colour=part.colour, gid=f"{part.gid}-{number + 1}"
            )
            y -= part.size * line_height(part)
        y -= part.space_after
    return y


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


@dataclass
class Foot:
    """The foot, measured."""

    lines: list[str]
    last: str
    stamp: str
    is_draft: bool
    qr: Any | None
    qr_side: float
    size: float
    height: float


def measured_foot(
    typesetter: Typesetter, drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words,
    *, sheet: SheetSize, width: float,
) -> tuple[Foot, list[Message]]:  # fmt: skip
    """Measure the foot; it cannot be left out.

    Parameters
    ----------
    width
        Points of the sheet between its margins.
    """
    _ = words.gettext
    size = sheet.foot
    if sheet.is_card:
        return _card_foot(typesetter, drawn, order, words, size, width), []
    notices: list[Message] = []
    modules = qr_modules(order.address) if 0 < len(order.address) <= ADDRESS_LENGTH else None
    if modules is None:
        notices.append(N_("没有可用的完整地址，图上没有二维码。"))
    side = qr_size(modules, QR_SIDE) if modules is not None else 0.0
    room = width - side - size
    lines = source_text(typesetter, drawn, words, size, room, SOURCE_LINES)
    made = _("制作日期 {date}；数据版本 {version}；蓝天图志", date=order.made_on, version=order.data_version)
    rest = [basis_text(drawn, frame, words), provenance_text(frame, words), licence_text(words)]
    lines += typesetter.wrap(typesetter.clean(" ".join(part for part in rest if part)), size, room)
    link = typesetter.clean(_("本图地址：{address}", address=order.address)) if order.address else ""
    lines += typesetter.wrap(link, size, room, 2)
    height = max(len(lines) * size * LINE_HEIGHT + size * 2.8, side + size * 0.2)
    stamp = stamp_text(typesetter, order, words)
    foot = Foot(lines, typesetter.clean(made), stamp, not order.approval_number, modules, side, size, height)
    return foot, notices


def stamp_text(typesetter: Typesetter, order: PressOrder, words: Words) -> str:
    """The approval number, or the word that there is none."""
    if order.approval_number:
        return typesetter.clean(words.gettext("审图号：{number}", number=order.approval_number))
    return words.gettext("未经审核 · 仅供内部")


def _card_foot(
    typesetter: Typesetter, drawn: DrawnLayer, order: PressOrder, words: Words, size: float, width: float
) -> Foot:
    """The foot of a card: one source and how many there are, boundaries, licence, stamp, date and version."""
    lines = source_text(typesetter, drawn, words, size, width, 1)
    rest = typesetter.clean(f"{boundary_line(words)}。 {licence_text(words)}")
    if words.lang != "zh":
        rest = typesetter.clean(f"{boundary_line(words)}. {licence_text(words)}")
    lines += typesetter.wrap(rest, size, width)
    made = words.gettext(
        "{date}；数据版本 {version}；蓝天图志", date=order.made_on, version=order.data_version
    )
    stamp = stamp_text(typesetter, order, words)
    height = len(lines) * size * LINE_HEIGHT + size * 2.75
    return Foot(lines, typesetter.clean(made), stamp, not order.approval_number, None, 0.0, size, height)


def draw_foot(
    painter: Painter, typesetter: Typesetter, foot: Foot, left: float, right: float, bottom: float
) -> dict[str, Box]:
    """Draw the foot upwards from `bottom`; give its boxes by name."""
    size, top = foot.size, bottom + foot.height
    rule = path_of_lines([[(left, top + size * 0.6), (right, top + size * 0.6)]])
    painter.stroke(rule, "#c6d0d8", 0.5, gid="foot-rule", zorder=5.0)
    typesetter.put_lines(foot.lines, left, top, size, colour=MUTED, gid="foot")
    stamp = draw_stamp(painter, typesetter, foot.stamp, left, bottom, size * 1.15, is_draft=foot.is_draft)
    typesetter.put(
        foot.last, stamp.right + size * 1.2, bottom + size * 0.62, size, colour=MUTED, gid="made-1"
    )
    boxes = {"foot": Box(left, bottom, right, top), "stamp": stamp}
    if foot.qr is not None:
        # On the grid of a screen picture, so that its modules are whole pixels.
        end, high = np.floor(right / GRID_PT) * GRID_PT, np.floor(top / GRID_PT) * GRID_PT
        boxes["qr"] = Box(end - foot.qr_side, high - foot.qr_side, end, high)
        draw_qr(painter, foot.qr, boxes["qr"])
    return boxes


def source_text(
    typesetter: Typesetter, drawn: DrawnLayer, words: Words, size: float, width: float, most: int
) -> list[str]:
    """As many sources as go into so many lines, and how many there are in all."""
    texts = list(dict.fromkeys(source.text for source in drawn.sources))

    def told(names: str, count: int) -> list[str]:
        text = sources_told([names, *texts[count:]], 1, words)
        return typesetter.wrap(typesetter.clean(text), size, width)

    for count in range(len(texts), 0, -1):
        lines = told(words.pick("、", "; ").join(texts[:count]), count)
        if len(lines) <= most:
            return lines
    for end in sorted((found.start() for found in PAUSE.finditer(texts[0] if texts else "")), reverse=True):
        lines = told(texts[0][:end].rstrip() + "…" + closing_quote(texts[0]), 1)
        if len(lines) <= most:
            return lines
    return told(texts[0], 1)[:most] if texts else []


def closing_quote(text: str) -> str:
    """The mark that closes the title a source begins with."""
    return {"《": "》", '"': '"'}.get(text[:1], "")


def basis_text(drawn: DrawnLayer, frame: PressFrame, words: Words) -> str:
    """On what the figures of the places in focus rest, with counts; empty when the layer says nothing of it.

    Places without a figure, which are hatched, rest on nothing.
    """
    focus = set(frame.focus)
    counts = Counter(place.note_code for place in drawn.places if place.place_id in focus and not place.hatch)
    parts = [
        words.gettext("{label} {count} 个", label=drawn.note_labels[code], count=counts[code])
        for code in drawn.note_labels
        if counts[code]
    ]
    return words.gettext("依据：{parts}。", parts=words.gettext("；").join(parts)) if parts else ""


def provenance_text(frame: PressFrame, words: Words) -> str:
    """Whose boundaries are drawn and how they were projected."""
    if frame.kind == "china":
        projection = words.gettext("阿尔伯斯等积圆锥投影（25°N、47°N）")
    else:
        projection = words.gettext("方位等距投影，以图中心为原点")
    return words.gettext("{boundary}；{projection}。", boundary=boundary_line(words), projection=projection)


def licence_text(words: Words) -> str:
    """Under what the parts of the image may be used; cannot be left out."""
    return words.gettext("许可：边界数据 MIT；文件与数据只引用事实；字体 SIL OFL 1.1。")
