"""What can be asked of a table of points beside the table: its datum, and answers no larger than can be held."""

from __future__ import annotations

import io
from typing import Final, Literal

from geo.datum import Datum
from importing.faults import whole_file
from importing.point_answers import DATUM_NAMES
from importing.point_table import PointTable
from translations import N_

AskedDatum = Datum | Literal["auto"]
"""`auto` is the datum that the headings name, else WGS 84."""

MOST_ANSWER_BYTES: Final = 256 * 1024 * 1024


def datum_of(table: PointTable, asked: AskedDatum) -> Datum:
    """The datum of a table.

    Raises
    ------
    ImportFaultsError
        When its headings name another one than is asked for.
    """
    named = table.named_datum
    if asked == "auto":
        return named or "wgs84"
    if named is not None and named != asked:
        found = N_("列名写明的坐标系 {datum}", datum=DATUM_NAMES[named])
        raise whole_file(table.name, found, N_("所选的坐标系 {datum}，或改选", datum=DATUM_NAMES[asked]))
    return asked


class AnswersTooLargeError(Exception):
    """The answers are larger than a server holds."""


class BoundedBytes(io.BytesIO):
    """Bytes in memory, up to a number of them."""

    def __init__(self, most: int = MOST_ANSWER_BYTES) -> None:
        super().__init__()
        self._most = most

    def write(self, content: bytes) -> int:  # type: ignore[override]
        """Write, or refuse.

        Raises
        ------
        AnswersTooLargeError
            When it would be too much.
        """
        if self.tell() + len(content) > self._most:
            raise AnswersTooLargeError
        return super().write(content)
