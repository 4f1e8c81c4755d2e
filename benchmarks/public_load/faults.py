"""What readers feel when something breaks: a replica killed, the cache of shapes gone or cut, the disk full."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.contenders import ATLAS, PROJECT_FOLDER, ServerDidNotStartError
from benchmarks.public_load.crowd import RemoteCrowd, crowd
from benchmarks.public_load.readers_of_pages import page_readers
from benchmarks.public_load.recording import Recorded
from benchmarks.public_load.small_disk import SmallDisk, small_disk
from benchmarks.public_load.stack import PublicStack, Replica, public_stack
from benchmarks.public_load.tab_after_loss import after_loss
from benchmarks.reader import profile, reader
from benchmarks.scenario import changes
from geo.store import default_cache_root

SESSIONS = 100
CALM_SECONDS = 10.0
PUBLISH_SECONDS = 400
OTHER_ADDRESS = "https://elsewhere.example"
Say = Callable[[str], None]
Told = dict[str, Any]


def faults(
    browser: Browser, recorded: Recorded, folder: Path, site: Path, seconds: float, say: Say
) -> Iterator[tuple[str, Told]]:
    """Break one thing after the other on two replicas under load; names and figures.

    Parameters
    ----------
    seconds
        Of load around each fault.
    """
    cache = folder / "cache"
    shutil.copytree(default_cache_root(), cache)
    with ExitStack() as ends:
        disk = ends.enter_context(small_disk(folder / "disk", site))
        environment = {"ATLAS_CACHE": str(cache)}
        stack = ends.enter_context(public_stack(folder / "faults", 2, disk.site, environment=environment))
        many = ends.enter_context(crowd(stack.door, recorded))
        many.open(SESSIONS)
        many.warm()
        say(f"{SESSIONS} sessions on two replicas; killing one")
        yield "killed", replica_killed(browser, stack, many, disk.site, seconds)
        say("deleting the cache of shapes")
        yield "deleted", cache_deleted(stack, many, cache, seconds)
        say("cutting a file of the cache in half, and starting a replica")
        yield "cut", cache_cut(stack, many, cache, seconds)
        say("publishing onto a full disk")
        yield "full", disk_full(stack, disk)


def replica_killed(
    browser: Browser, stack: PublicStack, many: RemoteCrowd, site: Path, seconds: float
) -> Told:
    """Kill the first replica without warning while a browser and many sessions are on it; later start it again."""
    doomed = stack.replicas[0]
    with profile(browser) as context, page_readers(stack.static_port, site) as pages:
        context.add_cookies([{"name": "atlas_replica", "value": str(doomed.number), "url": stack.door.url}])
        tab = reader(ATLAS, context)
        tab.open(stack.door.url)
        first, following = itertools.islice(changes(), 2)
        tab.change(first)
        many.begin(seconds + CALM_SECONDS)
        time.sleep(CALM_SECONDS)
        killed = time.monotonic()
        kill(doomed)
        seen = after_loss(tab, following)
        doomed.start()
        again = doomed.wait_until_ready()
        figures = many.finish()
        figures["pages_before"] = pages.figures(0.0, killed)
        figures["pages_after"] = pages.figures(killed)
    return figures | {"browser": seen, "ready_again": again, "errors": errors(stack)}


def kill(replica: Replica) -> None:
    """End a replica as a crash does."""
    replica.process.send_signal(signal.SIGKILL)
    replica.process.wait()


def cache_deleted(stack: PublicStack, many: RemoteCrowd, cache: Path, seconds: float) -> Told:
    """Delete the folder of built shapes under load; then start a replica, which has to build them anew."""
    many.begin(seconds / 2)
    shutil.rmtree(cache)
    figures = many.finish()
    return figures | {"start": start_anew(stack, many, seconds), "errors": errors(stack)}


def cache_cut(stack: PublicStack, many: RemoteCrowd, cache: Path, seconds: float) -> Told:
    """Cut the largest file of the built shapes in half; then start a replica, which has to find that out."""
    # The replica started before may be building still, and what it works on is no build that one could cut.
    if not stack.replicas[0].is_ready():
        kill(stack.replicas[0])
    shutil.copytree(default_cache_root(), cache, dirs_exist_ok=True)
    largest = max(cache.glob("geometry-*/*.*"), key=lambda path: path.stat().st_size)
    size, whole = largest.stat().st_size, sha256_of(largest)
    with largest.open("r+b") as stream:
        stream.truncate(size // 2)
    started = start_anew(stack, many, seconds)
    again = largest.is_file() and sha256_of(largest) == whole
    return {"file": largest.name, "is_whole_again": again, "start": started, "errors": errors(stack)}


def sha256_of(path: Path) -> str:
    """Of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def start_anew(stack: PublicStack, many: RemoteCrowd, seconds: float) -> Told:
    """Stop a replica and start it again while the sessions go on, on the other one where theirs is gone."""
    chosen = stack.replicas[0]
    many.begin(seconds)
    kill(chosen)
    chosen.start()
    told: Told = {"ready": None}
    try:
        told["ready"] = chosen.wait_until_ready()
    except ServerDidNotStartError:
        told["health"] = chosen.health()[1]
    return many.finish() | told


def errors(stack: PublicStack) -> float:
    """Runs that ended in an error nobody foresaw, in the replicas as they run now."""
    return sum(replica.measures().get("atlas_errors_total", 0.0) for replica in stack.replicas)


def disk_full(stack: PublicStack, disk: SmallDisk) -> Told:
    """Publish the site anew under another address, so that every page changes, where there is no room for it."""
    command = [*disk.before, sys.executable, "-m", "commands.publish_site", "--out", str(disk.site)]
    command += ["--base-url", OTHER_ADDRESS, "--cards", "none"]
    before = disk.free_mb()
    with page_readers(stack.static_port, disk.site) as pages:
        began = time.monotonic()
        done = subprocess.run(
            command, cwd=PROJECT_FOLDER, capture_output=True, text=True, timeout=PUBLISH_SECONDS, check=False
        )
        took = time.monotonic() - began
        time.sleep(1.0)
    said = [line for line in done.stderr.splitlines() if line.strip()]
    return {
        "is_mounted": disk.is_mounted,
        "seconds": took,
        "exit_code": done.returncode,
        "said": said[-1].replace(str(disk.site), "SITE") if said else "",
        "free_mb_before": before,
        "free_mb_after": disk.free_mb(),
        "left_beside": sorted(path.name for path in disk.site.parent.iterdir() if path != disk.site),
        "pages": pages.figures(),
    }
