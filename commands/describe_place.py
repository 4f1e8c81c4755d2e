"""Print the JSON record of a place: `python -m commands.describe_place 140100` (a name, alias or code)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from commands.open_atlas import CommandError, open_atlas, place_id_of
from data.command_end import run_command
from geo.errors import shortened
from policy.observed import observed_years
from policy.place_record import place_record


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; exit code 2 with a sentence on stderr when the input is not understood."""
    options = parser().parse_args(arguments)
    try:
        atlas = open_atlas()
        years = observed_years(atlas.register)
        if options.year not in [str(year) for year in years]:
            wanted = f"{years[0]}—{years[-1]} 之一，以半角数字书写"
            raise CommandError(f"没有“{shortened(options.year)}”年的数据：应为 {wanted}")
        record = place_record(atlas, place_id_of(atlas, options.place), int(options.year), options.lang)
    except CommandError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(record, ensure_ascii=False, indent=2))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m commands.describe_place", description=__doc__)
    made.add_argument("place", help="名称、别名或六位代码 / name, alias or six-digit code")
    made.add_argument("--year", default="2025", help="判定的年份 / year to judge (default 2025)")
    made.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="说明文字的语言 / language of sentences"
    )
    return made


if __name__ == "__main__":
    run_command(main)
