"""The chart of a place's years: values stand clear of the lines, every line is named, the axis says its unit."""

import re
import xml.etree.ElementTree as ET

import pytest

from data.tables import Tables
from policy.register import Register
from publishing.year_chart import CLEAR, LETTERS, clear_of, year_chart
from translations import words_for

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(tables: Tables) -> ET.Element:
    return ET.fromstring(year_chart(Register(tables), words_for("zh"), "140100"))


def test_every_line_is_named(drawn: ET.Element) -> None:
    paths = [row.get("class") for row in drawn.iter(f"{SVG}path") if row.get("class") != "grid"]
    assert set(paths) == {"standard", "target", "guideline", "way"}
    assert all(paths.count(kind) == 2 for kind in set(paths)), "a line and its entry in the key"
    assert "µg/m³" in [row.text for row in drawn.iter(f"{SVG}text")]


def test_no_value_is_struck_through(drawn: ET.Element) -> None:
    target = next(row for row in drawn.iter(f"{SVG}path") if row.get("class") == "target")
    line = float(re.match(r"M\d+ ([\d.]+)H", target.get("d") or "")[1])
    feet = [float(row.get("y") or 0) for row in drawn.iter(f"{SVG}text") if row.get("class") is None]
    assert len(feet) == 6
    assert all(not foot - LETTERS < line < foot for foot in feet)


@pytest.mark.parametrize(
    ("lines", "foot"),
    [([], 100.0), ([120.0, 60.0], 100.0), ([95.0], 91.0), ([95.0, 88.0], 84.0), ([101.0], 97.0)],
)
def test_value_goes_over_the_lines_in_its_way(lines: list[float], foot: float) -> None:
    assert clear_of(100.0, lines) == foot
    assert all(line >= foot + CLEAR - 2 or line <= foot - LETTERS - CLEAR for line in lines)
