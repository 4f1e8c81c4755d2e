"""A sheet as a file: PNG, SVG or PDF. The same sheet gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from layers.press.drawing_settings import drawing
from layers.press.fonts import FONT_STACK
from layers.press.order import PressFigure, TextAs
from layers.press.sizes import SCREEN_DPI

CREATOR: Final = "Blue Sky Atlas"
PATH_DATA: Final = re.compile(r'(<(?:path|use)[^>]*? d=")([^"]*)(")')
NUMBER: Final = re.compile(r"-?\d+\.\d+")
CURVES: Final = re.compile("[QCHVSTA]")
CORNER: Final = re.compile(r"([MLZz])([^MLZz]*)")
FAMILY: Final = re.compile(r"font-family: [^;\"]*")


def png_bytes(made: PressFigure, dpi: int = SCREEN_DPI) -> bytes:
    """The sheet as PNG."""
    return _saved(made, FigureCanvasAgg, "png", dpi=dpi, metadata={"Software": None, "Title": title_of(made)})


def pdf_bytes(made: PressFigure) -> bytes:
    """The sheet as PDF: paths, and text in an embedded subset of the font (TrueType)."""
    day = datetime.fromisoformat(made.order.made_on).replace(tzinfo=UTC)
    metadata = {"Title": title_of(made), "Creator": CREATOR, "Producer": None, "CreationDate": day}
    return _saved(made, FigureCanvasPdf, "pdf", metadata=metadata)


def svg_bytes(made: PressFigure, text_as: TextAs = "text") -> bytes:
    """The sheet as SVG.

    Parameters
    ----------
    text_as
        `text`: words stay words, set in the viewer's font where Noto Sans SC is not installed; `paths`: outlines.
    """
    metadata = {"Title": title_of(made), "Creator": CREATOR, "Date": made.order.made_on}
    settings = {"svg.fonttype": "none" if text_as == "text" else "path"}
    return slim_svg(_saved(made, FigureCanvasSVG, "svg", settings=settings, metadata=metadata))


def title_of(made: PressFigure) -> str:
    """The title as printed, for the properties of a file."""
    texts = {
        str(text.get_gid()): text.get_text()
        for text in figure_of(made).findobj()
        if hasattr(text, "get_text")
    }
    lines = [texts[gid] for gid in sorted(texts) if re.fullmatch(r"title-\d+", gid)]
    return "".join(lines) if made.order.lang == "zh" else " ".join(lines)


def figure_of(made: PressFigure) -> Figure:
    """The figure of a sheet, typed."""
    assert isinstance(made.figure, Figure)
    return made.figure


def slim_svg(content: bytes) -> bytes:
    """Round coordinates to a hundredth of a point and name the font stack: a third of the size."""
    text = content.decode()
    text = PATH_DATA.sub(lambda found: found[1] + slim_path(found[2]) + found[3], text)
    return FAMILY.sub(f"font-family: {FONT_STACK}", text).encode()


def slim_path(data: str) -> str:
    """Path data in hundredths of a point; straight paths as steps from corner to corner, which are short numbers."""
    if CURVES.search(data):
        rounded = NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), data)
        return re.sub(r"\s*([MLQCHVZz])\s*", r"\1", rounded).strip()
    made: list[str] = []
    x = y = start_x = start_y = 0
    for command, numbers in CORNER.findall(data):
        if command in "Zz":
            made.append("z")
            x, y = start_x, start_y
            continue
        next_x, next_y = (round(float(number) * 100) for number in numbers.split())
        step = f"{hundredths(next_x - x)}{spaced(hundredths(next_y - y))}"
        if command == "M":
            made.append("m" + step)
            start_x, start_y = next_x, next_y
        elif (next_x, next_y) != (x, y):
            made.append("l" + step)
        x, y = next_x, next_y
    return joined(made)


def joined(steps: Sequence[str]) -> str:
    """One letter for a run of lines."""
    made: list[str] = []
    for before, step in zip(["", *steps], steps, strict=False):
        made.append(spaced(step[1:]) if step[0] == "l" and before[:1] == "l" else step)
    return "".join(made)


def spaced(number: str) -> str:
    """A number after another: a minus parts them already."""
    return number if number.startswith("-") else f" {number}"


def hundredths(value: int) -> str:
    """A number of hundredths as SVG writes it shortest."""
    text = f"{abs(value) / 100:.2f}".rstrip("0").rstrip(".")
    text = text[1:] if text.startswith("0.") else text
    return f"-{text}" if value < 0 else text


def _saved(
    made: PressFigure, canvas: Any, ending: str, *, settings: Mapping[str, Any] | None = None, **options: Any
) -> bytes:
    stream = io.BytesIO()
    with drawing(settings):
        figure = figure_of(made)
        canvas(figure)
        figure.savefig(stream, format=ending, facecolor="white", **options)
    return stream.getvalue()
