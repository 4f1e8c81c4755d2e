"""A file as it is given: an ordinary one, its encoding and compression, and its heading.

Only the beginning is read here. Nothing is opened that could hang (a device, a pipe) or unfold without end.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Literal

from importing.faults import ImportFault, ImportFaultsError, whole_file
from importing.text_encoding import Encoding, encoding_of
from translations import N_, Message

Compression = Literal["none", "gzip", "zip"]

HEAD_BYTES: Final = 256 * 1024
"""The heading of a file lies in these: 370 cities take 4 kB."""

MOST_COLUMNS: Final = 1000
MOST_UNFOLDING: Final = 200
UNFOLDED_FREELY: Final = 64 * 1024 * 1024
"""A compressed file may become this many bytes at any rate; beyond that 200 times its size (tables: 5 to 30 times)."""

GZIP_MARK: Final = b"\x1f\x8b"
ZIP_MARK: Final = b"PK\x03\x04"
OLD_EXCEL_MARK: Final = b"\xd0\xcf\x11\xe0"
UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
ORDINARY_FILE: Final = N_("可以读取的普通文件")
A_TABLE: Final = N_("CSV（UTF-8 或 GBK）、CSV.GZ 或 XLSX 表格")


@dataclass(frozen=True)
class SourceFile:
    """One file to be imported.

    Parameters
    ----------
    path
        Where it is.
    name
        As it was named: for messages.
    size
        Bytes on disk.
    compression, encoding
        How its text is packed and written.
    heading
        The cells of its first line, trimmed; empty for a workbook.
    """

    path: Path
    name: str
    size: int
    compression: Compression
    encoding: Encoding
    heading: tuple[str, ...]

    @contextmanager
    def text(self) -> Iterator[IO[str]]:
        """The file as text, line ends as they are.

        Raises
        ------
        ImportFaultsError
            When it cannot be read, is cut short or is not text of its encoding; also while it is being read.
        """
        with readable(self.name), open_plain(self.path, self.compression) as stream:
            yield io.TextIOWrapper(stream, encoding=self.encoding, newline="")


class UnfoldingError(Exception):
    """A compressed file unfolds to far more than any table of its size."""


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn what goes wrong while a file is read into a fault of the file."""
    try:
        yield
    except UnfoldingError as error:
        raise whole_file(name, N_("展开后极大的压缩数据"), N_("按实际大小压缩的表格")) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise whole_file(name, N_("压缩数据不完整或已损坏"), N_("完整的 GZIP 文件")) from error
    except UnicodeDecodeError as error:
        raise whole_file(name, N_("不是文本的字节"), A_TABLE) from error
    except csv.Error as error:
        raise whole_file(name, N_("不成对的引号或过长的单元格"), A_TABLE) from error
    except FileNotFoundError as error:
        raise whole_file(name, N_("没有这个文件"), ORDINARY_FILE) from error
    except PermissionError as error:
        raise whole_file(name, N_("没有读取权限"), ORDINARY_FILE) from error
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        raise whole_file(name, N_("读取出错：{reason}", reason=error), ORDINARY_FILE) from error


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than a number of bytes."""

    def __init__(self, stream: gzip.GzipFile, most: int) -> None:
        self._stream, self._left = stream, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        content = self._stream.read(len(buffer))
        self._left -= len(content)
        if self._left < 0:
            raise UnfoldingError
        buffer[: len(content)] = content
        return len(content)


@contextmanager
def open_plain(path: Path, compression: Compression) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked; a file that unfolds beyond all measure ends in `UnfoldingError`."""
    if compression == "gzip":
        most = max(UNFOLDED_FREELY, MOST_UNFOLDING * path.stat().st_size)
        with gzip.open(path) as packed:
            yield io.BufferedReader(_Bounded(packed, most), 1024 * 1024)
    else:
        with path.open("rb") as stream:
            yield stream


def examine(path: Path) -> SourceFile:
    """Look at the beginning of a file.

    Parameters
    ----------
    path
        As named by the user.

    Raises
    ------
    ImportFaultsError
        When it is missing, no ordinary file, empty, or begins with something that is no table.
    """
    name = str(path)
    with readable(name):
        status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise whole_file(name, _kind_of(status.st_mode), ORDINARY_FILE)
    with readable(name):
        with path.open("rb") as stream:
            mark = stream.read(4)
        compression = _compression(name, mark)
        if compression == "zip":
            return SourceFile(path, name, status.st_size, compression, "utf-8-sig", ())
        with open_plain(path, compression) as stream:
            head = stream.read(HEAD_BYTES)
    encoding = _encoding(name, head)
    heading = _heading(name, head, encoding)
    return SourceFile(path, name, status.st_size, compression, encoding, heading)


def _kind_of(mode: int) -> Message:
    if stat.S_ISDIR(mode):
        return N_("文件夹")
    return N_("设备、管道或套接字")


def _compression(name: str, mark: bytes) -> Compression:
    if not mark:
        raise whole_file(name, N_("空文件"), A_TABLE)
    if mark.startswith(OLD_EXCEL_MARK):
        raise whole_file(name, N_("旧版 Excel 文件（XLS）或加密的工作簿"), N_("另存为 XLSX 或 CSV 的表格"))
    if mark.startswith(GZIP_MARK):
        return "gzip"
    return "zip" if mark.startswith(ZIP_MARK) else "none"


def _encoding(name: str, head: bytes) -> Encoding:
    if head.startswith(UTF16_MARKS) or b"\0" in head:
        raise whole_file(name, N_("二进制内容或 UTF-16 文本"), A_TABLE)
    return encoding_of(name, lambda: [head], A_TABLE, whole=len(head) < HEAD_BYTES)


def _heading(name: str, head: bytes, encoding: Encoding) -> tuple[str, ...]:
    line = _LINE_END.split(head, maxsplit=1)[0]
    if len(line) == HEAD_BYTES:
        raise whole_file(name, N_("超过 {size} kB 的首行", size=HEAD_BYTES // 1024), N_("首行为列名的表格"))
    text = line.decode(encoding, "replace")
    try:
        cells = next(csv.reader([text], delimiter=delimiter_of(text), strict=True), [])
    except csv.Error as error:
        fault = ImportFault(name, 1, None, text, N_("首行为列名的表格"))
        raise ImportFaultsError([fault]) from error
    if len(cells) > MOST_COLUMNS:
        fault = ImportFault(
            name, 1, None, N_("{count} 列", count=len(cells)), N_("至多 {count} 列", count=MOST_COLUMNS)
        )
        raise ImportFaultsError([fault])
    return tuple(cell.strip() for cell in cells)


def delimiter_of(heading: str) -> str:
    """What stands between the cells of a heading: a comma, else a tab or semicolon if there is one."""
    if "," in heading:
        return ","
    return next((mark for mark in ("\t", ";") if mark in heading), ",")
