"""The browser's part of the map: our ES modules joined into one script, Leaflet out of its installed package.

Joining keeps every module in a scope of its own and changes only its `import` and `export` lines; one file instead
of twenty spares as many round trips. Four modules are not in the folder: `leaflet.js` is Leaflet itself, and
`words.js`, `measure_words.js` and `find_words.js` hold words of the catalogues in all languages, so that no message
has to carry them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Final

from layers.map_words import find_words, map_words, search_words
from layers.measure_words import measure_words
from translations import LANGUAGES, Words, words_for

CLIENT_FOLDER: Final = Path(__file__).parent / "client"
LEAFLET_PACKAGE: Final = "XStatic-Leaflet"
_IMPORT: Final = re.compile(r'^import (?:\{(?P<names>[^}]*)\} from )?"\./(?P<module>[\w.]+)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|class|const) (?P<name>\w+))", re.MULTILINE)
_SOURCE_MAP: Final = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


class ClientFileMissingError(RuntimeError):
    """A file of the map's browser part is not installed."""


def leaflet_file(name: str) -> Path:
    """Find a file of Leaflet in the installed package, without importing it.

    Parameters
    ----------
    name
        `leaflet.js` or `leaflet.css`.

    Raises
    ------
    ClientFileMissingError
        When the package or the file is not installed.
    """
    try:
        files = metadata.files(LEAFLET_PACKAGE) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        path = Path(str(file.locate()))
        if path.name == name and path.is_file():
            return path
    raise ClientFileMissingError(
        f"{name} of Leaflet is not installed: the package {LEAFLET_PACKAGE} is missing or incomplete"
    )


def client_styles(*names: str) -> str:
    """Join the style sheets of Leaflet and those named; without names that of the map."""
    sheets = [leaflet_file("leaflet.css"), *(CLIENT_FOLDER / name for name in names or ("atlas.css",))]
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets)


def client_module(entry: str) -> str:
    """Join `entry` and all it imports into one ES module with the exports of `entry`."""
    exported = ", ".join(_EXPORT.findall(_read_module(entry)))
    return f"{_join(entry)}\nexport const {{ {exported} }} = modules[{entry!r}];\n"


def client_script(entry: str) -> str:
    """Join `entry` and all it imports into a classic script that defines the object `modules`."""
    return _join(entry)


def _join(entry: str) -> str:
    ordered: list[str] = []
    _collect(entry, ordered, ())
    parts = [f"modules[{name!r}] = (() => {{\n{_scoped(name)}\n}})();" for name in ordered]
    return "\n".join(['"use strict";', "const modules = {};", *parts])


def _collect(name: str, ordered: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"{name} imports itself through {' → '.join(above)}")
    if name in ordered:
        return
    for match in _IMPORT.finditer(_read_module(name)):
        _collect(match["module"], ordered, (*above, name))
    ordered.append(name)


def _scoped(name: str) -> str:
    text = _read_module(name)
    names = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(_as_assignment, text))
    return f"{body}\nreturn {{ {names} }};"


def _as_assignment(match: re.Match[str]) -> str:
    if match["names"] is None:
        return ""
    return f"const {{{match['names']}}} = modules[{match['module']!r}];"


def _words_module(constant: str, *makers: Callable[[Words], dict[str, str]]) -> str:
    words = {
        lang: {name: text for make in makers for name, text in make(words_for(lang)).items()}
        for lang in LANGUAGES
    }
    return f"export const {constant} = {json.dumps(words, ensure_ascii=False)};"


def _read_module(name: str) -> str:
    if name == "words.js":
        return _words_module("WORDS", map_words, search_words)
    if name == "find_words.js":
        return _words_module("FIND_WORDS", find_words)
    if name == "measure_words.js":
        return _words_module("MEASURE_WORDS", measure_words)
    path = leaflet_file(name) if name == "leaflet.js" else CLIENT_FOLDER / name
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise ClientFileMissingError(f"{name} is missing in {CLIENT_FOLDER}") from error
    return _SOURCE_MAP.sub("", text)
