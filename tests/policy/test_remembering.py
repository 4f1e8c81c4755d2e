"""Rules answer what they were asked before; a reader's own figures neither see nor leave an answer."""

from types import SimpleNamespace

import pytest

from policy import remembering
from policy.atlas import Atlas
from policy.attainment import attainment_of
from policy.indicators import binding_indicators, reaching_indicators
from policy.overlay import Overlay, OverlayRow, overlaid
from policy.register import Register
from policy.remembering import remembered
from policy.scope import UnknownScopeError, scope_by_id
from tests.policy.made_up import real_tables

TAIYUAN = "140100"


def register() -> Register:
    """One that nobody has asked anything."""
    return Register(real_tables())


def test_a_rule_works_out_once_what_it_is_asked_twice() -> None:
    asked: list[tuple[str, int]] = []

    @remembered
    def rule(_register: Register, place_id: str, year: int = 2025) -> str:
        asked.append((place_id, year))
        return f"{place_id} {year}"

    one, other = register(), register()
    assert [rule(one, TAIYUAN), rule(one, TAIYUAN), rule(one, TAIYUAN, year=2020)] == [
        "140100 2025",
        "140100 2025",
        "140100 2020",
    ]
    assert len(asked) == 2
    rule(other, TAIYUAN)
    assert len(asked) == 3


def test_no_more_answers_are_kept_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_ANSWERS", 10)
    known = register()
    for code in range(25):
        scope_by_id(known, f"county-{code:06}")
        assert known.answers is not None
        assert len(known.answers) <= 10


def test_a_mistake_is_told_each_time() -> None:
    known = register()
    for _ in range(2):
        with pytest.raises(UnknownScopeError):
            scope_by_id(known, "place-999999")
    assert known.answers == {}


def test_own_figures_are_judged_anew_and_leave_nothing_behind() -> None:
    base = Atlas(real_tables(), SimpleNamespace())
    vars(base)["register"] = register()
    before = attainment_of(base.register, TAIYUAN, 2025)
    kept = dict(base.register.answers or {})
    mine = overlaid(base, Overlay("own.csv", (OverlayRow(TAIYUAN, 2025, 12.5, "official", None),)))
    assert attainment_of(mine.register, TAIYUAN, 2025).status == "met" != before.status
    assert mine.register.answers is None
    assert base.register.answers == kept
    assert attainment_of(base.register, TAIYUAN, 2025) is before


@pytest.mark.parametrize("place_id", [TAIYUAN, "410400", "110000", "810000"])
def test_one_kind_of_quantity_is_picked_from_all_that_bind(place_id: str) -> None:
    known = register()
    keys = {row.comparable_key for row in known.indicators.values()}
    for key in sorted(keys):
        assert binding_indicators(known, place_id, key) == reaching_indicators(
            known, place_id, key, in_chain=True
        )
