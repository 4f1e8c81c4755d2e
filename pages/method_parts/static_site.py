"""The static site of the same atlas, where this installation says where it is (setting `ATLAS_SITE_URL`)."""

from __future__ import annotations

import os
from typing import Final

from layers.web_address import is_site_address
from pages.shared.html import element, link
from translations import Words

SITE_SETTING: Final = "ATLAS_SITE_URL"


def site_address(setting: str | None, lang: str) -> str:
    """The address of the site's pages in a language; empty where the setting is empty or cannot be the address of a site."""
    given = (setting or "").strip()
    if not is_site_address(given):
        return ""
    given = given.rstrip("/")
    return f"{given}/" if lang == "zh" else f"{given}/{lang}/"


def site_link_html(words: Words) -> str:
    """A link to the static site; nothing where nobody has said where it is."""
    address = site_address(os.environ.get(SITE_SETTING), words.lang)
    named = words.gettext("静态站点：每个地点、区域、图层、文件一页，无需脚本也可阅读")
    return element("p", link(named, address)) if address else ""
