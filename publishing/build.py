"""The whole site: what can be taken over from the former one, the rest made aside, manifest, then the switch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policy.atlas import Atlas
from policy.deadlines import settled_day
from publishing.addresses import PageKey
from publishing.aside import Aside, built_aside, check_target
from publishing.assets import FOLDER, hashed_path, plain_assets
from publishing.built import BuildOptions, Built, Entries, OnStep, write_all
from publishing.cards import CardTask, card_tasks
from publishing.compress import packed_files
from publishing.faults import worker_gone
from publishing.feed import feed_bytes
from publishing.fingerprints import (
    CARDS,
    DATA,
    PAGES,
    SITE,
    changed_parts,
    group_prints,
    pages_print,
    parts_of,
    site_print,
)
from publishing.former import Former, open_former
from publishing.leftovers import remove_left
from publishing.lock import publishing_alone
from publishing.manifest import MADE_BY, is_damaged, unlisted_files, write_manifest
from publishing.meanwhile import contents
from publishing.old_assets import keep_old_assets, some_have_aged
from publishing.site import Site, SiteOptions
from publishing.sitemap import robots_bytes, sitemap_files
from publishing.tasks import Task, first_tasks, home_files, layer_lists
from publishing.workers import made_cards, made_pages
from translations import LANGUAGES


@dataclass
class Work:
    """A build that is going on."""

    former: Former
    parts: Mapping[str, Any]
    prints: dict[str, str]
    how: BuildOptions
    on_step: OnStep
    built: Built


def build_site(atlas: Atlas, options: SiteOptions, how: BuildOptions, out: Path, on_step: OnStep) -> Built:
    """Build the site and put it in the place of the former one; touch nothing when that is what would be built.

    Raises
    ------
    publishing.faults.SiteFolderError
        When it cannot be published, or another build into the folder is going on; the former site is as it was.
    """
    out = out.absolute()
    options = replace(options, as_of=settled_day(atlas.register, how.today))
    with publishing_alone(out):
        check_target(out)
        left, before = remove_left(out), contents(out)
        site, former = Site(atlas, options), open_former(out)
        parts = parts_of(site)
        prints = group_prints(parts) | {SITE: site_print(parts, how.cards, compress=how.compress)}
        built = Built(
            because=changed_parts(former.manifest.get("made_from", {}), parts),
            spoilt=sorted(set(former.files) - former.whole),
            unlisted=unlisted(out, former, before) if former.files else [],
            beside=left.others,
            stuck=left.stuck,
            list_damaged=is_damaged(out),
        )
        if (
            former.made_from(SITE) == prints[SITE]
            and former.is_whole
            and "data_changed" in former.manifest
            and not some_have_aged(former, how.today)
        ):
            return as_it_was(built, former)
        try:
            with built_aside(out, before) as aside:
                built.parting = aside.parting
                build_aside(site, aside, Work(former, parts, prints, how, on_step, built))
        except BrokenProcessPool as error:
            raise worker_gone(out) from error
        return built


def unlisted(out: Path, former: Former, before: Collection[str]) -> list[str]:
    """Files that nobody published and that were there when the build began."""
    return [path for path in unlisted_files(out, former.files) if path.rstrip("/") in before]


def as_it_was(built: Built, former: Former) -> Built:
    """What there is when nothing is to be made."""
    built.record({path: {**entry, "kept": True} for path, entry in former.files.items()})
    built.data_changed = former.manifest["data_changed"]
    built.refused = list(former.manifest.get("refused", []))
    return built


def build_aside(site: Site, aside: Aside, work: Work) -> None:
    """Make every file of the site aside."""
    built = work.built
    assets = plain_assets(site)
    paths = {name: hashed_path(name, content) for name, content in assets.items()}
    site = Site(site.atlas, site.options, paths, draw_cards(site, aside, work))
    work.prints[PAGES] = pages_print(work.parts, site)
    built.record(write_all(aside, {paths[name]: content for name, content in assets.items()}))
    carry_out(site, aside, work, first_tasks(site))
    built.record(write_all(aside, home_files(site, layer_lists(site, tables_of(built)))))
    write_ends(site, aside, work)
    if work.how.compress:
        built.record(packed_files(aside, dict(built.entries), work.former.whole, work.on_step))
    built.record(keep_old_assets(aside, work.former, built.entries, work.how.today))
    write_manifest(aside.folder, manifest_of(site, work))


def carry_out(site: Site, aside: Aside, work: Work, tasks: Sequence[Task]) -> None:
    """Take over the files of each task that was made from the same and has all of them; carry out the others."""
    waiting = []
    for task in tasks:
        group = DATA if task.kind == "data" else PAGES
        same = work.former.made_from(group) == work.prints[group]
        paths = work.former.files_of_task(task.key) if same else None
        if paths is None:
            waiting.append(task)
        else:
            take_over(aside, work, paths)
            work.built.tasks[task.key] = paths
    done = len(tasks) - len(waiting)
    work.on_step("pages", done, len(tasks))
    for made in made_pages(site, aside, waiting, work.how.workers):
        for key, entries in made.items():
            work.built.record(entries)
            work.built.tasks[key] = sorted(entries)
            done += 1
        work.on_step("pages", done, len(tasks))
    work.built.rendered += len(waiting)


def take_over(aside: Aside, work: Work, paths: Sequence[str]) -> None:
    """Take files over from the former site."""
    for path in paths:
        aside.keep(path)
    work.built.record({path: {**work.former.files[path], "kept": True} for path in paths})


def draw_cards(site: Site, aside: Aside, work: Work) -> frozenset[str]:
    """Draw the images; one made before from the same is kept, with the date printed on it.

    Returns
    -------
    frozenset of str
        Names of the images that there are: pages name no others.
    """
    cards = card_tasks(site, work.how.cards)
    same = work.former.made_from(CARDS) == work.prints[CARDS]
    refused_before = work.former.manifest.get("refused", []) if same else []
    waiting: list[CardTask] = []
    for card in cards:
        if same and card.path in work.former.whole:
            take_over(aside, work, [card.path])
        elif card.name not in refused_before:
            waiting.append(card)
    done = len(cards) - len(waiting)
    work.on_step("cards", done, len(cards))
    for made in made_cards(site, aside, waiting, work.how.workers, work.how.today):
        for entries in made.values():
            work.built.record(entries)
            done += 1
        work.on_step("cards", done, len(cards))
    work.built.rendered += len(waiting)
    work.built.refused = sorted(card.name for card in cards if card.path not in work.built.entries)
    return frozenset(card.name for card in cards if card.path in work.built.entries)


def tables_of(built: Built) -> dict[str, str]:
    """Path of each layer-year's message by `name-lang`."""
    assets = [path for path in built.entries if path.startswith(f"{FOLDER}/") and path.endswith(".json")]
    return {path.rpartition("/")[2].split(".")[0]: path for path in assets}


