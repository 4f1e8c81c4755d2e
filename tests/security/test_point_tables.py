"""A table of points holds what its maker wrote: in the answers it stays text, for browsers and for spreadsheets."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from data.formula_cells import FORMULA_STARTS
from importing.point_answers import PointAnswers
from importing.point_files import Kind, write_answers
from importing.point_lines import read_point_bytes
from pages.point_parts.batch_job import BatchJob, BatchRequest
from pages.shared.session_points import BATCH
from policy.atlas import Atlas
from tests.screen_harness import open_screen
from tests.security.hostile import MARKUP, SIGN, faults_of, sent

FORMULA = "=HYPERLINK(1)"
CELLS = [FORMULA, "+1+cmd|' /C calc'!A0", "@SUM(A1)", "＝1+1", "-1+1", MARKUP]


@pytest.mark.parametrize("state", ["waiting", "running", "refused", "failed"])
def test_the_name_of_a_table_is_text_while_it_is_answered(state):
    job = BatchJob(BatchRequest("id", MARKUP, b"", "csv", "auto", "en", swapped=False))
    job.state = state
    job.faults, job.fault_count = [MARKUP], 1
    shown = open_screen("locate")
    shown.session_state[BATCH] = job
    shown.run()
    assert faults_of(shown) == []
    assert SIGN in sent(shown) or state == "failed"


@pytest.fixture(scope="module")
def written(tables, built_geometry) -> Callable[[Kind], dict[str, bytes]]:
    """The answers to a table whose headings and cells are hostile, by role, as a kind of file."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["lon", "lat", FORMULA, MARKUP])
    rows.writerows(["112.55", "37.87", cell, cell] for cell in CELLS)
    content = text.getvalue().encode()
    atlas = Atlas(tables, built_geometry)

    def write(kind: Kind) -> dict[str, bytes]:
        table = read_point_bytes(f"{MARKUP}.csv", content)
        assert table.fault_count == 0
        streams: dict[str, io.BytesIO] = {}
        answers = PointAnswers(atlas, table, "wgs84", "en", in_words=True)
        write_answers(answers, kind, lambda role: streams.setdefault(role, io.BytesIO()))
        return {role: stream.getvalue() for role, stream in streams.items()}

    return write


def test_no_cell_of_a_csv_is_a_formula(written):
    for content in written("csv").values():
        rows = list(csv.reader(io.StringIO(content.decode())))
        assert [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)] == []
    answers = list(csv.reader(io.StringIO(written("csv")["answers"].decode())))
    assert [row[2].removeprefix("'") for row in answers] == [FORMULA, *CELLS]


def test_no_cell_of_a_workbook_is_a_formula(written):
    book = load_workbook(io.BytesIO(written("xlsx")["answers"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    begun = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS)]
    assert {FORMULA, "@SUM(A1)"} <= {cell.value for cell in begun}
    assert [cell.value for cell in begun if not cell.quotePrefix] == []
    assert {*CELLS} <= {cell.value for cell in cells}


def test_geojson_holds_the_cells_as_they_were(written):
    features = json.loads(written("geojson")["answers"])["features"]
    assert [feature["properties"][MARKUP] for feature in features] == CELLS
