"""Writing the tables of this installation: whole or not at all, the table before kept beside it.

`data.local_tables` says where they lie and reads them; the columns are those of `datapackage.json`.
"""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from data.checks import read_and_check
from data.faults import TableFaultsError
from data.local_tables import FIGURE, LOCAL_TABLES, read_local_tables
from data.raw_table import RawTables
from data.schema import DATA_FOLDER, table_schemas
from importing.interrupts import uninterrupted
from importing.leftovers import PREFIX, remove_left_files

KEPT_FOLDER: Final = "previous"
LOCK_FILE: Final = ".lock"
LOCK_SECONDS: Final = 60
LEFT_PREFIXES: Final = (".new-", ".documents.csv.", ".observations.csv.")
"""How the names of half-written files begin: the folder's own tables are renamed into place."""

SOURCE_COLUMNS: Final = {"documents": "document_id", "observations": "source_id"}

OnWait = Callable[[int], None]
Cells = Mapping[str, str]
"""One row: text by column; a column left out is empty."""


class LocalFolderBusyError(Exception):
    """Another import is writing into the folder."""


@dataclass(frozen=True)
class Written:
    """What was written: the tables that changed, where the ones before are kept, and those taken away."""

    changed: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()


def add_rows(
    folder: Path, rows: Mapping[str, Sequence[Cells]], on_wait: OnWait = lambda _seconds: None
) -> Written:
    """Put rows into the tables of this installation; a row on the same figure or source is replaced.

    The result is checked as the atlas will check it before any of it is seen under its name. Sources are put in place
    before the figures that name them: a failure between the two leaves a source without figures, which is sound.

    Parameters
    ----------
    folder
        Made when it is not there.
    rows
        New rows of `documents` and `observations`.
    on_wait
        Told how many seconds at most another import is waited for, when there is one. The wait can be interrupted.

    Returns
    -------
    Written
        Nothing changed when all rows are there already.

    Raises
    ------
    TableFaultsError
        When the tables, before or with the new rows, have faults. Nothing is changed then.
    LocalFolderBusyError
        When another import does not end.
    OSError
        When the folder cannot be written.
    """
    with _locked(folder, on_wait):
        repository, local = read_tables(folder)
        contents = _contents(local, rows)
        _check(folder, contents, repository)
        return _put_in_place(folder, contents)


def check_rows(folder: Path, rows: Mapping[str, Sequence[Cells]]) -> None:
    """Say what `add_rows` would say of these rows; nothing is written, no lock is waited for.

    Raises
    ------
    TableFaultsError, OSError
        As `add_rows` would.
    """
    _refuse_unwritable(folder)
    repository, local = read_tables(folder)
    _check(folder, _contents(local, rows), repository)


def remove_source(folder: Path, source_id: str, on_wait: OnWait = lambda _seconds: None) -> Written | None:
    """Take the figures of one source, and the source where it is registered here, out of the tables.

    All of it or nothing: when a table cannot be replaced, those replaced before it are put back.

    Returns
    -------
    Written or None
        None when nothing here is of this source.

    Raises
    ------
    TableFaultsError, LocalFolderBusyError, OSError
        As `add_rows` does.
    """
    if not folder.is_dir():
        return None
    with _locked(folder, on_wait):
        repository, local = read_tables(folder)
        if not any(source_id in local.tables[name].values(SOURCE_COLUMNS[name]) for name in LOCAL_TABLES):
            return None
        contents = _contents(local, {}, without=source_id)
        _check(folder, contents, repository)
        # the figures go before their source; a table that has lost its last row goes too: so it was at first
        return _put_in_place(folder, {name: contents.get(name) for name in reversed(LOCAL_TABLES)})


def read_tables(folder: Path) -> tuple[RawTables, RawTables]:
    """The tables of the repository and those of this installation.

    Raises
    ------
    TableFaultsError
        When either have faults.
    """
    repository, faults = read_and_check(DATA_FOLDER)
    local, local_faults = read_local_tables(folder, repository)
    if faults or local_faults:
        raise TableFaultsError([*faults, *local_faults])
    return repository, local


