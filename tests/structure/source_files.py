"""The files that the structure tests look at, parsed once."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PROJECT_FOLDER = Path(__file__).resolve().parents[2]
APP_FOLDERS = (
    "pages",
    "commands",
    "publishing",
    "importing",
    "layers",
    "policy",
    "geo",
    "data",
    "translations",
)
ALL_FOLDERS = (*APP_FOLDERS, "scripts", "benchmarks", "tests")


def relative(path: Path) -> str:
    """Return the path as written in messages: from the project folder, with slashes."""
    return path.relative_to(PROJECT_FOLDER).as_posix()


def python_files(folders: Iterable[str]) -> list[Path]:
    """Return the entry script and every module below `folders`."""
    entry = PROJECT_FOLDER / "streamlit_app.py"
    modules = [path for folder in folders for path in sorted((PROJECT_FOLDER / folder).rglob("*.py"))]
    return [path for path in [entry, *modules] if path.exists()]


@cache
def syntax(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def line_count(path: Path) -> int:
    """Return the number of lines of the file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def imported_modules(path: Path) -> set[str]:
    """Return the full names of all modules imported anywhere in the file, `from a import b` as `a.b` too."""
    names: set[str] = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def imports(path: Path, module: str) -> bool:
    """Tell whether the file imports `module` or something inside it."""
    return any(name == module or name.startswith(module + ".") for name in imported_modules(path))
