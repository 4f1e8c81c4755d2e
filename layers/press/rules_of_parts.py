"""Rules for maps: nothing is on the sheet that is not known, and everything that must be is (the house's own rule)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from layers.press.families import MOST_LINE_PT, WHITE_FILLS, Family, family_of
from layers.press.files import figure_of
from layers.press.finding import Finding, Looked, verdict
from layers.press.furniture import qr_modules
from layers.press.legend_rows import outlines_of
from layers.press.order import ADDRESS_LENGTH
from layers.press.paint import HATCHES
from layers.press.reading_figure import WHITE
from layers.press.rooms import wants_locator
from layers.press.sight import contrast
from layers.press.sizes import POINTS_PER_INCH
from layers.press.window import Box
from translations import N_, Message

CLOSE: Final = 1e-3
OTHER_DPI: Final = 97.0
MOST_NAME_PT: Final = 20.0
"""A larger name would cover what it names."""

HALO_REACH: Final = 0.5
"""Of the size of the text: how far a halo may reach beyond it."""

WHITE_SHEET: Final = (1.0, 1.0, 1.0, 1.0)


def known_parts(looked: Looked) -> list[Finding]:
    """Every artist is of a known family and drawn as that family is; none that must be there is missing."""
    gids = Counter(artist.get_gid() for artist in looked.seen.artists)
    with at_another_scale(figure_of(looked.made)):
        faults = list(_odd_artists(looked))
    faults += [N_("“{name}”画了不止一次。", name=gid) for gid, times in gids.items() if gid and times > 1]
    faults += [N_("图上缺少“{name}”。", name=gid) for gid in sorted(set(required(looked)) - set(gids))]
    faults += [
        N_("“{name}”画得不合规定：{what}。", name="figure", what=odd) for odd in _sheet_oddities(looked)
    ]
    return verdict("known_parts", faults, N_("图上内容齐全，没有来历不明的内容。"))


@contextmanager
def at_another_scale(figure: Figure) -> Iterator[None]:
    """A figure at other dots an inch for a while: a transform that suits one scale by chance does not suit this one."""
    before = figure.dpi
    figure.set_dpi(OTHER_DPI)
    try:
        yield
    finally:
        figure.set_dpi(before)


def _odd_artists(looked: Looked) -> Iterator[Message]:
    for artist in looked.seen.artists:
        gid = artist.get_gid()
        family = family_of(gid)
        if family is None or type(artist) is not (Text if family.kind == "text" else PathPatch):
            yield N_("图上有来历不明的内容：{name}。", name=gid or type(artist).__name__)
            continue
        odd = list(oddities(looked, artist, family))
        if odd:
            yield N_("“{name}”画得不合规定：{what}。", name=gid, what="、".join(odd))


def oddities(looked: Looked, artist: Any, family: Family) -> Iterator[str]:
    """In what an artist differs from its family, by the names that matplotlib gives these properties."""
    alpha = artist.get_alpha()
    if not artist.get_visible():
        yield "visible"
    if (alpha if alpha is not None else 1.0) != (family.alpha if family.alpha is not None else 1.0):
        yield "alpha"
    if artist.get_zorder() != family.zorder:
        yield "zorder"
    if not _clipped_so(looked, artist, family):
        yield "clip"
    if not _is_in_points(artist):
        yield "transform"
    if (
        artist.get_path_effects()
        or artist.get_sketch_params()
        or artist.get_agg_filter()
        or "draw" in vars(artist)
    ):
        yield "effects"
    yield from (_text_oddities(artist, family) if family.kind == "text" else _path_oddities(artist, family))
    if family.gid.startswith("halo-") and not _is_under_its_text(looked, artist):
        yield "path"


def _clipped_so(looked: Looked, artist: Any, family: Family) -> bool:
    box, path = artist.get_clip_box(), artist.get_clip_path()
    if family.clip == "shape":
        return path is not None and artist.get_clip_on()
    if family.clip == "none":
        return box is None and path is None
    window = looked.made.inset if family.clip == "inset" else looked.made.window
    if box is None or window is None or not artist.get_clip_on():
        return False
    corners = np.array(box.extents) * POINTS_PER_INCH / figure_of(looked.made).dpi
    wanted = (window.box.left, window.box.bottom, window.box.right, window.box.top)
    return path is None and bool(np.abs(corners.ravel() - wanted).max() < 0.05)


def _is_in_points(artist: Any) -> bool:
    """Whether one in its coordinates is a point of the sheet."""
    scale = artist.get_figure().dpi / POINTS_PER_INCH
    apart = artist.get_transform().get_matrix() - np.diag([scale, scale, 1.0])
    return bool(np.abs(apart).max() < CLOSE)


def _path_oddities(artist: Any, family: Family) -> Iterator[str]:
    face, edge, width = artist.get_facecolor(), artist.get_edgecolor(), artist.get_linewidth()
    is_fill = family.kind == "fill"
    if artist.get_hatch() or (family.kind != "hatch" and artist.get_linestyle() not in ("solid", "-")):
        yield "linestyle"
    ink = face if is_fill else edge
    if is_fill != (artist.get_fill() and face[3] > 0) or ink[3] != (family.alpha or 1.0):
        yield "fill"
    elif contrast(ink, WHITE) < family.contrast or (is_fill and _should_be_white(artist, ink)):
        yield "colour"
    if not is_fill and not family.least <= width <= MOST_LINE_PT:
        yield "linewidth"
    if not len(artist.get_path().vertices):
        yield "path"


def _should_be_white(artist: Any, ink: Any) -> bool:
    return bool(WHITE_FILLS.fullmatch(artist.get_gid())) and tuple(ink[:3]) != WHITE


def _text_oddities(artist: Any, family: Family) -> Iterator[str]:
    if artist.get_fontsize() < family.least or (family.on_land and artist.get_fontsize() > MOST_NAME_PT):
        yield "fontsize"
    if to_rgba(artist.get_color())[3] < 1.0 or contrast(to_rgb(artist.get_color()), WHITE) < family.contrast:
        yield "colour"
    if (
        artist.get_rotation()
        or artist.get_bbox_patch() is not None
        or artist.get_usetex()
        or "\n" in artist.get_text()
    ):
        yield "layout"
    if not set(artist.get_text()) <= _letters(artist.get_fontproperties().get_file()):
        yield "font"


def _letters(file: str | None) -> set[str]:
    if not file:
        return set()
    return _letters_of_file(file)


def _letters_of_file(file: str) -> set[str]:
    if file not in _FONTS:
        _FONTS.clear()
        _FONTS[file] = {chr(code) for code in FT2Font(file).get_charmap()}
    return _FONTS[file]


_FONTS: Final[dict[str, set[str]]] = {}
"""Letters of the font of the sheet that is looked at."""


def _is_under_its_text(looked: Looked, halo: Any) -> bool:
    text = looked.seen.texts.get(halo.get_gid().removeprefix("halo-"))
    corners = halo.get_path().vertices
    around = Box(*corners.min(axis=0), *corners.max(axis=0))
    return text is not None and text.box.holds(around, HALO_REACH * text.size)


def _sheet_oddities(looked: Looked) -> Iterator[str]:
    """The sheet itself is white, of its size, and behind everything."""
    figure, sheet = figure_of(looked.made), looked.made.sheet
    patch = figure.patch
    if tuple(patch.get_facecolor()) != WHITE_SHEET or not patch.get_visible() or patch.get_zorder() > 1:
        yield "patch"
    if not np.allclose(figure.get_size_inches() * POINTS_PER_INCH, (sheet.width, sheet.height), atol=0.05):
        yield "size"


def required(looked: Looked) -> Iterator[str]:
    """Gids of all that must be there, as far as they can be told without the text of the sheet."""
    made, frame = looked.made, looked.made.frame
    yield from ("place-borders", "province-borders", "outline", "stamp", "foot-rule", "foot-1", "made-1")
    yield from ("frame-name-1", "title-1")
    # A card has neither what explains its figures nor headings: its classes are words.
    yield from () if looked.is_card else ("subtitle-1", "legend")
    yield from ("scale-bar-1", "scale-bar-2", "scale-bar-text", "halo-scale-bar-text")
    yield from ("metric-1",) if made.order.title.strip() else ()
    yield from ("note-1",) if made.order.note.strip() else ()
    yield from ("extent-note-1",) if frame.counties else ()
    owner = looked.geometry.counties["place_id"]
    yield from (f"county-{one}" for one in frame.counties if owner[one] in frame.partial)
    yield from ("stamp-frame",) if not made.order.approval_number else ()
    yield from () if looked.is_china else ("focus-outline",)
    yield from ("chosen", f"label-{frame.chosen}") if frame.chosen and not looked.is_sansha else ()
    yield from _required_keys(looked)
    yield from _hatches(looked, "")
    if wants_qr(looked):
        yield from ("qr", "qr-ground")
    if looked.wants_inset:
        yield from ("inset-ground", "inset-frame", "inset-title-0", "inset-outline", "inset-place-borders")
        yield "inset-province-borders"
    if wants_locator(looked):
        yield from ("locator-outline", "locator-focus")
        yield from (f"locator-province-{key}" for key in looked.geometry.provinces.index)
    yield from (
        f"halo-{gid}" for gid in looked.seen.texts if re.match(r"(island-|context-|county-)?label-", gid)
    )


def wants_qr(looked: Looked) -> bool:
    """Whether the address is one that a code can be made of."""
    address = looked.made.order.address
    return not looked.is_card and 0 < len(address) <= ADDRESS_LENGTH and qr_modules(address) is not None


def _required_keys(looked: Looked) -> Iterator[str]:
    for entry in looked.drawn.legend:
        yield from (f"key-{entry.code}", f"key-{entry.code}-frame", f"legend-{entry.code}-1")
        yield f"legend-{entry.code}-count"
        yield from (f"key-mark-{entry.code}",) if entry.mark else ()
        yield from (
            f"key-{entry.code}-hatch-{number}" for number in range(len(HATCHES.get(entry.hatch or "", ())))
        )
    for outline in outlines_of(looked.drawn, looked.made.frame, looked.words, 1.0):
        yield from (f"key-{outline.code}", f"legend-{outline.code}-1")
    yield from ("marked",) if marks_places(looked) else ()
    yield from ("legend-note-1",) if looked.drawn.legend_note and not looked.is_card else ()


def marks_places(looked: Looked) -> bool:
    """Whether any place in focus has the heavy line of the layer around it."""
    return any(place.note_code in looked.drawn.marked_notes for place in looked.wanted.values())


def _hatches(looked: Looked, prefix: str) -> Iterator[str]:
    for kind in sorted({place.hatch for place in looked.wanted.values() if place.hatch}):
        yield from (f"{prefix}hatch-{kind}-{number}" for number in range(len(HATCHES[kind])))
