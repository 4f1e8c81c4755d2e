"""Files that browsers fetch once and keep: written under names that carry their content's hash.

Streamlit serves the folder `static` beside the entry script at `app/static/`. It sends neither Cache-Control nor 304
answers, so the name must change with the content, and a modification time far in the past makes browsers keep what
they cannot ask to be kept (the heuristic freshness of RFC 9111, 4.2.2).
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from layers.client_files import client_module, client_styles

STATIC_ADDRESS: Final = "app/static"
_LONG_AGO: Final = 946_684_800  # 2000-01-01T00:00:00Z
_HASH_DIGITS: Final = 12


@dataclass(frozen=True)
class StaticFiles:
    """Addresses of the published files, relative to the root of the app (`app/static/…`)."""

    map_module_url: str
    search_module_url: str
    stylesheet_url: str
    geometry_url: str
    index_url: str
    measure_module_url: str
    measure_stylesheet_url: str
    measures_url: str


def publish_static(
    folder: Path, topology: str, index: Mapping[str, Any], measures: Mapping[str, Any]
) -> StaticFiles:
    """Write all that the map and the list of measures need into `folder`; what is there already is left alone.

    Parameters
    ----------
    folder
        The folder `static` beside the entry script; made when it is missing.
    topology
        TopoJSON, as text, with the objects `places`, `provinces` and `south_sea_lines`.
    index
        The index of places (`layers.place_index`).
    measures
        The index of measures (`layers.measure_index`).

    Raises
    ------
    ClientFileMissingError
        When Leaflet or a file of the map is not installed.
    OSError
        When the folder cannot be written.
    """
    return StaticFiles(
        map_module_url=publish(folder, "atlas_map.js", client_module("map_component.js").encode()),
        search_module_url=publish(folder, "place_search.js", client_module("search_component.js").encode()),
        stylesheet_url=publish(folder, "atlas.css", client_styles().encode()),
        geometry_url=publish(folder, "places.json", topology.encode()),
        index_url=publish(folder, "index.json", compact_json(index)),
        measure_module_url=publish(
            folder, "measure_list.js", client_module("measures_component.js").encode()
        ),
        measure_stylesheet_url=publish(
            folder, "measures.css", client_styles("atlas.css", "measures.css").encode()
        ),
        measures_url=publish(folder, "measures.json", compact_json(measures)),
    )


def sizes_on_disk(folder: Path, files: StaticFiles) -> dict[str, int]:
    """Size in bytes of each published file that is there, by its address: a look at the disk, no reading."""
    sizes = {}
    for address in vars(files).values():
        with suppress(OSError):
            sizes[address] = (folder / Path(address).name).stat().st_size
    return sizes


def compact_json(content: Mapping[str, Any]) -> bytes:
    """JSON without blanks, UTF-8."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def publish(folder: Path, name: str, content: bytes) -> str:
    """Write `content` as `name` with its hash and return its address.

    The file appears at once and whole under its final name, so two processes may publish at the same time.
    """
    stem, dot, ending = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:_HASH_DIGITS]}{dot}{ending}"
    target = folder / hashed
    if not target.is_file() or target.read_bytes() != content:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(temporary).chmod(0o644)
            os.utime(temporary, (_LONG_AGO, _LONG_AGO))
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    return f"{STATIC_ADDRESS}/{hashed}"
