"""Small multiples of a region: one chart a place, all on the same axes, the furthest above its figure first."""

from __future__ import annotations

from collections.abc import Sequence

from layers.chart_lines import Axes, axes_of, lines_image
from layers.region_standings import Standing, chart_legend, figure_words, point_title
from pages.region_parts.names import place_link
from pages.shared.html import element, text
from pages.shared.sources import document_link
from pages.shared.status_words import verdict_name
from policy.atlas import Atlas
from policy.observed import is_sufficient
from policy.records import Observation
from policy.rounding import signed
from translations import Words


def charts_html(atlas: Atlas, words: Words, standings: Sequence[Standing]) -> str:
    """The charts with their legend; places without any figure are named below them."""
    _ = words.gettext
    drawn = [one for one in standings if one.years]
    if not drawn:
        return ""
    axes = axes_of(drawn)
    return element(
        "section",
        element("h2", text(_("逐个城市：{first}—{last} 年", first=axes.years[0], last=axes.years[-1]))),
        element(
            "p",
            text(
                _(
                    "从距目标最远的排起；纵轴都是 {bottom:g}—{top:g} µg/m³。",
                    bottom=axes.bottom,
                    top=axes.top,
                )
            ),
            class_="quiet",
        ),
        legend_html(words),
        element("div", *(chart_html(atlas, words, one, axes) for one in drawn), class_="multiples"),
        without_figures(words, [one for one in standings if not one.years]),
        sources_of(atlas, words, drawn),
        class_="charts",
    )


def chart_html(atlas: Atlas, words: Words, standing: Standing, axes: Axes) -> str:
    """One place: name, verdict, lines, years."""
    _ = words.gettext
    verdict = standing.verdict
    years = [point_title(words, row) for row in standing.years]
    plot = [
        element("img", src=lines_image(atlas.register, standing, axes), alt=_("；").join(years)),
        *(element("s", text(value), style=f"top:{axes.down(value):g}%") for value in axes.grid),
        *(point_html(row, title, axes) for row, title in zip(standing.years, years, strict=True)),
    ]
    margin = "" if verdict.margin is None else element("b", text(signed(verdict.margin)))
    caption = place_link(words, standing.place) + margin
    said = verdict_name(words, verdict)
    if verdict.target is not None and verdict.target.figure.value is not None:
        said = _("{figure}；{verdict}", figure=figure_words(words, verdict.target), verdict=said)
    return element(
        "figure",
        element("figcaption", caption),
        element("div", *plot, class_="plot"),
        element(
            "div", element("span", text(axes.years[0])), element("span", text(axes.years[-1])), class_="ends"
        ),
        element("p", text(said)),
        class_=f"small {verdict.status}",
    )


def point_html(row: Observation, title: str, axes: Axes) -> str:
    """A year as a mark: round is real-time, square is official, hollow has too few days."""
    kind = ("q" if row.basis == "official" else "r") + ("" if is_sufficient(row) else " h")
    place = f"left:{axes.across(row.year):g}%;top:{axes.down(row.value):g}%"
    return element("i", class_=kind, style=place, title=title)


def without_figures(words: Words, standings: Sequence[Standing]) -> str:
    """Places that no source has a mean of."""
    if not standings:
        return ""
    links = words.join([place_link(words, one.place) for one in standings])
    said = words.gettext("没有实测值、因此没有图：")
    return element("p", text(said), links, class_="quiet")


def sources_of(atlas: Atlas, words: Words, standings: Sequence[Standing]) -> str:
    """Where the means of the charts come from; each place's figures open in the ranking and on its page."""
    ids = sorted({row.source_id for one in standings for row in one.years})
    links = [document_link(atlas.register.documents[one], None, words) for one in ids]
    said = words.gettext("实测值来源：")
    return element("p", text(said), words.gettext("；").join(links), class_="quiet")


def legend_html(words: Words) -> str:
    """What marks and lines mean."""
    names = chart_legend(words)
    items = (element("li", element("i", class_=kind), text(name)) for kind, name in names.items())
    return element("ul", *items, class_="legend")
