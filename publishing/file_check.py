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
from publishing.find_index import page_of_entry
from translations import N_, Message

XLINK: Final = "{http://www.w3.org/1999/xlink}href"
SITE_MAPS: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LOC: Final = f"{SITE_MAPS}loc"
CSS_ADDRESS: Final = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
LAYER_LIST: Final = re.compile(rf"{FOLDER}/layers-[a-z]+\.[0-9a-f]+\.json")
FIND_INDEX: Final = re.compile(rf"{FOLDER}/find\.[0-9a-f]+\.json")
CSS_IMAGE: Final = re.compile(
    r"""(?:image-set\(|,)\s*["']([^"']+)["']\s*(?:[\d.]+(?:x|dpi|dpcm|dppx)|type\()"""
)
"""Pictures of an `image-set` that are named without `url()`."""
OTHER_HOST: Final = re.compile(r"""["']((?:https?:|wss?:)?//[^"'\s]+)["']""")
IMPORT: Final = re.compile(
    r"""\b(?:import|export)\b\s*(?:[\w*{}\s,$]*?\bfrom\b\s*)?\(?\s*["'`]([^"'`\n]+)["'`]|\bimportScripts\(\s*["'`]([^"'`]+)"""
)
FETCHED, NAMED = "fetched", "named"


class ContentError(ValueError):
    """A file is not what its name says; `message` is the sentence."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.msgid)


def addresses_in(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Each address in a file, and whether a browser fetches it by itself or it only names a file of the site.

    Raises
    ------
    ContentError
        When the file is not what its name says, or not whole.
    """
    ending = PurePosixPath(path).suffix
    if ending in (".json", ".geojson"):
        found = json_of(content)
        if LAYER_LIST.fullmatch(path):
            yield from ((name, FETCHED) for name in named_in_layers(found))
        if FIND_INDEX.fullmatch(path):
            yield from ((name, FETCHED) for name in found_by_search(found))
    elif ending in (".xml", ".svg"):
        yield from xml_addresses(xml_of(content), NAMED if ending == ".xml" else FETCHED)
    elif ending == ".css":
        text = text_of(content)
        found = dict.fromkeys(
            name for one in (CSS_ADDRESS, CSS_IMAGE, OTHER_HOST) for name in one.findall(text)
        )
        yield from ((address, FETCHED) for address in found if not address.startswith("data:"))
    elif ending in (".js", ".mjs"):
        for one in IMPORT.finditer(text_of(content)):
            yield one[1] or one[2], FETCHED


def text_of(content: bytes) -> str:
    """A file as text."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(N_("读不懂：第 {byte} 个字节起不是 UTF-8", byte=error.start + 1)) from error


def json_of(content: bytes) -> Any:
    """What a JSON file holds."""
    try:
        return json.loads(text_of(content))
    except json.JSONDecodeError as error:
        why = N_("读不懂：第 {line} 行第 {column} 列起不是 JSON", line=error.lineno, column=error.colno)
        raise ContentError(why) from error
    except (RecursionError, ValueError) as error:
        if isinstance(error, ContentError):
            raise
        raise ContentError(N_("读不懂：不是 JSON")) from error


def xml_of(content: bytes) -> ET.Element:
    """The root of an XML file."""
    try:
        return ET.fromstring(content)
    except ET.ParseError as error:
        line, column = error.position
        why = N_("读不懂：第 {line} 行第 {column} 列起不是 XML", line=line, column=column + 1)
        raise ContentError(why) from error
    except (ValueError, LookupError) as error:
        raise ContentError(N_("读不懂：不是 XML")) from error


def named_in_layers(found: Any) -> Iterator[str]:
    """Files that the list of layers leads to; they lie beside it."""
    try:
        names = [row[name] for row in found["layers"] for name in ("table", "cards")]
    except (KeyError, TypeError) as error:
        raise ContentError(N_("不是图层列表")) from error
    if not all(isinstance(name, str) for name in names):
        raise ContentError(N_("不是图层列表"))
    yield from names


def found_by_search(found: Any) -> Iterator[str]:
    """Pages that the search leads to, in every language; the list of names lies in a folder of its own."""
    try:
        names = [row["id"] for row in found["places"]]
    except (KeyError, TypeError) as error:
        raise ContentError(N_("不是名称列表")) from error
    if not all(isinstance(name, str) and name for name in names):
        raise ContentError(N_("不是名称列表"))
    pages = [page_of_entry(name) for name in names]
    yield from (f"../{folder}{page}" for folder in FOLDERS.values() for page in pages)


def xml_addresses(tree: ET.Element, kind: str) -> Iterator[tuple[str, str]]:
    """Addresses of a site map, a feed or a drawing."""
    for one in tree.iter():
        found = one.text if one.tag == LOC else one.get("href") or one.get(XLINK)
        if found:
            yield found.strip(), kind


def entries_of_map(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Address of each page that a site map lists, with the addresses of its languages by tag.

    Raises
    ------
    ContentError
        When it is no XML.
    """
    for one in xml_of(content).iter(f"{SITE_MAPS}url"):
        languages = {
            each.get("hreflang", ""): each.get("href", "") for each in one if "hreflang" in each.attrib
        }
        yield (one.findtext(LOC) or "").strip(), languages
