"""The page of each of the 375 places: whole, well-formed, every figure with its source, every link leading somewhere."""

import re
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from functools import cache
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest

from layers.catalogue import CATALOGUE
from layers.press.south_sea import SANSHA
from pages.city_parts.header import header_html
from pages.city_parts.indicators import indicators_html
from pages.city_parts.ladder import ladder_html
from pages.city_parts.locator import locator_html
from pages.city_parts.measures import measures_html
from pages.city_parts.missing import missing_html
from pages.city_parts.neighbours import neighbours_html
from pages.city_parts.target_tables import observations_html, other_targets_html, outside_chain_html
from pages.city_parts.timeline import timeline_html
from pages.shared import cached
from policy.areas import is_area
from policy.atlas import Atlas
from policy.cascade import cascade
from policy.effective import TARGET_YEAR
from policy.missing import missing_for_rules
from policy.place_record import place_record
from policy.records import Place
from policy.scope import members_of_key_regions
from tests.screens.reading import (
    CHINESE,
    NUMBER,
    document_ids,
    host,
    links,
    of_class,
    parsed,
    text,
    text_nodes,
)
from translations import Words, words_for
from translations.words import read_catalogue

TODAY = date(2025, 6, 30)


def deadlines_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """The timeline as of a day of its own."""
    return timeline_html(atlas, words, place_id, TODAY)


PARTS = (
    header_html,
    locator_html,
    observations_html,
    neighbours_html,
    ladder_html,
    indicators_html,
    measures_html,
    deadlines_html,
    other_targets_html,
    outside_chain_html,
    missing_html,
)
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
COLUMNS_OF_PLAIN_NUMBERS = ("年份", "有效天数", "共同边界（公里）", "文件与条款", "指标", "层级")
LANGUAGES = ("zh", "en")


def looked_at(atlas: Atlas, lang: str) -> dict[str, Place]:
    """Every place in Chinese; in English, where only the words differ, every third."""
    places = atlas.register.places
    return dict(list(places.items())[:: 1 if lang == "zh" else 3])


@pytest.fixture(scope="module")
def page_of(atlas: Atlas) -> Callable[[str, str], Element]:
    """Give the whole page of a place in a language, made once."""

    @cache
    def page(place_id: str, lang: str) -> Element:
        return parsed("".join(part(atlas, words_for(lang), place_id) for part in PARTS))

    return page


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def without_figures(element: Element) -> str:
    """Return the words of an element that stand outside the figures and links one can press."""
    own = element.text or ""
    inner = "".join("" if child.tag in ("details", "a") else without_figures(child) for child in element)
    return own + inner + (element.tail or "")


def test_there_are_375_places(atlas: Atlas) -> None:
    assert len(atlas.register.places) == 375


def test_the_head_names_place_province_region_and_verdict(atlas: Atlas, page_of, lang: str) -> None:
    words = words_for(lang)
    for place_id, place in looked_at(atlas, lang).items():
        record = place_record(atlas, place_id, lang=lang)
        head = of_class(page_of(place_id, lang), "city")[0]
        name, other = words.pick(place.name_zh, place.name_en), words.pick(place.name_en, place.name_zh)
        assert text(head.find("h1")) == name + other
        belonging = text(of_class(head, "belonging")[0])
        assert words.pick(place.province.name_zh, place.province.name_en) in belonging
        listed = atlas.register.listed_scopes
        named = [record["key_region"]] if record["key_region"] else []
        for scope_id in (entry["scope_id"] for entry in [*named, *record["geographies"]]):
            assert words.pick(listed[scope_id].name_zh, listed[scope_id].name_en) in belonging
        reason = record["attainment"]["reason"]
        assert text(of_class(head, "verdict")[0]).lower() == f"{reason}{words.gettext('。')}".lower()
        assert f"verdict {record['attainment']['status']}" in {node.get("class") for node in head.iter("p")}


