"""Print what applies at a coordinate: `python -m commands.locate_point 112.55 37.87 [--datum gcj02]`.

`--file points.csv --out answers.csv` answers a table (CSV or XLSX, of any length) with columns of longitude and latitude;
all other columns are kept. The ending of `--out` says what is written: .csv, .xlsx or .geojson; beside `answers.csv`
the clauses of each group of points are written to `answers.measures.csv`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from commands.open_atlas import CommandError, open_atlas
from commands.point_table import TableDone, TableOptions, answer_table
from data.command_end import INTERRUPTED, run_command
from data.plain_number import plain_number
from geo.errors import CoordinateError, shortened
from geo.point_lookup import DATUMS, coordinate_faults, locate
from importing.interrupts import ending_as_interrupt
from importing.point_answers import DATUM_NAMES
from policy.atlas import Atlas
from policy.point_record import point_record


def main(arguments: Sequence[str] | None = None, opener: Callable[[], Atlas] = open_atlas) -> int:
    """Run the command; exit code 2 with a sentence on stderr when the input is not understood."""
    options = parser().parse_args(arguments)
    try:
        with ending_as_interrupt() as ending:
            if options.file is None:
                print_point(options, opener)
            else:
                source, target = table_paths(options)
                asked = TableOptions(options.datum or "auto", options.lang, options.swap, options.skip_bad)
                print(end_sentence(answer_table(opener, source, target, asked)), file=sys.stderr)
    except (CommandError, CoordinateError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        if ending.exit_code == INTERRUPTED:
            raise
        print("已中断 / Interrupted.", file=sys.stderr)
        return ending.exit_code
    return 0


def print_point(options: argparse.Namespace, opener: Callable[[], Atlas]) -> None:
    """Print the record of one point."""
    if options.skip_bad or options.swap:
        raise CommandError("--swap 与 --skip-bad 只与 --file 一起使用。")
    lon, lat = degrees(options)
    atlas = opener()
    answer = locate(atlas.geometry, lon, lat, options.datum or "wgs84")
    print(json.dumps(point_record(atlas, answer, options.lang), ensure_ascii=False, indent=2))


def end_sentence(done: TableDone) -> str:
    """What was done and which files were written."""
    files = "、".join(str(path) for path in done.files)
    datum = "" if done.datum == "wgs84" else f"（按 {DATUM_NAMES[done.datum]} 读取，换算为 WGS-84）"
    bad = f"，{done.bad} 行有错误，未核查" if done.bad else ""
    return f"已回答 {done.answered} 个点位{datum}{bad}：{files}"


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m commands.locate_point", description=__doc__)
    made.add_argument("lon", nargs="?", help="经度，度 / longitude in degrees")
    made.add_argument("lat", nargs="?", help="纬度，度 / latitude in degrees")
    made.add_argument(
        "--datum",
        choices=DATUMS,
        help="坐标系 / datum of the coordinates (default: what the headings of a table name, else wgs84)",
    )
    made.add_argument(
        "--file", type=Path, help="点位表，含经度、纬度两列 / CSV or XLSX with columns lon and lat"
    )
    made.add_argument(
        "--out",
        type=Path,
        help="答案写入的文件；.csv 之外另写 <名称>.measures.csv（各组条款） / .csv, .xlsx or .geojson to write to; "
        "beside X.csv the clauses are written to X.measures.csv",
    )
    made.add_argument(
        "--skip-bad",
        action="store_true",
        help="有错误的行不核查，其余照常 / answer the other rows; bad ones get their fault as note",
    )
    made.add_argument(
        "--swap",
        action="store_true",
        help="点位表的经纬度两列写反了 / longitudes and latitudes of the table are exchanged",
    )
    made.add_argument("--lang", choices=("zh", "en"), default="zh", help="说明文字的语言 / language of notes")
    return made


def degrees(options: argparse.Namespace) -> tuple[float, float]:
    """Longitude and latitude given on the command line.

    Raises
    ------
    CommandError
        Naming all that is wrong with them.
    """
    if options.lon is None or options.lat is None:
        raise CommandError("请给出经度和纬度，或用 --file 与 --out 给出点位表。")
    if options.out is not None:
        raise CommandError("--out 只与 --file 一起使用。")
    numbers, faults = [], []
    for name, text in (("经度", options.lon), ("纬度", options.lat)):
        value = plain_number(text)
        numbers.append(value or 0.0)
        if value is None:
            faults.append(f"{name}“{shortened(text)}”不是半角数字写成的数")
    faults += coordinate_faults(*numbers)
    if faults:
        raise CoordinateError(faults)
    return numbers[0], numbers[1]


def table_paths(options: argparse.Namespace) -> tuple[Path, Path]:
    """Paths of the table and of the answers.

    Raises
    ------
    CommandError
        When one is missing, or a coordinate is given as well.
    """
    if options.out is None:
        raise CommandError("--file 须与 --out 一起使用。")
    if options.lon is not None:
        raise CommandError("经纬度与 --file 只能给出其一。")
    return options.file, options.out


if __name__ == "__main__":
    run_command(main)
