"""The published site that `commands.serve_public` serves: `commands.publish_site` judges whether anything is to be made."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from commands.kept_running import ends_with

REPOSITORY: Final = Path(__file__).resolve().parents[1]
SITE_FOLDER: Final = REPOSITORY / ".cache" / "public" / "site"


class ServingError(Exception):
    """Why the atlas cannot be served, in a sentence."""


def no_site(site: Path) -> str:
    """Why a folder cannot be served, in both languages; empty when it holds a site."""
    return "" if (site / "index.html").is_file() else f"{site} 不是已发布的站点 / is no published site"


def published_site(site: Path, options: argparse.Namespace) -> Path:
    """Publish the site; where it is as it would be made, that takes some seconds. Return its folder.

    Raises
    ------
    ServingError
        When it cannot be published; the command has said why.
    """
    why = (
        "只重做有变化的部分 / only what has changed is made again"
        if (site / "index.html").is_file()
        else "尚未发布，约需几分钟 / not there yet, some minutes"
    )
    print(f"发布静态站点（{why}） / publishing the static site: {site}", flush=True)
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
    return site
