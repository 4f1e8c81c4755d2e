"""The chart of a city page: observed 2020–2025 against the target, the standard in force and the WHO guideline."""

from __future__ import annotations

import altair as alt
import pandas as pd

from layers.reference_levels import TARGET_COLOUR, reference_levels
from pages.shared.html import element, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.attainment import basis_name
from policy.observed import best_observations, is_sufficient
from policy.path import required_path
from translations import Words

ACCENT = "#0b6aa8"
WAY_OPACITY = 0.75
UNIT_ABOVE = alt.Axis(
    title="µg/m³",
    tickCount=5,
    titleAngle=0,
    titleAlign="left",
    titleAnchor="end",
    titleX=-24,
    titleY=-10,
    titleFontWeight="normal",
)
FONT = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"


def history_chart(atlas: Atlas, words: Words, place_id: str) -> alt.LayerChart | None:
    """Build the chart; None when nothing was observed."""
    rows = best_observations(atlas.register, place_id)
    if not rows:
        return None
    _ = words.gettext
    frame = pd.DataFrame(
        {
            "year": [str(row.year) for row in rows],
            "value": [row.value for row in rows],
            "basis": [
                words.render(basis_name(row.basis)) if is_sufficient(row) else _("数据不足") for row in rows
            ],
            "days": [row.days_with_data for row in rows],
            "sufficient": [is_sufficient(row) for row in rows],
        }
    )
    lines = reference_lines(atlas, words, place_id)
    years = [str(year) for year in range(2020, max(row.year for row in rows) + 1)]
    x = alt.X("year:O", title=None, scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0, ticks=False))
    top = max(frame["value"].max(), lines["value"].max()) * 1.15
    lines = lines.assign(label_at=spread(lines["value"].tolist(), top))
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top]), axis=UNIT_ABOVE)
    kinds = [_("官方"), _("实况"), _("数据不足")]
    base = alt.Chart(frame)
    # A year of too few days is a hollow point beside the line, here and in the comparison.
    enough = alt.Chart(frame[frame["sufficient"]])
    line = enough.mark_line(color=ACCENT, strokeWidth=2).encode(x=x, y=y)
    points = base.mark_point(size=90, stroke=ACCENT, opacity=1).encode(
        x=x,
        y=y,
        shape=alt.Shape(
            "basis:N",
            scale=alt.Scale(domain=kinds, range=["square", "circle", "diamond"]),
            legend=alt.Legend(title=None, orient="bottom"),
        ),
        fill=alt.Fill(
            "basis:N",
            scale=alt.Scale(domain=kinds, range=[ACCENT, ACCENT, "#ffffff"]),
            legend=alt.Legend(title=None, orient="bottom"),
        ),
        tooltip=[
            alt.Tooltip("year:O", title=_("年份")),
            alt.Tooltip("value:Q", title="µg/m³"),
            alt.Tooltip("basis:N", title=_("口径")),
            alt.Tooltip("days:Q", title=_("有效天数")),
        ],
    )
    numbers = base.mark_text(dy=-14, font=FONT, fontSize=12).encode(
        x=x, y=y, text=alt.Text("value:Q", format=".1f")
    )
    rules = (
        alt.Chart(lines)
        .mark_rule(strokeDash=[5, 4], strokeWidth=1.4)
        .encode(y="value:Q", color=alt.Color("colour:N", scale=None))
    )
    names = (
        alt.Chart(lines)
        .mark_text(align="left", dx=4, font=FONT, fontSize=11)
        .encode(x=alt.value(0), y="label_at:Q", text="name:N", color=alt.Color("colour:N", scale=None))
    )
    way = way_line(atlas, place_id, years, x)
    return (
        alt.layer(*way, rules, names, line, points, numbers)
        .properties(height=340, background="transparent")
        .configure(font=FONT)
        .configure_view(strokeWidth=0)
        .configure_axis(gridColor="#e8ecf0", domainColor="#c9d1d9", labelFontSize=12)
    )


def way_line(atlas: Atlas, place_id: str, years: list[str], x: alt.X) -> list[alt.Chart]:
    """The straight way from the mean of 2020 to the figure for 2025, faint; none where there is no way."""
    path = required_path(atlas.register, place_id)
    if path is None:
        return []
    frame = pd.DataFrame({"year": years, "way": [path.at(int(year)) for year in years]})
    line = alt.Chart(frame).mark_line(
        color=TARGET_COLOUR, strokeWidth=1.3, strokeDash=[2, 3], opacity=WAY_OPACITY
    )
    return [line.encode(x=x, y="way:Q")]


def reference_lines(atlas: Atlas, words: Words, place_id: str) -> pd.DataFrame:
    """The levels as (value, name, colour)."""
    levels = reference_levels(atlas, words, place_id)
    return pd.DataFrame(
        [(level.value, level.name, level.colour) for level in levels], columns=["value", "name", "colour"]
    )


def chart_sources_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """Under the chart: where its points and each of its lines come from."""
    _ = words.gettext
    documents = atlas.register.documents
    observed = best_observations(atlas.register, place_id)
    sources = dict.fromkeys((row.source_id, row.clause) for row in observed)
    shown: dict[str, tuple[str, str | None]] = {}
    for source_id, clause in sources:
        shown.setdefault(source_id, (source_id, clause))
    points = words.gettext("；").join(
        document_link(documents[source_id], clause, words) for source_id, clause in shown.values()
    )
    items = [element("li", text(_("各年均值：")), points)] if points else []
    for level in reference_levels(atlas, words, place_id):
        cited = document_link(documents[level.document_id], level.clause, words)
        worked_out = f" · {text(level.arithmetic)}" if level.arithmetic else ""
        items.append(element("li", text(_("{name}：", name=level.name)), cited, worked_out))
    return element("ul", *items, class_="chart-sources")


def spread(values: list[float], top: float) -> list[float]:
    """Where the names of lines go, µg/m³: above their line, or lower so that no two overlap; values descend.

    `top` is the end of the axis; a name is a fourteenth of it high.
    """
    step = top / 14
    places: list[float] = []
    for value in values:
        above = value + step / 2
        is_crowded = bool(places) and above > places[-1] - step
        places.append(min(value - step / 2, places[-1] - step) if is_crowded else above)
    return places
