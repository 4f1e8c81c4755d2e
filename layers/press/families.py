"""What may be on a sheet: every artist belongs to a family, one line of the table each. Anything else is a fault.

Who draws something new gives it a gid and adds a line here (docs/press.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from layers.press.typesetting import HALO_ALPHA

LEADER_ALPHA: Final = 0.8
Kind = Literal["text", "fill", "line", "hatch"]
Clip = Literal["none", "map", "inset", "shape"]


@dataclass(frozen=True)
class Family:
    """Artists of one kind.

    Attributes
    ----------
    gid
        Regular expression that the whole gid matches; the first family that fits is the artist's.
    kind
        `text`; `fill`: a filled path; `line`: a path without filling; `hatch`: lines under a clip path.
    zorder
        What it lies above and below.
    clip
        Where it is cut: nowhere, at the edge of the main map or of the inset, or at a shape.
    least
        Smallest size of a text, smallest width of a line, in points.
    contrast
        Least contrast (WCAG 2.2) of its colour with white; of texts, with what lies behind them on the sheet.
    alpha
        None where it must be opaque.
    on_land
        Whether it may stand on the land in focus, which is then not asked for its colour there.
    """

    gid: str
    kind: Kind
    zorder: float
    clip: Clip = "none"
    least: float = 0.0
    contrast: float = 0.0
    alpha: float | None = None
    on_land: bool = False


PLACE: Final = r"\d{6}"
WORDS: Final = 4.5
"""Points: the smallest required text."""

SMALL: Final = 3.5
"""Points: letters of classes, one to a place."""

FAMILIES: Final = (
    # The main map.
    Family(f"place-{PLACE}", "fill", 2.0, "map"),
    Family(r"hatch-[a-z_]+-\d", "hatch", 2.5, "shape", 0.3, 1.5),
    Family("place-borders", "line", 3.0, "map", 0.1, 2.0),
    Family("province-borders", "line", 3.2, "map", 0.3, 3.0),
    Family("outline", "line", 3.4, "map", 0.3, 3.0),
    Family(r"islet-named-\d+", "fill", 3.5, contrast=3.0),
    Family(f"county-{PLACE}", "fill", 2.1, "map"),
    Family(r"leader-ground-\d{6}", "line", 7.0, least=0.5, alpha=LEADER_ALPHA, on_land=True),
    Family(r"leader-\d{6}", "line", 7.1, least=0.3, contrast=4.5, on_land=True),
    Family(r"sea-line-\d+", "line", 3.6, least=0.6, contrast=4.5),
    Family("focus-outline", "line", 3.7, "map", 0.5, 3.0),
    Family("marked|chosen", "line", 3.8, "map", 0.3, 4.5),
    Family(r"label-\d{6}(-value)?", "text", 8.0, least=WORDS, contrast=3.0, on_land=True),
    Family(r"county-label-\d{6}", "text", 8.0, least=WORDS, contrast=3.0, on_land=True),
    Family(r"mark-\d{6}", "text", 7.0, least=SMALL, on_land=True),
    Family(r"context-label-\d{6}", "text", 8.0, least=WORDS, contrast=2.0),
    Family(r"island-label-\d+", "text", 8.0, least=2.4, contrast=3.0, on_land=True),
    Family(r"halo-(island-|context-|county-)?label-\d+(-value)?", "fill", 7.5, alpha=HALO_ALPHA),
    Family("map-frame", "line", 4.5, least=0.3, contrast=3.0),
    # The inset.
    Family("inset-ground", "fill", 1.5),
    Family(f"inset-place-{PLACE}", "fill", 2.0, "inset"),
    Family(r"inset-hatch-[a-z_]+-\d", "hatch", 2.5, "shape", 0.3, 1.5),
    Family("inset-place-borders", "line", 3.0, "inset", 0.1, 2.0),
    Family("inset-province-borders", "line", 3.2, "inset", 0.2, 3.0),
    Family("inset-outline", "line", 3.4, "inset", 0.2, 3.0),
    Family(rf"inset-islet-{PLACE}-\d+", "fill", 3.5, "inset", contrast=3.0),
    Family(r"inset-sea-line-\d+", "line", 3.6, least=0.6, contrast=4.5),
    Family("inset-frame", "line", 4.5, least=0.3, contrast=3.0),
    Family(r"inset-title-\d", "text", 6.0, least=WORDS, contrast=4.5),
    # The locator.
    Family(f"locator-province-{PLACE}", "fill", 2.0, contrast=1.1),
    Family("locator-focus", "fill", 2.2, contrast=3.0),
    Family("locator-outline", "line", 2.4, least=0.2, contrast=3.0),
    Family(r"locator-sea-line-\d+", "line", 3.6, least=0.4, contrast=4.5),
    # The scale bar.
    Family("scale-bar-1", "fill", 5.0, contrast=4.5),
    Family("scale-bar-2", "fill", 5.0),
    Family("scale-bar-text", "text", 6.0, least=WORDS, contrast=3.0),
    Family("halo-scale-bar-text", "fill", 5.5, alpha=HALO_ALPHA),
    # Legend.
    Family(r"key-\w+", "fill", 5.0),
    Family(r"key-\w+-hatch-\d", "hatch", 5.1, "shape", 0.3, 1.5),
    Family(r"key-\w+-frame", "line", 5.2, least=0.2, contrast=2.0),
    Family(r"legend-(counts-\d|note-\d+)", "text", 6.0, least=4.0, contrast=4.5),
    Family(r"legend(-\w+-(\d+|count))?", "text", 6.0, least=WORDS, contrast=4.5),
    Family(r"key-mark-\w+", "text", 6.0, least=SMALL),
    Family(r"legend-bar-\w+", "fill", 5.0, contrast=1.3),
    # Head and foot.
    Family(r"(title|frame-name|metric|finding|subtitle|extent-note|note)-\d+", "text", 6.0, least=WORDS, contrast=4.5),
    Family(r"(foot|made)-\d+", "text", 6.0, least=WORDS, contrast=4.5),
    Family("foot-rule", "line", 5.0, least=0.2, contrast=1.2),
    Family("stamp", "text", 6.0, least=WORDS, contrast=4.5),
    Family("stamp-frame", "line", 6.0, least=0.4, contrast=3.0),
    Family("qr-ground", "fill", 5.0),
    Family("qr", "fill", 5.1, contrast=12.0),
)  # fmt: skip

WHITE_FILLS: Final = re.compile(r"halo-.*|inset-ground|qr-ground|scale-bar-2")
"""Fills that must be white."""

MOST_LINE_PT: Final = 3.0


@lru_cache(maxsize=4096)
def family_of(gid: str | None) -> Family | None:
    """The family of an artist; None when it has none."""
    return next((family for family in FAMILIES if gid and re.fullmatch(family.gid, gid)), None)
