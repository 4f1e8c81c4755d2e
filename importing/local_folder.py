"""Writing the tables of this installation: whole or not at all, the table before kept beside it.

`data.local_tables` says where they lie and reads them; the columns are those of `datapackage.json`.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from data.checks import read_and_check
from data.faults import TableFaultsError
from data.local_tables import FIGURE, LOCAL_TABLES, read_local_tables
from data.raw_table import RawTables
from data.schema import DATA_FOLDER, table_schemas

KEPT_FOLDER: Final = "previous"
LOCK_FILE: Final = ".lock"
LOCK_SECONDS: Final = 60

Cells = Mapping[str, str]
"""One row: text by column; a column left out is empty."""


class LocalFolderBusyError(Exception):
    """Another import is writing into the folder."""


@dataclass(frozen=True)
class Written:
    """What was written: the tables that changed, and where the ones before are kept."""

    changed: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()


def add_rows(folder: Path, rows: Mapping[str, Sequence[Cells]]) -> Written:
    """Put rows into the tables of this installation; a row on the same figure or source is replaced.

    The result is checked as the atlas will check it before any of it is seen under its name. Sources are put in place
    before the figures that name them: a failure between the two leaves a source without figures, which is sound.

    Parameters
    ----------
    folder
        Made when it is not there.
    rows
        New rows of `documents` and `observations`.

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
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        repository, faults = read_and_check(DATA_FOLDER)
        local, local_faults = read_local_tables(folder, repository)
        if faults or local_faults:
            raise TableFaultsError([*faults, *local_faults])
        contents = _contents(local, rows)
        changed = {
            name: text for name, text in contents.items() if _before(_path(folder, name)) != text.encode()
        }
        if not changed:
            return Written()
        _check(folder, contents, repository)
        kept = [path for name in changed if (path := _keep(folder, name)) is not None]
        for name in LOCAL_TABLES:
            if name in changed:
                _write(_path(folder, name), changed[name].encode())
        return Written(tuple(_path(folder, name) for name in changed), tuple(kept))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        with FileLock(folder / LOCK_FILE, timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise LocalFolderBusyError(str(folder)) from error


def _contents(local: RawTables, rows: Mapping[str, Sequence[Cells]]) -> dict[str, str]:
    contents = {}
    for name in LOCAL_TABLES:
        schema = table_schemas()[name]
        # a figure has one source here: a new one takes the place of the one before
        key = FIGURE if name == "observations" else tuple(schema.primary_key)
        all_rows = [*(row.cells for row in local.rows(name)), *rows.get(name, ())]
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
    """Read the new tables, still under other names, as the atlas will."""
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as trial:
        for name, text in contents.items():
            _path(Path(trial), name).write_text(text, encoding="utf-8", newline="")
        _local, faults = read_local_tables(Path(trial), repository)
    if faults:
        raise TableFaultsError(faults)


def _keep(folder: Path, name: str) -> Path | None:
    """Keep the table as it was, under the time of day; None when there was none."""
    content = _before(_path(folder, name))
    if content is None:
        return None
    (folder / KEPT_FOLDER).mkdir(exist_ok=True)
    path = folder / KEPT_FOLDER / f"{name}.{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.csv"
    _write(path, content)
    return path


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
