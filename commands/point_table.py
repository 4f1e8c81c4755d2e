"""A table of points answered row by row: read, checked as a whole, written in one go."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from commands.open_atlas import CommandError
from commands.point_record import point_record
from data.plain_number import plain_number
from geo.errors import shortened
from geo.point_lookup import Datum, coordinate_faults, locate_many
from policy.atlas import Atlas

ANSWER_COLUMNS: Final = (
    "datum",
    "county_id",
    "county_zh",
    "place_id",
    "place_zh",
    "province_zh",
    "key_region_zh",
    "geographies",
    "border_km",
    "in_border_strip",
    "opposite_province_zh",
    "uncertain",
    "measures",
    "note",
)
FAULTS_SHOWN: Final = 20


@dataclass(frozen=True)
class PointTable:
    """Rows as read, with the degrees of each."""

    columns: list[str]
    rows: list[list[str]]
    lon: list[float]
    lat: list[float]


def answer_table(opener: Callable[[], Atlas], paths: tuple[Path, Path], datum: Datum, lang: str) -> int:
    """Answer every point of a file; return how many there were.

    Parameters
    ----------
    opener
        Opens the atlas; called only once the table is found to be good.
    paths
        CSV to read and CSV to write (UTF-8), which may be the same. The columns of the first are kept, then come
        those of the record; lists are joined by `、`.
    datum, lang
        As in `point_record`.

    Raises
    ------
    CommandError
        When the table cannot be read or written or has faults, all of them named. Nothing is written then.
    """
    source, target = paths
    table = read_table(source)
    atlas = opener()
    answers = locate_many(atlas.geometry, table.lon, table.lat, datum)
    records = (point_record(atlas, answer, lang) for answer in answers)
    added = ([cell(record[name]) for name in ANSWER_COLUMNS] for record in records)
    lines = ([*row, *cells] for row, cells in zip(table.rows, added, strict=True))
    write_whole(target, [*table.columns, *ANSWER_COLUMNS], lines)
    return len(answers)


def read_table(path: Path) -> PointTable:
    """Read a table with the columns `lon` and `lat`.

    Raises
    ------
    CommandError
        Naming all faults.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            columns, *rows = list(csv.reader(stream, strict=True)) or [[]]
    except OSError as error:
        raise CommandError(f"无法读取 {path}：{error.strerror}。") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} 应为 UTF-8 编码的 CSV 文件。") from error
    except csv.Error as error:
        raise CommandError(f"{path} 不是完整的 CSV 文件：{error}。") from error
    columns = [name.strip() for name in columns]
    refuse(path, header_faults(columns))
    numbered = [(number, row) for number, row in enumerate(rows, 2) if any(text.strip() for text in row)]
    faults: list[str] = []
    points = [degrees(number, row, columns, faults) for number, row in numbered]
    refuse(path, faults)
    return PointTable(
        columns, [row for _, row in numbered], [lon for lon, _ in points], [lat for _, lat in points]
    )


def header_faults(columns: list[str]) -> list[str]:
    """Say which columns are missing, doubled or taken by the answer."""
    faults = [f"缺少 {name} 列" for name in ("lon", "lat") if name not in columns]
    faults += [f"{name or '（无名）'} 列重复" for name in dict.fromkeys(columns) if columns.count(name) > 1]
    return faults + [f"{name} 列与答案的列重名" for name in ANSWER_COLUMNS if name in columns]


def degrees(number: int, row: list[str], columns: list[str], faults: list[str]) -> tuple[float, float]:
    """Longitude and latitude of a row; what is wrong with it is added to `faults`."""
    if len(row) != len(columns):
        faults.append(f"第 {number} 行有 {len(row)} 列，应为 {len(columns)} 列")
        return 0.0, 0.0
    found = {}
    for name in ("lon", "lat"):
        text = row[columns.index(name)].strip()
        value = plain_number(text)
        if value is None:
            faults.append(f"第 {number} 行 {name}“{shortened(text)}”不是半角数字写成的数")
        else:
            found[name] = value
    if len(found) < 2:
        return 0.0, 0.0
    faults += [f"第 {number} 行{fault}" for fault in coordinate_faults(found["lon"], found["lat"])]
    return found["lon"], found["lat"]


def refuse(path: Path, faults: list[str]) -> None:
    """Stop when there are faults."""
    if faults:
        rest = len(faults) - FAULTS_SHOWN
        more = f"；另有 {rest} 处" if rest > 0 else ""
        raise CommandError(f"{path} 有 {len(faults)} 处错误：{'；'.join(faults[:FAULTS_SHOWN])}{more}。")


def cell(value: Any) -> str:
    """A value of the record as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "、".join(entry["name_zh"] for entry in value)
    return str(value)


def write_whole(path: Path, columns: list[str], rows: Iterable[list[str]]) -> None:
    """Write a CSV under another name and then rename it, so that there is never half a file.

    Raises
    ------
    CommandError
        When it cannot be written.
    """
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    temporary = None
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise CommandError(f"{path} 不是普通文件：--out 应为可以写入的 CSV 文件。")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(content.getvalue())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise CommandError(f"无法写入 {path}：{error.strerror}。") from error
