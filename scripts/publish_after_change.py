"""Publish the static site when what it is made from changed: `python -m scripts.publish_after_change --out DIR …`.

Options are those of `commands.publish_site`. What was published is noted beside the site once that went well, so a run that
failed is tried again; the published site stays as it is. Without a change nothing is opened: it costs a second.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from data.command_end import run_command
from data.local_tables import default_local_folder

REPOSITORY: Final = Path(__file__).resolve().parents[1]
MADE_FROM: Final = (
    "constraints.txt",
    "data",
    "geo",
    "layers",
    "policy",
    "publishing",
    "translations",
    "commands",
)
SUFFIXES: Final = frozenset({".csv", ".json", ".txt", ".py", ".po", ".html", ".css", ".js", ".mjs", ".md"})
NOTE: Final = ".{name}.published-from"
SETTINGS: Final = ("MAP_APPROVAL_NUMBER", "SOURCE_DATE_EPOCH")


def sources(folders: Sequence[Path]) -> Iterator[Path]:
    """Files that the site is made from, in order; what lies in hidden folders is none."""
    for folder in folders:
        if folder.is_file():
            yield folder
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts[:-1])
            if path.suffix in SUFFIXES and not hidden and path.is_file():
                yield path


def state_of(options: Sequence[str], folders: Sequence[Path]) -> str:
    """One number for all that a site depends on: files, options, settings."""
    digest = hashlib.sha256()
    for text in (*options, *(os.environ.get(name, "") for name in SETTINGS)):
        digest.update(text.encode() + b"\0")
    for path in sources(folders):
        digest.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def target_of(options: Sequence[str]) -> Path | None:
    """The folder that `--out` names."""
    for number, option in enumerate(options):
        if option.startswith("--out="):
            return Path(option.removeprefix("--out=")).absolute()
        if option == "--out" and number + 1 < len(options):
            return Path(options[number + 1]).absolute()
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Publish if need be; the exit code of the publishing."""
    options = list(sys.argv[1:] if arguments is None else arguments)
    out = target_of(options)
    if out is None:
        print("--out DIR is missing: where the site is published", file=sys.stderr)
        return 2
    note = out.with_name(NOTE.format(name=out.name))
    state = state_of(options, [*(REPOSITORY / name for name in MADE_FROM), default_local_folder()])
    if out.is_dir() and note.is_file() and note.read_text(encoding="utf-8").strip() == state:
        print(f"{out}: nothing changed since it was published", file=sys.stderr)
        return 0
    code = subprocess.run(
        [sys.executable, "-m", "commands.publish_site", *options], cwd=REPOSITORY, check=False
    ).returncode
    if code == 0:
        note.write_text(state + "\n", encoding="utf-8")
    return code


if __name__ == "__main__":
    run_command(main)
