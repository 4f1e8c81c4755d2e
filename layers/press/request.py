"""A request for a sheet, and all that may be wrong with it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from geo.errors import shortened
from layers.approval_number import is_approval_number
from layers.catalogue import layer_ids
from layers.press.frames import UnknownFrameError, frame_of
from layers.press.sizes import DPI_RANGE, SIZES, dpi_fault, highest_dpi
from policy.atlas import Atlas
from policy.observed import observed_years
from translations import LANGUAGES, N_, Message

FORMATS: Final = ("png", "svg", "pdf", "html", "zip")
TEXT_CHOICES: Final = ("text", "paths")
BLANKS: Final = "\u2800\u3164\u115f\u1160\uffa0"
"""Letters and signs without a mark: the fillers of Hangul and the empty cell of Braille."""
NEAR_LAYERS: Final = 3
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Between these a sheet can be dated."""


@dataclass(frozen=True)
class PressRequest:
    """What is asked for.

    Attributes
    ----------
    frame
        `china`, a scope, a province or a place by id or name (`layers.press.frames.frame_of`).
    made_on
        ISO date that is printed; whoever asks says it, so that the same request gives the same bytes.
    year
        None: the newest year observed.
    address
        Address of the view, or of the dashboard alone: layer, year and language are added to it.
    dpi
        Of PNG; None for the screen's 144.
    approval_number
        审图号 (setting `MAP_APPROVAL_NUMBER`); None stamps the sheet as a draft.
    """

    layer_id: str
    frame: str
    format: str
    made_on: str
    lang: str = "zh"
    year: int | None = None
    size: str = "wide"
    dpi: int | None = None
    title: str = ""
    note: str = ""
    address: str = ""
    text_as: str = "text"
    approval_number: str | None = None


def faults_of(atlas: Atlas, request: PressRequest) -> list[Message]:
    """All that is wrong with a request, a sentence each; empty when nothing is."""
    register = atlas.register
    years = observed_years(register)
    faults = [
        *_layer_faults(atlas, request.layer_id),
        *_frame_faults(atlas, request.frame),
        *_choice_faults("format", request.format, FORMATS),
        *_choice_faults("lang", request.lang, LANGUAGES),
        *_choice_faults("size", request.size, SIZES),
        *_choice_faults("text", request.text_as, TEXT_CHOICES),
    ]
    if request.year is not None and request.year not in years:
        faults.append(
            N_(
                "没有 {year} 年的数据：应为 {first}—{last} 年。",
                year=request.year,
                first=years[0],
                last=years[-1],
            )
        )
    size = request.size if request.size in SIZES else SIZES[0]
    if request.dpi is not None and dpi_fault(size, request.dpi):
        low, high = DPI_RANGE[0], highest_dpi(size)
        faults.append(
            N_("每英寸 {dpi} 点超出范围：应为 {low} 到 {high}。", dpi=request.dpi, low=low, high=high)
        )
    return [
        *faults,
        *_date_faults(request.made_on),
        *_approval_faults(request.approval_number),
        *_address_faults(request.address),
    ]


def _layer_faults(atlas: Atlas, layer_id: str) -> list[Message]:
    known = layer_ids(atlas.register)
    if layer_id in known:
        return []
    near = difflib.get_close_matches(layer_id, known, n=NEAR_LAYERS, cutoff=0.4)
    if not near:
        return [N_("没有 id 为“{text}”的图层；用 --list-layers 列出全部。", text=shortened(layer_id))]
    return [
        N_("没有 id 为“{text}”的图层，相近的有：{names}。", text=shortened(layer_id), names="、".join(near))
    ]


def _frame_faults(atlas: Atlas, frame: str) -> list[Message]:
    try:
        frame_of(atlas, frame)
    except UnknownFrameError as error:
        return [error.message]
    return []


def _choice_faults(name: str, found: str, choices: tuple[str, ...]) -> list[Message]:
    if found in choices:
        return []
    return [
        N_(
            "{name} 不能是“{text}”：应为 {choices} 之一。",
            name=name,
            text=shortened(found),
            choices="、".join(choices),
        )
    ]


def _address_faults(address: str) -> list[Message]:
    """An address goes into a QR code: only one of the web, without name or password in it."""
    try:
        parts = urlsplit(address)
        # An impossible port is only found when it is asked for.
        _port = parts.port
        plain = address.isprintable() and not any(character.isspace() for character in address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None and plain
        address.encode()
    except ValueError:
        good = False
    if good or not address:
        return []
    return [
        N_(
            "网址“{text}”有误：应以 http:// 或 https:// 开头，写明主机，不含用户名和空格。",
            text=shortened(address),
        )
    ]


def _approval_faults(setting: str | None) -> list[Message]:
    number = (setting or "").strip()
    if not number or is_approval_number(number):
        return []
    return [
        N_(
            "设置 MAP_APPROVAL_NUMBER 的“{text}”不是审图号：应写成 GS(2024)0001号 的样子；没有审图号就不要设置。",
            text=shortened(number),
        )
    ]


def _date_faults(text: str) -> list[Message]:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        return [N_("日期“{text}”有误：应为 YYYY-MM-DD。", text=shortened(text))]
    if FIRST_DAY <= day <= LAST_DAY:
        return []
    first, last = FIRST_DAY.isoformat(), LAST_DAY.isoformat()
    return [N_("日期“{text}”有误：应在 {first} 至 {last} 之间。", text=text, first=first, last=last)]


def shown_text(text: str) -> str:
    """The text, or nothing where no character of it can be seen."""
    seen = (one for one in text if unicodedata.category(one)[0] not in "CMZ" and one not in BLANKS)
    return text if any(seen) else ""


def one_line(text: str) -> str:
    """Text without control, format and unassigned characters; line ends become spaces."""
    spaced = "".join(" " if character in "\t\r\n\u2028\u2029" else character for character in text)
    kept = [
        character
        for character in spaced
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    ]
    return "".join(kept).strip()
