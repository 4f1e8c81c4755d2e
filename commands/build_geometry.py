"""Build the shapes of all places into the cache: `python -m commands.build_geometry`. Done at once when they are there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tqdm import tqdm

from data.command_end import run_command
from data.tables import TableFaultsError, load_tables
from geo.boundaries import BoundarySource
from geo.errors import GeometryError
from geo.store import Geometry, default_cache_root, ensure_geometry
from policy.carving import carve_outs_of
from translations import N_, Message

STEPS: Final[dict[str, Message]] = {
    "wait": N_("等待另一个进程建好图形"),
    "read": N_("读取行政区边界"),
    "carve": N_("划分地点"),
    "simplify": N_("简化边界"),
    "check": N_("检查拓扑与面积"),
    "strip": N_("划定省界两侧 20 公里"),
    "write": N_("写入文件"),
    "done": N_("完成"),
}


def main(arguments: Sequence[str] | None = None, source: BoundarySource | None = None) -> int:
    """Run the command; exit code 2 with a sentence on stderr when it cannot be done."""
    options = parser().parse_args(arguments)
    try:
        carve_outs = carve_outs_of(load_tables())
        with ProgressBar() as bar:
            geometry = ensure_geometry(
                carve_outs, options.cache_root, bar.report, source=source, force=options.force
            )
    except (GeometryError, TableFaultsError) as error:
        print(error, file=sys.stderr)
        return 2
    print(summary(geometry, was_built=bar.was_called))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m commands.build_geometry", description=__doc__)
    made.add_argument(
        "--cache-root",
        type=Path,
        default=default_cache_root(),
        help="存放图形的文件夹 / folder of the built shapes (default: $ATLAS_CACHE or .cache/geometry)",
    )
    made.add_argument(
        "--force", action="store_true", help="重新建立 / build again even when nothing has changed"
    )
    return made


def summary(geometry: Geometry, *, was_built: bool) -> str:
    """Say what there is now."""
    manifest = geometry.manifest
    counts, change = manifest["counts"], manifest["largest_area_change"]
    size = sum(entry["bytes"] for entry in manifest["files"].values())
    head = f"已建立，用时 {manifest['build_seconds']} 秒" if was_built else "已是最新，无需重建"
    return "\n".join(
        [
            f"{head}：{counts['places']} 个地点，{counts['provinces']} 个省级单位，{counts['counties']} 个区县",
            f"边界来源 {manifest['source_name']} {manifest['source_version']}",
            f"简化后面积变化最大 {change['share']:.2%}（{change['place_id']}）",
            f"{geometry.folder}，共 {size / 1e6:.1f} MB",
        ]
    )


class ProgressBar:
    """A bar on stderr that appears with the first report."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    @property
    def was_called(self) -> bool:
        """Whether there was anything to report."""
        return self._bar is not None

    def report(self, step: str, done: float) -> None:
        """Show the step and the share done, 0 to 1."""
        if self._bar is None:
            form = "{percentage:3.0f}% |{bar:30}| {elapsed} {desc}"
            self._bar = tqdm(total=100, bar_format=form, file=sys.stderr)
        self._bar.set_description_str(STEPS[step].msgid, refresh=False)
        self._bar.n = round(100 * done)
        self._bar.refresh()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()


if __name__ == "__main__":
    run_command(main)
