"""Import annual or hourly PM2.5 into this installation: `python -m commands.import_observations FILE…`.

Annual tables (CSV, XLSX), hourly city files, hourly station files or OpenAQ archive files, one kind at a time. All of it
or nothing: with a fault anywhere, every fault is listed and nothing is written. The tables of the repository are never
edited: imported figures lie in a folder of this installation (see docs/add_a_year.md). Exit code 2 with faults.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import FrameType

from commands.import_report import (
    FilesBar,
    fault_sentences,
    json_text,
    result_sentences,
    written_sentences,
)
from data.faults import TableFault, TableFaultsError
from data.local_tables import default_local_folder
from data.tables import Tables, load_tables
from geo.errors import GeometryError
from geo.geometry import Geometry
from geo.store import default_cache_root, ensure_geometry
from importing.faults import ImportFault, ImportFaultsError, whole_file
from importing.import_files import Imported, ImportSettings, examine_all, import_files
from importing.layout import Naming
from importing.local_folder import LocalFolderBusyError, Written, add_rows
from importing.local_rows import SourceWords, doubled, observation_rows, source_row
from importing.place_finder import PlaceFinder
from importing.validity import HIGHEST_HOUR
from policy.carving import carve_outs_of
from translations import N_, Message, Words, words_for

INTERRUPTED = 130
SOURCE_FIELDS = ("title_zh", "title_en", "issuer_zh", "issuer_en", "url", "licence", "note_zh", "note_en")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; exit code 2 with every fault, 130 when it was interrupted. Either way nothing is written."""
    options = parser().parse_args(arguments)
    words = words_for(options.lang)
    imported, faults, sentences = None, tuple[ImportFault, ...](), list[str]()
    with ending_as_interrupt():
        try:
            imported, sentences = run(options, words)
        except ImportFaultsError as error:
            faults = error.faults
            sentences = list(fault_sentences(faults, words))
        except KeyboardInterrupt:
            print(words.gettext("已中断，没有写入任何内容。"), file=sys.stderr)
            return INTERRUPTED
    if options.json:
        print(json_text(imported, faults, words))
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 2 if faults else 0


def run(options: argparse.Namespace, words: Words) -> tuple[Imported, list[str]]:
    """Read the files and, unless only checking, write; return what was read and what there is to say.

    Raises
    ------
    ImportFaultsError
        With all that is wrong: with the files, the tables, the shapes or the folder.
    """
    folder = options.data_folder or default_local_folder()
    kind, files = examine_all(options.files)
    with as_faults(folder):
        tables = load_tables(None, folder)
        shapes = Shapes(tables)
        naming = Naming(PlaceFinder(tables.places, shapes.county_names), options.skip_unknown)
        settings = ImportSettings(
            options.year, options.keep_short_years, options.highest_hour, options.hours_end
        )
        with FilesBar(sum(file.size for file in files), words) as bar:
            imported = import_files(kind, files, settings, naming, shapes.places_at, bar.add)
        rows = local_rows(options, tables, imported, len(files))
        names = dict(zip(tables.places["place_id"], tables.places["name_zh"], strict=True))
        sentences = list(result_sentences(imported, names, words))
        if options.check:
            sentences.append(words.gettext("只作检查，没有写入任何内容。"))
        elif rows["observations"]:
            sentences += written_sentences(written(folder, rows), words)
    return imported, sentences


def local_rows(
    options: argparse.Namespace, tables: Tables, imported: Imported, files: int
) -> dict[str, list[dict[str, str]]]:
    """The rows of documents and observations that an import adds."""
    fields = {name: getattr(options, f"source_{name}") for name in SOURCE_FIELDS}
    said = SourceWords(options.source_id, {name: cell for name, cell in fields.items() if cell})
    source = source_row(imported.kind, said)
    source_id = source["document_id"]
    is_known = source_id in set(tables.documents["document_id"])
    observations = observation_rows(imported, source_id, options.basis, files)
    if double := doubled(observations):
        found = N_("{place} {year} 年两个数值", place=double[0][0], year=double[0][1])
        raise whole_file(imported.rows[0].file, found, N_("每种口径一地一年一个数值"))
    return {"documents": [] if is_known and not said.fields else [source], "observations": observations}


