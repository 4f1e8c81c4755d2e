"""Files beside the pages of the site: no text of a table becomes markup in a card or feed, or a formula in a download."""

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from data.formula_cells import FORMULA_STARTS
from layers.export_measures import measures_csv
from policy.atlas import Atlas
from publishing.feed import feed_bytes
from publishing.layer_files import card_files, layer_csv_files
from publishing.place_files import place_tables
from publishing.site import Site, SiteOptions
from publishing.tasks import layer_tables
from tests.security.hostile import MARKUP, SIGN
from tests.structure.source_files import PROJECT_FOLDER
from translations import words_for

FORMULA = "=HYPERLINK(1)"
MAKES_MARKUP = re.compile(
    r"\b(?:(?:inner|outer)HTML|insertAdjacentHTML|createContextualFragment|parseFromString|document\.write|eval\(|new Function)"
)
ATOM = "{http://www.w3.org/2005/Atom}"


def site_of(atlas):
    return Site(atlas, SiteOptions("https://atlas.example", None, None), {}, frozenset())


@pytest.fixture(scope="module")
def site(poisoned_atlas):
    return site_of(poisoned_atlas)


@pytest.fixture(scope="module")
def formulas(tables, built_geometry):
    """A site whose documents and places have titles that a spreadsheet would work out."""
    documents = tables.documents.assign(title_zh=FORMULA, title_en=FORMULA)
    places = tables.places.assign(name_en=FORMULA)
    measures = tables.measures.assign(title_zh=FORMULA, title_en=FORMULA)
    changed = replace(tables, documents=documents, places=places, measures=measures, version="formulas")
    return site_of(Atlas(changed, built_geometry))


def layer_year(site, name):
    return next(one for one in site.layer_years if one.name == name)


def test_no_cell_of_a_table_of_the_site_is_a_formula(formulas):
    made = layer_csv_files(formulas, layer_year(formulas, "observed-2025")) | place_tables(formulas, "140100")
    register = formulas.atlas.register
    made["measures"] = measures_csv(formulas.atlas, [next(iter(register.measures.values()))], words_for("en"))
    for path, content in made.items():
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA_STARTS) and len(cell) > 1] == [], path
        assert "'" + FORMULA in cells or "-zh" in path, path


def test_what_the_map_of_the_site_fetches_is_json(site):
    wanted = layer_year(site, "attainment-2025")
    made = card_files(site, wanted) | layer_tables(site, wanted)
    for path, content in made.items():
        assert SIGN in json.dumps(json.loads(content)), path


def test_no_script_of_ours_makes_markup_out_of_text():
    """Cards, rows and messages come as text; `textContent` and `append` are the only ways in."""
    scripts = sorted((PROJECT_FOLDER / "layers/client").rglob("*.js"))
    assert len(scripts) > 20
    for path in scripts:
        assert MAKES_MARKUP.findall(path.read_text(encoding="utf-8")) == [], path


def test_a_feed_of_hostile_changes_is_still_a_feed(site):
    root = ET.fromstring(
        feed_bytes(site, "en", "2026-01-01", f"## 1.0 (2026-01-01)\n\n### Data\n- {MARKUP} & <b>\n")
    )
    assert {one.tag for one in root.iter()} <= {
        ATOM + name
        for name in ("feed", "title", "id", "updated", "author", "name", "link", "entry", "content")
    }
    assert MARKUP in [one.text for one in root.iter(ATOM + "content")][-1]
