"""The figures behind change, straight way and standards as CSV: both years, the way's points, the limit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from layers.drawn import DrawnLayer, document_citation
from layers.export_table import (
    csv_bytes,
    observation_cells,
    observation_headings,
    target_cells,
    target_headings,
)
from layers.judged_layers import STANDARD_PREFIX
from policy.change import BASE_YEAR, change_since_base
from policy.judgement import judged, yardstick_name, yardsticks
from policy.observed import best_observation
from policy.path import behind_path, beside_path
from policy.register import Register
from policy.standards import limit_for_year
from translations import Words

Cells = list[object]


def change_csv(
    register: Register, drawn: DrawnLayer, visible: Collection[str], year: int, words: Words
) -> bytes:
    """One row a place: the mean of 2020, that of the year, both with their sources, and the change."""
    _ = words.gettext
    own = [_("变化（µg/m³）"), _("变化（%）")]
    headings = [
        *own,
        *of_year(observation_headings(words), BASE_YEAR, words),
        *of_year(observation_headings(words), year, words),
    ]

    def cells(place_id: str) -> Cells:
        change = change_since_base(register, place_id, year)
        latest = change.latest or best_observation(register, place_id, year)
        base = change.base or best_observation(register, place_id, BASE_YEAR)
        return [
            change.amount,
            change.percent,
            *observation_cells(register, base, words),
            *observation_cells(register, latest, words),
        ]

    return rows_of_places(register, drawn, visible, words, headings, cells)


def path_csv(
    register: Register, drawn: DrawnLayer, visible: Collection[str], year: int, words: Words
) -> bytes:
    """One row a place: base, target, the point of the straight way in the year, and the mean beside it."""
    _ = words.gettext
    headings = [
        _("与路径之差"),
        _("路径上的值（本站折算）"),
        *of_year(observation_headings(words), BASE_YEAR, words),
        *of_year(observation_headings(words), year, words),
        *target_headings(words),
    ]

    def cells(place_id: str) -> Cells:
        found = beside_path(register, place_id, year)
        base, latest = (found[0].base, found[1]) if found else (None, None)
        return [
            behind_path(register, place_id, year),
            found and found[0].at(year),
            *observation_cells(register, base or best_observation(register, place_id, BASE_YEAR), words),
            *observation_cells(register, latest or best_observation(register, place_id, year), words),
            *target_cells(register, place_id, words),
        ]

    return rows_of_places(register, drawn, visible, words, headings, cells)


def standard_csv(
    register: Register, drawn: DrawnLayer, visible: Collection[str], year: int, words: Words
) -> bytes:
    """One row a place: the verdict under the limit chosen and under the standard in force that year."""
    _ = words.gettext
    limit = yardsticks(register)[drawn.layer_id.removeprefix(STANDARD_PREFIX)]
    in_force = limit_for_year(register, year)
    headings = [
        _("限值"),
        _("限值来源"),
        _("判定代码"),
        _("与限值之差"),
        _("当年执行的标准"),
        _("当年标准下的判定代码"),
        *of_year(observation_headings(words), year, words),
    ]

    def cells(place_id: str) -> Cells:
        found = judged(register, place_id, year, limit)
        return [
            limit.limit,
            document_citation(register.documents[limit.document_id], limit.clause, words),
            found.status,
            found.margin,
            words.render(yardstick_name(in_force)),
            judged(register, place_id, year, in_force).status,
            *observation_cells(register, best_observation(register, place_id, year), words),
        ]

    return rows_of_places(register, drawn, visible, words, headings, cells)


def of_year(headings: Sequence[str], year: int, words: Words) -> list[str]:
    """Headings of one year's columns."""
    return [words.gettext("{year} 年{heading}", year=year, heading=heading) for heading in headings]


def rows_of_places(
    register: Register,
    drawn: DrawnLayer,
    visible: Collection[str],
    words: Words,
    headings: Sequence[str],
    cells: Callable[[str], Cells],
) -> bytes:
    """The table with code, name, province and class before the columns of its kind."""
    _ = words.gettext
    legend = {entry.code: entry.label for entry in drawn.legend}
    rows = [
        [
            item.place_id,
            words.pick(register.places[item.place_id].name_zh, register.places[item.place_id].name_en),
            words.pick(
                register.places[item.place_id].province.name_zh,
                register.places[item.place_id].province.name_en,
            ),
            legend[item.code],
            *cells(item.place_id),
        ]
        for item in drawn.places
        if item.place_id in visible
    ]
    return csv_bytes([_("代码"), _("地点"), _("省份"), _("分级"), *headings], rows)
