"""What the address of the export screen says: query parameters to a view and back. Pure; every fault is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from layers.press.request import FIRST_DAY, LAST_DAY, one_line
from layers.press.sizes import SIZES
from pages.shared.address import listed, shortened, wrong
from translations import LANGUAGES, N_, Message

LONGEST_TITLE: Final = 200
LONGEST_NOTE: Final = 400


@dataclass(frozen=True)
class ExportView:
    """The state of the export screen, all of which is in the address.

    Attributes
    ----------
    frame
        `china`, a scope id, `province-` and a code, or a place id.
    sheet_lang
        Language of the sheet, which need not be that of the screen.
    made_on
        Printed on the sheet; today unless the address says another day.
    """

    sheet_lang: str
    made_on: date
    layer: str = "attainment"
    year: int = 2025
    frame: str = "china"
    size: str = SIZES[0]
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class ExportChoices:
    """What the parameters may be.

    Attributes
    ----------
    frame_of
        Gives the id of what a text names, or the sentence that says why there is none.
    """

    layers: Sequence[str]
    years: Sequence[int]
    frame_of: Callable[[str], str | Message]


def read_export_view(
    params: Mapping[str, str], choices: ExportChoices, lang: str, today: date
) -> tuple[ExportView, list[Message]]:
    """Read the state; what cannot be understood keeps its default and is reported, all of it at once."""
    plain = ExportView(lang, today)
    faults: list[Message] = []

    def one_of(name: str, allowed: Sequence[str], default: str) -> str:
        if name not in params or params[name] in allowed:
            return params.get(name, default)
        faults.append(wrong(name, params[name], N_("{ids} 之一", ids=listed(allowed))))
        return default

    def frame() -> str:
        found = choices.frame_of(params.get("frame", plain.frame))
        if isinstance(found, str):
            return found
        faults.append(N_("地址中的 frame：{reason}已按默认显示。", reason=found))
        return plain.frame

    def day() -> date:
        read = read_day(params.get("date", plain.made_on.isoformat()))
        if read is None:
            faults.append(wrong("date", params["date"], N_("写成 2026-01-31 的日期")))
        return read or plain.made_on

    view = replace(
        plain,
        layer=one_of("layer", choices.layers, plain.layer),
        year=int(one_of("year", [str(year) for year in choices.years], str(plain.year))),
        frame=frame(),
        size=one_of("size", SIZES, plain.size),
        sheet_lang=one_of("sheet_lang", LANGUAGES, lang),
        made_on=day(),
        title=line(params, "title", LONGEST_TITLE, faults),
        note=line(params, "note", LONGEST_NOTE, faults),
    )
    return view, faults


def export_params(view: ExportView, lang: str, today: date) -> dict[str, str]:
    """The shortest address of a view: defaults are left out."""
    plain = ExportView(lang, today)
    pairs = [
        ("layer", view.layer, plain.layer),
        ("year", str(view.year), str(plain.year)),
        ("frame", view.frame, plain.frame),
        ("size", view.size, plain.size),
        ("sheet_lang", view.sheet_lang, plain.sheet_lang),
        ("date", view.made_on.isoformat(), plain.made_on.isoformat()),
        ("title", view.title, ""),
        ("note", view.note, ""),
        ("lang", lang, LANGUAGES[0]),
    ]
    return {name: value for name, value, default in pairs if value != default}


def read_day(text: str) -> date | None:
    """A day written as 2026-01-31, within reason."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def line(params: Mapping[str, str], name: str, longest: int, faults: list[Message]) -> str:
    """One line of plain text; what was taken out of it or cut off is reported."""
    given = params.get(name, "")
    tidy = one_line(given)
    if tidy != given.strip():
        faults.append(N_("地址中的 {name} 含换行或不可见字符，已去掉。", name=name))
    if len(tidy) > longest:
        faults.append(
            N_(
                "地址中的 {name}（“{start}”）有 {count} 个字，只取前 {longest} 个。",
                name=name,
                start=shortened(tidy, 20),
                count=len(tidy),
                longest=longest,
            )
        )
    return tidy[:longest].strip()
