"""A table of points answered: checked as a whole, answered in chunks, written in one go."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commands.open_atlas import CommandError
from commands.written_whole import refuse_odd_target, written_whole
from geo.datum import Datum
from importing.faults import ImportFaultsError
from importing.point_answers import GROUP_COLUMNS, PointAnswers
from importing.point_files import KINDS, MOST_POINTS, Kind, write_answers
from importing.point_lines import read_point_file
from importing.point_request import AskedDatum, datum_of
from importing.point_table import PointTable
from policy.atlas import Atlas
from translations import words_for

FAULTS_SHOWN: Final = 20


@dataclass(frozen=True)
class TableOptions:
    """How a table is to be answered: as in `importing.point_lines.read_point_file` and `policy.point_record`."""

    datum: AskedDatum = "auto"
    lang: str = "zh"
    swapped: bool = False
    skip_bad: bool = False


@dataclass(frozen=True)
class TableDone:
    """How many points were answered and how many were not, in which datum they were read, and the files written."""

    answered: int
    bad: int
    datum: Datum
    files: tuple[Path, ...]


def answer_table(opener: Callable[[], Atlas], source: Path, target: Path, options: TableOptions) -> TableDone:
    """Answer every point of a file.

    Parameters
    ----------
    opener
        Opens the atlas; called only once the table is found to be good.
    source, target
        Table to read (CSV, CSV.GZ, XLSX) and file to write (`.csv`, `.xlsx` or `.geojson`), which may be the same. The
        columns of the first are kept, then come `ANSWER_COLUMNS`. Beside a CSV the clauses of each group of points are
        written as `<name>.measures.csv`; the other two hold them themselves.

    Raises
    ------
    CommandError
        When the table cannot be read or written or has faults, all of them counted. Nothing is written then.
    """
    kind = kind_of(target)
    files = {"answers": target}
    if kind == "csv":
        files["measures"] = target.with_suffix(".measures.csv")
        refuse_foreign_side(source, files["measures"])
    refuse_odd_target(target)
    table = read_point_file(source, swapped=options.swapped, skip_bad=options.skip_bad)
    refuse(source, table)
    most = MOST_POINTS[kind]
    if most is not None and table.count > most:
        raise CommandError(
            f"{source} 有 {table.count} 个点位，XLSX 至多 {most} 个：请改写为 .csv 或 .geojson。"
        )
    try:
        datum = datum_of(table, options.datum)
        answers = PointAnswers(opener(), table, datum, options.lang)
        with written_whole(files) as streams:
            write_answers(answers, kind, streams.__getitem__)
    except ImportFaultsError as error:
        raise CommandError(" ".join(fault.sentence(words_for("zh")) for fault in error.faults)) from error
    except csv.Error as error:
        raise CommandError(f"{source} 在读取期间被改动，没有写出答案。") from error
    return TableDone(table.count - table.bad_count, table.bad_count, datum, tuple(files.values()))


def refuse_foreign_side(source: Path, side: Path) -> None:
    """Stop when the file of clauses would take the place of the table, or of a file that is not such a one.

    Raises
    ------
    CommandError
        Naming the file.
    """
    refuse_odd_target(side)
    try:
        if not side.exists():
            return
        if source.exists() and side.samefile(source):
            raise CommandError(f"{side} 是要读的表，而各组条款也写到这里：请换一个 --out。")
        with side.open("rb") as stream:
            head = stream.readline(1000).decode("utf-8-sig", "replace")
    except OSError as error:
        raise CommandError(f"无法读取 {side}：{error.strerror or error}。") from error
    if not head.startswith(",".join(GROUP_COLUMNS)):
        raise CommandError(
            f"{side} 已存在，不是本命令写的条款表，而各组条款要写到这里：请移走它或换一个 --out。"
        )


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
    if table.is_skippable:
        remedy = f" 加 --skip-bad 只核查其余 {table.count - table.bad_count} 行。"
    raise CommandError(f"{path} 有 {table.fault_count} 处错误：{told}{more}{remedy}")
