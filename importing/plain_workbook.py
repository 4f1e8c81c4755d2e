"""A large workbook written row by row into a stream: texts, numbers and truth values, nothing that runs.

openpyxl takes three times as long and lays its sheets into files of the system on the way; what a reader hands over on
a screen is never written to disk.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from typing import IO, Final, Self

from data.formula_cells import FORMULA_STARTS

MOST_SHEET_ROWS: Final = 1_048_576
MOST_CELL_TEXT: Final = 32_767
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BATCH: Final = 500
_HEADED, _QUOTED = 1, 2
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES: Final = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/>'
    '</fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFE6F1F9"/></patternFill></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" fillId="2" applyFont="1" '
    'applyFill="1"/><xf quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class PlainWorkbook:
    """A workbook under way: sheets one after the other; closed at the end of the `with`, given up after an error."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        self._titles: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind is None:
            self.close()
        else:
            # an archive that cannot be finished would try it again, and complain, when it is collected
            self._archive.fp = None

    def add_sheet(self, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write a sheet whose first row stays in sight; its rows are taken one by one.

        Raises
        ------
        ValueError
            When there are more rows than a sheet can hold.
        """
        self._titles.append(title)
        name = f"xl/worksheets/sheet{len(self._titles)}.xml"
        with self._archive.open(name, "w", force_zip64=True) as part:
            part.write(
                f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
                'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
                f"<cols>{_widths(headings)}</cols><sheetData>{_row(headings, _HEADED)}".encode()
            )
            count, waiting = 1, []
            for row in rows:
                count += 1
                if count > MOST_SHEET_ROWS:
                    raise ValueError(f"a sheet holds {MOST_SHEET_ROWS} rows")
                waiting.append(_row(row))
                if len(waiting) == _BATCH:
                    part.write("".join(waiting).encode())
                    waiting.clear()
            part.write(f"{''.join(waiting)}</sheetData></worksheet>".encode())

    def close(self) -> None:
        """Write what holds the sheets together."""
        numbers = range(1, len(self._titles) + 1)
        sheets = "".join(
            f'<sheet name="{escape(title)}" sheetId="{number}" r:id="rId{number}"/>'
            for number, title in zip(numbers, self._titles, strict=True)
        )
        links = "".join(
            f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in numbers
        )
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            for number in numbers
        )
        styles = f'<Relationship Id="rId0" Type="{_LINKS}/styles" Target="styles.xml"/>'
        root = f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>'
        files = {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            f'PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/><Override '
            f'PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}{styles}</Relationships>',
        }
        for name, content in files.items():
            self._archive.writestr(name, _XML + content)
        self._archive.writestr("xl/styles.xml", _STYLES)
        self._archive.close()


def _row(cells: Sequence[object], style: int = 0) -> str:
    return f"<row>{''.join([_cell(cell, style) for cell in cells])}</row>"


def _cell(value: object, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float) and math.isfinite(value):
        return f"<c><v>{value!r}</v></c>"
    text = str(value)
    if text.startswith(FORMULA_STARTS):
        style = _QUOTED
    written = f' s="{style}"' if style else ""
    clean = escape(_NOT_IN_XML.sub("", text[:MOST_CELL_TEXT]))
    return f'<c t="inlineStr"{written}><is><t xml:space="preserve">{clean}</t></is></c>'


def _widths(headings: Sequence[str]) -> str:
    widths = [min(max(len(name.encode("gbk", "replace")) + 4, 10), 40) for name in headings]
    return "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
