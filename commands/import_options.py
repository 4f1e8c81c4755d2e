"""The options of the import: `python -m commands.import_observations`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from importing.validity import HIGHEST_HOUR

SOURCE_FIELDS: Final = (
    "title_zh", "title_en", "issuer_zh", "issuer_en", "url", "licence", "note_zh", "note_en",
)  # fmt: skip
DESCRIPTION: Final = """Import annual or hourly PM2.5 into this installation, list what was imported, or undo it.

All of it or nothing: with a fault anywhere, every fault is listed and nothing is written (see docs/add_a_year.md)."""


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options, of which exactly one says what to do: files, `--list` or `--undo`.

    Raises
    ------
    SystemExit
        With code 2 and a sentence, when none or several do.
    """
    made = parser()
    options = made.parse_args(arguments)
    if bool(options.files) + options.list + bool(options.undo) != 1:
        made.error("给出文件、--list、--undo 之一 / give files, --list or --undo, one of them")
    if options.undo and options.check:
        made.error("--check 不与 --undo 同用 / --check does not go with --undo")
    return options


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(
        prog="python -m commands.import_observations", description=DESCRIPTION, fromfile_prefix_chars="@"
    )
    made.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="文件；@名单 逐行列出 / files; @list names them"
    )
    made.add_argument("--check", action="store_true", help="只检查，不写入 / check only, write nothing")
    made.add_argument(
        "--list", action="store_true", help="列出导入过的来源 / list the sources that were imported"
    )
    made.add_argument(
        "--undo", default="", metavar="SOURCE_ID", help="撤销一个来源的全部数值 / take one source away again"
    )
    made.add_argument("--json", action="store_true", help="在标准输出打印 JSON / print JSON on stdout")
    made.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="说明文字的语言 / language of sentences"
    )
    made.add_argument("--year", type=int, help="只导入这一年 / only this year")
    made.add_argument(
        "--basis",
        choices=("realtime", "official"),
        default="realtime",
        help="文件未写口径时的口径 / basis of figures that do not say theirs (default realtime)",
    )
    made.add_argument(
        "--data-folder",
        type=Path,
        help="本机数据文件夹 / folder of this installation's tables (default: $ATLAS_LOCAL_DATA or local_data)",
    )
    made.add_argument("--source-id", default="", help="来源代码 / id of the source, known or new")
    for name in SOURCE_FIELDS:
        made.add_argument(
            f"--source-{name.replace('_', '-')}", default="", help=f"documents.csv: {name}", metavar="TEXT"
        )
    made.add_argument(
        "--skip-unknown",
        action="store_true",
        help="略去不认识的地点（县、合计行等）并列出 / leave out and list what is no place: counties, totals …",
    )
    hourly = made.add_argument_group("小时值 / hourly values")
    hourly.add_argument(
        "--keep-short-years",
        action="store_true",
        help="保留不足 324 天的年份，只显示不判定 / keep years of fewer than 324 days, shown but not judged",
    )
    hourly.add_argument(
        "--highest-hour",
        type=float,
        default=HIGHEST_HOUR,
        help=f"高于此值（µg/m³）的小时值无效 / above this an hourly value is not believed (default {HIGHEST_HOUR:g})",
    )
    hourly.add_argument(
        "--hours-end",
        action="store_true",
        help="时刻指一小时的末尾，00:00 属前一日 / times name the end of the hour: 00:00 is of the day before",
    )
    return made
