"""Names that say nothing, or that mean two things, are not used."""

import ast
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.source_files import ALL_FOLDERS, PROJECT_FOLDER, python_files, relative, syntax

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "managers"}
AMBIGUOUS_NAMES = {"unit"}


def bound_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Return every name that the code gives to something, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno


def test_no_module_has_an_empty_name() -> None:
    paths = [path for folder in ALL_FOLDERS for path in (PROJECT_FOLDER / folder).rglob("*")]
    found = [
        relative(path)
        for path in paths
        if path.stem.lower() in EMPTY_NAMES and (path.suffix == ".py" or path.is_dir())
    ]
    assert found == []


@pytest.mark.parametrize("path", python_files(ALL_FOLDERS), ids=relative)
def test_nothing_is_called_unit(path: Path) -> None:
    found = [
        f"{relative(path)}:{line} {name}"
        for name, line in bound_names(syntax(path))
        if name in AMBIGUOUS_NAMES
    ]
    assert found == [], "say place or unit_symbol"


@pytest.mark.parametrize(
    "code",
    [
        "unit = 1",
        "def f(unit): ...",
        "import a as unit",
        "for unit in x: ...",
        "x.unit = 1",
        "def unit(): ...",
    ],
)
def test_every_way_of_naming_is_seen(code: str) -> None:
    assert "unit" in [name for name, _ in bound_names(ast.parse(code))]


HANDED_OVER = sorted(path for path in (PROJECT_FOLDER / "pages").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("path", HANDED_OVER, ids=relative)
def test_a_file_in_pages_only_runs_the_entry_script(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # docs/decisions.md, "Cold links"; that each screen has one is tested in test_borders.py
    docstring, *statements = syntax(path).body
    assert isinstance(docstring, ast.Expr)
    assert [type(node) for node in statements] == [ast.Import, ast.ImportFrom, ast.Expr]
    ran = []
    monkeypatch.setattr(runpy, "run_path", lambda script, run_name: ran.append((Path(script), run_name)))
    exec(compile(syntax(path), str(path), "exec"), {"__file__": str(path)})
    assert ran == [(PROJECT_FOLDER / "streamlit_app.py", "__main__")]
