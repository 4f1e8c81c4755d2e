"""How the places of a region lie, as two strips of SVG: a dot a place that opens its page, and the strip in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from layers.region_standings import Standing
from layers.region_strip import (
    DOT,
    FOOT,
    STEP,
    Dot,
    Strip,
    dot_kind,
    dot_names,
    dot_title,
    dots_of,
    gaps_sentence,
    means_sentence,
    strip_of,
)
from policy.effective import TARGET_YEAR
from policy.observed import REALTIME_MARGIN
from policy.standards import limit_for_year
from publishing.cites import Cite
from publishing.page import PageMaker

RADIUS: Final = 5.5


@dataclass(frozen=True)
class StripShown:
    """One strip: its name, the drawing, what it says in words."""

    name: str
    drawing: str
    said: str


@dataclass(frozen=True)
class Distribution:
    """Both strips with the key they share; `without` names how many places have no mean, empty for none."""

    title: str
    legend: tuple[tuple[str, str], ...]
    note: str
    strips: tuple[StripShown, ...]
    without: str
    limit: Cite


def distribution(page: PageMaker, standings: Sequence[Standing]) -> Distribution | None:
    """The means of 2025, and how far each is from its own figure; None where no place has a mean."""
    _ = page.words.gettext
    means, gaps = dots_of(standings)
    if not means:
        return None
    limit = limit_for_year(page.site.atlas.register, TARGET_YEAR)
    lines = [(limit.limit, _("二级标准 {limit:g}", limit=limit.limit))]
    name = _("年均值（µg/m³）")
    strips = [StripShown(name, drawing(page, name, means, lines), means_sentence(page.words, means, limit))]
    if gaps:
        name = _("与自己的目标、折算值或指示值之差（µg/m³），0 为恰好到达")
        shown = drawing(page, name, gaps, [(0.0, "0")], band=REALTIME_MARGIN)
        strips.append(StripShown(name, shown, gaps_sentence(page.words, gaps)))
    left_out = len(standings) - len(means)
    names = dot_names(page.words, has_unjudged=len(gaps) < len(means))
    return Distribution(
        _("各地点的分布，{year} 年", year=TARGET_YEAR),
        tuple((key_mark(kind), name) for kind, name in names.items()),
        _("一点一个地点，1 µg/m³ 一格；点开是城市页"),
        tuple(strips),
        _("{count} 个地点没有 {year} 年均值，不在图上。", count=left_out, year=TARGET_YEAR)
        if left_out
        else "",
        page.citing.cite(limit.document_id, limit.clause),
    )


def drawing(
    page: PageMaker,
    name: str,
    dots: Sequence[Dot],
    lines: Sequence[tuple[float, str]],
    band: float | None = None,
) -> str:
    """One axis with its dots; `lines` are values with a name, `band` what lies as near to 0 as to tell nothing.

    Places along the axis are per cent and all else pixels: on a phone the axis is shorter, dots and letters are not smaller.
    """
    strip = strip_of(dots, [value for value, _name in lines])
    foot = strip.height - FOOT
    parts = []
    if band is not None:
        left, right = max(strip.across(-band), 0), min(strip.across(band), 100)
        parts.append(
            f'<rect class="band" x="{left:.4g}%" y="8" width="{right - left:.4g}%" height="{foot - 8}"/>'
        )
    for step in range(strip.low, strip.high + 1, STEP):
        x = f"{strip.across(step):.4g}%"
        parts.append(f'<line class="tick" x1="{x}" x2="{x}" y1="{foot}" y2="{foot + 4}"/>')
        parts.append(
            f'<text class="tick" x="{x}" y="{strip.height - 2}">{str(step).replace("-", "−")}</text>'
        )
    for value, told in lines:
        x = f"{strip.across(value):.4g}%"
        parts.append(f'<line class="limit" x1="{x}" x2="{x}" y1="0" y2="{foot}"/>')
        parts.append(f'<text x="{x}" dx="5" y="10">{escape(told)}</text>')
    parts += [dot_svg(page, strip, *found) for found in strip.stacked]
    return (
        f'<svg class="strip" width="100%" height="{strip.height}" role="group" aria-label="{escape(name)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def dot_svg(page: PageMaker, strip: Strip, dot: Dot, middle: float, level: int) -> str:
    """A place: round is real-time, square is official; colour is its verdict."""
    shape, kind = dot_kind(dot)
    address = page.address("place", dot.standing.place.place_id)
    across = f"{strip.across(middle):.4g}%"
    down = strip.height - FOOT - level * DOT - DOT / 2
    return (
        f'<a href="{address}" aria-label="{escape(dot_title(page.words, dot))}">'
        f"{mark(shape, kind, across, down, escape(dot_title(page.words, dot)))}</a>"
    )


def mark(shape: str, kind: str, across: str, down: float, title: str = "") -> str:
    """A dot or a square; `across` is a length of SVG, `down` pixels."""
    told = f"<title>{title}</title>" if title else ""
    if shape == "q":
        return (
            f'<rect class="{kind}" x="{across}" y="{down - RADIUS:g}" width="{2 * RADIUS:g}" '
            f'height="{2 * RADIUS:g}" transform="translate(-{RADIUS:g})">{told}</rect>'
        )
    return f'<circle class="{kind}" cx="{across}" cy="{down:g}" r="{RADIUS:g}">{told}</circle>'


def key_mark(kind: str) -> str:
    """A mark of the key: of the two bases in grey, of the verdicts as squares without a basis."""
    shape, _space, colour = kind.partition(" ")
    inner = mark("r" if shape == "r" else "q", colour or "plain", "7", 7)
    return (
        f'<svg class="strip key" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{inner}</svg>'
    )
