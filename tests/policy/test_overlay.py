"""A reader's own figures: they stand in for the tables' in one atlas, the shared one stays as it was."""

from types import SimpleNamespace

from policy.atlas import Atlas
from policy.attainment import attainment_of
from policy.observed import best_observation
from policy.overlay import OVERLAY_SOURCE, Overlay, OverlayRow, is_overlaid, overlaid
from tests.policy.made_up import real_register, real_tables

TAIYUAN, XINJI, PINGDINGSHAN = "140100", "130181", "410400"


def atlas() -> Atlas:
    made = Atlas(real_tables(), SimpleNamespace())
    vars(made)["register"] = real_register()
    return made


def test_a_figure_stands_in_for_all_of_the_same_place_and_year() -> None:
    base = atlas()
    before = {place_id: list(rows) for place_id, rows in base.register.observations_of_place.items()}
    mine = overlaid(base, Overlay("own.csv", (OverlayRow(TAIYUAN, 2025, 12.5, "official", None),)))
    found = best_observation(mine.register, TAIYUAN, 2025)
    assert found is not None
    assert (found.value, found.source_id, found.basis) == (12.5, OVERLAY_SOURCE, "official")
    assert best_observation(mine.register, TAIYUAN, 2024) == best_observation(base.register, TAIYUAN, 2024)
    assert mine.register.documents[OVERLAY_SOURCE].title_zh == "本次会话叠加的表格 own.csv（未经核实）"
    assert attainment_of(mine.register, TAIYUAN, 2025).status == "met"
    assert dict(base.register.observations_of_place) == before
    assert OVERLAY_SOURCE not in base.register.documents
    assert (is_overlaid(base), is_overlaid(mine)) == (False, True)


def test_a_place_without_a_figure_gets_one() -> None:
    mine = overlaid(atlas(), Overlay("own.csv", (OverlayRow(XINJI, 2025, 60.0, "realtime", 300),)))
    assert attainment_of(mine.register, XINJI, 2025).status == "insufficient_data"


def test_the_version_names_the_content() -> None:
    rows = (OverlayRow(TAIYUAN, 2025, 12.5, "official", None),)
    one, same, other = Overlay("a.csv", rows), Overlay("a.csv", rows), Overlay("b.csv", rows)
    assert overlaid(atlas(), one).tables.version == overlaid(atlas(), same).tables.version
    assert overlaid(atlas(), one).tables.version != overlaid(atlas(), other).tables.version


def test_what_does_not_hang_on_observations_is_shared() -> None:
    base = atlas()
    _ = base.register.measures, base.register.places
    mine = overlaid(base, Overlay("own.csv", (OverlayRow(PINGDINGSHAN, 2025, 39.0, "realtime", 365),)))
    assert mine.register.measures is base.register.measures
    assert mine.register.places is base.register.places
    assert mine.register.observations_of_place is not base.register.observations_of_place
