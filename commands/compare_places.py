"""Compare two to six places: `python -m commands.compare_places 140100 140700 --format csv --out table.csv`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from commands.open_atlas import CommandError, open_atlas, place_id_of
from commands.written_whole import refuse_odd_target, written_whole
from data.command_end import run_command
from layers.china_day import china_day
from layers.comparison_cells import FactCell
from layers.comparison_table import ComparisonTable, comparison_table
from layers.export_comparison import comparison_csv, comparison_xlsx
from policy.atlas import Atlas
from policy.comparison import FEWEST_PLACES, MOST_PLACES
from translations import words_for

KINDS: Final = ("json", "csv", "xlsx")

"""The clock of what leaves the atlas, wherever the command is run."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; exit code 2 with a sentence on stderr when the input is not understood."""
    options = parser().parse_args(arguments)
    try:
        kind = kind_of(options.format, options.out)
        atlas = open_atlas()
        place_ids = [place_id_of(atlas, text) for text in options.places]
        if not FEWEST_PLACES <= len(place_ids) <= MOST_PLACES or len(set(place_ids)) != len(place_ids):
            raise CommandError(f"应为 {FEWEST_PLACES} 到 {MOST_PLACES} 个不同的地点")
        table = comparison_table(atlas, place_ids, words_for(options.lang))
        content = written(atlas, table, kind)
        if options.out is None:
            sys.stdout.write(content.decode("utf-8-sig"))
        else:
            with written_whole({"table": options.out}) as streams:
                streams["table"].write(content)
    except CommandError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def kind_of(asked: str | None, out: Path | None) -> str:
    """What is written: as asked, else by the ending of the file, else JSON.

    Raises
    ------
    CommandError
        When a workbook has no file, or the file another ending or no ordinary place.
    """
    if out is None:
        if asked == "xlsx":
            raise CommandError("xlsx 需要 --out 写明文件")
        return asked or "json"
    refuse_odd_target(out)
    ending = out.suffix.casefold().removeprefix(".")
    if ending not in KINDS or asked not in (None, ending):
        raise CommandError(
            f"--out {out} 应以 {'、'.join(f'.{kind}' for kind in KINDS if asked in (None, kind))} 结尾。"
        )
    return ending


def written(atlas: Atlas, table: ComparisonTable, kind: str) -> bytes:
    """The comparison as a file of a kind."""
    if kind == "csv":
        return comparison_csv(atlas, table)
    if kind == "xlsx":
        address = f"compare?places={','.join(table.found.place_ids)}"
        return comparison_xlsx(atlas, table, china_day(), address)
    record = {
        "places": list(table.found.place_ids),
        "rows": [
            {
                "group": row.group,
                "key": row.key,
                "name": row.name,
                "is_difference": row.is_difference,
                "status": row.status,
                "cells": [cell_entry(cell) for cell in row.cells],
            }
            for row in table.rows
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def cell_entry(cell: FactCell) -> dict[str, Any]:
    """One fact of one place; `against_first` is how it stands against the first place."""
    return {
        "shown": cell.shown,
        "note": cell.note,
        "number": cell.number,
        "unit_symbol": cell.unit_symbol or None,
        "year": cell.year,
        "against_first": cell.kind or None,
        "cited": [{"document_id": one.document_id, "clause": one.clause} for one in cell.cited],
    }


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m commands.compare_places", description=__doc__)
    made.add_argument("places", nargs="+", help="名称、别名或六位代码 / names, aliases or six-digit codes")
    made.add_argument(
        "--format", choices=KINDS, help="默认按 --out 的结尾，否则 json / by the ending of --out, else json"
    )
    made.add_argument("--out", type=Path, help="写入的文件 / file to write")
    made.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="说明文字的语言 / language of the words"
    )
    return made


if __name__ == "__main__":
    run_command(main)
