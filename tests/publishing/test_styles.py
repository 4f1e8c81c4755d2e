"""What a drawing names, the styles paint: a class without a rule would be drawn black."""

import re
import xml.etree.ElementTree as ET

import html5lib
import pytest

from publishing.addresses import PageKey
from publishing.assets import STYLES
from publishing.page import PageMaker
from publishing.site import Site
from publishing.tasks import MAKERS

SVG = "{http://www.w3.org/2000/svg}"
PAINTED = {"path", "rect", "circle", "line", "polyline", "text"}


def painted_classes(page: ET.Element) -> set[str]:
    """Classes of shapes and letters that bring no colour of their own."""
    return {
        name
        for drawing in page.iter(f"{SVG}svg")
        for row in drawing.iter()
        if row.tag.removeprefix(SVG) in PAINTED and not {"fill", "stroke"} & set(row.attrib)
        for name in row.get("class", "").split()
    }


@pytest.mark.parametrize(
    ("kind", "name"),
    [("place", "140100"), ("region", "fenwei-plain"), ("layer", "attainment-2025")],
)
def test_every_class_of_a_drawing_has_a_rule(site: Site, kind: str, name: str) -> None:
    rules = set(re.findall(r"\.([a-z][\w-]*)", (STYLES / "site.css").read_text(encoding="utf-8")))
    page = html5lib.parse(MAKERS[kind](PageMaker(site, PageKey(kind, "zh", name))))
    assert painted_classes(page)
    assert painted_classes(page) <= rules
