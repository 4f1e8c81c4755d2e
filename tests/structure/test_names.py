"""Names that say nothing, or that mean two things, are not used."""

import ast
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
