"""Small multiples of a region as SVG: one chart a place, all on the same axes, the furthest above its figure first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from layers.chart_lines import Axes, axes_of, line_paths
from layers.region_standings import Standing, chart_legend, figure_words, point_title
from layers.status_words import verdict_name
from policy.observed import is_sufficient
from policy.records import Observation
from policy.rounding import signed
from publishing.cites import Cite, Link
from publishing.page import PageMaker

HIGH: Final = 100
WIDE: Final = 1.6
"""Units across for one per cent: a chart is 160 wide and 100 high."""
RADIUS: Final = 2.6


@dataclass(frozen=True)
class SmallChart:
    """A place: its page, how far it is from its figure, the drawing, the years at both ends, the verdict."""

    link: Link
    margin: str
    drawing: str
    status: str
    said: str


@dataclass(frozen=True)
class Charts:
    """All charts with what they share; places without any figure are named apart."""

    title: str
    note: str
    ends: tuple[int, int]
    legend: tuple[tuple[str, str], ...]
    charts: tuple[SmallChart, ...]
    without: tuple[Link, ...]
    sources: tuple[Cite, ...]


def charts(page: PageMaker, standings: Sequence[Standing]) -> Charts | None:
    """The charts; None where no place has a mean."""
    _ = page.words.gettext
    drawn = [one for one in standings if one.years]
    if not drawn:
        return None
    axes = axes_of(drawn)
    first, last = axes.years[0], axes.years[-1]
    sources = sorted({row.source_id for one in drawn for row in one.years})
    return Charts(
        _("逐个城市：{first}—{last} 年", first=first, last=last),
        _("从距目标最远的排起；纵轴都是 {bottom:g}—{top:g} µg/m³。", bottom=axes.bottom, top=axes.top),
        (first, last),
        tuple((legend_mark(kind), name) for kind, name in chart_legend(page.words).items()),
        tuple(small_chart(page, one, axes) for one in drawn),
        tuple(place_link(page, one) for one in standings if not one.years),
        tuple(page.citing.cite(one, None) for one in sources),
    )


def place_link(page: PageMaker, standing: Standing) -> Link:
    """A link to the page of a place."""
    place_id = standing.place.place_id
    return Link(page.place_name(place_id, short=True), page.address("place", place_id))


def small_chart(page: PageMaker, standing: Standing, axes: Axes) -> SmallChart:
    """One place."""
    words, verdict = page.words, standing.verdict
    said = verdict_name(words, verdict)
    if verdict.target is not None and verdict.target.figure.value is not None:
        said = words.gettext("{figure}；{verdict}", figure=figure_words(words, verdict.target), verdict=said)
    margin = "" if verdict.margin is None else signed(verdict.margin)
    return SmallChart(place_link(page, standing), margin, drawing(page, standing, axes), verdict.status, said)


def drawing(page: PageMaker, standing: Standing, axes: Axes) -> str:
    """Grid, standard, figure, straight way, means: lines of the same kinds as on the dashboard."""
    words = page.words
    parts = [f'<path class="g" d="M0,{axes.down(value)}H100"/>' for value in axes.grid]
    parts += line_paths(page.site.atlas.register, standing, axes)
    numbers = [f'<text x="1" y="{axes.down(value) - 1.5:g}">{value}</text>' for value in axes.grid]
    titles = [point_title(words, row) for row in standing.years]
    marks = [mark(row, title, axes) for row, title in zip(standing.years, titles, strict=True)]
    told = escape(f"{page.place_name(standing.place.place_id)}: {words.gettext('；').join(titles)}")
    return (
        f'<svg class="small-chart" viewBox="0 0 {100 * WIDE:g} {HIGH}" role="img" aria-label="{told}" '
        f'xmlns="http://www.w3.org/2000/svg"><g transform="scale({WIDE:g} 1)">{"".join(parts)}</g>'
        f"{''.join(numbers)}{''.join(marks)}</svg>"
    )


def mark(row: Observation, title: str, axes: Axes) -> str:
    """A year: round is real-time, square is official, hollow has too few days."""
    x, y = round(axes.across(row.year) * WIDE, 1), axes.down(row.value)
    kind = "m" if is_sufficient(row) else "m h"
    said = f"<title>{escape(title)}</title>"
    if row.basis == "official":
        side = 2 * RADIUS
        return (
            f'<rect class="{kind}" x="{x - RADIUS:g}" y="{y - RADIUS:g}" width="{side:g}" height="{side:g}">'
            f"{said}</rect>"
        )
    return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{RADIUS:g}">{said}</circle>'


def legend_mark(kind: str) -> str:
    """A mark or a line of the legend as a small picture."""
    shape, _space, rest = kind.partition(" ")
    if shape == "line":
        inner = f'<path class="{rest}" d="M0,7H26"/>'
    elif "q" in rest:
        inner = (
            f'<rect class="m" x="{13 - RADIUS}" y="{7 - RADIUS}" width="{2 * RADIUS}" height="{2 * RADIUS}"/>'
        )
    else:
        inner = f'<circle class="{"m h" if "h" in rest else "m"}" cx="13" cy="7" r="{RADIUS}"/>'
    return f'<svg class="small-chart key" width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">{inner}</svg>'