def write_ends(site: Site, aside: Aside, work: Work) -> None:
    """Feed, site map and robots.txt, which know when what changed."""
    built, former, today = work.built, work.former, work.how.today
    date_entries(built.entries, former, today)
    same_data = former.manifest.get("data_version") == site.atlas.tables.version
    built.data_changed = former.manifest.get("data_changed", today) if same_data else today
    days = {path: str(entry["changed"]) for path, entry in built.entries.items()}
    ends = {"robots.txt": robots_bytes(site.options.base_url)}
    for lang in LANGUAGES:
        path = PageKey("home", lang).path.replace("index.html", "feed.xml")
        ends[path] = feed_bytes(site, lang, built.data_changed)
    if site.options.base_url:
        ends |= sitemap_files(site.options.base_url, site.pages(), days)
    built.record(write_all(aside, ends))


def date_entries(entries: Entries, former: Former, today: str) -> None:
    """Say of each file when it last changed."""
    for path, entry in entries.items():
        before = former.files.get(path, {})
        same = before.get("sha256") == entry["sha256"]
        entry["changed"] = before.get("changed", today) if same else today


def manifest_of(site: Site, work: Work) -> dict[str, Any]:
    """All files with size, hash and day of their last change, what they were made from, and the assets by plain name."""
    built = work.built
    return {
        "made_by": MADE_BY,
        "base_url": site.options.base_url,
        "data_version": site.atlas.tables.version,
        "data_changed": built.data_changed,
        "made_from": dict(work.parts),
        "prints": dict(sorted(work.prints.items())),
        "refused": built.refused,
        "assets": dict(sorted(site.assets.items())),
        "tasks": {name: list(paths) for name, paths in sorted(built.tasks.items())},
        "files": dict(sorted(built.entries.items())),
    }
