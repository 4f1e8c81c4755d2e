"""Assets of former builds: a reader whose page is still open asks for them by their old names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from publishing.aside import Aside
from publishing.assets import FOLDER
from publishing.compress import ENDINGS
from publishing.former import Former

DAYS_KEPT: Final = 7
MOST_BYTES: Final = 128_000_000
"""All former assets together: some fifteen generations. The oldest go first."""


def old_assets(former: Former, entries: Mapping[str, Any], today: str) -> dict[str, dict[str, Any]]:
    """What the manifest says of the assets that no page names any more and that stay for a while.

    Parameters
    ----------
    entries
        Every file of the new site.
    today
        ISO date of this build: the day on which an asset is dropped that was in use until now.

    Returns
    -------
    dict
        Entries by path, each with the day it was `dropped`.
    """
    found = {
        path: {**entry, "dropped": min(str(entry.get("dropped", today)), today)}
        for path, entry in former.files.items()
        if path in former.whole and path.startswith(f"{FOLDER}/") and plain(path) not in entries
    }
    newest_first = sorted(sorted(found), key=lambda path: found[path]["dropped"], reverse=True)
    kept: dict[str, dict[str, Any]] = {}
    room = MOST_BYTES
    for path in newest_first:
        room -= found[path]["bytes"]
        if room < 0:
            break
        if days_between(found[path]["dropped"], today) < DAYS_KEPT:
            kept[path] = found[path]
    return kept


def keep_old_assets(
    aside: Aside, former: Former, entries: Mapping[str, Any], today: str
) -> dict[str, dict[str, Any]]:
    """Take over the former assets that stay; what the manifest says of each."""
    kept = old_assets(former, entries, today)
    for path in kept:
        aside.keep(path)
    return {path: {**entry, "kept": True} for path, entry in kept.items()}


def some_have_aged(former: Former, today: str) -> bool:
    """Whether an asset has been kept for long enough."""
    dropped = [str(entry["dropped"]) for entry in former.files.values() if "dropped" in entry]
    return any(days_between(day, today) >= DAYS_KEPT for day in dropped)


def plain(path: str) -> str:
    """Path of the file that a packed one was made from; its own for the others."""
    ending = next((one for one in ENDINGS if path.endswith(one)), "")
    return path.removesuffix(ending)


def days_between(first: str, second: str) -> int:
    """Days from one ISO date to another."""
    try:
        return (date.fromisoformat(second) - date.fromisoformat(first)).days
    except ValueError:
        return DAYS_KEPT
