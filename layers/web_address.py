"""Addresses of the web: split without an accident, and which can be the address of a site."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from geo.errors import shortened

ADDRESS: Final = re.compile(
    r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?((?:/[A-Za-z0-9._~!$&()*+,;=:-]+)*)/?"
)
LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
NUMBER: Final = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
MOST_OF_HOST: Final = 253
"""Letters of a host's name, 63 of each part (RFC 1035)."""
MOST_OF_ADDRESS: Final = 2000
MOST_SHOWN: Final = 120
"""Letters of a wrong address that its sentence repeats."""


def split_address(address: str) -> SplitResult | None:
    """The parts of an address; None where it is none, as a bracket that is not closed."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def is_site_address(text: str) -> bool:
    """Whether this is http or https with a host and perhaps a port and a path, and nothing that a site has no need of."""
    found = ADDRESS.fullmatch(text) if len(text) <= MOST_OF_ADDRESS else None
    parts = split_address(text)
    if found is None or parts is None or {".", ".."} & set(found[2].split("/")):
        return False
    try:
        return parts.port != 0 and is_host(found[1])
    except ValueError:
        return False


def address_fault(setting: str, text: str) -> str:
    """Why the address that a setting gives cannot be a site's, in both languages; empty when it can, or none is given."""
    if not text or is_site_address(text):
        return ""
    return (
        f"{setting}“{shortened(visible(text), MOST_SHOWN)}”有误："
        "应为 https://example.org 或 https://example.org/path，可带端口，不带 ? 和 #。"
        " / must be like https://example.org or https://example.org/path, with a port or without, no ? and no #"
    )


def is_host(host: str) -> bool:
    """Whether this is the name of a host or its number."""
    if host.startswith("["):
        try:
            return bool(ipaddress.IPv6Address(host[1:-1]))
        except ValueError:
            return False
    if NUMBER.fullmatch(host.rpartition(".")[2]):
        # Browsers take a host whose last part is a number for an address of IPv4 (WHATWG URL, "ends in a number").
        try:
            return bool(ipaddress.IPv4Address(host))
        except ValueError:
            return False
    return len(host) <= MOST_OF_HOST and all(LABEL.fullmatch(label) for label in host.split("."))


def visible(text: str) -> str:
    """Text with what cannot be seen in it written as its escape: what is wrong with an address may be just that."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
