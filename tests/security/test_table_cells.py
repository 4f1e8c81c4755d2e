"""The payload in every free text of every table: nothing on a screen or on a page of the site takes it for markup."""

import json
import re

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
    assert SIGN in sent(shown) or screen == "overlay"


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
    body = re.sub(r'<script (type="module" )?src="[^"]*"( defer| type="module")*></script>', "", page)
    assert markup_in(body) == []
    assert SIGN in page or kind == "not_found"


def test_a_record_is_json_that_no_browser_takes_for_a_page(poisoned_atlas):
    content = record_bytes(poisoned_atlas, "140100")
    assert SIGN.encode() in content
    json.loads(content)


@pytest.mark.parametrize(
    "address", [SCRIPT_ADDRESS, "data:text/html;x", "//host.example/x", "ftp://h/x", "https://a b"]
)
@pytest.mark.parametrize(("table", "column"), [("documents", "url"), ("documents", "official_url")])
def test_addresses_of_other_schemes_are_refused_by_the_tables(address, table, column, tmp_path):
    for path in [*DATA_FOLDER.glob("*.csv"), *DATA_FOLDER.glob("*.json")]:
        content = path.read_text(encoding="utf-8")
        if path.stem == table:
            content = re.sub(r"https?://[^,\n]+", address, content, count=0)
        (tmp_path / path.name).write_text(content, encoding="utf-8")
    _tables, faults = read_and_check(tmp_path)
    assert {fault.column for fault in faults if address in str(fault.found)} >= {column}
