"""Images are drawn once, kept as long as nothing behind them changes, and left out where the rules do not let them out."""

from pathlib import Path

import pytest

from data.tables import Tables
from geo.store import Geometry
from layers.press.export import MapRuleError
from policy.atlas import Atlas
from publishing import build as building
from publishing import cards as module
from publishing import workers
from publishing.aside import Aside
from publishing.build import Work, draw_cards
from publishing.built import BuildOptions, Built
from publishing.cards import CardTask, card_tasks
from publishing.fingerprints import CARDS as CARDS_GROUP
from publishing.fingerprints import group_prints, parts_of
from publishing.former import Former
from publishing.site import Site, SiteOptions

HOW = BuildOptions(workers=1, cards="few", compress=False, today="2026-11-22")
CARDS = [
    CardTask("home-zh", "attainment", 2025, "china", "zh"),
    CardTask("region-x-zh", "attainment", 2025, "x", "zh"),
]


@pytest.fixture
def site(tables: Tables, built_geometry: Geometry) -> Site:
    return Site(Atlas(tables, built_geometry), SiteOptions("https://atlas.example", None, ("140100",)))


def test_few_cards_are_home_regions_and_main_layers(site: Site) -> None:
    names = {card.name for card in card_tasks(site, "few")}
    assert {"home-zh", "home-en", "region-fenwei-plain-zh", "layer-attainment-2025-en"} <= names
    assert not any(name.startswith("place-") for name in names)
    assert "layer-attainment-2024-zh" not in names
    assert {"place-140100-zh", "layer-attainment-2024-zh"} <= {card.name for card in card_tasks(site, "all")}
    assert card_tasks(site, "none") == []


def work(former: Former, group: str = "same") -> Work:
    return Work(former, {}, {CARDS_GROUP: group}, HOW, lambda *_: None, Built())


def test_a_card_is_kept_while_nothing_behind_it_changes(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    monkeypatch.setattr(building, "card_tasks", lambda *_: CARDS)
    monkeypatch.setattr(workers, "card_png", lambda _site, card, _today: drawn.append(card.name) or b"png")
    first, second, third, fourth = (tmp_path / name for name in ("first", "second", "third", "fourth"))
    begun = work(Former(tmp_path / "none"))
    names = [card.name for card in CARDS]
    assert draw_cards(site, Aside(first, tmp_path / "none"), begun) == set(names)
    manifest = {"files": begun.built.entries, "prints": {CARDS_GROUP: "same"}}
    former = Former(first, manifest, frozenset(begun.built.entries))
    draw_cards(site, Aside(second, first), work(former))
    assert drawn == names
    draw_cards(site, Aside(third, first), work(former, "other"))
    assert drawn == names * 2
    spoilt = Former(first, manifest, frozenset([CARDS[0].path]))
    draw_cards(site, Aside(fourth, first), work(spoilt))
    assert drawn == [*names * 2, CARDS[1].name]


def test_a_card_that_the_rules_refuse_is_named_by_no_page_and_not_tried_again(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def refuse(_atlas: Atlas, request: object) -> object:
        tried.append(request.frame)
        if request.frame == "x":
            raise MapRuleError([])
        return type("File", (), {"content": b"png"})

    monkeypatch.setattr(module, "export_press", refuse)
    monkeypatch.setattr(building, "card_tasks", lambda *_: CARDS)
    begun = work(Former(tmp_path / "none"))
    assert draw_cards(site, Aside(tmp_path / "site", tmp_path / "none"), begun) == {"home-zh"}
    assert begun.built.refused == ["region-x-zh"]
    manifest = {"files": begun.built.entries, "prints": {CARDS_GROUP: "same"}, "refused": begun.built.refused}
    former = Former(tmp_path / "site", manifest, frozenset(begun.built.entries))
    again = work(former)
    assert draw_cards(site, Aside(tmp_path / "next", former.folder), again) == {"home-zh"}
    assert again.built.refused == ["region-x-zh"]
    assert tried == ["china", "x"]


def test_the_print_follows_what_is_behind_an_image(site: Site) -> None:
    other = Site(site.atlas, SiteOptions("https://elsewhere.example"))
    numbered = Site(site.atlas, SiteOptions("https://atlas.example", "GS(2024)0001号"))
    assert len({group_prints(parts_of(one))[CARDS_GROUP] for one in (site, other, numbered)}) == 3
