"""What the tests of commands share: the repository's own tables, which each run of a command reads and checks."""

from pathlib import Path

import pytest

import data.tables
from data.checks import read_and_check
from data.faults import TableFault
from data.raw_table import RawTables
from data.schema import DATA_FOLDER


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch, repository: tuple[RawTables, list[TableFault]]) -> None:
    """Give them to a command that runs in this process; those of another folder are read."""

    def read(folder: Path) -> tuple[RawTables, list[TableFault]]:
        return repository if folder == DATA_FOLDER else read_and_check(folder)

    monkeypatch.setattr(data.tables, "read_and_check", read)
