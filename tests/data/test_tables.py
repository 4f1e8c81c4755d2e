"""Typed frames: types from the schema, missing cells, version, and what a reader of a broken table is told."""

import dataclasses
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.schema import table_schemas
from data.tables import DTYPES, TableFaultsError, Tables, load_tables

BrokenTables = Callable[[str], Path]
ROOT = Path(__file__).parents[2]


def test_every_table_of_the_schema_is_a_frame(valid_folder: Path):
    tables = load_tables(valid_folder)
    names = [
        field.name for field in dataclasses.fields(Tables) if field.name not in ("version", "local_figures")
    ]
    assert names == list(table_schemas())
    for name, schema in table_schemas().items():
        frame = getattr(tables, name)
        assert list(frame.columns) == schema.field_names
        assert [frame[field.name].dtype for field in schema.fields] == [
            DTYPES[field.type] for field in schema.fields
        ]
        assert len(frame) == len((valid_folder / schema.file).read_text(encoding="utf-8").splitlines()) - 1


def test_codes_stay_text_and_numbers_are_numbers(valid_folder: Path):
    tables = load_tables(valid_folder)
    first = tables.observations.iloc[0]
    assert (first["place_id"], first["year"], first["value"], first["days_with_data"]) == (
        "910100",
        2020,
        38.3,
        366,
    )
    assert isinstance(first["place_id"], str)


def test_empty_cells_are_missing_in_every_type(valid_folder: Path):
    tables = load_tables(valid_folder)
    rank = tables.targets.set_index("target_id").loc["plain-rank"]
    assert all(
        pd.isna(rank[column]) for column in ("value", "unit_symbol", "base_year", "read_at", "note_zh")
    )
    assert not any(
        (frame == "").any(axis=None) for frame in (tables.targets, tables.documents, tables.places)
    )


def test_version_names_the_bytes(valid_folder: Path, tmp_path: Path):
    shutil.copytree(valid_folder, tmp_path, dirs_exist_ok=True)
    same = load_tables(tmp_path).version
    assert same == load_tables(valid_folder).version
    assert len(same) == 12
    targets = tmp_path / "targets.csv"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace("38.5", "38.4"), encoding="utf-8", newline="\n"
    )
    assert load_tables(tmp_path).version != same


def test_faulty_tables_are_not_loaded(broken_tables: BrokenTables):
    with pytest.raises(TableFaultsError) as caught:
        load_tables(broken_tables("many_faults_at_once"))
    assert len(caught.value.faults) == 8
    head, *lines = str(caught.value).splitlines()
    assert head == "The tables have 8 faults:"
    assert (
        "observations.csv, row 2, column value: found “３８.3”, expected a number alone, in plain digits."
        in lines
    )


def test_many_faults_are_told_in_short(tmp_path: Path):
    with pytest.raises(TableFaultsError) as caught:
        load_tables(tmp_path)
    assert len(str(caught.value).splitlines()) == 1 + len(table_schemas())


def test_import_reads_nothing():
    code = (
        "import sys, data.tables, data.checks; from data.schema import table_schemas;"
        "assert table_schemas.cache_info().currsize == 0; assert 'frictionless' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


def test_our_tables_load():
    tables = load_tables()
    assert len(tables.places) == 375
    assert (tables.observations["value"] > 0).all()
