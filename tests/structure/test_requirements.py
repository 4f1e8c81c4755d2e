"""What is imported is required, what is required is used, and every version is pinned."""

import re
import sys
from importlib.metadata import packages_distributions

from tests.structure.source_files import (
    ALL_FOLDERS,
    APP_FOLDERS,
    PROJECT_FOLDER,
    imported_modules,
    python_files,
)

PIN = re.compile(r"^([A-Za-z0-9._-]+)==[^ #]+ *(# .+)?$")
# Used without an import of ours.
USED_OTHERWISE = {
    "pyarrow": "geopandas keeps geometry in GeoParquet through it",
    "pylopdf-fonts-zh-cn": "its font is opened, its code is never imported",
    "xstatic-leaflet": "its files are copied, not imported",
    "mypy": "a command",
    "ruff": "a command",
    "import-linter": "a command",
    "pip-audit": "a command",
    "pandas-stubs": "read by mypy",
    "pytest-timeout": "a plugin",
    "pytest-xdist": "a plugin",
}
OURS = {*ALL_FOLDERS, "streamlit_app"}


def normal(name: str) -> str:
    """Return the name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, str]:
    """Return the reason behind every pinned package of a file."""
    lines = (PROJECT_FOLDER / file).read_text(encoding="utf-8").splitlines()
    matches = [PIN.match(line) for line in lines if line and not line.startswith(("#", "-"))]
    assert None not in matches, f"{file}: every line is a pinned version"
    return {normal(match[1]): match[2] or "" for match in matches}


def imported_packages(folders: tuple[str, ...]) -> set[str]:
    """Return the packages whose modules are imported by the modules in `folders`."""
    modules = {name.split(".")[0] for path in python_files(folders) for name in imported_modules(path)}
    providers = packages_distributions()
    foreign = modules - OURS - set(sys.stdlib_module_names) - {"__future__"}
    return {normal(providers[name][0]) if name in providers else normal(name) for name in foreign}


def test_every_requirement_says_why_it_is_there() -> None:
    reasons = pins("requirements.txt") | pins("requirements-dev.txt")
    assert [name for name, reason in reasons.items() if not reason] == []


def test_dashboard_needs_no_more_than_its_requirements() -> None:
    assert imported_packages(APP_FOLDERS) - set(pins("requirements.txt")) == set()


def test_everything_else_needs_no_more_than_the_requirements() -> None:
    assert (
        imported_packages(ALL_FOLDERS) - set(pins("requirements.txt") | pins("requirements-dev.txt")) == set()
    )


def test_every_requirement_is_used() -> None:
    required = set(pins("requirements.txt") | pins("requirements-dev.txt"))
    assert required - imported_packages(ALL_FOLDERS) - set(USED_OTHERWISE) == set()


def test_every_package_has_its_version_pinned() -> None:
    required = set(pins("requirements.txt") | pins("requirements-dev.txt"))
    assert required - set(pins("constraints.txt")) == set()
