"""What is missing on a page of the static site says why: no dash without a reason, no empty cell."""

import xml.etree.ElementTree as ET

import html5lib
import pytest

from policy.region_means import definitions_of, region_mean, region_years
from policy.scope import members_of_key_regions
from publishing.addresses import PageKey
from publishing.cites import Link, Links, Table, width_of
from publishing.list_pages import documents_page
from publishing.page import PageMaker
from publishing.region_figures import means
from publishing.site import Site

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_region_without_an_official_mean_says_so(site: Site, lang: str) -> None:
    register, dashes = site.atlas.register, 0
    for scope_id in members_of_key_regions(register):
        table = means(PageMaker(site, PageKey("region", lang, scope_id))).table
        lacking = sum(
            region_mean(register, one, "official", year).value is None
            for one in definitions_of(register, scope_id)
            for year in region_years(register, scope_id)
        )
        assert not any(cell == "—" for row in table.rows for cell in row)
        reasons = [cell.lines[0].text for row in table.rows[:-1] for cell in row[1:] if cell.shown == "—"]
        told = {"zh": "没有收录不等于没有发布", "en": "not held does not mean not published"}[lang]
        assert sum(told in reason for reason in reasons) == lacking
        dashes += lacking
    assert dashes


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_document_has_an_empty_cell(site: Site, lang: str) -> None:
    page: ET.Element = html5lib.parse(documents_page(PageMaker(site, PageKey("documents", lang))))
    cells = page.findall(f".//{HTML}td")
    assert cells
    assert ["".join(cell.itertext()) for cell in cells if not "".join(cell.itertext()).strip()] == []


def test_prose_has_a_line_of_its_own_on_a_phone() -> None:
    source = Links([Link("2025 年实况", ""), Link("国发〔2023〕24号 （三）", "")])
    table = Table("", ["地点", "数值", "来源"], [["太原", "36.4", source], ["大同", "30.1", "—"]])
    assert width_of("PM2.5 年均") == 10
    assert table.long == {2}
    assert Table("", ["地点"], []).long == frozenset()
