"""Publish the static site: `python -m commands.publish_site --out DIR --base-url https://example.org`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from commands.export_press import APPROVAL_SETTING, both_languages, date_of_making
from commands.open_atlas import CommandError, open_atlas, place_id_of
from commands.publish_report import FAULTS_SHOWN, Progress, report, steps_of
from data.command_end import run_command
from geo.errors import shortened
from layers.approval_number import approval_number
from layers.web_address import address_fault
from policy.atlas import Atlas
from publishing.aside import check_target
from publishing.build import build_site
from publishing.built import BuildOptions
from publishing.cards import CHOICES
from publishing.faults import SiteFolderError
from publishing.link_check import faults_of_site
from publishing.site import SiteOptions

MOST_WORKERS = 16
MOST_DIGITS = 4


class TerminatedError(KeyboardInterrupt):
    """The command was asked to end (SIGTERM), as a service manager does; what is on its way is cleared away as at Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0; 2 with a sentence a fault on stderr when it cannot be carried out, 1 when `--check` finds faults, 143 after
        SIGTERM.
    """
    options = parser().parse_args(arguments)
    former = signal.signal(signal.SIGTERM, terminated)
    try:
        return check(out_of(options.out), workers_of(options.workers)) if options.check else publish(options)
    except SiteFolderError as error:
        print(both_languages(error.message), file=sys.stderr)
        return 2
    except CommandError as error:
        print(error, file=sys.stderr)
        return 2
    except TerminatedError:
        print("\n已按要求结束，站点没有改动 / Ended as asked; the site is as it was.", file=sys.stderr)
        return 128 + signal.SIGTERM
    finally:
        signal.signal(signal.SIGTERM, former)


def terminated(_number: int, _frame: object) -> None:
    """End in a way that clears away what is half made."""
    raise TerminatedError


def publish(options: argparse.Namespace) -> int:
    """Build the site and say what was made."""
    out = out_of(options.out)
    base_url, workers = asked_for(options, out)
    how = BuildOptions(workers, options.cards, options.compress, date_of_making())
    began = time.monotonic()
    atlas = open_atlas()
    wanted = SiteOptions(
        base_url,
        approval_number(os.environ.get(APPROVAL_SETTING)),
        places_of(atlas, options.places),
        dashboard_url=options.dashboard_url.rstrip("/"),
    )
    with Progress(steps_of(how)) as progress:
        built = build_site(atlas, wanted, how, out, progress.step)
    report(built, time.monotonic() - began, base_url)
    print(out)
    return 0


def out_of(text: str) -> Path:
    """The folder of the site.

    Raises
    ------
    CommandError
        When it has no name: that would be the folder in which the command runs.
    """
    if not text:
        raise CommandError("--out 是空的：应写明站点的文件夹 / --out is empty: name the folder of the site")
    return Path(text)


def asked_for(options: argparse.Namespace, out: Path) -> tuple[str, int]:
    """Address and number of processes, when folder, address and number are all as they should be.

    Raises
    ------
    CommandError
        With a sentence for each that is not.
    """
    faults: list[str] = []
    base_url, workers = "", 1
    try:
        base_url_of(options.dashboard_url, "--dashboard-url")
    except CommandError as error:
        faults.append(str(error))
    try:
        base_url = base_url_of(options.base_url)
    except CommandError as error:
        faults.append(str(error))
    try:
        workers = workers_of(options.workers)
    except CommandError as error:
        faults.append(str(error))
    try:
        check_target(out.absolute())
    except SiteFolderError as error:
        faults.append(both_languages(error.message))
    if faults:
        raise CommandError("\n".join(faults))
    return base_url, workers


def base_url_of(text: str, option: str = "--base-url") -> str:
    """The address of the site (or of what `option` names) without the slash at its end.

    Raises
    ------
    CommandError
        When it is none of the web, holds a query, a fragment or a name, or anything that a path has no need of: dots
        that climb, percent signs, braces.
    """
    if fault := address_fault(option, text):
        raise CommandError(fault)
    return text.rstrip("/")


def workers_of(text: str | None) -> int:
    """Number of processes.

    Raises
    ------
    CommandError
        When it is no number from 1 to 16.
    """
    if text is None:
        return min(os.cpu_count() or 1, MOST_WORKERS)
    digits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not (digits and 1 <= int(text) <= MOST_WORKERS):
        raise CommandError(
            f"--workers 应为 1 到 {MOST_WORKERS} 的整数，读到“{shortened(text)}”"
            f" / must be a whole number from 1 to {MOST_WORKERS}"
        )
    return int(text)


def places_of(atlas: Atlas, text: str | None) -> tuple[str, ...] | None:
    """Ids of the places that get a page; None for all."""
    return None if text is None else tuple(place_id_of(atlas, one) for one in text.split(","))


def check(out: Path, workers: int) -> int:
    """Check a published site: files, links, anchors, outside requests, valid HTML."""
    began = time.monotonic()
    faults = faults_of_site(out, workers)
    for fault in faults[:FAULTS_SHOWN]:
        print(fault, file=sys.stderr)
    if len(faults) > FAULTS_SHOWN:
        print(f"…… 共 {len(faults)} 处 / {len(faults)} in all", file=sys.stderr)
    if not faults:
        print(
            f"✓ {out}：文件、链接和锚点都在，页面都是有效的 HTML，{time.monotonic() - began:.0f} 秒 / "
            "files, links and anchors are all there, pages are valid HTML",
            file=sys.stderr,
        )
    return 1 if faults else 0


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m commands.publish_site", description=__doc__)
    made.add_argument("--out", required=True, help="文件夹 / folder of the site")
    made.add_argument("--base-url", default="", help="站点网址 / address the site will have")
    made.add_argument(
        "--dashboard-url", default="", help="交互看板的网址，页面链接到它 / dashboard that pages link to"
    )
    made.add_argument("--workers", help="进程数 / processes (default: cores)")
    made.add_argument(
        "--cards",
        choices=CHOICES,
        default="few",
        help="图片：few 为首页、区域和最新一年的主要图层 / images: home, regions, newest year of the main layers",
    )
    made.add_argument(
        "--compress", action="store_true", help="同时写 .gz 和 .br / write .gz and .br beside each file"
    )
    made.add_argument("--check", action="store_true", help="只检查已发布的站点 / check a published site only")
    made.add_argument("--places", help=argparse.SUPPRESS)
    return made


if __name__ == "__main__":
    run_command(main)
