"""Which encoding a text is in, told from all of it: one broken byte does not make UTF-8 a text of another encoding."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from typing import Final, Literal

from importing.faults import ImportFault, ImportFaultsError, whole_file
from translations import N_, Message

Encoding = Literal["utf-8-sig", "gb18030"]
Chunks = Callable[[], Iterable[bytes]]
_MARK: Final = codecs.BOM_UTF8
_LOST: Final = "\ufffd"


def encoding_of(name: str, chunks: Chunks, expected: Message, *, whole: bool = True) -> Encoding:
    """UTF-8 or GB18030.

    Parameters
    ----------
    chunks
        Gives the bytes from the beginning, each time it is called.
    expected
        What the file should be, for the fault.
    whole
        Whether the bytes are all there are; otherwise the last character may be cut in two.

    Raises
    ------
    ImportFaultsError
        When it is UTF-8 but for some broken bytes (the line and the byte of the first are named), or no text at all.
    """
    broken = _broken_line(chunks(), whole)
    if broken is None:
        return "utf-8-sig"
    if _is_mostly_utf8(chunks()):
        line, byte = broken
        found = N_("UTF-8 文本中的坏字节 0x{byte}", byte=f"{byte:02X}")
        raise ImportFaultsError(
            [ImportFault(name, line, None, found, N_("整个文件用同一种编码（UTF-8 或 GBK）"))]
        )
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    try:
        for chunk in chunks():
            decoder.decode(chunk)
        decoder.decode(b"", final=whole)
    except UnicodeDecodeError as error:
        raise whole_file(name, N_("不是文本的字节"), expected) from error
    return "gb18030"


def _broken_line(chunks: Iterable[bytes], whole: bool) -> tuple[int, int] | None:
    """Line and value of the first byte that is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    line = 1
    try:
        for chunk in chunks:
            line += decoder.decode(chunk).count("\n")
        decoder.decode(b"", final=whole)
    except UnicodeDecodeError as error:
        return line + error.object.count(b"\n", 0, error.start), error.object[error.start]
    return None


def _is_mostly_utf8(chunks: Iterable[bytes]) -> bool:
    """Whether it begins with the mark of UTF-8, or more of its sequences beyond ASCII are UTF-8 than are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    for at, chunk in enumerate(chunks):
        if at == 0 and chunk.startswith(_MARK):
            return True
        text = decoder.decode(chunk)
        lost = text.count(_LOST)
        bad += lost
        good += len(text) - lost - len(text.encode("ascii", "ignore"))
    return good > bad
