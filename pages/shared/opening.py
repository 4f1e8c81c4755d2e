"""Opening tables and geometry once per process, in the background, so that every waiting reader sees how far it is."""

from __future__ import annotations

import gc
import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path

from data.tables import TableFaultsError, load_tables
from geo.errors import GeometryError
from geo.store import default_cache_root, ensure_geometry
from layers.catalogue import CATALOGUE, build_layer
from layers.client_files import ClientFileMissingError
from layers.measure_index import measure_index
from layers.place_index import place_index
from layers.static_files import StaticFiles, publish_static, sizes_on_disk
from policy.atlas import Atlas
from policy.carving import carve_outs_of
from policy.observed import observed_years
from translations import N_, Message

logger = logging.getLogger(__name__)

STATIC_FOLDER = Path(__file__).parents[2] / "static"


class Attempt:
    """One attempt at opening: what it ended in, for every session that waited for it."""

    def __init__(self) -> None:
        self.finished = threading.Event()
        self.faults: list[str | Message] = []


@dataclass
class AtlasOpening:
    """Progress and outcome of the opening; safe to look at from any session's thread."""

    step: str = "tables"
    fraction: float = 0.0
    _atlas: Atlas | None = None
    _static_files: StaticFiles | None = None
    _sizes: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _attempt: Attempt | None = None

    @property
    def atlas(self) -> Atlas | None:
        """The atlas once it is open; None while opening or after a fault."""
        return self._atlas

    @property
    def faults(self) -> list[str | Message]:
        """What stood in the way of the last attempt; nothing while one is under way."""
        attempt = self._attempt
        return attempt.faults if attempt is not None and attempt.finished.is_set() else []

    @property
    def static_files(self) -> StaticFiles:
        """Addresses of the published files; only after the atlas is open."""
        if self._static_files is None:
            raise RuntimeError("static files asked for before the atlas was opened")
        return self._static_files

    def repair_static_files(self) -> list[str | Message]:
        """Write published files that have gone or been cut short again; gives what stands in the way, if anything."""
        if self._atlas is None or sizes_on_disk(STATIC_FOLDER, self.static_files) == self._sizes:
            return []
        try:
            self._publish(self._atlas)
        except Exception as error:  # noqa: BLE001 - told as a sentence, and logged when it is none of the known ones
            return sentences_of(error)
        return []

    def start(self) -> Attempt:
        """Begin, or join the attempt that is under way; after a fault a new one begins."""
        with self._lock:
            if self._attempt is None or (self._attempt.finished.is_set() and self._atlas is None):
                self._attempt = Attempt()
                threading.Thread(
                    target=self._run, args=(self._attempt,), name="atlas-opening", daemon=True
                ).start()
            return self._attempt

    def _report(self, step: str, fraction: float) -> None:
        self.step, self.fraction = step, fraction

    def _run(self, attempt: Attempt) -> None:
        try:
            self._open()
        except Exception as error:  # noqa: BLE001 - told as a sentence, and logged when it is none of the known ones
            attempt.faults = sentences_of(error)
        finally:
            attempt.finished.set()
        if self._atlas is not None:
            settle(self._atlas)

    def _open(self) -> None:
        self._report("tables", 0.0)
        tables = load_tables()
        geometry = ensure_geometry(
            carve_outs_of(tables), default_cache_root(), lambda step, share: self._report(step, 0.9 * share)
        )
        atlas = Atlas(tables, geometry)
        self._report("layers", 0.9)
        warm(atlas)
        self._publish(atlas)
        self._atlas = atlas

    def _publish(self, atlas: Atlas) -> None:
        self._static_files = publish(atlas)
        self._sizes = sizes_on_disk(STATIC_FOLDER, self._static_files)


def sentences_of(error: Exception) -> list[str | Message]:
    """What went wrong, in sentences; of what nobody foresaw the reader gets a sentence and the log gets the rest."""
    if isinstance(error, TableFaultsError):
        return [fault.sentence() for fault in error.faults]
    if isinstance(error, GeometryError):
        return [error.message]
    if isinstance(error, ClientFileMissingError):
        return [N_("地图的浏览器文件不全：{reason}", reason=error)]
    if isinstance(error, OSError):
        return [
            N_(
                "无法读写 {file}：{reason}。请检查磁盘空间和写权限。",
                file=error.filename or STATIC_FOLDER,
                reason=error.strerror or error,
            )
        ]
    logger.error("the atlas could not be opened", exc_info=error)
    return [N_("打开数据时出现意外错误，详情见服务器日志。")]


def publish(atlas: Atlas) -> StaticFiles:
    """Write what browsers fetch once into the folder that Streamlit serves."""
    return publish_static(STATIC_FOLDER, atlas.geometry.topology, place_index(atlas), measure_index(atlas))


def settle(atlas: Atlas) -> None:
    """Make ready what no reader of the map waits for: the index that points are looked up in, some seconds' work.

    What lives as long as the process need not be walked by each collection of garbage.
    """
    atlas.geometry.point_index.warm()
    gc.collect()
    gc.freeze()


def warm(atlas: Atlas) -> None:
    """Touch what the first reader would otherwise wait for."""
    latest = observed_years(atlas.register)[-1]
    for layer_id in CATALOGUE:
        build_layer(atlas.register, layer_id, latest)
    len(atlas.geometry.places), len(atlas.geometry.adjacency), atlas.geometry.strip_places
