"""What a reader hands over: names of files and cells are text on every screen and harmless in every download."""

import csv

import pytest

from data.formula_cells import FORMULA_STARTS, harmless
from data.schema import DATA_FOLDER, table_schemas
from importing.faults import ImportFault
from importing.place_finder import PlaceFinder
from importing.upload import read_upload
from pages.shared.session_overlay import FAULTS, KEPT, KEPT_LEFT_OUT, LeftOut
from policy.atlas import Atlas
from policy.overlay import Overlay, OverlayRow
from tests.screen_harness import open_screen
from tests.security.hostile import MARKUP, SIGN, faults_of, sent
from tests.security.test_addresses import SOUND
from translations import N_

NAMES = ["../../../etc/passwd", "/etc/passwd", "..\\..\\x.csv", f"{MARKUP}.csv", "=HYPERLINK(1).csv"]


@pytest.fixture(scope="session")
def atlas(tables, built_geometry):
    return Atlas(tables, built_geometry)


@pytest.mark.parametrize("screen", ["", "city", "overlay"])
def test_the_name_of_a_table_is_text_on_every_screen(screen, built_geometry):
    shown = open_screen(screen, **SOUND[screen])
    rows = (OverlayRow("140100", 2025, 12.5, "realtime", 362),)
    shown.session_state[KEPT] = Overlay(MARKUP[:60], rows)
    shown.session_state[KEPT_LEFT_OUT] = LeftOut((MARKUP,), (MARKUP,), (MARKUP,))
    shown.session_state[FAULTS] = [ImportFault(MARKUP, 2, MARKUP, MARKUP, N_("空文件"))]
    shown.run()
    assert faults_of(shown) == []
    assert SIGN in sent(shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_a_path_opens_none(name, atlas, monkeypatch):
    def refused(*_arguments, **_options):
        raise AssertionError("a file was opened")

    finder = PlaceFinder(atlas.tables.places, lambda: atlas.geometry.counties["county_zh"])
    monkeypatch.setattr("builtins.open", refused)
    monkeypatch.setattr("pathlib.Path.open", refused)
    table = read_upload(name, f"城市,年份,数值\n{MARKUP},2024,30\n".encode(), finder)
    assert table.rows == []
    assert name in str(table.faults[0].file)


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_text_of_a_download_begins_like_a_formula(start):
    assert str(harmless(f"{start}HYPERLINK(1)")).startswith("'")
    assert harmless(-1.5) == -1.5


def test_tables_published_as_they_are_hold_no_formula():
    """A sign alone, as in the column of comparisons, is no formula."""
    for schema in table_schemas().values():
        texts = [field.name for field in schema.fields if field.type == "string"]
        with (DATA_FOLDER / schema.file).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                assert [
                    row[name] for name in texts if row[name].startswith(FORMULA_STARTS) and row[name] != "="
                ] == []
