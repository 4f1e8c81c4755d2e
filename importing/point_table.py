"""A table of points that was read to its end once, and is read again to be answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.datum import Datum
from importing.annual_headings import Cells
from importing.faults import ImportFault, ImportFaultsError, whole_file
from importing.point_rows import Cell, degrees, has_content, looks_exchanged, row_faults
from translations import N_, Message

KEPT_ROWS: Final = 100_000
FAULTS_LISTED: Final = 50

MAY_BE_EXCHANGED: Final = N_("这一行的经度和纬度看来写反了，请核对。")


@dataclass(frozen=True)
class PointRows:
    """Some rows of a table: their cells, the degrees of each, and what a reader should know of them.

    Attributes
    ----------
    faults
        Of each row; one with any has no position, and its degrees are NaN.
    exchanged
        Whether longitude and latitude of a row look exchanged.
    """

    cells: list[list[Cell]]
    lon: list[float]
    lat: list[float]
    faults: list[list[ImportFault]]
    exchanged: list[bool]


@dataclass
class PointTable:
    """A table that was read to its end once.

    Attributes
    ----------
    reopen
        Gives the lines anew, with their numbers.
    identity
        Equal as long as the file is the same.
    skip_bad
        Whether rows with a fault are kept and not answered, instead of being faults of the table.
    headings
        All headings, trimmed; `lon_at` and `lat_at` are positions among them.
    columns
        Those of them that are kept: columns without a name that hold nothing are left out.
    count
        Rows with something in them; `bad_count` of them have a fault.
    faults
        The first of all that is wrong; `fault_count` says how many there are.
    is_swapped
        Every longitude would be a latitude of China and the other way round: the two columns are exchanged.
    is_skippable
        Only some rows are wrong: the others can be answered.
    named_datum
        What the headings call the datum.
    """

    name: str
    reopen: Callable[[], Iterator[tuple[int, Cells]]]
    identity: Callable[[], object]
    skip_bad: bool = False
    headings: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    lon_at: int = 0
    lat_at: int = 0
    count: int = 0
    bad_count: int = 0
    faults: list[ImportFault] = field(default_factory=list)
    fault_count: int = 0
    is_swapped: bool = False
    is_skippable: bool = False
    named_datum: Datum | None = None
    _kept: list[tuple[int, Cells]] | None = field(default_factory=list)
    _kept_at: list[int] = field(default_factory=list)
    _unnamed: dict[int, bool] = field(default_factory=dict)
    _state: object = None

    def mark_state(self) -> None:
        """Remember which file is being read."""
        self._state = self.identity()

    def set_headings(self, headings: list[str]) -> None:
        """Note the headings; those at the end without a name are no columns unless something stands there."""
        while headings and not headings[-1]:
            headings.pop()
        self.headings = headings
        self._unnamed = {at: False for at, heading in enumerate(headings) if not heading}

    def find_kept_columns(self) -> None:
        """Leave out the columns without a name that hold nothing."""
        used = [at for at, is_used in self._unnamed.items() if is_used]
        if len(used) > 1:
            self.add_fault(1, None, N_("{count} 列没有列名却有内容", count=len(used)), N_("各不相同的列名"))
        self._kept_at = [at for at in range(len(self.headings)) if self._unnamed.get(at, True)]
        self.columns = [self.headings[at] for at in self._kept_at]

    @property
    def degree_places(self) -> tuple[int, int]:
        """Positions of longitude and latitude among `columns`."""
        return self._kept_at.index(self.lon_at), self._kept_at.index(self.lat_at)

    def chunks(self, size: int) -> Iterator[PointRows]:
        """The rows in their order, `size` at a time; only of a table without a fault.

        Raises
        ------
        ImportFaultsError
            When the file is not the one that was checked.
        """
        rows = self._kept if self._kept is not None else self._anew()
        taken: list[tuple[int, Cells]] = []
        seen = 0
        for row in rows:
            taken.append(row)
            if len(taken) == size:
                seen += size
                yield self._read(taken)
                taken = []
        if seen + len(taken) != self.count:
            raise self._changed()
        if taken:
            yield self._read(taken)

    def _anew(self) -> Iterator[tuple[int, Cells]]:
        if self.identity() != self._state:
            raise self._changed()
        lines = self.reopen()
        next(lines, None)
        return ((number, cells) for number, cells in lines if has_content(cells))

    def _read(self, rows: Sequence[tuple[int, Cells]]) -> PointRows:
        places = self.lon_at, self.lat_at
        width = len(self.headings)
        cells = [padded(row, width) for _number, row in rows]
        faults = [row_faults(self.name, self.headings, places, number, row) for number, row in rows]
        if any(faults) and not self.skip_bad:
            raise self._changed()
        lon, lat = (
            [degrees(row[at], "lon" if at == self.lon_at else "lat") for row in cells] for at in places
        )
        return PointRows(
            [[row[at] for at in self._kept_at] for row in cells],
            [float("nan") if value is None else value for value in lon],
            [float("nan") if value is None else value for value in lat],
            faults,
            [looks_exchanged(row, places) for row in cells],
        )

    def _changed(self) -> ImportFaultsError:
        return whole_file(self.name, N_("读取期间被改动的文件"), N_("核对之后没有改动的文件"))

    def add_fault(self, row: int | None, column: str | None, found: str | Message, expected: Message) -> None:
        """Note a fault; of many only the first are kept."""
        self.add_faults([ImportFault(self.name, row, column, found, expected)])

    def add_faults(self, faults: Sequence[ImportFault]) -> None:
        """Note faults; of many only the first are kept."""
        self.fault_count += len(faults)
        self.faults += faults[: FAULTS_LISTED - len(self.faults)] if len(self.faults) < FAULTS_LISTED else []

    def only_fault(self, found: str | Message, expected: Message) -> None:
        """A fault of the whole table, beside which no other matters."""
        self.faults, self.fault_count, self.is_skippable = [], 0, False
        self.add_fault(None, None, found, expected)

    def drop_rows(self) -> None:
        """Keep no rows: there are too many, or they are not to be used."""
        self._kept = None

    def keep(self, number: int, cells: Cells) -> None:
        """Keep a row while there are few; note which columns without a name hold something."""
        for at, is_used in self._unnamed.items():
            if not is_used and at < len(cells) and has_content([cells[at]]):
                self._unnamed[at] = True
        if self._kept is not None:
            self._kept.append((number, cells))
            if len(self._kept) > KEPT_ROWS:
                self.drop_rows()


def padded(cells: Sequence[Cell], length: int) -> list[Cell]:
    """A row with as many cells as there are columns."""
    return [*cells[:length], *([None] * (length - len(cells)))]
