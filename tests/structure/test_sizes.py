"""Modules stay small enough to be read at one sitting."""

from pathlib import Path

import pytest

from tests.structure.source_files import ALL_FOLDERS, PROJECT_FOLDER, line_count, python_files, relative

MODULE_LINES = 300
SCREEN_LINES = 150
ENTRY_LINES = 59


def most_lines(path: Path) -> int:
    """Return how many lines the file may have."""
    if path == PROJECT_FOLDER / "streamlit_app.py":
        return ENTRY_LINES
    return SCREEN_LINES if path.is_relative_to(PROJECT_FOLDER / "pages" / "screens") else MODULE_LINES


@pytest.mark.parametrize("path", python_files(ALL_FOLDERS), ids=relative)
def test_module_is_short(path: Path) -> None:
    assert line_count(path) <= most_lines(path)
