"""Export a map for print: `python -m commands.export_press --layer observed --frame china --format pdf --out map.pdf`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from commands.open_atlas import CommandError, open_atlas
from commands.written_whole import refuse_odd_target, written_whole
from data.command_end import run_command
from geo.errors import shortened
from layers.layer_titles import layer_titles
from layers.press.export import (
    FORMATS,
    MapRuleError,
    PressFile,
    PressRequest,
    PressRequestError,
    export_press,
)
from layers.press.fonts import FontMissingError
from layers.press.sizes import SIZES
from policy.atlas import Atlas
from translations import Message, words_for

APPROVAL_SETTING = "MAP_APPROVAL_NUMBER"
EPOCH_SETTING = "SOURCE_DATE_EPOCH"
SPOKEN = ("zh", "en")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; exit code 2 with sentences on stderr when it cannot be carried out."""
    options = parser().parse_args(arguments)
    try:
        if options.list_layers:
            list_layers(open_atlas(), options.lang)
            return 0
        missing = [f"--{name}" for name in ("layer", "frame", "out") if not getattr(options, name)]
        if missing:
            raise CommandError(f"缺少 {'、'.join(missing)} / missing: {', '.join(missing)}")
        refuse_odd_target(Path(options.out))
        atlas = open_atlas()
        request = request_of(options)
        made = export_press(atlas, request)
        with written_whole({"map": Path(options.out)}) as streams:
            streams["map"].write(made.content)
    except PressRequestError as error:
        print("\n".join(both_languages(message) for message in error.messages), file=sys.stderr)
        return 2
    except MapRuleError as error:
        print("\n".join(both_languages(finding.message) for finding in error.findings), file=sys.stderr)
        return 2
    except FontMissingError as error:
        print(both_languages(error.message), file=sys.stderr)
        return 2
    except CommandError as error:
        print(error, file=sys.stderr)
        return 2
    report(made, Path(options.out))
    return 0


def request_of(options: argparse.Namespace) -> PressRequest:
    """The request that the options make.

    Raises
    ------
    CommandError
        When year or resolution are no numbers; other faults are told with the request.
    """
    faults = [
        f"--{name} 应为整数，读到“{shortened(value)}” / --{name} must be a whole number"
        for name, value in (("year", options.year), ("dpi", options.dpi))
        if value is not None and not (value.isascii() and value.isdigit() and len(value) < 7)
    ]
    if faults:
        raise CommandError("\n".join(faults))
    return PressRequest(
        layer_id=options.layer,
        frame=options.frame,
        format=options.format or Path(options.out).suffix.removeprefix(".").lower(),
        made_on=options.date or date_of_making(),
        lang=options.lang,
        year=None if options.year is None else int(options.year),
        size=options.size,
        dpi=None if options.dpi is None else int(options.dpi),
        title=options.title,
        note=options.note,
        address=options.address,
        text_as=options.text,
        approval_number=os.environ.get(APPROVAL_SETTING),
    )


def date_of_making() -> str:
    """The day of SOURCE_DATE_EPOCH where that is set (reproducible-builds.org), else today."""
    epoch = os.environ.get(EPOCH_SETTING, "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC).date().isoformat()


def report(made: PressFile, out: Path) -> None:
    """Say on stderr what was found and what the maker ought to know; the path alone on stdout."""
    for finding in made.findings:
        print(f"✓ {finding.rule}: {both_languages(finding.message)}", file=sys.stderr)
    for notice in made.notices:
        print(f"! {both_languages(notice)}", file=sys.stderr)
    print(out)


def list_layers(atlas: Atlas, lang: str) -> None:
    """Print ids and titles, a layer a line."""
    for layer_id, title in layer_titles(atlas.register, words_for(lang)).items():
        print(f"{layer_id}\t{title}")


def both_languages(message: Message) -> str:
    """A sentence in Chinese and English."""
    return " / ".join(dict.fromkeys(words_for(lang).render(message) for lang in SPOKEN))


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m commands.export_press", description=__doc__)
    made.add_argument(
        "--list-layers", action="store_true", help="列出图层 id 与名称 / list layers, one a line"
    )
    made.add_argument("--layer", default="", help="图层 id / layer id")
    made.add_argument(
        "--frame", default="", help="china、范围 id、省份或地点 / china, scope, province or place"
    )
    made.add_argument(
        "--format", default="", help=f"{' | '.join(FORMATS)}（默认按文件名 / by the file's name）"
    )
    made.add_argument("--lang", choices=SPOKEN, default="zh", help="语言 / language")
    made.add_argument("--year", help="年份 / year (default: newest)")
    made.add_argument("--size", default="wide", help=f"{' | '.join(SIZES)} (default wide)")
    made.add_argument("--dpi", help="PNG 每英寸点数 / dots an inch of PNG (default 144)")
    made.add_argument("--title", default="", help="标题 / title in place of the layer's")
    made.add_argument("--note", default="", help="说明 / note below the title")
    made.add_argument(
        "--date", default="", help="制作日期 / date printed, YYYY-MM-DD (default SOURCE_DATE_EPOCH or today)"
    )
    made.add_argument(
        "--address", default="", help="网址 / address of the dashboard or the view, for link and QR code"
    )
    made.add_argument("--text", default="text", help="SVG 文字 / words in SVG as text | paths")
    made.add_argument("--out", default="", help="文件 / file to write")
    return made


if __name__ == "__main__":
    run_command(main)
