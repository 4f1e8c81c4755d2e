"""Export a map for print: `python -m commands.export_press --layer observed --frame china --format pdf --out map.pdf`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from commands.open_atlas import CommandError, open_atlas
from commands.written_whole import refuse_odd_target, written_whole
from data.command_end import run_command
from geo.errors import shortened
from layers.china_day import china_day
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
from layers.press.map_rules import why_stopped
from layers.press.request import TEXT_CHOICES
from layers.press.sizes import SIZES
from policy.atlas import Atlas
from translations import N_, Message, words_for

APPROVAL_SETTING = "MAP_APPROVAL_NUMBER"
EPOCH_SETTING = "SOURCE_DATE_EPOCH"
SPOKEN = ("zh", "en")
USED_BY = {"size": ("png", "svg", "pdf", "zip"), "dpi": ("png",), "text": ("svg",)}
"""In which formats an option changes something."""


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
        if not Path(options.out).absolute().parent.is_dir():
            folder = shortened(str(Path(options.out).parent))
            raise CommandError(f"没有文件夹“{folder}” / there is no folder {folder}")
        atlas = open_atlas()
        request = request_of(options)
        if request.format in FORMATS:
            say(ignored_options(options, request.format))
        made = export_press(atlas, request)
        with written_whole({"map": Path(options.out)}) as streams:
            streams["map"].write(made.content)
    except PressRequestError as error:
        print("\n".join(both_languages(message) for message in error.messages), file=sys.stderr)
        return 2
    except MapRuleError as error:
        print("\n".join(both_languages(told) for told in why_stopped(error.findings)), file=sys.stderr)
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
        format=format_of(options),
        made_on=options.date or date_of_making(),
        lang=options.lang,
        year=None if options.year is None else int(options.year),
        size=options.size or SIZES[0],
        dpi=None if options.dpi is None else int(options.dpi),
        title=options.title,
        note=options.note,
        address=options.address,
        text_as=options.text or TEXT_CHOICES[0],
        approval_number=os.environ.get(APPROVAL_SETTING),
    )


def format_of(options: argparse.Namespace) -> str:
    """The format asked for, else the one that the name of the file ends in."""
    return str(options.format or Path(options.out).suffix.removeprefix(".").lower())


def date_of_making() -> str:
    """The day in China of SOURCE_DATE_EPOCH where that is set (reproducible-builds.org), else today; empty is unset.

    Raises
    ------
    CommandError
        When it is set to something that is no number of seconds.
    """
    epoch = os.environ.get(EPOCH_SETTING, "").strip()
    if not epoch:
        return china_day().isoformat()
    try:
        return china_day(datetime.fromtimestamp(int(epoch), UTC)).isoformat()
    except (ValueError, OverflowError, OSError) as error:
        told = f"环境变量 {EPOCH_SETTING} 应为秒数，读到“{shortened(epoch)}”"
        raise CommandError(f"{told} / {EPOCH_SETTING} must be a number of seconds") from error


def ignored_options(options: argparse.Namespace, wanted: str) -> list[Message]:
    """Options that were given and change nothing in the format that is asked for, a sentence each."""
    given = {"size": options.size, "dpi": options.dpi, "text": options.text}
    return [
        N_("--{name} 对 {format} 没有作用，已忽略。", name=name, format=wanted)
        for name, value in given.items()
        if value is not None and wanted not in USED_BY[name]
    ]


def report(made: PressFile, out: Path) -> None:
    """Say on stderr what was found and what the maker ought to know; the path alone on stdout."""
    for finding in made.findings:
        print(f"✓ {finding.rule}: {both_languages(finding.message)}", file=sys.stderr)
    say(made.notices)
    print(out)


def say(notices: Iterable[Message]) -> None:
    """Tell the maker on stderr, a line each."""
    for notice in notices:
        print(f"! {both_languages(notice)}", file=sys.stderr)


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
    made.add_argument("--size", help=f"{' | '.join(SIZES)} (default wide)")
    made.add_argument("--dpi", help="PNG 每英寸点数 / dots an inch of PNG (default 144)")
    made.add_argument("--title", default="", help="标题 / title in place of the layer's")
    made.add_argument("--note", default="", help="说明 / note below the title")
    made.add_argument(
        "--date",
        default="",
        help="制作日期 / date printed, YYYY-MM-DD (default: SOURCE_DATE_EPOCH or today, China time)",
    )
    made.add_argument(
        "--address", default="", help="网址 / address of the dashboard or the view, for link and QR code"
    )
    made.add_argument("--text", help="SVG 文字 / words in SVG as text | paths (default text)")
    made.add_argument("--out", default="", help="文件 / file to write")
    return made


if __name__ == "__main__":
    run_command(main)
