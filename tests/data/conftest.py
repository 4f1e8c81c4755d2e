"""Toy tables: `valid/` has no fault, each folder of `broken/` is laid over it and breaks one thing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
VALID = HERE / "valid"
BROKEN = HERE / "broken"


def lay_over(broken: Path, folder: Path) -> Path:
    """Copy the valid tables, then the broken ones over them; `missing.txt` lists files to leave out."""
    for path in (*VALID.glob("*.csv"), *broken.glob("*.csv")):
        shutil.copyfile(path, folder / path.name)
    missing = broken / "missing.txt"
    for name in missing.read_text(encoding="utf-8").split() if missing.exists() else []:
        (folder / name).unlink()
    return folder


@pytest.fixture
def valid_folder() -> Path:
    return VALID


@pytest.fixture
def broken_tables(tmp_path: Path) -> Callable[[str], Path]:
    """The valid tables with one folder of `broken/` laid over them, by its name."""

    def laid_over(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        return lay_over(BROKEN / name, folder)

    return laid_over
