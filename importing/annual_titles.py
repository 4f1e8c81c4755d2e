"""Lines above the heading of an annual table: a title, the unit; known by standing above a line that is a heading.

They are passed over, but not unread: a title that names another unit or another substance is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from importing.annual_headings import AnnualColumns, Cells, cell_text, is_heading, plain_heading
from importing.faults import ImportFault
from translations import N_

LINES_LOOKED_AT: Final = 10
"""The heading is looked for in so many lines: a title, a subtitle, a unit and blank lines between."""

MICROGRAMS: Final = re.compile(r"微克|[μu]g", re.IGNORECASE)
OTHER_UNITS: Final = re.compile(
    r"毫克|(?<![a-z])mg(?![a-z])|(?<![a-z])pp[bm](?![a-z])|单位\s*[:：]\s*(?:%|天|个|级)", re.IGNORECASE
)
CARBON_MONOXIDE: Final = re.compile(r"一氧化碳|(?<![a-z])co(?![a-z0-9])", re.IGNORECASE)
PM25: Final = re.compile(r"pm\s*_?2[._]?5|细颗粒物", re.IGNORECASE)
OTHER_SUBSTANCES: Final = re.compile(
    r"pm\s*10|so2|no2|nox|(?<![a-z])o3|(?<![a-z])co(?![a-z0-9])|aqi|tsp|二氧化硫|氮氧化物|二氧化氮|臭氧|一氧化碳|可吸入颗粒物"
    r"|优良天数|综合指数|降尘",
    re.IGNORECASE,
)


def titles_and_rows(
    lines: Iterable[tuple[int, Cells]],
) -> tuple[list[tuple[int, str]], tuple[int, list[str]], Iterator[tuple[int, Cells]]]:
    """Part a table at its heading.

    Parameters
    ----------
    lines
        Line numbers with their cells.

    Returns
    -------
    tuple
        Titles with their lines; the heading with its line, the first line where none looks like one; the rows below.
    """
    rest = iter(lines)
    first = list(islice(rest, LINES_LOOKED_AT))
    texts = [[cell_text(cell) for cell in cells] for _line, cells in first]
    at = next((position for position, cells in enumerate(texts) if is_heading(cells)), 0)
    titles = [
        (line, text)
        for (line, _cells), cells in zip(first[:at], texts[:at], strict=True)
        if (text := " ".join(filter(None, cells)))
    ]
    heading = (first[at][0], texts[at]) if first else (1, [])
    return titles, heading, chain(first[at + 1 :], rest)


def title_faults(
    file: str, titles: Sequence[tuple[int, str]], columns: AnnualColumns
) -> Iterator[ImportFault]:
    """Titles that say that the figures are of another unit or, where no column says PM2.5, of another substance."""
    expected = N_("PM2.5，以 µg/m³ 为单位的数值")
    for line, text in titles:
        is_of_carbon_monoxide = MICROGRAMS.search(text) and CARBON_MONOXIDE.search(text)
        has_other_unit = OTHER_UNITS.search(text) and not is_of_carbon_monoxide
        has_other_substance = OTHER_SUBSTANCES.search(text) and not _names_pm25(columns)
        if has_other_unit or has_other_substance:
            yield ImportFault(file, line, None, text, expected)


def _names_pm25(columns: AnnualColumns) -> bool:
    """Whether the columns of figures, or one of the substance, say themselves what they hold."""
    if "metric" in columns.of_role:
        return True
    positions = [
        *columns.years.values(),
        *(columns.of_role[role] for role in ("value",) if role in columns.of_role),
    ]
    return all(PM25.search(plain_heading(columns.heading[position])) for position in positions)