def written(folder: Path, rows: dict[str, list[dict[str, str]]]) -> Written:
    """Write, and let nobody interrupt: what is being put in place takes a moment."""
    with uninterrupted():
        return add_rows(folder, rows)


class Shapes:
    """What the shapes of places are needed for: stations by position, names of counties. Opened when first asked."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @cached_property
    def _geometry(self) -> Geometry:
        return ensure_geometry(carve_outs_of(self._tables), default_cache_root())

    def places_at(self, points: Sequence[tuple[float, float]]) -> list[str | None]:
        """Places at longitudes and latitudes (WGS 84), None outside all."""
        import numpy as np

        index = self._geometry.point_index
        degrees = np.array(points, dtype=float)
        rows = index.county_rows(degrees[:, 0], degrees[:, 1])
        return [index.county_records[row].place_id if row >= 0 else None for row in rows.tolist()]

    def county_names(self) -> list[str]:
        """Chinese names of all counties; none where the shapes cannot be had."""
        with suppress(GeometryError):
            return [county.county_zh for county in self._geometry.point_index.county_records]
        return []


@contextmanager
def as_faults(folder: Path) -> Iterator[None]:
    """Say what goes wrong beside the files in the same form."""

    def table_fault(fault: TableFault) -> ImportFault:
        expected = N_("{words}", words=fault.expected)
        return ImportFault(fault.file, fault.row, fault.column, fault.found, expected)

    try:
        yield
    except TableFaultsError as error:
        raise ImportFaultsError(map(table_fault, error.faults)) from error
    except GeometryError as error:
        raise whole_file(str(default_cache_root()), error.message, N_("建好的地点图形")) from error
    except LocalFolderBusyError as error:
        raise whole_file(str(folder), N_("另一个导入正在写入"), N_("一次一个导入")) from error
    except OSError as error:
        found: str | Message = error.strerror or str(error)
        raise whole_file(str(error.filename or folder), found, N_("可以读写的文件夹和足够的空间")) from error


@contextmanager
def ending_as_interrupt() -> Iterator[None]:
    """Let a request to end (SIGTERM) clean up as an interrupt does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGTERM)
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGTERM, before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off interrupts."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]
    with suppress(ValueError):
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        with suppress(ValueError):
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(
        prog="python -m commands.import_observations", description=__doc__, fromfile_prefix_chars="@"
    )
    made.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="文件；@名单 逐行列出 / files; @list names them"
    )
    made.add_argument("--check", action="store_true", help="只检查，不写入 / check only, write nothing")
    made.add_argument("--json", action="store_true", help="在标准输出打印 JSON / print JSON on stdout")
    made.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="说明文字的语言 / language of sentences"
    )
    made.add_argument("--year", type=int, help="只导入这一年 / only this year")
    made.add_argument(
        "--basis",
        choices=("realtime", "official"),
        default="realtime",
        help="文件未写口径时的口径 / basis of figures that do not say theirs (default realtime)",
    )
    made.add_argument(
        "--data-folder",
        type=Path,
        help="本机数据文件夹 / folder of this installation's tables (default: $ATLAS_LOCAL_DATA or local_data)",
    )
    made.add_argument("--source-id", default="", help="来源代码 / id of the source, known or new")
    for name in SOURCE_FIELDS:
        made.add_argument(
            f"--source-{name.replace('_', '-')}", default="", help=f"documents.csv: {name}", metavar="TEXT"
        )
    hourly = made.add_argument_group("小时值 / hourly values")
    hourly.add_argument(
        "--skip-unknown", action="store_true", help="略去不认识的城市名 / leave out cities that are not known"
    )
    hourly.add_argument(
        "--keep-short-years",
        action="store_true",
        help="保留不足 324 天的年份，只显示不判定 / keep years of fewer than 324 days, shown but not judged",
    )
    hourly.add_argument(
        "--highest-hour",
        type=float,
        default=HIGHEST_HOUR,
        help=f"高于此值（µg/m³）的小时值无效 / above this an hourly value is not believed (default {HIGHEST_HOUR:g})",
    )
    hourly.add_argument(
        "--hours-end",
        action="store_true",
        help="时刻指一小时的末尾，00:00 属前一日 / times name the end of the hour: 00:00 is of the day before",
    )
    return made


if __name__ == "__main__":
    sys.exit(main())