def _put_in_place(folder: Path, contents: Mapping[str, str | None]) -> Written:
    """Replace the tables whose content is another, in the order given; None takes a table away.

    Only this moment lets nobody interrupt. When a table cannot be replaced, those before it are put back.
    """
    with uninterrupted():
        before = {name: _before(_path(folder, name)) for name in contents}
        after = {name: None if text is None else text.encode() for name, text in contents.items()}
        changed = [name for name in contents if before[name] != after[name]]
        kept = [path for name in changed if (path := _keep(folder, name)) is not None]
        done: list[str] = []
        try:
            for name in changed:
                done.append(name)
                _set(_path(folder, name), after[name])
        except OSError:
            for name in reversed(done):
                with contextlib.suppress(OSError):
                    _set(_path(folder, name), before[name])
            raise
    return Written(
        tuple(_path(folder, name) for name in changed if after[name] is not None),
        tuple(kept),
        tuple(_path(folder, name) for name in changed if after[name] is None),
    )


def _refuse_unwritable(folder: Path) -> None:
    """What `add_rows` meets where it may not write, without writing."""
    there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
    if not there.is_dir():
        number = errno.EEXIST if there == folder else errno.ENOTDIR
        raise OSError(number, os.strerror(number), str(folder))
    if not os.access(there, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


@contextmanager
def _locked(folder: Path, on_wait: OnWait) -> Iterator[None]:
    """Hold the folder's lock; whoever holds it removes what a killed import left half-written."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait(LOCK_SECONDS)
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise LocalFolderBusyError(str(folder)) from error
    try:
        remove_left_files(folder, LEFT_PREFIXES)
        remove_left_files(folder / KEPT_FOLDER, LEFT_PREFIXES)
        yield
    finally:
        lock.release()


def _contents(
    local: RawTables, rows: Mapping[str, Sequence[Cells]], without: str | None = None
) -> dict[str, str]:
    """The tables with rows added, or without those of a source; a table without rows has no content."""
    contents = {}
    for name in LOCAL_TABLES:
        schema = table_schemas()[name]
        # a figure has one source here: a new one takes the place of the one before
        key = FIGURE if name == "observations" else tuple(schema.primary_key)
        source_column = SOURCE_COLUMNS[name]
        before = [row.cells for row in local.rows(name) if row.cells[source_column] != without]
        all_rows = [*before, *rows.get(name, ())]
        by_key = {tuple(cells.get(column, "") for column in key): cells for cells in all_rows}
        if by_key:
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(schema.field_names)
            for _key, cells in sorted(by_key.items()):
                writer.writerow([cells.get(column, "") for column in schema.field_names])
            contents[name] = text.getvalue()
    return contents


def _check(folder: Path, contents: Mapping[str, str], repository: RawTables) -> None:
    """Read the new tables, elsewhere and unseen, as the atlas will; faults name the tables that they would become."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as trial:
        for name, text in contents.items():
            _path(Path(trial), name).write_text(text, encoding="utf-8", newline="")
        _local, faults = read_local_tables(Path(trial), repository)
    if faults:
        raise TableFaultsError([replace(fault, file=str(folder / Path(fault.file).name)) for fault in faults])


def _keep(folder: Path, name: str) -> Path | None:
    """Keep the table as it was, under the time of day; None when there was none."""
    content = _before(_path(folder, name))
    if content is None:
        return None
    (folder / KEPT_FOLDER).mkdir(exist_ok=True)
    path = folder / KEPT_FOLDER / f"{name}.{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.csv"
    _write(path, content)
    return path


def _set(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, content)


def _write(path: Path, content: bytes) -> None:
    """Write under another name, then rename: there is never half a file."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _path(folder: Path, name: str) -> Path:
    return folder / table_schemas()[name].file


def _before(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
