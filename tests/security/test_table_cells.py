"""The payload in every free text of every table: nothing on a screen or on a page of the site takes it for markup."""

import json
import shutil

import pandas as pd
import pytest

from data.checks import read_and_check
from data.schema import DATA_FOLDER
from publishing.addresses import PageKey
from publishing.page import PageMaker
from publishing.site import Site, SiteOptions
from publishing.tasks import MAKERS, record_bytes
from tests.screen_harness import open_screen
from tests.security.hostile import SCRIPT_ADDRESS, SIGN, faults_of, markup_in, sent
from tests.security.test_addresses import SOUND

PAGES = [
    ("place", "140100"),
    ("place", "410400"),
    ("region", "fenwei-plain"),
    ("region", "taiyuan-basin"),
    ("layer", "attainment-2025"),
    ("layer", "observed-2025"),
    ("document", "shanxi-2024"),
    ("document", "state-council-2023-24"),
    *((kind, "") for kind in ("home", "places", "regions", "layers", "documents", "method", "not_found")),
]


@pytest.mark.parametrize("screen", SOUND)
def test_cells_on_screens_are_text(screen, poisoned_screens):
    shown = open_screen(screen, **SOUND[screen], lang="en")
    assert faults_of(shown) == []
    # The list of measures fetches its words; the screen of one's own table shows no cell of ours.
    assert SIGN in sent(shown) or screen in ("overlay", "measures")


def test_every_kind_of_page_is_looked_at():
    assert {kind for kind, _name in PAGES} == set(MAKERS)


class EveryAsset(dict):
    """A path for whatever asset a page names."""

    def __missing__(self, name):
        return f"assets/{name}"


@pytest.fixture(scope="module")
def site(poisoned_atlas):
    return Site(poisoned_atlas, SiteOptions("https://atlas.example", None, None), EveryAsset(), frozenset())


@pytest.mark.parametrize(("kind", "name"), PAGES)
def test_cells_on_pages_of_the_site_are_text(kind, name, site):
    page = MAKERS[kind](PageMaker(site, PageKey(kind, "zh" if kind == "not_found" else "en", name)))
    assert markup_in(page) == []
    assert SIGN in page or kind == "not_found"


def test_a_record_is_json_that_no_browser_takes_for_a_page(poisoned_atlas):
    content = record_bytes(poisoned_atlas, "140100")
    assert SIGN.encode() in content
    json.loads(content)


@pytest.mark.parametrize("column", ["url", "official_url"])
def test_addresses_of_other_schemes_are_refused_by_the_tables(column, tmp_path):
    refused = [SCRIPT_ADDRESS, "data:text/html;x", "//host.example/x", "ftp://h/x"]
    shutil.copytree(DATA_FOLDER, tmp_path, dirs_exist_ok=True)
    documents = pd.read_csv(DATA_FOLDER / "documents.csv", dtype=str, keep_default_na=False)
    documents.loc[: len(refused) - 1, column] = refused
    documents.to_csv(tmp_path / "documents.csv", index=False)
    _tables, faults = read_and_check(tmp_path)
    told = [str(fault.found) for fault in faults if fault.column == column]
    assert [address for address in refused if not any(address in one for one in told)] == []
