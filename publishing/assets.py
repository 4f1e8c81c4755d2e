"""Files that browsers keep for good: named by their content, listed by their plain names."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from layers.client_files import client_script, client_styles
from layers.place_index import place_index
from layers.static_files import compact_json
from publishing.find_index import find_index
from publishing.site import Site

STYLES: Final = Path(__file__).parent / "styles"
FOLDER: Final = "assets"
HASH_DIGITS: Final = 12


LEAFLET_PICTURES: Final = re.compile(r"background-image:\s*url\(images/[^)]*\);?")
"""Leaflet's styles name pictures of a control and a marker that the map has not; they are not published."""


def hashed_path(name: str, content: bytes) -> str:
    """Path of an asset below the root of the site: `assets/site.1f2e3d4c5b6a.css`."""
    stem, dot, ending = name.rpartition(".")
    return f"{FOLDER}/{stem}.{hashlib.sha256(content).hexdigest()[:HASH_DIGITS]}{dot}{ending}"


def plain_assets(site: Site) -> dict[str, bytes]:
    """Content of each asset that no layer has a part in, by plain name."""
    return {
        "site.css": (STYLES / "site.css").read_bytes(),
        "icon.svg": (STYLES / "icon.svg").read_bytes(),
        "atlas.css": LEAFLET_PICTURES.sub("", client_styles()).encode(),
        "site_map.js": client_script("site_map.js").encode(),
        "site_search.js": client_script("site_search.js").encode(),
        "places.json": site.atlas.geometry.topology.encode(),
        "index.json": compact_json(place_index(site.atlas)),
        "find.json": compact_json(find_index(site)),
    }
