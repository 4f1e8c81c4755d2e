"""Places side by side: figures read off the three documents, whose clauses bind whom, and what was not read."""

import pytest

from policy.atlas import Atlas
from policy.compared_measures import DocumentClauses, compared_measures, lack_of_clause
from policy.comparison import (
    SideBySide,
    is_by_the_standard,
    lowest_stated,
    side_by_side,
    stated_figure,
    with_neighbours,
)
from policy.comparison_totals import is_below_unshared_total
from tests.policy.made_up import fake_atlas, real_register

SHANXI_FIVE = ("140100", "140700", "141100", "140300", "140900")
"""太原, 晋中, 吕梁, 阳泉, 忻州."""
PINGDINGSHAN_SIX = ("410400", "411000", "410300", "411100", "411300", "411700")
"""平顶山, 许昌, 洛阳, 漯河, 南阳, 驻马店."""
SECTORS = sorted({row.sector for row in real_register().measures.values()})


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return fake_atlas()


@pytest.fixture(scope="module")
def shanxi(atlas: Atlas) -> SideBySide:
    return side_by_side(atlas, SHANXI_FIVE, SECTORS)


@pytest.fixture(scope="module")
def pingdingshan(atlas: Atlas) -> SideBySide:
    return side_by_side(atlas, PINGDINGSHAN_SIX, SECTORS)


def asked(found: SideBySide, key: str) -> list[tuple[str, str, float | None, str | None] | None]:
    """Document, clause, value and deadline of what each place is asked."""
    row = next(one for one in found.indicators if one.key == key)
    rows = [one.binding and one.binding.indicator for one in row.asked]
    return [row and (row.document_id, row.clause, row.value, row.deadline) for row in rows]


def kinds(found: SideBySide, key: str) -> list[str]:
    row = next(one for one in found.indicators if one.key == key)
    return [pair.kind for pair in row.pairs]


def clauses_of(groups: tuple[DocumentClauses, ...], document_id: str) -> DocumentClauses:
    return next(group for group in groups if group.document.document_id == document_id)


# 山西 26, read off the document.
@pytest.mark.parametrize(
    ("place", "value", "strength"),
    [
        ("140100", 38, "力争"),
        ("140700", 35, "力争"),
        ("141100", 28, "稳定控制"),
        ("140300", 35, "力争"),
        ("140900", 35, "稳定控制"),
    ],
)
def test_targets_of_shanxi_26(shanxi: SideBySide, place: str, value: float, strength: str) -> None:
    column = next(one for one in shanxi.columns if one.place.place_id == place)
    assert column.target is not None
    stated = column.target.statement.target
    assert (stated.comparator, stated.value, stated.strength) == ("<", value, strength)
    assert (stated.document_id, stated.clause) == ("shanxi-2024", "26")
    assert column.target.is_printed


def test_the_lowest_of_the_five_is_the_28_of_luliang(shanxi: SideBySide) -> None:
    found = lowest_stated(shanxi.columns)
    assert found is not None
    assert (found[0], [column.place.name_zh for column in found[1]]) == (28, ["吕梁市"])


def test_only_xinzhou_of_the_five_is_in_no_key_region(shanxi: SideBySide) -> None:
    regions = [column.region and column.region[0].scope_id for column in shanxi.columns]
    assert regions == ["fenwei-plain"] * 4 + [None]


# 山西 24: the basin names 太原市 and, by their parks, counties of 晋中 and 吕梁.
def test_the_basin_reaches_taiyuan_and_two_neighbours_in_part(shanxi: SideBySide) -> None:
    assert asked(shanxi, "clean_transport_share") == [
        *[("shanxi-2024", "24", 80, "2025")] * 3,
        None,
        None,
    ]
    # The nation's figure is of coastal ports: without a list nobody can tell whether 阳泉 has any.
    assert kinds(shanxi, "clean_transport_share")[1:] == ["same", "same", "undetermined", "outside_scope"]
    row = next(one for one in shanxi.indicators if one.key == "clean_transport_share")
    assert [one.indicator.value for one in row.asked[0].besides] == [60]
    assert (
        asked(shanxi, "outdated_sinter_and_ferroalloy_phase_out")
        == [
            ("shanxi-2024", "3", None, None),
        ]
        * 5
    )
    assert kinds(shanxi, "new_standalone_coking")[1:] == ["same"] * 2 + ["outside_scope"] * 2


