"""Cells that a spreadsheet would take for a formula."""

from __future__ import annotations

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def harmless(cell: object) -> object:
    """A text cell that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers.

    A carriage return becomes a line feed: left bare in a file whose lines end in LF, it would begin a new row.
    """
    if not isinstance(cell, str):
        return cell
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell
