"""The whole site: tasks side by side in processes, files aside, manifest, then the switch."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, Final

from data.tables import load_tables
from geo.store import default_cache_root, ensure_geometry
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from policy.deadlines import settled_day
from publishing.addresses import PageKey
from publishing.aside import MADE_BY, MANIFEST, Aside, built_aside, read_manifest
from publishing.assets import FOLDER, hashed_path, plain_assets
from publishing.cards import CardTask, card_png, card_tasks, cards_print
from publishing.compress import packed_files
from publishing.feed import feed_bytes
from publishing.site import Site, SiteOptions
from publishing.sitemap import robots_bytes, sitemap_files
from publishing.tasks import Task, files_of, first_tasks, home_files, layer_lists
from translations import LANGUAGES

OnStep = Callable[[str, int, int], None]
"""Told what is being made, how many are done and how many there are."""
CHUNK: Final = 4


@dataclass(frozen=True)
class BuildOptions:
    """How the site is built.

    Attributes
    ----------
    workers
        Processes; 1 makes everything in this one.
    cards
        `none`, `few` (home, regions, the newest year of each layer of the catalogue) or `all`.
    compress
        Write `.gz` and, where the package is there, `.br` beside each text file.
    today
        ISO date of this build: what changed today is dated by it.
    """

    workers: int
    cards: str
    compress: bool
    today: str


@dataclass
class Built:
    """What was made: files, bytes, how many are as they were, when the data last changed, images that were refused."""

    files: int = 0
    bytes: int = 0
    kept: int = 0
    data_changed: str = ""
    refused: list[str] = field(default_factory=list)
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)


_open_site: Site | None = None
_open_aside: Aside | None = None


def build_site(atlas: Atlas, options: SiteOptions, how: BuildOptions, out: Path, on_step: OnStep) -> Built:
    """Build the site and put it in the place of the former one.

    Raises
    ------
    publishing.aside.SiteFolderError
        When it cannot be published; the former site is as it was.
    """
    options = replace(options, as_of=settled_day(atlas.register, how.today))
    with built_aside(out) as aside:
        former = read_manifest(aside.former) or {"files": {}}
        assets = plain_assets(atlas)
        paths = {name: hashed_path(name, content) for name, content in assets.items()}
        built = Built()
        drawn = draw_cards(built, Site(atlas, options), aside, how, former, on_step)
        site = Site(atlas, options, paths, drawn)
        record(built, write_all(aside, {paths[name]: content for name, content in assets.items()}))
        for made in carried_out(site, aside, first_tasks(site), how, on_step):
            record(built, made)
        lists = layer_lists(site, tables_of(built))
        record(built, write_all(aside, home_files(site, lists)))
        write_ends(built, site, aside, former, how)
        if how.compress:
            record(built, packed_files(aside, dict(built.entries), on_step))
        manifest = manifest_of(site, built)
        (aside.folder / MANIFEST).write_bytes(manifest)
    return built


def write_all(aside: Aside, files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Write files aside; what the manifest says of each."""
    entries = {}
    for path, content in files.items():
        kept = aside.write(path, content)
        entries[path] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "kept": kept}
    return entries


def record(built: Built, entries: Mapping[str, Mapping[str, Any]]) -> None:
    """Count files in."""
    for path, entry in entries.items():
        built.entries[path] = {name: value for name, value in entry.items() if name != "kept"}
        built.files += 1
        built.bytes += entry["bytes"]
        built.kept += bool(entry["kept"])


def carried_out(
    site: Site, aside: Aside, tasks: Sequence[Task], how: BuildOptions, on_step: OnStep
) -> Iterator[dict[str, dict[str, Any]]]:
    """Carry out tasks, in this process or in several; what was written, task by task."""
    on_step("pages", 0, len(tasks))
    if how.workers <= 1:
        for number, task in enumerate(tasks, 1):
            yield write_all(aside, files_of(site, task))
            on_step("pages", number, len(tasks))
        return
    with pool(site, aside, how.workers) as workers:
        chunks = [tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
        waiting = {workers.submit(write_tasks, chunk): len(chunk) for chunk in chunks}
        done = 0
        try:
            for future in as_completed(waiting):
                yield future.result()
                done += waiting[future]
                on_step("pages", done, len(tasks))
        except BaseException:
            workers.shutdown(wait=True, cancel_futures=True)
            raise


def pool(site: Site, aside: Aside, workers: int) -> ProcessPoolExecutor:
    """Processes that have opened the atlas for themselves."""
    return ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=open_worker,
        initargs=(site.options, dict(site.assets), site.images, aside),
    )


def open_worker(options: SiteOptions, assets: dict[str, str], images: frozenset[str], aside: Aside) -> None:
    """Open tables and shapes in a worker."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    global _open_site, _open_aside
    tables = load_tables()
    atlas = Atlas(tables, ensure_geometry(carve_outs_of(tables), default_cache_root()))
    _open_site, _open_aside = Site(atlas, options, assets, images), aside


def end_with_parent() -> None:
    """End this worker when the command is gone: a killed one can tell nobody, and its workers would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def opened() -> tuple[Site, Aside]:
    """What this worker has opened."""
    if _open_site is None or _open_aside is None:
        raise RuntimeError("the worker has not been opened")
    return _open_site, _open_aside


def write_tasks(tasks: Sequence[Task]) -> dict[str, dict[str, Any]]:
    """Carry out tasks in a worker and write what they give."""
    site, aside = opened()
    entries: dict[str, dict[str, Any]] = {}
    for task in tasks:
        entries |= write_all(aside, files_of(site, task))
    return entries


def write_card(card: CardTask, today: str) -> dict[str, dict[str, Any]]:
    """Draw a card in a worker; nothing where the rules for maps do not let it out."""
    site, aside = opened()
    return card_files(site, aside, card, today)


def card_files(site: Site, aside: Aside, card: CardTask, today: str) -> dict[str, dict[str, Any]]:
    """Draw a card and write it; nothing where the rules for maps do not let it out."""
    content = card_png(site, card, today)
    return {} if content is None else write_all(aside, {card.path: content})


def draw_cards(
    built: Built, site: Site, aside: Aside, how: BuildOptions, former: Mapping[str, Any], on_step: OnStep
) -> frozenset[str]:
    """Draw the images; one made before from the same data, shapes and code is kept, with the date printed on it.

    Returns
    -------
    frozenset of str
        Names of the images that there are: pages name no others.
    """
    cards = card_tasks(site, how.cards)
    known = former["files"] if former.get("cards_print") == cards_print(site) else {}
    waiting = [card for card in cards if card.path not in known or not (aside.former / card.path).is_file()]
    for card in cards:
        if card not in waiting:
            aside.keep(card.path)
            record(built, {card.path: {**known[card.path], "kept": True}})
    done = len(cards) - len(waiting)
    on_step("cards", done, len(cards))
    for entries in drawn_cards(site, aside, waiting, how):
        record(built, entries)
        done += 1
        on_step("cards", done, len(cards))
    built.refused = sorted(card.name for card in cards if card.path not in built.entries)
    return frozenset(card.name for card in cards if card.path in built.entries)


def drawn_cards(
    site: Site, aside: Aside, waiting: Sequence[CardTask], how: BuildOptions
) -> Iterator[dict[str, dict[str, Any]]]:
    """Draw in this process or in several; what was written, image by image."""
    if how.workers <= 1 or len(waiting) < how.workers:
        for card in waiting:
            yield card_files(site, aside, card, how.today)
        return
    with pool(site, aside, how.workers) as workers:
        futures = [workers.submit(write_card, card, how.today) for card in waiting]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            workers.shutdown(wait=True, cancel_futures=True)
            raise


def tables_of(built: Built) -> dict[str, str]:
    """Path of each layer-year's message by `name-lang`."""
    assets = [path for path in built.entries if path.startswith(f"{FOLDER}/") and path.endswith(".json")]
    return {path.rpartition("/")[2].split(".")[0]: path for path in assets}


def write_ends(built: Built, site: Site, aside: Aside, former: Mapping[str, Any], how: BuildOptions) -> None:
    """Feed, site map and robots.txt, which know when what changed."""
    known = former["files"]
    for path, entry in built.entries.items():
        before = known.get(path, {})
        entry["changed"] = (
            before.get("changed", how.today) if before.get("sha256") == entry["sha256"] else how.today
        )
    same_data = former.get("data_version") == site.atlas.tables.version
    built.data_changed = former.get("data_changed", how.today) if same_data else how.today
    days = {path: str(entry["changed"]) for path, entry in built.entries.items()}
    ends = {"robots.txt": robots_bytes(site.options.base_url)}
    for lang in LANGUAGES:
        path = PageKey("home", lang).path.replace("index.html", "feed.xml")
        ends[path] = feed_bytes(site, lang, built.data_changed)
    if site.options.base_url:
        ends |= sitemap_files(site.options.base_url, site.pages(), days)
    record(built, write_all(aside, ends))


def manifest_of(site: Site, built: Built) -> bytes:
    """All files with size, hash and day of their last change, and the assets by plain name."""
    content = {
        "made_by": MADE_BY,
        "base_url": site.options.base_url,
        "data_version": site.atlas.tables.version,
        "data_changed": built.data_changed,
        "cards_print": cards_print(site),
        "assets": dict(sorted(site.assets.items())),
        "files": dict(sorted(built.entries.items())),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
