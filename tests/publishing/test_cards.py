"""Images are drawn once, kept as long as nothing behind them changes, and left out where the rules do not let them out."""

from pathlib import Path

import pytest

from data.tables import Tables
from geo.store import Geometry
from layers.press.export import MapRuleError
from policy.atlas import Atlas
from publishing import build as building
from publishing import cards as module
from publishing.aside import Aside
from publishing.build import BuildOptions, Built, draw_cards
from publishing.cards import CardTask, card_png, card_tasks, cards_print
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


def test_a_card_is_kept_while_nothing_behind_it_changes(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    monkeypatch.setattr(building, "card_tasks", lambda *_: CARDS)
    monkeypatch.setattr(building, "card_png", lambda _site, card, _today: drawn.append(card.name) or b"png")
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    built = Built()
    assert draw_cards(built, site, Aside(first, tmp_path / "none"), HOW, {"files": {}}, lambda *_: None) == {
        card.name for card in CARDS
    }
    former = {"files": built.entries, "cards_print": cards_print(site)}
    draw_cards(Built(), site, Aside(second, first), HOW, former, lambda *_: None)
    assert drawn == [card.name for card in CARDS]
    draw_cards(Built(), site, Aside(third, second), HOW, former | {"cards_print": "other"}, lambda *_: None)
    assert drawn == [card.name for card in CARDS] * 2


def test_a_card_that_the_rules_refuse_is_named_by_no_page(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_atlas: Atlas, request: object) -> object:
        if request.frame == "x":
            raise MapRuleError([])
        return type("File", (), {"content": b"png"})

    monkeypatch.setattr(module, "export_press", refuse)
    monkeypatch.setattr(building, "card_tasks", lambda *_: CARDS)
    assert card_png(site, CARDS[1], "2026-11-22") is None
    built = Built()
    names = draw_cards(
        built, site, Aside(tmp_path / "site", tmp_path / "none"), HOW, {"files": {}}, lambda *_: None
    )
    assert names == {"home-zh"}
    assert built.refused == ["region-x-zh"]


def test_the_print_follows_what_is_behind_an_image(site: Site) -> None:
    other = Site(site.atlas, SiteOptions("https://elsewhere.example"))
    numbered = Site(site.atlas, SiteOptions("https://atlas.example", "GS(2024)0001号"))
    assert len({cards_print(one) for one in (site, other, numbered)}) == 3
