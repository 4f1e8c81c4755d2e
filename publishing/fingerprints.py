"""What the site is made from, as fingerprints: where they are those of the former build, its files are taken over.

Correct before clever. Every page names the version of the data, so a change in any table makes every page anew; a
change of any code, word, template or library makes everything anew. What is spared is what costs most and depends on
less: images do not depend on templates and styles, downloads do not depend on address, approval or styles.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Final

from publishing.data_files import table_bytes, table_files
from publishing.feed import CHANGE_LOG
from publishing.site import Site

REPOSITORY: Final = Path(__file__).parents[1]
CODE: Final = ("data", "geo", "importing", "layers", "policy", "translations")
"""Folders that rules, words and drawings come from; the tables in `data/` count for themselves."""
NO_CODE: Final = (".csv", ".pyc", ".mo")
NO_SHAPE: Final = ("built_at", "build_seconds")
DATA, PAGES, CARDS, SITE = "data", "pages", "cards", "site"


def parts_of(site: Site) -> dict[str, Any]:
    """Fingerprints of all there is to make a site from, by what it is; tables each by its own name."""
    atlas, options = site.atlas, site.options
    return {
        "tables": {name: digest([table_bytes(atlas, name)]) for name in sorted(table_files(atlas))}
        | {"version": atlas.tables.version, "local_figures": atlas.tables.local_figures},
        "shapes": digest_of({k: v for k, v in atlas.geometry.manifest.items() if k not in NO_SHAPE}),
        "code": code_print(CODE),
        "pages": code_print(("publishing",)),
        "images": digest([(REPOSITORY / "publishing" / "cards.py").read_bytes()]),
        "libraries": libraries_print(),
        "address": options.base_url,
        "dashboard": options.dashboard_url,
        "approval": options.approval_number or "",
        "past_deadlines": options.as_of,
        "places": "all" if options.place_ids is None else list(options.place_ids),
        "changes": digest([CHANGE_LOG.read_bytes()]),
    }


def group_prints(parts: Mapping[str, Any]) -> dict[str, str]:
    """Fingerprint of each group of files but `pages`, which wait for the images to be known.

    Parameters
    ----------
    parts
        As of `parts_of`.
    """
    common = ("tables", "shapes", "code", "libraries")
    return {
        DATA: digest_of({name: parts[name] for name in (*common, "pages", "places")}),
        CARDS: digest_of({name: parts[name] for name in (*common, "images", "address", "approval")}),
    }


def pages_print(parts: Mapping[str, Any], site: Site) -> str:
    """Fingerprint of what pages are made from: all but the log of changes, the names of assets, which images there are."""
    known = {name: value for name, value in parts.items() if name != "changes"}
    return digest_of({**known, "assets": dict(site.assets), "made": sorted(site.images)})


def site_print(parts: Mapping[str, Any], cards: str, *, compress: bool) -> str:
    """Fingerprint of everything, with what was asked for."""
    return digest_of({**parts, "cards": cards, "compress": compress})


def changed_parts(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What is not as it was: `tables/observations`, `code` …; nothing when the former build wrote nothing down."""
    if not before:
        return []
    flat_before, flat_now = flat(before), flat(now)
    return sorted(
        name
        for name in {*flat_before, *flat_now} - {"tables/version"}
        if flat_before.get(name) != flat_now.get(name)
    )


def flat(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Parts with the tables named one by one."""
    tables = parts.get("tables")
    named = {f"tables/{name}": value for name, value in tables.items()} if isinstance(tables, dict) else {}
    return {name: value for name, value in parts.items() if name != "tables"} | named


@lru_cache(maxsize=4)
def code_print(folders: tuple[str, ...]) -> str:
    """Fingerprint of every file in folders of the repository: code, words, scripts, styles, templates, schema."""
    paths = [
        path
        for folder in folders
        for path in sorted((REPOSITORY / folder).rglob("*"))
        if path.is_file() and path.suffix not in NO_CODE
    ]
    return digest(
        part for path in paths for part in (str(path.relative_to(REPOSITORY)).encode(), path.read_bytes())
    )


@lru_cache(maxsize=1)
def libraries_print() -> str:
    """Fingerprint of Python and every installed package with its version."""
    found = sorted({f"{one.metadata['Name']} {one.version}" for one in distributions()})
    return digest_of([sys.version, *found])


def digest(contents: Iterable[bytes]) -> str:
    """Fingerprint of contents, each with its length: no two lists of contents run together to the same."""
    found = hashlib.sha256()
    for content in contents:
        found.update(f"{len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def digest_of(content: object) -> str:
    """Fingerprint of what JSON can hold."""
    return digest([json.dumps(content, ensure_ascii=False, sort_keys=True).encode()])
