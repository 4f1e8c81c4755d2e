"""The observed years of all places of a comparison with their targets, each line with its name at its end."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from layers.comparison_table import ComparisonTable
from pages.city_parts.chart import FONT, spread
from policy.comparison import Column, stated_figure
from policy.observed import is_sufficient
from policy.rounding import rounded
from translations import Words

COLOURS: Final = ("#0b6aa8", "#b4540a", "#3d3d3d", "#7a4ea3", "#2f7d6b", "#a8506e")
DASHES: Final = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3), (4, 2), (12, 4))
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""Colour, dash and shape of each column: any one of them tells the lines apart."""
ROOM: Final = 18
"""Pixels right of the names: fitting measures them only roughly."""


def comparison_chart(table: ComparisonTable) -> alt.LayerChart | None:
    """Build the chart; None when nothing was observed at any of the places."""
    words, found = table.words, table.found
    rows = [row for place, column in enumerate(found.columns) for row in points_of(place, column, words)]
    if not rows:
        return None
    frame = pd.DataFrame(rows)
    ends = end_labels(found.columns, frame, words)
    years = [str(year) for year in range(found.years[0], found.years[-1] + 1)]
    goal = words.gettext("目标")
    domain = [*years, goal]
    low = max(0.0, 5 * (min(frame["value"].min(), ends["value"].min()) // 5) - 5)
    high = max(frame["value"].max(), ends["value"].max(), ends["label_at"].max()) * 1.04
    names = [str(place) for place in range(len(found.columns))]
    x = alt.X(
        "at:O",
        title=None,
        scale=alt.Scale(domain=domain),
        axis=alt.Axis(labelAngle=0, ticks=False, labelOverlap=True),
    )
    y = alt.Y(
        "value:Q",
        title="µg/m³",
        scale=alt.Scale(domain=[low, high], zero=False, nice=False),
        axis=alt.Axis(tickCount=5),
    )
    colour = alt.Color(
        "place:N", scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])), legend=None
    )
    shape = alt.Shape("place:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), legend=None)
    dash = alt.StrokeDash(
        "place:N",
        scale=alt.Scale(domain=names, range=[list(one) for one in DASHES[: len(names)]]),
        legend=None,
    )
    tooltip = [
        alt.Tooltip("name:N", title=words.gettext("地点")),
        alt.Tooltip("at:O", title=words.gettext("年份")),
        alt.Tooltip("value:Q", title="µg/m³"),
        alt.Tooltip("basis:N", title=words.gettext("口径")),
    ]
    observed = alt.Chart(frame[frame["sufficient"]])
    short = alt.Chart(frame[~frame["sufficient"]])
    goals = alt.Chart(ends[ends["target"].notna()].assign(at=goal, value=lambda one: one["target"]))
    text = alt.Chart(ends.assign(at=goal, value=lambda one: one["label_at"]))
    return (
        alt.layer(
            observed.mark_line(strokeWidth=2).encode(
                x=x, y=y, color=colour, strokeDash=dash, detail="place:N"
            ),
            observed.mark_point(size=60, filled=True, opacity=1).encode(
                x=x, y=y, color=colour, shape=shape, tooltip=tooltip
            ),
            short.mark_point(size=60, filled=False, opacity=1).encode(
                x=x, y=y, color=colour, shape=shape, tooltip=tooltip
            ),
            goals.mark_tick(orient="horizontal", thickness=3, size=22, opacity=1).encode(
                x=x, y=y, color=colour, tooltip=tooltip[:1] + tooltip[2:]
            ),
            text.mark_text(align="left", dx=13, font=FONT, fontSize=12, fontWeight=600).encode(
                x=x, y=y, text="label:N", color=colour
            ),
        )
        .properties(
            height=330, background="transparent", padding={"left": 5, "top": 5, "bottom": 5, "right": ROOM}
        )
        .configure(font=FONT)
        .configure_view(strokeWidth=0)
        .configure_axis(gridColor="#e8ecf0", domainColor="#c9d1d9", labelFontSize=12)
    )


def points_of(place: int, column: Column, words: Words) -> list[dict[str, Any]]:
    """The observed years of one place."""
    return [
        {
            "place": str(place),
            "name": words.pick(column.place.short_name_zh, column.place.name_en),
            "at": str(year),
            "value": row.value,
            "sufficient": is_sufficient(row),
            "basis": words.gettext("官方") if row.basis == "official" else words.gettext("实况"),
        }
        for year, row in column.observations.items()
    ]


def end_labels(columns: tuple[Column, ...], frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Each place's target and its name at the end of its line, names apart from each other."""
    rows = []
    for place, column in enumerate(columns):
        own = frame[frame["place"] == str(place)]
        target = column.target.figure.value if column.target else None
        if own.empty and target is None:
            continue
        level = target if target is not None else float(own.iloc[-1]["value"])
        name = words.pick(column.place.short_name_zh, column.place.name_en.split(" (")[0])
        is_stated = stated_figure(column) is not None
        figure = "" if target is None else f" {target:g}" if is_stated else f" ≈{rounded(target, 1):.1f}"
        rows.append(
            {
                "place": str(place),
                "name": name,
                "label": f"{place + 1} {name}{figure}",
                "target": target,
                "value": level,
                "basis": words.render(column.target.kind) if column.target else "",
            }
        )
    ends = pd.DataFrame(rows).sort_values("value", ascending=False)
    span = float(
        max(frame["value"].max(), ends["value"].max()) - min(frame["value"].min(), ends["value"].min())
    )
    return ends.assign(label_at=spread(ends["value"].tolist(), max(span, 10.0)))