def test_the_locator_has_a_key_that_tells_hatched_places_from_coloured_ones(
    atlas: Atlas, page_of, lang: str
) -> None:
    layer = cached.layer(atlas, "attainment", TARGET_YEAR)
    classes = {one.code: one for one in layer.classes}
    for place_id in looked_at(atlas, lang):
        around = [one["place_id"] for one in place_record(atlas, place_id)["neighbours"]]
        found = [classes[code] for code in {layer.cells[one].code for one in (place_id, *around)}]
        (map_shown,) = of_class(page_of(place_id, lang), "area-map")
        key = {text(one): one.find("i").get("class") == "hatched" for one in map_shown.iter("li")}
        assert key == {words_for(lang).render(one.label): one.hatch is not None for one in found}
        drawing = b64decode(map_shown.find("img").get("src").partition(",")[2]).decode()
        assert ('fill="url(#n)"' in drawing) == any(key.values()) or place_id == SANSHA


def test_every_figure_opens_its_document_or_its_reason(atlas: Atlas, page_of, lang: str) -> None:
    reason = words_for(lang).gettext("原因")
    documents = atlas.register.documents
    faults, figures = [], 0
    for place_id in looked_at(atlas, lang):
        for details in of_class(page_of(place_id, lang), "figure"):
            shown = text(details.find("summary"))
            found = document_ids(details)
            figures += bool(NUMBER.search(shown))
            says_why = any(text(name) == reason for name in details.iter("dt"))
            if not shown or (not found and (NUMBER.search(shown) or not says_why)):
                faults.append((place_id, shown))
            faults += [(place_id, one) for one in found if one not in documents]
    assert faults == []
    assert figures > 375


def test_no_figure_stands_outside_what_can_be_pressed(atlas: Atlas, page_of, lang: str) -> None:
    plain = {words_for(lang).gettext(name) for name in COLUMNS_OF_PLAIN_NUMBERS}
    faults = []
    for place_id in looked_at(atlas, lang):
        page = page_of(place_id, lang)
        for table in page.iter("table"):
            headings = [text(cell) for cell in table.iter("th")]
            for row in table.findall("tbody/tr"):
                faults += [
                    (place_id, heading, text(cell))
                    for heading, cell in zip(headings, row.findall("td"), strict=True)
                    if heading not in plain and NUMBER.search(without_figures(cell))
                ]
        for said in of_class(page, "words"):
            outside = [node for node in said if node.tag != "details" and node.get("class") != "when"]
            faults += [(place_id, text(node)) for node in outside if NUMBER.search(text(node))]
        for article in page.iter("article"):
            beside = [node for node in article if node.tag not in ("h3", "details")]
            faults += [(place_id, text(node)) for node in beside if NUMBER.search(text(node))]
    assert faults == []


def test_every_link_leads_somewhere(atlas: Atlas, page_of, lang: str) -> None:
    register = atlas.register
    official = {row.official_url for row in register.documents.values() if row.official_url}
    known = {
        ("city", "place"): set(register.places),
        ("city", "indicator"): {row.comparable_key for row in register.indicators.values()},
        ("compare", "place"): set(register.places),
        ("measures", "measure"): set(register.measures),
        ("measures", "place"): set(register.places),
        ("method", "document"): set(register.documents),
        ("./", "province"): set(register.provinces),
        ("./", "region"): set(members_of_key_regions(register)),
        ("./", "layer"): set(CATALOGUE),
        ("region", "scope"): {scope_id for scope_id in register.listed_scopes if is_area(register, scope_id)},
    }
    faults = set()
    for place_id in register.places:
        for address in links(page_of(place_id, lang)):
            if host(address):
                faults |= {address} - official
                continue
            parts = urlsplit(address)
            params = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if params.pop("lang", "zh") != lang:
                faults.add(address)
            faults |= {
                address for name, value in params.items() if value not in known.get((parts.path, name), ())
            }
    assert faults == set()


def test_years_are_those_of_the_record(atlas: Atlas, page_of, lang: str) -> None:
    caption = words_for(lang).gettext("历年 PM2.5 年均浓度")
    for place_id in looked_at(atlas, lang):
        record = place_record(atlas, place_id)
        tables = [
            one for one in page_of(place_id, lang).iter("table") if text(one.find("caption")) == caption
        ]
        shown = [
            (int(text(row[0])), float(text(row[1].find("details/summary"))), text(row[3]))
            for one in tables
            for row in one.findall("tbody/tr")
        ]
        assert shown == [
            (row["year"], row["value"], "—" if row["days_with_data"] is None else str(row["days_with_data"]))
            for row in record["observations"]
        ]


