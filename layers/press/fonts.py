"""The typeface: Noto Sans SC out of a package of fonts, and a small TrueType font of the glyphs that a sheet uses.

The package is never imported: only its file is found and opened (SIL Open Font License 1.1). There is no bold weight in
it, so rank is told by size, colour and room alone.

The file has PostScript outlines, which matplotlib embeds under a wrong type that a press may refuse. So each sheet gets
a TrueType font of its own with the glyphs it uses, which is embedded as real text and drawn alike everywhere.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from matplotlib.ft2font import FT2Font, LoadFlags

from translations import N_, Message

FONT_PACKAGE: Final = "pylopdf-fonts-zh-cn"
FONT_FILE: Final = "NotoSansSC-Regular.otf"
FAMILY: Final = "Noto Sans SC"
POSTSCRIPT_NAME: Final = "NotoSansSC-Regular"
FONT_STACK: Final = (
    "'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
)
"""What a viewer of an SVG whose text is text falls back on."""

MISSING_SIGN: Final = "〓"
"""The geta sign, the printers' mark for a character they do not have."""

UNITS_PER_EM: Final = 1000
ASCENT, DESCENT = 880, 120
OUTLINE_ERROR: Final = 0.6
"""How far, in font units, the TrueType outline may stray from the original."""

FONT_TIME: Final = 3_600_000_000
"""Seconds since 1904, as the head table counts; any fixed time."""

SHOWN_MISSING: Final = 8


class FontMissingError(Exception):
    """The font is not installed, or its part for a sheet cannot be written; `message` is the sentence."""

    def __init__(self, message: Message | None = None) -> None:
        self.message = message or N_(
            "没有找到字体 {file}，请先运行：pip install -r requirements.txt",
            file=f"{FONT_PACKAGE}/{FONT_FILE}",
        )
        super().__init__(self.message.msgid.format(**self.message.params))


@cache
def font_path() -> Path:
    """Where the font lies.

    Raises
    ------
    FontMissingError
        When the package is not installed or has no such file.
    """
    try:
        found = [
            Path(str(file.locate())) for file in metadata.files(FONT_PACKAGE) or () if file.name == FONT_FILE
        ]
    except metadata.PackageNotFoundError:
        found = []
    if not found or not found[0].is_file():
        raise FontMissingError
    return found[0]


