"""A table of points answered: checked as a whole, answered in chunks, written in one go."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from commands.open_atlas import CommandError
from geo.point_lookup import Datum
from importing.point_answers import PointAnswers
from importing.point_files import KINDS, MOST_POINTS, Kind, write_answers
from importing.point_lines import PointTable, read_point_file
from policy.atlas import Atlas
from translations import words_for

FAULTS_SHOWN: Final = 20


def answer_table(
    opener: Callable[[], Atlas], paths: tuple[Path, Path], datum: Datum, lang: str, swapped: bool = False
) -> int:
    """Answer every point of a file; return how many there were.

    Parameters
    ----------
    opener
        Opens the atlas; called only once the table is found to be good.
    paths
        Table to read (CSV, CSV.GZ, XLSX) and file to write (`.csv`, `.xlsx` or `.geojson`), which may be the same. The
        columns of the first are kept, then come `ANSWER_COLUMNS`. Beside a CSV the clauses of each group of points are
        written as `<name>.measures.csv`; the other two hold them themselves.
    datum, lang
        As in `policy.point_record`.
    swapped
        Take the columns of longitude and latitude for each other.

    Raises
    ------
    CommandError
        When the table cannot be read or written or has faults, all of them counted. Nothing is written then.
    """
    source, target = paths
    kind = kind_of(target)
    table = read_point_file(source, swapped=swapped)
    refuse(source, table)
    most = MOST_POINTS[kind]
    if most is not None and table.count > most:
        raise CommandError(
            f"{source} 有 {table.count} 个点位，XLSX 至多 {most} 个：请改写为 .csv 或 .geojson。"
        )
    answers = PointAnswers(opener(), table, datum, lang)
    files = {"answers": target}
    if kind == "csv":
        files["measures"] = target.with_suffix(".measures.csv")
    with written_whole(files) as streams:
        write_answers(answers, kind, streams.__getitem__)
    return table.count


def kind_of(target: Path) -> Kind:
    """The kind of file, by its ending.

    Raises
    ------
    CommandError
        When it is none that is written.
    """
    for kind in KINDS:
        if target.suffix.casefold() == f".{kind}":
            return kind
    raise CommandError(f"--out {target} 应以 .csv、.xlsx 或 .geojson 结尾。")


def refuse(path: Path, table: PointTable) -> None:
    """Stop when there are faults: one sentence for all of them."""
    if not table.fault_count:
        return
    words = words_for("zh")
    told = " ".join(fault.sentence(words) for fault in table.faults[:FAULTS_SHOWN])
    rest = table.fault_count - FAULTS_SHOWN
    more = f" 另有 {rest} 处。" if rest > 0 else ""
    remedy = " 如确实写反，请加 --swap。" if table.is_swapped else ""
    raise CommandError(f"{path} 有 {table.fault_count} 处错误：{told}{more}{remedy}")


@contextmanager
def written_whole(files: dict[str, Path]) -> Iterator[dict[str, IO[bytes]]]:
    """Streams that become files together when all is written, so that there is never half a file.

    Raises
    ------
    CommandError
        When one cannot be written.
    """
    temporary: dict[str, Path] = {}
    try:
        with contextlib.ExitStack() as stack:
            streams: dict[str, IO[bytes]] = {}
            for role, path in files.items():
                if path.exists() and not path.is_file():
                    raise CommandError(f"{path} 不是普通文件：--out 应为可以写入的文件。")
                handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.resolve().parent)
                temporary[role] = Path(name)
                streams[role] = stack.enter_context(os.fdopen(handle, "wb"))
            yield streams
        for role, path in files.items():
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            temporary[role].chmod(mode)
        for role in reversed(files):
            temporary.pop(role).replace(files[role].resolve())
    except OSError as error:
        raise CommandError(f"无法写入 {files['answers']}：{error.strerror}。") from error
    finally:
        for path in temporary.values():
            with contextlib.suppress(OSError):
                path.unlink()
