"""The published site that `commands.serve_public` serves: made when it is not there or made from something else."""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from commands.kept_running import ends_with

REPOSITORY: Final = Path(__file__).resolve().parents[1]
SITE_FOLDER: Final = REPOSITORY / ".cache" / "public" / "site"
MADE_FROM: Final = ("data", "geo", "importing", "layers", "policy", "publishing", "translations")
ALSO: Final = ("constraints.txt", "commands/publish_site.py")
LOCAL_DATA: Final = "ATLAS_LOCAL_DATA"
SETTINGS: Final = ("MAP_APPROVAL_NUMBER", LOCAL_DATA)


class ServingError(Exception):
    """Why the atlas cannot be served, in a sentence."""


def publish_when_stale(site: Path, options: argparse.Namespace) -> Path:
    """Publish the site unless it was made from the same data, code and settings; return its folder.

    Raises
    ------
    ServingError
        When it cannot be published; the command has said why.
    """
    stamp = site.with_name(f"{site.name}.made-from")
    wanted = made_from(options.base_url, options.cards, options.dashboard_url)
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted and (site / "index.html").is_file():
        print(f"静态站点与数据和代码一致 / the static site is up to date: {site}", flush=True)
        return site
    why = "数据或代码有变 / data or code changed" if stamp.exists() else "尚未发布 / not there yet"
    print(f"发布静态站点（{why}），约需几分钟 / publishing the static site, some minutes: {site}", flush=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "commands.publish_site", "--out", str(site), "--compress"]
    command += ["--cards", options.cards, "--base-url", options.base_url]
    command += ["--dashboard-url", options.dashboard_url] if options.dashboard_url else []
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
        preexec_fn=ends_with(os.getpid()),
    )
    if done.returncode:
        raise ServingError("静态站点没有发布，原因见上 / the static site was not published, see above")
    stamp.write_text(wanted, encoding="ascii")
    return site


def made_from(*settings: str) -> str:
    """A digest of everything that a published site depends on: code, tables, words, packages, settings.

    By content, not by time: a fresh checkout gives every file a new time.
    """
    digest = hashlib.sha256(repr([settings, [os.environ.get(name) for name in SETTINGS]]).encode())
    for path in sorted(sources()):
        digest.update(f"{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """The files that a site is made from."""
    local = Path(os.environ.get(LOCAL_DATA) or REPOSITORY / "local_data")
    for folder in (*(REPOSITORY / name for name in MADE_FROM), local):
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path
    yield from (REPOSITORY / name for name in ALSO)