def test_other_lines_of_shanxi(shanxi: SideBySide) -> None:
    assert asked(shanxi, "straw_use_rate") == [("shanxi-2024", "18", 90, None)] * 5
    assert asked(shanxi, "nonfossil_energy_share") == [("shanxi-2024", "7", 12, "2025")] * 5
    assert asked(shanxi, "short_process_steel_share") == [("shanxi-2024", "2", 5, "2025-12")] * 5
    assert asked(shanxi, "coal_consumption_change") == [("shanxi-2024", "8", None, "2025")] * 4 + [None]
    assert asked(shanxi, "fast_charging_coverage") == [
        *[("state-council-2023-24", "（十五）", 80, "2025")] * 4,
        ("state-council-2023-24", "（十五）", 60, "2025"),
    ]


# 平顶山, read off the document; its neighbours' province plan is held in part.
@pytest.mark.parametrize(
    ("key", "clause", "value", "deadline"),
    [
        ("straw_use_rate", "五（三）", 93, "2025"),
        ("nonfossil_energy_share", "三（一）", 16, "2025"),
        ("electricity_final_energy_share", "三（一）", 27, "2025"),
        ("coal_boiler_phase_out_capacity", "三（三）", 35, None),
        ("road_sweeping_share_city", "五（一）", 90, "2025"),
    ],
)
def test_lines_of_pingdingshan_and_why_its_neighbours_cannot_be_called_looser(
    pingdingshan: SideBySide, key: str, clause: str, value: float, deadline: str | None
) -> None:
    assert asked(pingdingshan, key)[0] == ("pingdingshan-2024", clause, value, deadline)
    assert kinds(pingdingshan, key)[1:] == ["not_read"] * 5


def test_the_target_of_pingdingshan_is_printed_and_those_of_its_neighbours_are_not(
    pingdingshan: SideBySide,
) -> None:
    targets = [column.target for column in pingdingshan.columns]
    said = [
        (target.statement.target.comparator, target.figure.value, target.is_printed)
        for target in targets
        if target
    ]
    assert said[0] == ("<", 41, True)
    assert [printed for _comparator, _value, printed in said[1:]] == [False, False, False, True, False]
    assert said[4][:2] == ("attain", 35)


def test_whose_own_documents_were_not_read(shanxi: SideBySide, pingdingshan: SideBySide) -> None:
    assert [[row.scope.scope_id for row in column.unread] for column in shanxi.columns] == [
        [f"place-{place_id}"] for place_id in SHANXI_FIVE
    ]
    assert [len(column.unread) for column in pingdingshan.columns] == [1, 2, 2, 2, 2, 2]


def test_clauses_of_shanxi_differ_in_24_and_25_only(shanxi: SideBySide) -> None:
    group = clauses_of(shanxi.documents, "shanxi-2024")
    assert (len(group.alike), len(group.named_apart), len(group.doubtful), group.lacks) == (29, 10, 0, {})
    assert {
        row.measure.clause: [one and one.reach.kind for one in row.reaches] for row in group.differing
    } == {clause: ["part", "part", "part", None, None] for clause in ("24", "25")}


def test_clauses_of_another_province_are_lacked_because_they_are_anothers() -> None:
    register = real_register()
    groups = compared_measures(register, ["140100", "140500", "410800", "610500", "710000"])
    group = clauses_of(groups, "shanxi-2024")
    assert group.governed == (0, 1)
    assert {place: lack.kind for place, lack in group.lacks.items()} == {
        2: "other_document",
        3: "other_document",
        4: "outside_plan",
    }
    # 陕西 has no plan that is held, 河南's was read in part: the lack tells nothing.
    assert [group.lacks[place].unread.document is None for place in (2, 3)] == [False, True]  # type: ignore[union-attr]
    assert group.lacks[4].unread is None


