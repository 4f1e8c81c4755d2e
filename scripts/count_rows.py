"""Write the number of rows of each table into data/datapackage.json: `python scripts/count_rows.py`.

To be run after rows were added or taken out on purpose; `python -m data.checks` compares.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from data.raw_table import read_raw_table  # noqa: E402
from data.row_counts import counted_rows, rows_in  # noqa: E402
from data.schema import DATA_FOLDER, SCHEMA_FILE, table_schemas  # noqa: E402


def main(package: Path = SCHEMA_FILE, folder: Path = DATA_FOLDER) -> int:
    """Count, write, and say what changed; exit code 1 when a table cannot be read."""
    text, before = package.read_text(encoding="utf-8"), counted_rows(package)
    for name, schema in table_schemas().items():
        table, _faults = read_raw_table(folder, schema)
        if not table.content:
            print(f"{schema.file} is missing or empty: nothing written", file=sys.stderr)
            return 1
        count = rows_in(table)
        if before.get(name) != count:
            print(f"{schema.file}: {before.get(name, 'not counted')} → {count} rows")
        text = with_count(text, schema.file, count)
    package.write_text(text, encoding="utf-8")
    return 0


def with_count(text: str, file: str, count: int) -> str:
    """The datapackage with the number of rows of one table; nothing else in it changes."""
    line = re.compile(rf'(?P<path>\n(?P<indent> *)"path": "{re.escape(file)}",)(?:\n *"rows": \d+,)?')
    return line.sub(rf'\g<path>\n\g<indent>"rows": {count},', text, count=1)


if __name__ == "__main__":
    sys.exit(main())
