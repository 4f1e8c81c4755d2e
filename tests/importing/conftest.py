import json

import pytest

import data.tables
from commands import import_observations
from data.checks import read_and_check
from data.schema import DATA_FOLDER
from importing import local_folder


class Import:
    """Runs the command in this process, into a folder of its own."""

    def __init__(self, folder, capsys):
        self.folder = folder / "local"
        self.files = folder
        self._capsys = capsys
        self.said = ""

    def write(self, name, content, encoding="utf-8"):
        path = self.files / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def __call__(self, *paths, options=()):
        self._capsys.readouterr()
        arguments = [*map(str, paths), "--data-folder", str(self.folder), "--json", *options]
        self.code = import_observations.main(arguments)
        out, self.said = self._capsys.readouterr()
        result = json.loads(out)
        assert list(result) == ["rows", "faults"]
        for row in result["rows"]:
            assert list(row) == ["place_id", "year", "value", "days_with_data"]
        for fault in result["faults"]:
            assert list(fault) == ["file", "row", "column", "found", "expected"]
        self.faults = result["faults"]
        assert self.code == (2 if self.faults else 0)
        self.rows = {
            (row["place_id"], row["year"]): (row["value"], row["days_with_data"]) for row in result["rows"]
        }
        assert len(self.rows) == len(result["rows"])
        return self.rows

    def where(self):
        """Row, column and text of every fault."""
        return [(fault["row"], fault["column"], fault["found"]) for fault in self.faults]

    def tables(self):
        """What lies in the folder."""
        return {path.name: path.read_bytes() for path in self.folder.glob("*.csv")}


@pytest.fixture
def imports(tmp_path, capsys, monkeypatch, repository):
    def read(folder):
        return repository if folder == DATA_FOLDER else read_and_check(folder)

    for module in (data.tables, local_folder):
        monkeypatch.setattr(module, "read_and_check", read)
    return Import(tmp_path, capsys)
