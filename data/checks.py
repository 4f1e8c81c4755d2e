"""All rules on the tables at once: `python -m data.checks` lists every fault with file, row and column.

Three stages look at a cell: its text, the schema, then the rules across tables. A later stage says nothing
about a cell that an earlier one has found at fault.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from data.clause_rules import CLAUSE_RULES
from data.command_end import run_command
from data.conformity import conformity_faults
from data.department_rules import DEPARTMENT_RULES
from data.faults import TableFault, fault_lines, sorted_faults
from data.indicator_rules import INDICATOR_RULES
from data.local_tables import default_local_folder, read_local_tables
from data.raw_table import RawTable, RawTables, read_raw_table, without_copies
from data.reference_rules import REFERENCE_RULES
from data.row_counts import row_count_faults
from data.schema import DATA_FOLDER, table_schemas
from data.second_hand_rules import SECOND_HAND_RULES
from data.text_rules import TEXT_RULES
from data.value_rules import VALUE_RULES, rows_are_sorted
from data.verdict_rules import VERDICT_RULES

RULES_ON_ROWS = (
    *REFERENCE_RULES,
    *VALUE_RULES,
    *TEXT_RULES,
    *CLAUSE_RULES,
    *DEPARTMENT_RULES,
    *INDICATOR_RULES,
    *SECOND_HAND_RULES,
    *VERDICT_RULES,
)
ALL_RULES = (*RULES_ON_ROWS, rows_are_sorted)


def check_tables(folder: Path = DATA_FOLDER) -> list[TableFault]:
    """Check every table of a folder against schema and rules.

    Parameters
    ----------
    folder
        Folder of the CSV files.

    Returns
    -------
    list
        All faults, sorted by file, row and column; empty when there is none.
    """
    return read_and_check(folder)[1]


def read_and_check(folder: Path) -> tuple[RawTables, list[TableFault]]:
    """Read every table as text, and check it; the files are read once."""
    tables: dict[str, RawTable] = {}
    faults: list[TableFault] = []
    for name, schema in table_schemas().items():
        tables[name], found = read_raw_table(folder, schema)
        faults.extend(found)
    raw = RawTables(folder, tables)
    faults.extend(row_count_faults(raw))
    once, copies = without_copies(raw)
    of_copies = {(raw.file(name), row.line) for name, row in copies}
    found_by_schema = _on_sound_cells(conformity_faults(raw), faults)
    faults.extend(
        fault for fault in found_by_schema if fault.column is None or (fault.file, fault.row) not in of_copies
    )
    rules = (fault for rule in RULES_ON_ROWS for fault in rule(once))
    faults.extend(_on_sound_cells(rules, faults))
    faults.extend(rows_are_sorted(raw, _rows_without_a_sound_key(faults)))
    return raw, sorted_faults(faults)


def _on_sound_cells(found: Iterable[TableFault], before: Sequence[TableFault]) -> list[TableFault]:
    faulty = {(fault.file, fault.row, fault.column) for fault in before if fault.column is not None}
    return [fault for fault in found if (fault.file, fault.row, fault.column) not in faulty]


def _rows_without_a_sound_key(faults: Iterable[TableFault]) -> set[tuple[str, int | None]]:
    keys = {schema.file: schema.primary_key for schema in table_schemas().values()}
    return {
        (fault.file, fault.row)
        for fault in faults
        if fault.column is None or fault.column in keys.get(fault.file, ())
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; exit code 1 when there is a fault, 2 when there is no such folder."""
    parser = argparse.ArgumentParser(prog="python -m data.checks", description="Check the tables.")
    parser.add_argument("--folder", type=Path, default=DATA_FOLDER, help="folder of the CSV files")
    parser.add_argument("--json", action="store_true", help="print the faults as JSON")
    parser.add_argument(
        "--local-folder",
        type=Path,
        help="folder of this installation's own tables, checked as well (default: the one that is set)",
    )
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"no such folder: {options.folder}")
    raw, faults = read_and_check(options.folder)
    local_folder = options.local_folder
    if local_folder is None and options.folder == DATA_FOLDER:
        local_folder = default_local_folder()
    if local_folder is not None:
        faults = [*faults, *read_local_tables(local_folder, raw)[1]]
    if options.json:
        print(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, indent=2))
    else:
        for line in fault_lines(faults):
            print(line)
        print(f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in {len(table_schemas())} tables")
    return 1 if faults else 0


if __name__ == "__main__":
    run_command(main)
