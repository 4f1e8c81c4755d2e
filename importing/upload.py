"""An annual table that a reader hands over in the browser: read from memory as the command reads it, never stored."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from importing.annual_headings import Cells
from importing.annual_table import AnnualTable, double_faults, read_annual_table
from importing.faults import ImportFaultsError, whole_file
from importing.place_finder import PlaceFinder, Unknown
from importing.source_file import MOST_COLUMNS
from importing.table_lines import csv_lines, workbook_lines
from importing.text_encoding import encoding_of
from translations import N_

WORKBOOK_MARK: Final = b"PK\x03\x04"
MOST_FAULTS: Final = 200
"""A server is shared: reading a table of garbage ends early."""

WAY_OUT: Final = N_("不是地点的行可勾选“跳过不认识的地点”略去")
A_TABLE: Final = N_("CSV 文本（UTF-8 或 GBK）或 XLSX 工作簿")


def read_upload(
    name: str, content: bytes, finder: PlaceFinder, basis: str = "realtime", *, skip_unknown: bool = False
) -> AnnualTable:
    """Read an annual table, long or wide, out of the bytes of a CSV file or a workbook.

    Parameters
    ----------
    name
        Name of the file, for faults.
    content
        All of it.
    basis
        Of the rows that do not say theirs.
    skip_unknown
        Whether rows of no place are left out instead of being faults.

    Returns
    -------
    AnnualTable
        Rows and every fault; a table with a fault is not to be used.
    """
    try:
        unknown = Unknown(skip_unknown, WAY_OUT)
        table = read_annual_table(name, lines_of(name, content), finder, MOST_FAULTS, unknown)
    except ImportFaultsError as error:
        return AnnualTable(faults=list(error.faults))
    except csv.Error:
        fault = whole_file(name, N_("不成对的引号或过长的单元格"), A_TABLE)
        return AnnualTable(faults=list(fault.faults))
    table.rows = [row if row.basis else replace(row, basis=basis) for row in table.rows]
    table.faults += double_faults(table.rows)
    return table


def lines_of(name: str, content: bytes) -> Iterator[tuple[int, Cells]]:
    """Lines of the table with their numbers.

    Raises
    ------
    ImportFaultsError
        When it is neither text nor a workbook.
    """
    if not content.strip():
        raise whole_file(name, N_("空文件"), A_TABLE)
    if content.startswith(WORKBOOK_MARK):
        return workbook_lines(name, io.BytesIO(content))
    text = decoded(name, content)
    columns = text.split("\n", 1)[0].count(",") + 1
    if columns > MOST_COLUMNS:
        found = N_("{count} 列", count=columns)
        raise whole_file(name, found, N_("至多 {count} 列", count=MOST_COLUMNS))
    return csv_lines(name, io.StringIO(text, newline=""))


def decoded(name: str, content: bytes) -> str:
    """Text of the bytes, UTF-8 before GBK.

    Raises
    ------
    ImportFaultsError
        When they are no text, or UTF-8 with broken bytes in it.
    """
    if b"\0" in content:
        raise whole_file(name, N_("二进制内容或 UTF-16 文本"), A_TABLE)
    return content.decode(encoding_of(name, lambda: [content], A_TABLE))