def test_a_clause_that_speaks_of_others_is_outside_its_scope() -> None:
    register = real_register()
    lack = lack_of_clause(register, "140900", register.documents["state-council-2023-24"])
    assert (lack.kind, lack.unread) == ("outside_scope", None)
    henan = lack_of_clause(register, "411700", register.documents["state-council-2023-24"])
    assert henan.unread is not None


def test_every_clause_stands_in_one_list(pingdingshan: SideBySide) -> None:
    for group in pingdingshan.documents:
        lists = [row.measure.measure_id for row in group.rows]
        assert len(lists) == len(set(lists))
    group = clauses_of(pingdingshan.documents, "pingdingshan-2024")
    assert (group.governed, len(group.alike), len(group.lacks)) == ((0,), 41, 5)


# The key region of （三） reaches the first four of 河南's six; 南阳 and 驻马店 are in none.
def test_a_clause_that_names_a_region_of_some_is_no_clause_that_binds_all_alike(
    pingdingshan: SideBySide,
) -> None:
    group = clauses_of(pingdingshan.documents, "state-council-2023-24")
    named_apart = {row.measure.clause: row for row in group.named_apart}
    assert "（三）" in named_apart
    assert "（六）" not in named_apart
    assert group.status_of(named_apart["（二十一）"]) == "unknown"
    reaches = [bound and bound.singled_out for bound in named_apart["（三）"].reaches]
    assert reaches == [("jing-jin-ji-and-surroundings",)] * 4 + [()] * 2
    assert group.status_of(named_apart["（三）"]) == "differs"


def test_clauses_of_one_city_say_nothing_of_cities_whose_documents_were_not_read(
    pingdingshan: SideBySide,
) -> None:
    group = clauses_of(pingdingshan.documents, "pingdingshan-2024")
    assert {group.status_of(row) for row in group.rows} == {"unknown"}


def test_attaining_asked_by_name_is_a_stated_figure_that_the_standard_gives(pingdingshan: SideBySide) -> None:
    assert [stated_figure(column) for column in pingdingshan.columns] == [41, None, None, None, 35, None]
    assert [is_by_the_standard(column) for column in pingdingshan.columns] == [False] * 4 + [True, False]
    lowest = lowest_stated(pingdingshan.columns)
    assert lowest is not None
    assert (lowest[0], [column.place.name_zh for column in lowest[1]]) == (35, ["南阳市"])


def test_a_number_below_a_total_that_was_not_shared_out_is_lower_and_not_looser() -> None:
    register = real_register()
    rows = [row for found in register.comparisons_of.values() for row in found if row.verdict == "looser"]
    below = {(row.comparable_key, row.document_id) for row in rows if is_below_unshared_total(register, row)}
    assert ("nonfossil_energy_share", "shanxi-2024") in below
    assert ("short_process_steel_share", "shanxi-2024") in below
    assert ("chp_heating_radius", "pingdingshan-2024") not in below
    assert ("nonroad_machinery_phase_out_stage", "pingdingshan-2024") not in below


@pytest.mark.parametrize("place_ids", [["140100"], ["140100", "140100"], list(map(str, range(7))), []])
def test_too_few_too_many_and_doubles_are_refused(atlas: Atlas, place_ids: list[str]) -> None:
    with pytest.raises(ValueError, match="different places"):
        side_by_side(atlas, place_ids, SECTORS)


def test_a_place_comes_with_those_it_shares_the_longest_border_with(atlas: Atlas) -> None:
    assert with_neighbours(atlas, "140100") == ("140100", "140700", "140900")
    assert with_neighbours(atlas, "140100", 2) == ("140100", "140700")