class Face:
    """The whole font, opened for measuring and for its outlines. Use it within `drawing()`."""

    def __init__(self) -> None:
        self._font = FT2Font(str(font_path()))
        self._font.set_size(UNITS_PER_EM, 72)
        self._characters = self._font.get_charmap()
        self._advances: dict[str, float] = {}

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for a character."""
        return ord(character) in self._characters

    def width(self, text: str, size: float) -> float:
        """Width of a line of text in points, without kerning."""
        return sum(self._advance(character) for character in text) * size / UNITS_PER_EM

    def outline(self, character: str) -> tuple[Any, Any, float]:
        """Vertices and matplotlib path codes of a glyph, and its advance, in font units."""
        glyph = self._font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
        vertices, codes = self._font.get_path()
        return vertices, codes, glyph.linearHoriAdvance / 65536

    def _advance(self, character: str) -> float:
        if character not in self._advances:
            self._advances[character] = self.outline(character)[2]
        return self._advances[character]


@cache
def face() -> Face:
    """The one open font of the process."""
    return Face()


def drawable(text: str, face: Face) -> tuple[str, tuple[str, ...]]:
    """Text as it can be drawn: one line, no control characters, what has no glyph replaced by a visible sign.

    Returns
    -------
    text, missing
        The characters that were replaced, each once.
    """
    kept: list[str] = []
    missing: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character in "\t\r\n\u3000" or unicodedata.category(character) == "Zs":
            kept.append(" ")
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Mn", "Me", "Zl", "Zp"):
            continue
        elif face.has(character):
            kept.append(character)
        else:
            kept.append(MISSING_SIGN)
            missing.append(character)
    return " ".join("".join(kept).split()), tuple(dict.fromkeys(missing))


def missing_notice(missing: Iterable[str]) -> Message | None:
    """Say which characters could not be drawn."""
    listed = list(missing)
    if not listed:
        return None
    named = "、".join(f"U+{ord(character):04X}" for character in listed[:SHOWN_MISSING])
    return N_(
        "字体中没有 {count} 个字符（{names}），图上以“{sign}”代替。",
        count=len(listed),
        names=named + ("…" if len(listed) > SHOWN_MISSING else ""),
        sign=MISSING_SIGN,
    )


@cache
def _font_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="atlas-press-fonts-")


def sheet_font(characters: Iterable[str]) -> Path:
    """A TrueType file with the glyphs of these characters, for as long as the process lives.

    The same characters give the same bytes. A file that a full disk left short or a clean-up took away is made anew.

    Raises
    ------
    FontMissingError
        When the folder for temporary files is full or cannot be written.
    """
    content = truetype_of(sorted(set(characters) | {" ", MISSING_SIGN}), face())
    try:
        folder = Path(_font_folder().name)
        path = folder / f"{hashlib.sha256(content).hexdigest()[:16]}.ttf"
        if not path.exists() or path.stat().st_size != len(content):
            folder.mkdir(mode=0o700, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise FontMissingError(
            N_(
                "字体写不进临时文件夹（{reason}）：请腾出空间，或用环境变量 TMPDIR 指定另一个文件夹。",
                reason=error.strerror or str(error),
            )
        ) from error
    return path


def truetype_of(characters: Iterable[str], face: Face) -> bytes:
    """Build the TrueType font: cubic outlines become quadratic, advances and names are kept."""
    glyphs, metrics, mapping = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (UNITS_PER_EM, 0)}, {}
    for character in characters:
        name = f"u{ord(character):05X}"
        vertices, codes, advance = face.outline(character)
        glyphs[name] = quadratic_glyph(vertices, codes)
        metrics[name] = (round(advance), getattr(glyphs[name], "xMin", 0))
        mapping[ord(character)] = name
    # A font given to it keeps the builder from asking the clock, or SOURCE_DATE_EPOCH, which may be empty.
    builder = FontBuilder(font=TTFont(recalcTimestamp=False))
    builder.isTTF = True
    builder.setupHead(unitsPerEm=UNITS_PER_EM, created=FONT_TIME, modified=FONT_TIME)
    builder.setupMaxp()
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(mapping)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (metrics[name][0], glyph.xMin) for name, glyph in glyphs.items()})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT)
    builder.setupNameTable(
        {
            "familyName": FAMILY,
            "styleName": "Regular",
            "psName": POSTSCRIPT_NAME,
            "fullName": FAMILY,
            "licenseDescription": "SIL Open Font License, Version 1.1",
        }
    )
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=-DESCENT, usWinAscent=ASCENT, usWinDescent=DESCENT)
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def quadratic_glyph(vertices: Any, codes: Any) -> Any:
    """A glyph of the TrueType table out of a matplotlib path (1 move, 2 line, 4 cubic curve, 79 close)."""
    target = TTGlyphPen(None)
    pen = Cu2QuPen(target, OUTLINE_ERROR, reverse_direction=True)
    points = [(float(x), float(y)) for x, y in vertices]
    open_contour = False
    step = 0
    while step < len(points):
        code = int(codes[step])
        if code == 1:
            if open_contour:
                pen.closePath()
            pen.moveTo(points[step])
            open_contour = True
        elif code == 2:
            pen.lineTo(points[step])
        elif code == 4:
            pen.curveTo(*points[step : step + 3])
            step += 2
        elif code == 3:
            pen.qCurveTo(*points[step : step + 2])
            step += 1
        step += 1
    if open_contour:
        pen.closePath()
    glyph = target.glyph()
    glyph.recalcBounds(None)
    return glyph
