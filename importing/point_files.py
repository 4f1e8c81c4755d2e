"""Answered points written as CSV, as a workbook or as GeoJSON, row by row, into streams."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import IO, Any, Final, Literal

from data.formula_cells import harmless
from data.plain_number import plain_number
from importing.plain_workbook import MOST_SHEET_ROWS, PlainWorkbook
from importing.point_answers import GROUP_COLUMNS, SOURCE_COLUMNS, PointAnswers
from importing.point_columns import ANSWER_COLUMNS

Kind = Literal["csv", "xlsx", "geojson"]
KINDS: Final[tuple[Kind, ...]] = ("csv", "xlsx", "geojson")
MOST_POINTS: Final = {"csv": None, "xlsx": MOST_SHEET_ROWS - 1, "geojson": None}
DEGREE_DECIMALS: Final = 7
ANSWER_BYTES: Final = 400
"""About what the cells of an answer take."""

Opener = Callable[[str], IO[bytes]]
"""Opens the file of a role for writing: `answers`, or `measures` for the clauses beside a CSV."""


def write_answers(answers: PointAnswers, kind: Kind, opener: Opener, *, mark: bool = False) -> None:
    """Write all answers.

    Parameters
    ----------
    answers
        Not yet read.
    opener
        Called for `answers`, and for a CSV afterwards for `measures`; the streams are left open.
    mark
        Begin CSV with a byte-order mark, so that spreadsheets read the Chinese.
    """
    writers: dict[Kind, Callable[[PointAnswers, Opener, bool], None]] = {
        "csv": _write_csv,
        "xlsx": _write_workbook,
        "geojson": _write_geojson,
    }
    writers[kind](answers, opener, mark)


def estimated_bytes(answers: PointAnswers, kind: Kind) -> int:
    """About how large the answers become beyond the cells given: GeoJSON repeats the headings with every point."""
    table = answers.table
    each = ANSWER_BYTES
    if kind == "geojson":
        each += sum(len(name.encode()) + 4 for name in (*table.columns, *ANSWER_COLUMNS))
    return table.count * each


def _write_csv(answers: PointAnswers, opener: Opener, mark: bool) -> None:
    names = answers.names
    _csv_into(opener("answers"), columns_of(answers), joined_rows(answers), mark)
    groups = (names.cells(GROUP_COLUMNS, row) for row in answers.group_rows())
    _csv_into(opener("measures"), names.headings(GROUP_COLUMNS), groups, mark)


def _csv_into(
    stream: IO[bytes], headings: Sequence[str], rows: Iterator[Sequence[object]], mark: bool
) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig" if mark else "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([csv_cell(name) for name in headings])
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def csv_cell(value: object) -> object:
    """A value as the text of a cell; a negative number is a number and no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and not value.startswith("+") and plain_number(value) is not None:
        return value
    return harmless(value)


def _write_workbook(answers: PointAnswers, opener: Opener, _mark: bool) -> None:
    _ = answers.words.gettext
    names = answers.names
    groups = (names.cells(GROUP_COLUMNS, row) for row in answers.group_rows())
    with PlainWorkbook(opener("answers")) as book:
        rows = (with_numbers(answers, row) for row in joined_rows(answers))
        book.add_sheet(_("点位"), columns_of(answers), rows)
        book.add_sheet(_("条款"), names.headings(GROUP_COLUMNS), groups)
        # in words the title stands for the id, so the id would stand twice
        shown = SOURCE_COLUMNS[1:] if answers.in_words else SOURCE_COLUMNS
        sources = (names.cells(shown, row[-len(shown) :]) for row in answers.source_rows())
        book.add_sheet(_("来源"), names.headings(shown), sources)


def _write_geojson(answers: PointAnswers, opener: Opener, _mark: bool) -> None:
    """A feature a point in WGS 84, as RFC 7946 asks; the clauses of the groups and the sources stand beside them."""
    stream = opener("answers")
    columns = [*answers.table.columns, *ANSWER_COLUMNS]
    stream.write(b'{"type":"FeatureCollection","features":[')
    before = ""
    for chunk in answers.rows():
        features = [
            compact(feature(columns, [*kept, *added], lon, lat))
            for kept, added, lon, lat in zip(chunk.kept, chunk.added, chunk.lon, chunk.lat, strict=True)
        ]
        stream.write((before + ",\n".join(features)).encode())
        before = ",\n"
    groups = {
        name: [dict(zip(GROUP_COLUMNS[1:], row[1:], strict=True)) for row in rows]
        for name, rows in groupby(answers.group_rows(), key=lambda row: str(row[0]))
    }
    sources = [dict(zip(SOURCE_COLUMNS, row, strict=True)) for row in answers.source_rows()]
    stream.write(f'],"measures_groups":{compact(groups)},"sources":{compact(sources)}}}\n'.encode())


def feature(columns: Sequence[str], row: Sequence[object], lon: float, lat: float) -> dict[str, Any]:
    """A point with all its cells as properties; a row without a position has no geometry."""
    if math.isnan(lon) or math.isnan(lat):
        return {"type": "Feature", "geometry": None, "properties": dict(zip(columns, row, strict=True))}
    place = [round(lon, DEGREE_DECIMALS), round(lat, DEGREE_DECIMALS)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": place},
        "properties": dict(zip(columns, row, strict=True)),
    }


def columns_of(answers: PointAnswers) -> list[str]:
    """Headings of the answers: the kept columns, then ours."""
    kept = answers.table.columns
    return [*kept, *answers.names.headings(ANSWER_COLUMNS, kept)]


def joined_rows(answers: PointAnswers) -> Iterator[list[Any]]:
    """The rows of the answers, kept cells first."""
    names = answers.names
    for chunk in answers.rows():
        for kept, added in zip(chunk.kept, chunk.added, strict=True):
            yield [*kept, *names.cells(ANSWER_COLUMNS, added)]


def with_numbers(answers: PointAnswers, row: list[Any]) -> list[Any]:
    """A row whose decimal degrees are numbers, also where a CSV gave them as text; all else as it was given."""
    for at in answers.table.degree_places:
        value = plain_number(row[at].strip()) if isinstance(row[at], str) else None
        row[at] = row[at] if value is None else value
    return row


def compact(content: object) -> str:
    """JSON without blanks; a number of a workbook that is none (a text of digits too long) stays as it is."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
