"""Import annual or hourly PM2.5 into this installation: `python -m commands.import_observations FILE…`.

Annual tables (CSV, XLSX), hourly city files, hourly station files or OpenAQ archive files, one kind at a time. All of it
or nothing: with a fault anywhere, every fault is listed and nothing is written. The tables of the repository are never
edited: imported figures lie in a folder of this installation (see docs/add_a_year.md). Exit code 2 with faults.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from commands.import_options import SOURCE_FIELDS, parsed
from commands.import_report import (
    FilesBar,
    fault_sentences,
    json_text,
    printable,
    result_sentences,
    source_lines,
    sources_json,
    undone_sentences,
    waiting,
    written_sentences,
)
from data.command_end import run_command
from data.faults import TableFault, TableFaultsError
from data.local_tables import default_local_folder
from data.tables import Tables, load_tables
from geo.errors import GeometryError
from geo.geometry import Geometry
from geo.store import default_cache_root, ensure_geometry
from importing.faults import ImportFault, ImportFaultsError, whole_file
from importing.import_files import Imported, ImportSettings, examine_all, import_files
from importing.import_log import local_sources, note_import
from importing.interrupts import ending_as_interrupt
from importing.layout import Naming
from importing.local_folder import LocalFolderBusyError, add_rows, check_rows, remove_source
from importing.local_rows import SourceWords, doubled, observation_rows, source_row
from importing.place_finder import PlaceFinder
from policy.carving import carve_outs_of
from translations import N_, Message, Words, words_for


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; exit code 2 with every fault, 130 (Ctrl-C) or 143 (SIGTERM) when it was interrupted.

    Either way nothing is written.
    """
    options = parsed(arguments)
    words = words_for(options.lang)
    imported, faults, sentences = None, tuple[ImportFault, ...](), list[str]()
    with ending_as_interrupt() as ending:
        try:
            if options.list or options.undo:
                sentences = run_on_sources(options, words)
            else:
                imported, sentences = run(options, words)
        except ImportFaultsError as error:
            faults = error.faults
            sentences = list(fault_sentences(faults, words))
        except KeyboardInterrupt:
            print(words.gettext("已中断，没有写入任何内容。"), file=sys.stderr)
            return ending.exit_code
    if options.json and not options.list:
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
            if rows["observations"]:
                check_rows(folder, rows)
            sentences.append(words.gettext("只作检查，没有写入任何内容。"))
        elif rows["observations"]:
            written = add_rows(folder, rows, waiting(words))
            if written.changed:
                note_import(folder, rows["observations"][0]["source_id"], len(rows["observations"]))
            sentences += written_sentences(written, words)
    return imported, sentences


def run_on_sources(options: argparse.Namespace, words: Words) -> list[str]:
    """List what was imported, or take one source away again; return what there is to say.

    Raises
    ------
    ImportFaultsError
        When nothing is of this source, or the folder or its tables are at fault.
    """
    folder = options.data_folder or default_local_folder()
    with as_faults(folder):
        sources = local_sources(folder)
        if options.list:
            print(sources_json(sources) if options.json else "\n".join(source_lines(sources, folder, words)))
            return []
        written = remove_source(folder, options.undo, waiting(words))
    if written is None:
        known = words.join([source.source_id for source in sources]) or "–"
        found = N_("没有导入过的来源 {source}", source=printable(options.undo))
        raise whole_file(str(folder), found, N_("导入过的来源之一：{listed}", listed=known))
    figures = next((source.figures for source in sources if source.source_id == options.undo), 0)
    return list(undone_sentences(options.undo, figures, written, words))


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


if __name__ == "__main__":
    run_command(main)
