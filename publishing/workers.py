"""Tasks side by side in processes, each with the atlas opened for itself."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import active_children, get_context, parent_process
from typing import Final, TypeVar

from data.tables import load_tables
from geo.store import default_cache_root, ensure_geometry
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from publishing.aside import Aside
from publishing.built import Entries, write_all
from publishing.cards import CardTask, card_png
from publishing.site import Site, SiteOptions
from publishing.tasks import Task, files_of

CHUNK: Final = 4
FEW: Final = 8
"""So few pages are made in this process sooner than another has opened the atlas."""
Job = TypeVar("Job", Task, CardTask)
Made = dict[str, Entries]
"""What was written, by the name of the task."""

_open_site: Site | None = None
_open_aside: Aside | None = None


def made_pages(site: Site, aside: Aside, tasks: Sequence[Task], workers: int) -> Iterator[Made]:
    """Carry out tasks, in this process or in several; what was written, some tasks at a time."""
    if workers <= 1 or len(tasks) <= FEW:
        return (write_tasks([task], site, aside) for task in tasks)
    chunks = [tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
    return _side_by_side(site, aside, workers, chunks, _write_tasks)


def made_cards(
    site: Site, aside: Aside, cards: Sequence[CardTask], workers: int, today: str
) -> Iterator[Made]:
    """Draw images, in this process or in several; what was written, image by image."""
    if workers <= 1 or len(cards) < workers:
        return (write_cards([card], today, site, aside) for card in cards)
    return _side_by_side(site, aside, workers, [[card] for card in cards], _write_cards, today)


def write_tasks(tasks: Sequence[Task], site: Site, aside: Aside) -> Made:
    """Carry out tasks and write what they give."""
    return {task.key: write_all(aside, files_of(site, task)) for task in tasks}


def write_cards(cards: Sequence[CardTask], today: str, site: Site, aside: Aside) -> Made:
    """Draw images and write them; nothing for one that the rules for maps do not let out."""
    made = {}
    for card in cards:
        content = card_png(site, card, today)
        made[card.name] = {} if content is None else write_all(aside, {card.path: content})
    return made


def _side_by_side(
    site: Site,
    aside: Aside,
    workers: int,
    chunks: Sequence[Sequence[Job]],
    work: Callable[..., Made],
    *given: str,
) -> Iterator[Made]:
    others = {child.pid for child in active_children()}
    with ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_open_worker,
        initargs=(site.atlas.tables.version, site.options, dict(site.assets), site.images, aside),
    ) as pool:
        try:
            for future in as_completed([pool.submit(work, chunk, *given) for chunk in chunks]):
                yield future.result()
        except BaseException:
            # What a worker has in hand goes away with the folder aside: nobody waits for its end.
            for child in active_children():
                if child.pid not in others:
                    child.kill()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _open_worker(
    version: str, options: SiteOptions, assets: dict[str, str], images: frozenset[str], aside: Aside
) -> None:
    """Open tables and shapes in a worker."""
    # Whoever ends the command may tell all its processes; the command alone decides, and they end with it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _open_site, _open_aside
    tables = load_tables()
    if tables.version != version:
        raise RuntimeError("the tables have changed since the build began")
    atlas = Atlas(tables, ensure_geometry(carve_outs_of(tables), default_cache_root()))
    _open_site, _open_aside = Site(atlas, options, assets, images), aside


def _end_with_parent() -> None:
    """End this worker when the command is gone: a killed one can tell nobody, and its workers would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _opened() -> tuple[Site, Aside]:
    if _open_site is None or _open_aside is None:
        raise RuntimeError("the worker has not been opened")
    return _open_site, _open_aside


def _write_tasks(tasks: Sequence[Task]) -> Made:
    return write_tasks(tasks, *_opened())


def _write_cards(cards: Sequence[CardTask], today: str) -> Made:
    return write_cards(cards, today, *_opened())
