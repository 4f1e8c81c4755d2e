"""Caption, alternative text and citation of a sheet, made from its figures."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from layers.drawn import DrawnLayer
from layers.map_words import boundary_line
from layers.press.frames import PressFrame
from layers.press.order import PressOrder
from translations import Words

PROJECT_ZH: Final = "蓝天图志"
PROJECT_EN: Final = "Blue Sky Atlas"


def class_counts(drawn: DrawnLayer, frame: PressFrame) -> list[tuple[str, int]]:
    """Label and number of places of each class that occurs in the frame, in the order of the legend."""
    focus = set(frame.focus)
    counts = Counter(place.code for place in drawn.places if place.place_id in focus)
    return [(entry.label, counts[entry.code]) for entry in drawn.legend if counts[entry.code]]


def caption(drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words) -> str:
    """What a newspaper prints under the image: what, where, how many, from whom, as of when."""
    _ = words.gettext
    sentences = [
        _(
            "{title}（{frame}）：{counts}。",
            title=drawn.title,
            frame=frame.title(words),
            counts=_counts(drawn, frame, words),
        ),
        drawn.subtitle + _("。"),
        _("数据来源：{names}。", names=words.join([source.text for source in drawn.sources])),
        boundary_line(words) + _("。"),
        _("制作日期 {date}；数据版本 {version}；蓝天图志", date=order.made_on, version=order.data_version)
        + _("。"),
        stamp_sentence(order, words),
    ]
    return " ".join(sentence for sentence in sentences if sentence).strip()


def alternative_text(drawn: DrawnLayer, frame: PressFrame, words: Words) -> str:
    """What the image shows, for who cannot see it."""
    return words.gettext(
        "分级设色地图：{title}。范围：{frame}。{counts}。{inset}",
        title=drawn.title,
        frame=frame.title(words),
        counts=_counts(drawn, frame, words),
        inset=words.gettext("附有南海诸岛图。") if frame.kind == "china" else "",
    ).strip()


def stamp_sentence(order: PressOrder, words: Words) -> str:
    """The approval number, or that the image may not be published."""
    if order.approval_number:
        return words.gettext("审图号：{number}", number=order.approval_number) + words.gettext("。")
    return words.gettext("本图未经审核，仅供内部使用，不得公开发表。")


def citation_text(drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words) -> str:
    """How to cite the image (GB/T 7714 in spirit: author, title, version, date, address)."""
    return words.gettext(
        "蓝天图志. {title}（{frame}）[图]. 数据版本 {version}. {date}. {address}",
        title=drawn.title,
        frame=frame.title(words),
        version=order.data_version,
        date=order.made_on,
        address=order.address,
    ).strip()


def citation_json(drawn: DrawnLayer, frame: PressFrame, order: PressOrder, words: Words) -> str:
    """The same as CSL-JSON, for reference managers."""
    year, month, day = (int(part) for part in order.made_on.split("-"))
    item: dict[str, Any] = {
        "id": f"blue-sky-atlas-{drawn.layer_id}-{frame.frame_id}-{order.made_on}",
        "type": "map",
        "title": f"{drawn.title} ({frame.title(words)})",
        "author": [{"literal": words.pick(PROJECT_ZH, PROJECT_EN)}],
        "version": order.data_version,
        "issued": {"date-parts": [[year, month, day]]},
        "language": {"zh": "zh-CN", "en": "en"}[words.lang],
    }
    if order.address:
        item["URL"] = order.address
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


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
