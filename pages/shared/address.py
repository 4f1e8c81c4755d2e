"""What an address says: query parameters to a view and back. Pure; every fault is reported, none is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.plain_number import plain_number
from layers.filtering import PlaceFilter
from translations import LANGUAGES, N_, Message

LONGEST_VALUE = 200


@dataclass(frozen=True)
class Choices:
    """What the parameters of the map may be."""

    layers: Sequence[str]
    years: Sequence[int]
    regions: Sequence[str]
    provinces: Sequence[str]
    statuses: Sequence[str]
    places: Sequence[str]


@dataclass(frozen=True)
class MapView:
    """The state of the national map, all of which is in the address."""

    layer: str = "attainment"
    year: int = 2025
    wanted: PlaceFilter = field(default_factory=PlaceFilter)
    place: str | None = None


def read_language(params: Mapping[str, str]) -> tuple[str, list[Message]]:
    """The language of the address; Chinese when it names none or one that does not exist."""
    lang = params.get("lang", LANGUAGES[0])
    if lang in LANGUAGES:
        return lang, []
    return LANGUAGES[0], [wrong("lang", lang, N_("zh 或 en"))]


def repeated(params: Mapping[str, Sequence[str]]) -> list[Message]:
    """Say which parameters stand in an address more than once, as {name: values}; the last one counts."""
    return [
        N_(
            "地址中的 {name} 写了 {count} 次，只看最后一次；多项请用逗号隔开。",
            name=shortened(name),
            count=len(values),
        )
        for name, values in params.items()
        if len(values) > 1
    ]


def read_map_view(params: Mapping[str, str], choices: Choices) -> tuple[MapView, list[Message]]:
    """Read the map's state; a parameter that cannot be understood keeps its default and is reported."""
    faults: list[Message] = []
    view = MapView()
    if "layer" in params:
        if params["layer"] in choices.layers:
            view = replace(view, layer=params["layer"])
        else:
            faults.append(wrong("layer", params["layer"], N_("{ids} 之一", ids=listed(choices.layers))))
    if "year" in params:
        if params["year"] in [str(year) for year in choices.years]:
            view = replace(view, year=int(params["year"]))
        else:
            first_last = N_("{first}—{last} 年", first=choices.years[0], last=choices.years[-1])
            faults.append(wrong("year", params["year"], first_last))
    if "place" in params:
        if params["place"] in choices.places:
            view = replace(view, place=params["place"])
        else:
            faults.append(wrong("place", params["place"], N_("地点的六位代码")))
    wanted = PlaceFilter(
        regions=several(params, "region", choices.regions, faults),
        provinces=several(params, "province", choices.provinces, faults),
        statuses=several(params, "status", choices.statuses, faults),
        low=number(params, "min", faults),
        high=number(params, "max", faults),
        name=name_part(params, faults),
    )
    if wanted.low is not None and wanted.high is not None and wanted.low > wanted.high:
        faults.append(wrong("min", params["min"], N_("不大于 max（{high:g}）的数", high=wanted.high)))
        wanted = replace(wanted, low=None, high=None)
    return replace(view, wanted=wanted), faults


def map_params(view: MapView, lang: str) -> dict[str, str]:
    """The shortest address of a view: defaults are left out."""
    plain = MapView()
    wanted = view.wanted
    params = {
        "layer": view.layer if view.layer != plain.layer else "",
        "year": str(view.year) if view.year != plain.year else "",
        "region": ",".join(wanted.regions),
        "province": ",".join(wanted.provinces),
        "status": ",".join(wanted.statuses),
        "min": number_text(wanted.low),
        "max": number_text(wanted.high),
        "q": wanted.name,
        "place": view.place or "",
        "lang": lang if lang != LANGUAGES[0] else "",
    }
    return {name: value for name, value in params.items() if value}


def several(
    params: Mapping[str, str], name: str, allowed: Sequence[str], faults: list[Message]
) -> tuple[str, ...]:
    """A comma-separated list; unknown entries are reported and left out."""
    asked = [part for part in params.get(name, "").split(",") if part]
    unknown = [part for part in asked if part not in allowed]
    if unknown:
        faults.append(wrong(name, ",".join(unknown), N_("{ids} 中的若干项", ids=listed(allowed))))
    return tuple(sorted({part for part in asked if part in allowed}))


def name_part(params: Mapping[str, str], faults: list[Message]) -> str:
    """Part of a name; one longer than any name is reported and left out."""
    part = params.get("q", "")
    if len(part) <= LONGEST_VALUE:
        return part
    faults.append(wrong("q", part, N_("不超过 {most} 个字", most=LONGEST_VALUE)))
    return ""


def number_text(value: float | None) -> str:
    """A number so that reading it gives the same number back."""
    return "" if value is None else repr(float(value)).removesuffix(".0")


def number(params: Mapping[str, str], name: str, faults: list[Message]) -> float | None:
    """A number in plain digits, or None."""
    if name not in params:
        return None
    value = plain_number(params[name])
    if value is None:
        faults.append(wrong(name, params[name], N_("半角数字写成的数，如 35 或 12.5")))
    return value


def wrong(name: str, found: str, expected: Message) -> Message:
    """One sentence: what was found, where, and what was expected."""
    return N_(
        "地址中的 {name} 为“{found}”，应为{expected}；已按默认显示。",
        name=name,
        found=shortened(found),
        expected=expected,
    )


def shortened(text: str, longest: int = 40) -> str:
    """Long input, cut for a sentence."""
    return text if len(text) <= longest else text[:longest] + "…"


def listed(ids: Sequence[str], most: int = 8) -> str:
    """Allowed values, as many as a sentence bears."""
    shown = ", ".join(ids[:most])
    return shown if len(ids) <= most else shown + ", …"
