"""Faults of a whole file, such as another encoding or separator: one sentence instead of one a row."""

from __future__ import annotations

from typing import Final

from data.faults import TableFault
from data.schema import TableSchema

UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
OTHER_SEPARATORS: Final = {";": ";", "\t": "tabs", "|": "|"}


def whole_file_fault(content: bytes, schema: TableSchema) -> TableFault | None:
    """Say what is wrong with the form of a file as a whole; None when its rows can be looked at one by one."""
    told = _other_encoding(content) or _line_ends(content) or _other_separator(content, schema.field_names)
    if told is None:
        return None
    row, found, expected = told
    return TableFault(schema.file, row, None, found, expected)


def _other_encoding(content: bytes) -> tuple[int | None, str, str] | None:
    expected = "text in UTF-8"
    if content.startswith(UTF_16_MARKS):
        return None, "a file in UTF-16", expected
    lines = content.split(b"\n")
    nul = [number for number, line in enumerate(lines, start=1) if b"\0" in line]
    if len(nul) > 1:
        return nul[0], f"NUL bytes here and in {_more(nul)}", expected
    broken = {number: error for number, line in enumerate(lines, start=1) if (error := _error(line))}
    if len(broken) > 1:
        (first, error), *_ = broken.items()
        byte = error.object[error.start]
        return first, f"no UTF-8: byte 0x{byte:02x} at {error.start + 1}, and {_more([*broken])}", expected
    return None


def _line_ends(content: bytes) -> tuple[int | None, str, str] | None:
    if b"\n" not in content and content.count(b"\r") > 1:
        return None, "lines that end with CR alone", "lines that end with LF alone"
    return None


def _other_separator(content: bytes, columns: list[str]) -> tuple[int | None, str, str] | None:
    heading = content.partition(b"\n")[0].decode("utf-8", "replace").strip("\ufeff\r")
    for separator, words in OTHER_SEPARATORS.items():
        if [name.strip('"') for name in heading.split(separator)] == columns:
            return 1, f"a heading separated by {words}", "columns separated by commas"
    return None


def _error(line: bytes) -> UnicodeDecodeError | None:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error
    return None


def _more(rows: list[int]) -> str:
    more = len(rows) - 1
    return f"{more} more row{'' if more == 1 else 's'}"
