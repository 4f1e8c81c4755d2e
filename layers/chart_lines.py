"""The lines of a small chart as SVG, stretched to its box: observed years, straight way, figure, standard in force."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from layers.region_standings import Standing
from policy.observed import is_sufficient
from policy.register import Register
from policy.standards import limit_for_year

LEFT: Final = 15.0
RIGHT: Final = 4.0
"""Per cent of the box left free before the first year, for the names of the grid's lines, and after the last one."""
STEP: Final = 10
"""µg/m³ between two lines of the grid."""
ROOM: Final = 1.5
"""µg/m³ kept free above the highest and below the lowest mark."""

# An image has no style sheet of the page's: the lines bring their own, a letter each.
STYLE: Final = (
    "path{fill:none;vector-effect:non-scaling-stroke}.g{stroke:#e8ecf0}.s{stroke:#8a96a3;stroke-dasharray:1 3}"
    ".w{stroke:#b4540a;stroke-opacity:.55;stroke-dasharray:4 3}.o{stroke:#0b6aa8;stroke-width:1.8}"
    ".t{stroke:#b4540a;stroke-width:1.5}.c{stroke-dasharray:7 3}.i{stroke-dasharray:2 3}"
)
KIND_CLASS: Final = {"目标": "t", "折算值": "t c", "指示值": "t i"}


@dataclass(frozen=True)
class Axes:
    """What all small charts of a region share: years along, µg/m³ up from `bottom` to `top`."""

    years: Sequence[int]
    bottom: float
    top: float

    def across(self, year: int) -> float:
        """Where a year lies, per cent from the left."""
        last = max(len(self.years) - 1, 1)
        return round(LEFT + (100 - LEFT - RIGHT) * self.years.index(year) / last, 1)

    def down(self, value: float) -> float:
        """Where a mean lies, per cent from the top."""
        return round(100 * (self.top - value) / (self.top - self.bottom), 1)

    @property
    def grid(self) -> range:
        """The lines of the grid between both ends, µg/m³."""
        return range(int(self.bottom) + STEP, ceil(self.top), STEP)


def axes_of(standings: Sequence[Standing]) -> Axes:
    """Axes that hold every mean and figure of a region; they begin at a full ten below them, not at 0."""
    rows = [row for one in standings for row in one.years]
    targets = [one.verdict.target for one in standings]
    figures = [target.figure.value for target in targets if target is not None]
    values = [row.value for row in rows] + [figure for figure in figures if figure is not None]
    years = [row.year for row in rows]
    low, high = min(values) - ROOM, max(values) + ROOM
    return Axes(range(min(years), max(years) + 1), max(STEP * floor(low / STEP), 0), 5 * ceil(high / 5))


def lines_image(register: Register, standing: Standing, axes: Axes) -> str:
    """The lines of a place as an address of data."""
    paths = ["".join(f"M0,{axes.down(value)}H100" for value in axes.grid)]
    paths = [f'<path class="g" d="{paths[0]}"/>'] if paths[0] else []
    paths += line_paths(register, standing, axes)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f"<style>{STYLE}</style>{''.join(paths)}</svg>"
    )
    return f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"


def line_paths(register: Register, standing: Standing, axes: Axes) -> list[str]:
    """Standard in force, figure, straight way and observed years of a place as paths, those above last."""
    limits = [(year, limit_for_year(register, year).limit) for year in axes.years]
    paths = [path_of("s", axes, limits, stepped=True)]
    target, way = standing.verdict.target, standing.path
    if target is not None and target.figure.value is not None:
        kind = KIND_CLASS[target.kind.msgid]
        paths.append(f'<path class="{kind}" d="M0,{axes.down(target.figure.value)}H100"/>')
    if way is not None:
        paths.append(path_of("w", axes, [(year, way.at(year)) for year in axes.years]))
    observed = [(row.year, row.value) for row in standing.years if is_sufficient(row)]
    return [*paths, path_of("o", axes, observed)]


def path_of(kind: str, axes: Axes, points: Sequence[tuple[int, float]], *, stepped: bool = False) -> str:
    """One line through (year, µg/m³); a stepped one holds its value until the next year. Level parts are joined."""
    if not points:
        return ""
    corners = [(axes.across(year), axes.down(value)) for year, value in points]
    if stepped:
        corners = [(0.0, corners[0][1]), *corners, (100.0, corners[-1][1])]
        moves = [
            f"H{x:g}V{y:g}"
            for (x, y), (_before, above) in zip(corners[1:], corners, strict=False)
            if y != above
        ]
        return f'<path class="{kind}" d="M0,{corners[0][1]:g}{"".join(moves)}H100"/>'
    return f'<path class="{kind}" d="M{"L".join(f"{x:g},{y:g}" for x, y in corners)}"/>'
