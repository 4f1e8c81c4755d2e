"""Headings of annual tables: which column is the place, the year, the figure; in Chinese, English or as codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from importing.faults import ImportFault
from translations import N_

NAMES_OF_ROLE: Final = {
    "code": (
        "place_id", "placeid", "adcode", "code", "citycode", "placecode", "代码", "地点代码", "行政区划代码",
        "城市代码", "地区代码", "编码", "区划代码",
    ),
    "place": (
        "place", "city", "name", "name_zh", "name_en", "placename", "cityname", "area", "城市", "城市名称", "地点",
        "名称", "地区", "地市", "市", "市州", "行政区", "地级市", "设区市", "unit_name_zh", "unitnamezh",
    ),
    "year": ("year", "年份", "年", "年度"),
    "value": (
        "value", "mean", "annualmean", "concentration", "pm25", "pm25mean", "pm25annualmean", "pm25ugm3", "pm25μgm3",
        "数值", "值", "浓度", "年均值", "年均浓度", "年平均", "均值", "pm25浓度", "pm25年均值", "pm25年均浓度",
        "pm25年平均浓度", "细颗粒物", "细颗粒物浓度", "细颗粒物pm25", "细颗粒物年均浓度",
    ),
    "days": ("days_with_data", "dayswithdata", "days", "validdays", "有效天数", "天数", "监测天数", "有效监测天数"),
    "basis": ("basis", "口径", "数据口径"),
    "metric": ("metric", "指标", "污染物", "污染物名称", "监测项目", "项目", "pollutant", "parameter"),
    "unit_symbol": ("unit_symbol", "unitsymbol", "unit", "units", "单位", "计量单位"),
}  # fmt: skip
"""Headings by what they mean, as `plain_heading` leaves them."""

YEAR_HEADING: Final = re.compile(
    r"(?:pm25)?((?:19|20)[0-9]{2})(?:年|年度)?(?:pm25)?(?:年?均值|年均浓度|年平均|浓度|mean)?"
)
UNIT_IN_HEADING: Final = re.compile(r"[\(（\[［]([^\)）\]］]*)[\)）\]］]")
UNIT_SIGNS: Final = re.compile(r"[\s/·.\-−^]|每|ˉ|⁻|¯")
KNOWN_BRACKETS: Final = frozenset(
    ("", "ugm3", "μgm3", "ugm³", "微克立方米", "微克m3", "pm25", "年均", "年均值", "annual", "ugm31", "μgm31")
)
"""What may stand in brackets after a figure's heading; anything else is another substance or unit."""


Cells = Sequence[str | float | int | None]
"""Cells of a row: text as written, or the number of a workbook's cell."""


@dataclass
class AnnualColumns:
    """Positions of the columns; `years` holds those of a wide table, with their year; `line` that of the heading."""

    heading: Sequence[str]
    line: int = 1
    of_role: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[ImportFault] = field(default_factory=list)


def plain_heading(text: str) -> str:
    """A heading without unit, spaces, punctuation, capitals: `PM2.5 年均浓度（μg/m³）` → `pm25年均浓度`."""
    folded = unicodedata.normalize("NFKC", UNIT_IN_HEADING.sub("", text.replace("\ufeff", ""))).casefold()
    return "".join(character for character in folded if character.isalnum() or character == "_")


def cell_text(cell: str | float | int | None) -> str:
    """A cell as text: full-width digits as plain ones, no spaces around it."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return unicodedata.normalize("NFKC", str(cell)).strip()


def role_of(text: str) -> tuple[str | None, int | None]:
    """What a heading says of its column: the role, and the year where it is a column of one."""
    plain = plain_heading(text)
    year = YEAR_HEADING.fullmatch(plain.replace("_", ""))
    if year:
        return None, int(year[1])
    plains = {plain, plain.replace("_", "")} - {""}
    return next((role for role, names in NAMES_OF_ROLE.items() if plains.intersection(names)), None), None


def is_heading(cells: Iterable[str]) -> bool:
    """Whether a line names a place beside a figure or a year: no title does, and no row of figures."""
    found = [role_of(text) for text in cells]
    roles = {role for role, _year in found}
    figures = roles & {"year", "value"} or any(year for _role, year in found)
    return bool(roles & {"place", "code"} and figures)


def annual_columns(file: str, heading: Sequence[str], line: int = 1) -> AnnualColumns:
    """Find the columns of an annual table.

    Parameters
    ----------
    file
        Name for faults.
    heading
        Cells of the line of the heading.
    line
        Its number.

    Returns
    -------
    AnnualColumns
        With the faults of the heading: a column missing or twice, a unit other than µg/m³.
    """
    found = AnnualColumns(heading, line)
    for position, text in enumerate(heading):
        _place_column(file, found, position, text)
    if "place" not in found.of_role and "code" not in found.of_role:
        missing = N_("地点名称或代码列，如“城市”“place_id”")
        found.faults.append(ImportFault(file, line, None, N_("没有地点列"), missing))
    if not found.years:
        for role, words in (("year", N_("年份列")), ("value", N_("PM2.5 年均值列"))):
            if role not in found.of_role:
                expected = N_("{column}，或以年份为列名的宽表", column=words)
                found.faults.append(ImportFault(file, line, None, N_("没有{column}", column=words), expected))
    elif "year" in found.of_role or "value" in found.of_role:
        expected = N_("长表（年份、数值两列）或宽表（每年一列）之一")
        found.faults.append(ImportFault(file, line, None, N_("两种表的列名"), expected))
    return found


def _place_column(file: str, found: AnnualColumns, position: int, text: str) -> None:
    role, year = role_of(text)
    if not plain_heading(text):
        return
    if year or role == "value":
        _check_unit(file, found, text)
    if year:
        if year in found.years:
            found.faults.append(ImportFault(file, found.line, text, text, N_("每年只有一列")))
        found.years[year] = position
    elif role is None:
        found.ignored.append(text)
    elif role in found.of_role:
        found.faults.append(ImportFault(file, found.line, text, text, N_("含义相同的列只有一个")))
    else:
        found.of_role[role] = position


def _check_unit(file: str, found: AnnualColumns, text: str) -> None:
    for unit_text in UNIT_IN_HEADING.findall(unicodedata.normalize("NFKC", text)):
        plain = UNIT_SIGNS.sub("", unit_text.casefold())
        if plain not in KNOWN_BRACKETS:
            found.faults.append(ImportFault(file, found.line, text, text, N_("PM2.5，以 µg/m³ 为单位的数值")))
