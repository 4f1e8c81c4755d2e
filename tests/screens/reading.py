"""What a screen shows, read as a reader reads it: its words, its links, its figures, and what the map was told."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from layers.web_map import read_message

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NUMBER = re.compile(r"\d")


def quiet(screen: AppTest) -> AppTest:
    """Return the screen; fail when it shows an exception or a warning."""
    assert [error.message for error in screen.exception] == []
    assert warnings(screen) == []
    return screen


def warnings(screen: AppTest) -> list[str]:
    """Return the sentences that the screen alerts the reader with."""
    return [text(node) for node in page(screen).iter("p") if node.get("role") == "alert"]


def go(screen: AppTest, url_path: str = "", **address: str) -> AppTest:
    """Open another address in the same session, as a press on the navigation does."""
    screen._page_hash = calc_hash(url_path)
    screen.query_params.clear()
    for name, value in address.items():
        screen.query_params[name] = value
    return screen.run()


def address(screen: AppTest) -> dict[str, str]:
    """Return the parameters of the address."""
    return {
        name: values[0] if isinstance(values, list) else values
        for name, values in screen.query_params.items()
    }


def parsed(html: str) -> Element:
    """Return HTML of ours as a tree; it is well-formed XML too, and a text that is not escaped fails here."""
    return ET.fromstring(f"<body>{html}</body>")


def page(screen: AppTest) -> Element:
    """Return everything the screen shows through `st.html` as one tree, the style sheet left out."""
    bodies = [part.proto.body for part in screen.get("html")]
    return parsed("".join(body for body in bodies if not body.startswith("<style>")))


def text(element: Element) -> str:
    """Return the words of an element."""
    return "".join(element.itertext())


def text_nodes(element: Element) -> list[str]:
    """Return every piece of text in the element by itself, without the blanks around it."""
    pieces = (piece.strip() for node in element.iter() for piece in (node.text or "", node.tail or ""))
    return [piece for piece in pieces if piece]


def of_class(element: Element, name: str) -> list[Element]:
    """Return the elements that carry a class."""
    return [node for node in element.iter() if name in node.get("class", "").split()]


def links(element: Element) -> list[str]:
    """Return the addresses of all links."""
    return [node.get("href", "") for node in element.iter("a")]


def host(address: str) -> str:
    """Return the host of an address; empty for one of ours."""
    return urlsplit(address).netloc


def document_ids(element: Element) -> list[str]:
    """Return the documents that the links of an element open on the method screen."""
    found = (urlsplit(address) for address in links(element))
    return [
        parse_qs(parts.query)["document"][0]
        for parts in found
        if parts.path == "method" and "document" in parse_qs(parts.query)
    ]


def integers(sentence: str) -> list[int]:
    """Return the whole numbers of a sentence in order."""
    return [int(number) for number in re.findall(r"\d+", sentence)]


def map_message(screen: AppTest, key: str = "atlas") -> dict[str, Any]:
    """Return what the screen told the component with `key`: the message behind the address of its module."""
    for component in screen.get("bidi_component"):
        if component.proto.id.endswith(f"-{key}"):
            _module, _end, message = component.proto.bytes.partition(b"\n")
            return read_message(message)
    raise LookupError(f"no component with key {key!r} on the screen")


def shown_places(message: dict[str, Any], place_ids: Iterable[str]) -> set[str]:
    """Return the places that the mask of a message leaves, `place_ids` in ascending order."""
    return {
        place_id for place_id, mark in zip(sorted(place_ids), message["visible"], strict=True) if mark == "1"
    }