def test_neighbours_are_those_of_the_record(atlas: Atlas, page_of, lang: str) -> None:
    caption = words_for(lang).gettext("相邻地点")
    for place_id in looked_at(atlas, lang):
        record = place_record(atlas, place_id)
        tables = [
            one for one in page_of(place_id, lang).iter("table") if text(one.find("caption")) == caption
        ]
        rows = [row for one in tables for row in one.findall("tbody/tr")]
        opened = [parse_qs(urlsplit(row.find("td/a").get("href")).query)["place"][0] for row in rows]
        assert opened == [entry["place_id"] for entry in record["neighbours"]]
        across = [bool(of_class(row[0], "badge")) for row in rows]
        assert across == [not entry["same_province"] for entry in record["neighbours"]]


def test_every_rung_of_the_ladder_is_drawn_with_its_document(atlas: Atlas, page_of, lang: str) -> None:
    words = words_for(lang)
    for place_id in looked_at(atlas, lang):
        rungs = cascade(atlas.register, place_id)
        drawn = of_class(page_of(place_id, lang), "rung")
        assert [node.get("class") for node in drawn] == [f"rung {rung.status}" for rung in rungs]
        for node, rung in zip(drawn, rungs, strict=True):
            name = words.pick(rung.scope.name_zh, rung.scope.name_en)
            assert name in text(of_class(node, "level")[0])
            assert len(list(node.iter("details"))) == len(rung.statements)
            cited = document_ids(of_class(node, "standing")[0])
            assert cited == ([rung.document.document_id] if rung.document else [])


def test_what_is_missing_is_said(atlas: Atlas, page_of, lang: str) -> None:
    for place_id in looked_at(atlas, lang):
        missing = missing_for_rules(atlas.register, place_id)
        items = [item for part in of_class(page_of(place_id, lang), "missing") for item in part.iter("li")]
        assert len(items) == len(missing)
        for item, link in zip(items, missing, strict=True):
            assert words_for(lang).render(link.reason) in text(item)
            assert document_ids(item) == ([link.document.document_id] if link.document else [])
        of_targets = place_record(atlas, place_id, lang=lang)["missing_links"]
        assert [link["scope_id"] for link in of_targets] == [
            link.scope.scope_id for link in missing[: len(of_targets)]
        ]


def test_the_locator_has_a_name_and_a_picture(atlas: Atlas, page_of, lang: str) -> None:
    for place_id, place in looked_at(atlas, lang).items():
        [image] = page_of(place_id, lang).iter("img")
        assert words_for(lang).pick(place.name_zh, place.name_en) in image.get("alt")
        assert image.get("src").startswith("data:image/svg+xml;base64,")


def test_the_screen_speaks_one_language(atlas: Atlas, tables, page_of) -> None:
    """In English, Chinese is only what tables and shapes say; in Chinese, a text without any Chinese is of theirs."""
    english = read_catalogue("en")
    frames = [frame for frame in vars(tables).values() if hasattr(frame, "columns")]
    cells = {cell for frame in frames for column in frame for cell in frame[column].dropna().astype(str)}
    cells |= set(atlas.geometry.counties["county_zh"])
    said_by_tables = "\n".join(cells)
    run = re.compile(rf"{CHINESE.pattern}+")
    faults = set()
    for place_id in looked_at(atlas, "en"):
        for piece in text_nodes(page_of(place_id, "en")):
            if piece in english and english[piece] != piece and CHINESE.search(piece) and piece not in cells:
                faults.add(piece)
            faults |= {part for part in run.findall(piece) if part not in said_by_tables}
    for place_id in looked_at(atlas, "zh"):
        for piece in text_nodes(page_of(place_id, "zh")):
            if LATIN_WORD.search(piece) and not CHINESE.search(piece) and piece not in said_by_tables:
                faults.add(piece)
    assert faults == set()
