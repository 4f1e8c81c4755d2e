"""Errors of the geometry package. Each carries one sentence that can be shown as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translations import N_, Message, words_for


class GeometryError(Exception):
    """Base of the errors of this package.

    Parameters
    ----------
    message
        The sentence, not yet in any language; `str()` of the error gives it in Chinese.
    """

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return words_for("zh").render(self.message)


class BoundaryDataMissingError(GeometryError):
    """The boundary package is not installed, or files of it are missing or damaged."""


class CarveOutError(GeometryError):
    """Carve-outs do not fit the boundary data; `faults` lists all that is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(N_("拆分单元与边界数据不符：{faults}。", faults="；".join(faults)))


class CoverageFaultError(GeometryError):
    """Shapes overlap, leave gaps, are missing or lost too much area; `faults` lists all of them.

    Parameters
    ----------
    faults
        One line each: kind and the places or counties concerned.
    file
        GeoJSON with the places where it is wrong, for QGIS; None when nothing could be located.
    """

    def __init__(self, faults: Sequence[str], file: Path | None) -> None:
        self.faults = tuple(faults)
        self.file = file
        listed = "；".join(faults)
        message = N_("边界图形有 {count} 处错误：{faults}。", count=len(faults), faults=listed)
        if file is not None:
            message = N_(
                "边界图形有 {count} 处错误：{faults}。位置见 {file}。",
                count=len(faults),
                faults=listed,
                file=file,
            )
        super().__init__(message)


class GeometryCacheError(GeometryError):
    """The cache folder cannot be read or written, or its disk is full."""


class CoordinateError(GeometryError):
    """Coordinates that are no position on Earth; `faults` lists all of them."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(N_("坐标有误：{faults}。", faults="；".join(faults)))


class UnknownPlaceError(GeometryError):
    """No place, or more than one, has this name.

    Parameters
    ----------
    text
        What was asked for.
    near
        Ids of the places that come closest, the best first; may be empty.
    near_names
        Their Chinese names in the same order, for the sentence.
    """

    def __init__(self, text: str, near: Sequence[str], near_names: Sequence[str] = ()) -> None:
        self.text = text
        self.near = list(near)
        super().__init__(self._sentence(shortened(text), "、".join(near_names or near)))

    def _sentence(self, text: str, names: str) -> Message:
        if not names:
            return N_("没有名为“{text}”的地点。", text=text)
        return N_("没有名为“{text}”的地点，相近的有：{names}。", text=text, names=names)


class AmbiguousPlaceError(UnknownPlaceError):
    """More than one place has this name; `near` holds them all."""

    def _sentence(self, text: str, names: str) -> Message:
        return N_("“{text}”可指多个地点：{names}，请用中文全称或代码。", text=text, names=names)


def shortened(text: str, length: int = 40) -> str:
    """Text fit for a sentence: one line, at most `length` characters."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return line if len(line) <= length else line[: length - 1] + "…"
