"""The years of a place as a small chart in SVG: a column a year, the figure for 2025, the standard in force."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from policy.effective import effective_target
from policy.observed import best_observations, is_sufficient
from policy.path import required_path
from policy.register import Register
from policy.standards import annual_limits, limit_for_year
from translations import Words

WIDTH: Final = 480
HEIGHT: Final = 260
LEFT: Final = 34
BOTTOM: Final = 22
TOP: Final = 30
STEP: Final = 10
LEAST_TOP: Final = 40.0
COLUMN: Final = 34
KEY_LINE: Final = 18
WIDE: Final = 12.0
NARROW: Final = 6.3
LAST_NARROW: Final = 0x2E80
"""Pixels that a character of the key takes: Chinese ones, and all before them."""


LETTERS: Final = 11.0
HALF_LABEL: Final = 17.0
CLEAR: Final = 3.0
"""A value over its column: height of its digits, how far they reach to either side, how far they keep from a line."""


def year_chart(register: Register, words: Words, place_id: str) -> str:
    """Draw the chart; empty for a place without any year.

    Columns of years with too few days are hollow; values are µg/m³ from 0.
    """
    rows = best_observations(register, place_id)
    if not rows:
        return ""
    place = register.places[place_id]
    target = None if place.outside_plan else effective_target(register, place_id)
    figure = target.figure.value if target else None
    limits = {row.year: limit_for_year(register, row.year).limit for row in rows}
    top = max([LEAST_TOP, *(row.value for row in rows), *limits.values(), figure or 0.0]) * 1.08
    first, last = rows[0].year, rows[-1].year
    across = (WIDTH - LEFT - 8) / (last - first + 1)

    def down(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top, 1)

    parts = [
        f'<path class="grid" d="M{LEFT} {down(value):g}H{WIDTH}"/><text class="tick" x="{LEFT - 6}" '
        f'y="{down(value) + 4:g}" text-anchor="end">{value}</text>'
        for value in range(0, int(top), STEP)
    ]
    path = required_path(register, place_id)
    bases = []
    for row in rows:
        x = LEFT + across * (row.year - first + 0.5)
        y, enough = down(row.value), is_sufficient(row)
        parts.append(
            f'<rect class="{"column" if enough else "column few"}" x="{x - COLUMN / 2:.1f}" y="{y:g}" '
            f'width="{COLUMN}" height="{down(0) - y:.1f}"/>'
        )
        bases.append((row, x, y))
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{row.year}</text>'
        )
    shown = []
    steps = [(LEFT + across * (year - first), down(limit)) for year, limit in limits.items()]
    line = "".join(
        f"{'M' if not number else 'L'}{x:.1f} {y:g}h{across:.1f}" for number, (x, y) in enumerate(steps)
    )
    parts.append(f'<path class="standard" d="{line}"/>')
    shown.append(("standard", words.gettext("国家二级标准（当年执行）")))
    if figure is not None and target is not None:
        parts.append(f'<path class="target" d="M{LEFT} {down(figure):g}H{WIDTH}"/>')
        shown.append(("target", f"{words.gettext('2025 年{kind}', kind=target.kind)} {figure:g}"))
    guideline = min(annual_limits(register), key=lambda limit: limit.limit)
    parts.append(f'<path class="guideline" d="M{LEFT} {down(guideline.limit):g}H{WIDTH}"/>')
    shown.append(("guideline", words.gettext("世卫组织准则 {limit:g}", limit=guideline.limit)))
    crossed = {row.year: [down(limits[row.year]), down(guideline.limit)] for row in rows}
    if figure is not None:
        crossed = {year: [*found, down(figure)] for year, found in crossed.items()}
    if path is not None:
        way = [(LEFT + across * (row.year - first + 0.5), down(path.at(row.year))) for row in rows]
        parts.append(f'<path class="way" d="M{"L".join(f"{x:.1f} {y:g}" for x, y in way)}"/>')
        shown.append(("way", words.gettext("2020 年实测到 2025 年数值的直线")))
        slope = HALF_LABEL / across
        for row in rows:
            crossed[row.year] += [
                down(path.at(row.year) + part * (path.at(row.year + 1) - path.at(row.year)) * slope)
                for part in (-1, 0, 1)
            ]
    written = [
        f'<text x="{x:.1f}" y="{clear_of(y - 4, crossed[row.year]):g}" text-anchor="middle">{row.value:g}</text>'
        for row, x, y in bases
    ]
    parts.append('<text class="tick" x="0" y="12">µg/m³</text>')
    title = words.gettext("{name} PM2.5 年均浓度", name=words.pick(place.name_zh, place.name_en))
    said = "; ".join(f"{row.year}: {row.value:g}" for row in rows)
    key, x, foot = "", LEFT, HEIGHT + KEY_LINE - 6
    for kind, text in shown:
        wide = 52 + round(sum(WIDE if ord(sign) > LAST_NARROW else NARROW for sign in text))
        if x + wide > WIDTH:
            x, foot = LEFT, foot + KEY_LINE
        key += (
            f'<path class="{kind}" d="M{x} {foot}h22"/>'
            f'<text class="tick" x="{x + 28}" y="{foot + 4}">{escape(text)}</text>'
        )
        x += wide
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {foot + 10}" role="img" aria-label="{escape(f"{title}: {said}")}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts + written)}{key}</svg>'
    )


def clear_of(foot: float, lines: Sequence[float]) -> float:
    """Where the foot of a value stands: at `foot`, or over the lines that would strike through it; pixels from the top."""
    for line in sorted(lines, reverse=True):
        if foot - LETTERS - CLEAR < line < foot + CLEAR - 1:
            foot = round(line - CLEAR - 1, 1)
    return foot
