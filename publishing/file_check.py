"""A look into the published files that are no pages: JSON and XML can be read, and the addresses in them are named."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from publishing.addresses import FOLDERS
from publishing.assets import FOLDER
from publishing.faults import said
from publishing.find_index import page_of_entry
from translations import N_

XLINK: Final = "{http://www.w3.org/1999/xlink}href"
LOC: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
CSS_ADDRESS: Final = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
LAYER_LIST: Final = re.compile(rf"{FOLDER}/layers-[a-z]+\.[0-9a-f]+\.json")
FIND_INDEX: Final = re.compile(rf"{FOLDER}/find\.[0-9a-f]+\.json")
FETCHED, NAMED = "fetched", "named"


def addresses_in(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Each address in a file, and whether a browser fetches it by itself or it only names a file of the site.

    Raises
    ------
    ValueError
        When the file is not what its name says, or not whole.
    """
    ending = PurePosixPath(path).suffix
    if ending in (".json", ".geojson"):
        found = json.loads(content)
        if LAYER_LIST.fullmatch(path):
            yield from ((name, FETCHED) for name in named_in_layers(found))
        if FIND_INDEX.fullmatch(path):
            yield from ((name, FETCHED) for name in found_by_search(found))
    elif ending in (".xml", ".svg"):
        try:
            tree = ET.fromstring(content)
        except ET.ParseError as error:
            raise ValueError(str(error)) from error
        yield from xml_addresses(tree, NAMED if ending == ".xml" else FETCHED)
    elif ending == ".css":
        for address in CSS_ADDRESS.findall(content.decode()):
            if not address.startswith("data:"):
                yield address, FETCHED


def named_in_layers(found: Any) -> Iterator[str]:
    """Files that the list of layers leads to; they lie beside it."""
    try:
        for row in found["layers"]:
            yield from (row["table"], row["cards"])
    except (KeyError, TypeError) as error:
        raise ValueError(said(N_("不是图层列表"))) from error


def found_by_search(found: Any) -> Iterator[str]:
    """Pages that the search leads to, in every language; the list of names lies in a folder of its own."""
    try:
        pages = [page_of_entry(row["id"]) for row in found["places"]]
    except (KeyError, TypeError) as error:
        raise ValueError(said(N_("不是名称列表"))) from error
    yield from (f"../{folder}{page}" for folder in FOLDERS.values() for page in pages)


def xml_addresses(tree: ET.Element, kind: str) -> Iterator[tuple[str, str]]:
    """Addresses of a site map, a feed or a drawing."""
    for one in tree.iter():
        found = one.text if one.tag == LOC else one.get("href") or one.get(XLINK)
        if found:
            yield found.strip(), kind
