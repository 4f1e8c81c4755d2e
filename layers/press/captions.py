"""Caption, alternative text and citation of a sheet, made from its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from layers.drawn import DrawnLayer
from layers.press.frames import PressFrame
from layers.press.order import NOTE_LENGTH, TITLE_LENGTH, PressOrder
from translations import Words

PROJECT_ZH: Final = "蓝天图志"
PROJECT_EN: Final = "Blue Sky Atlas"
SOURCES_NAMED: Final = 4
MATTER: Final = "PM2.5"
WORKED_OUT_NOTES: Final = "34"
CLOSING: Final = "。！？.!?…"


def class_counts(drawn: DrawnLayer, frame: PressFrame) -> list[tuple[str, int]]:
    """Label and number of places of each class that occurs in the frame, in the order of the legend."""
    focus = set(frame.focus)
    counts = Counter(place.code for place in drawn.places if place.place_id in focus)
    return [(entry.label, counts[entry.code]) for entry in drawn.legend if counts[entry.code]]


def caption(drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words) -> str:
    """What a newspaper prints under the image, in two lines.

    The maker's own title and note, the finding, what the map shows where the finding does not say it; then the
    documents and data, made when, and whether it may be published.
    """
    _ = words.gettext
    said = [
        closed(own_title(order), words),
        order.finding,
        _worked_out(drawn, frame, words),
        ""
        if MATTER in order.finding
        else _("图示：{title}（{frame}）。", title=drawn.title, frame=frame_name(frame, words)),
        closed(own_note(order), words),
    ]
    whence = [
        named_sources(drawn, words),
        _("边界为示意。"),
        _("蓝天图志 {date} 制图。", date=order.made_on),
        stamp_sentence(order, words),
    ]
    return run_on(said, words) + "\n" + run_on(whence, words)


def alternative_text(drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words) -> str:
    """What the image shows, for who cannot see it."""
    _ = words.gettext
    counts = _counts(drawn, frame, words)
    said = [
        _("分级设色地图：{title}。范围：{frame}。", title=drawn.title, frame=frame.title(words)),
        closed(own_title(order), words),
        order.finding,
        _("各级地点数：{counts}。", counts=counts),
        closed(own_note(order), words),
        _("附有南海诸岛图。") if frame.kind == "china" else "",
    ]
    return run_on(said, words)


def stamp_sentence(order: PressOrder, words: Words) -> str:
    """The approval number, or that the image may not be published."""
    if order.approval_number:
        return words.gettext("审图号：{number}", number=order.approval_number) + words.gettext("。")
    return words.gettext("本图未经审核，仅供内部使用，不得公开发表。")


def named_sources(drawn: DrawnLayer, words: Words) -> str:
    """The first sources and how many more there are: the document most places rest on, the data, then the others."""
    data = [source.text for source in drawn.sources if source.kind == "data_source"]
    others = [source.text for source in drawn.sources if source.kind != "data_source"]
    texts = list(dict.fromkeys([*others[:1], *data[:1], *others[1:], *data[1:]]))
    return sources_told(texts, SOURCES_NAMED, words)


def sources_told(texts: Sequence[str], most: int, words: Words) -> str:
    """So many sources, and how many more there are."""
    named, rest = words.pick("、", "; ").join(texts[:most]), len(texts) - most
    if rest > 0:
        return words.gettext("来源：{names}，另有 {count} 项。", names=named, count=rest)
    return words.gettext("来源：{names}。", names=named)


def _worked_out(drawn: DrawnLayer, frame: PressFrame, words: Words) -> str:
    """What a worked-out figure is, where the figures of places in focus rest on one."""
    focus = set(frame.focus)
    rests = any(
        place.note_code in WORKED_OUT_NOTES and place.value is not None
        for place in drawn.places
        if place.place_id in focus
    )
    if drawn.layer_id not in ("attainment", "gap", "target_2025") or not rests:
        return ""
    return words.gettext("折算或指示值并非文件写明的数值。")


def citation_text(drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words) -> str:
    """How to cite the image (GB/T 7714 in spirit: author, title, version, date, address)."""
    return words.gettext(
        "蓝天图志. {title}（{frame}）[图]. 数据版本 {version}. {date}. {address}",
        title=cited_title(drawn, order, words),
        frame=frame_name(frame, words),
        version=order.data_version,
        date=order.made_on,
        address=order.address,
    ).strip()


def citation_item(drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words) -> dict[str, Any]:
    """The same as an item of CSL-JSON, for reference managers."""
    year, month, day = (int(part) for part in order.made_on.split("-"))
    item: dict[str, Any] = {
        "id": f"blue-sky-atlas-{drawn.layer_id}-{frame.frame_id}-{order.made_on}-{words.lang}",
        "type": "map",
        "title": words.gettext(
            "{title}（{frame}）", title=cited_title(drawn, order, words), frame=frame_name(frame, words)
        ),
        "author": [{"literal": words.pick(PROJECT_ZH, PROJECT_EN)}],
        "version": order.data_version,
        "issued": {"date-parts": [[year, month, day]]},
        "language": {"zh": "zh-CN", "en": "en"}[words.lang],
    }
    if own_note(order):
        item["note"] = own_note(order)
    if order.address:
        item["URL"] = order.address
    return item


def cited_title(drawn: DrawnLayer, order: PressOrder, words: Words) -> str:
    """The maker's own title with the layer's after it; the layer's where there is none."""
    mine = own_title(order)
    if not mine:
        return drawn.title
    return words.gettext("{family}：{member}", family=mine, member=drawn.title)


def own_title(order: PressOrder) -> str:
    """The maker's title on one line, as long as the sheet prints it."""
    return _shortened(order.title, TITLE_LENGTH)


def own_note(order: PressOrder) -> str:
    """The maker's note on one line, as long as the sheet prints it."""
    return _shortened(order.note, NOTE_LENGTH)


def frame_name(frame: PressFrame, words: Words) -> str:
    """What the sheet shows, without the number of places."""
    name = words.pick(frame.name_zh, frame.name_en)
    if frame.kind == "place" and len(frame.focus) > 1:
        return words.gettext("{name}及相邻地点", name=name)
    return name


def closed(text: str, words: Words) -> str:
    """A sentence with its full stop; one that closes already stays as it is."""
    return text + words.gettext("。") if text and text[-1] not in CLOSING else text


def run_on(sentences: list[str], words: Words) -> str:
    """Sentences one after the other, as the language sets them."""
    return words.pick("", " ").join(sentence.strip() for sentence in sentences if sentence)


def _shortened(text: str, length: int) -> str:
    plain = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return plain if len(plain) <= length else plain[: length - 1] + "…"


def _counts(drawn: DrawnLayer, frame: PressFrame, words: Words) -> str:
    shown = unit_of_classes(drawn)
    parts = []
    for label, count in class_counts(drawn, frame):
        suffix = f" {shown}" if shown and label[:1] in "≤<>−0123456789" else ""
        parts.append(words.gettext("{label} {count} 个", label=label + suffix, count=count))
    return words.join(parts)


def unit_of_classes(drawn: DrawnLayer) -> str:
    """The unit that the labels of the classes are in; empty where they are words."""
    ranges = any(entry.label[:1] in "≤<" for entry in drawn.legend)
    return drawn.unit_symbol or "" if ranges else ""
