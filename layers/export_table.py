"""The figures behind a layer or a place as CSV, each row with its source; cells cannot start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence

from layers.drawn import DrawnLayer, document_citation
from policy.attainment import attainment_of, basis_name
from policy.effective import effective_target
from policy.observed import best_observation, best_observations
from policy.register import Register
from policy.scope import key_region_of
from translations import Words

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def harmless(cell: object) -> object:
    """A text cell that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers.

    A carriage return becomes a line feed: left bare in a file whose lines end in LF, it would begin a new row.
    """
    if not isinstance(cell, str):
        return cell
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read the Chinese; lines end in LF."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([harmless("" if cell is None else cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def layer_csv(
    register: Register, drawn: DrawnLayer, visible: Collection[str], year: int, words: Words
) -> bytes:
    """The places of a layer with observed mean, target, verdict and the source of each."""
    _ = words.gettext
    legend = {entry.code: entry.label for entry in drawn.legend}
    headings = [
        _("代码"), _("地点"), _("省份"), _("重点区域"), drawn.title, _("单位"), _("分级"),
        _("年份"), _("实测"), _("口径"), _("有效天数"), _("数据来源"),
        _("目标值"), _("目标性质"), _("文件与条款"), _("判定"), _("理由"),
    ]  # fmt: skip
    rows = []
    for item in drawn.places:
        if item.place_id not in visible:
            continue
        place = register.places[item.place_id]
        region = None if place.outside_plan else key_region_of(register, item.place_id)
        observation = best_observation(register, item.place_id, year)
        target = None if place.outside_plan else effective_target(register, item.place_id)
        verdict = attainment_of(register, item.place_id, year)
        rows.append(
            [
                item.place_id,
                words.pick(place.name_zh, place.name_en),
                words.pick(place.province.name_zh, place.province.name_en),
                words.pick(region[0].name_zh, region[0].name_en) if region else None,
                item.value,
                drawn.unit_symbol,
                legend[item.code],
                year,
                observation and observation.value,
                observation and words.render(basis_name(observation.basis)),
                observation and observation.days_with_data,
                observation
                and document_citation(register.documents[observation.source_id], observation.clause, words),
                target and target.figure.value,
                target and target.standing,
                target
                and document_citation(
                    register.documents[target.statement.target.document_id],
                    target.statement.target.clause,
                    words,
                ),
                verdict.status,
                words.render(verdict.reason),
            ]
        )
    return csv_bytes(headings, rows)


def place_csv(register: Register, place_id: str, words: Words) -> bytes:
    """The observed years of a place, each with its basis, days, source and verdict."""
    _ = words.gettext
    place = register.places[place_id]
    headings = [
        _("代码"), _("地点"), _("年份"), _("PM2.5 年均浓度（µg/m³）"), _("口径"), _("有效天数"), _("数据来源"),
        _("判定"), _("理由"),
    ]  # fmt: skip
    rows = []
    for row in best_observations(register, place_id):
        verdict = attainment_of(register, place_id, row.year)
        rows.append(
            [
                place_id,
                words.pick(place.name_zh, place.name_en),
                row.year,
                row.value,
                words.render(basis_name(row.basis)),
                row.days_with_data,
                document_citation(register.documents[row.source_id], row.clause, words),
                verdict.status,
                words.render(verdict.reason),
            ]
        )
    return csv_bytes(headings, rows)
