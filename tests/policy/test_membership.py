"""Who joined, left or moved when the plan of 2023 listed the key regions anew."""

from policy.membership import MembershipChanges, membership_changes, membership_of_place
from policy.scope import members_of_key_regions
from tests.policy.made_up import changed_register, real_register

JJJ, DELTA, FENWEI = "jing-jin-ji-and-surroundings", "yangtze-river-delta", "fenwei-plain"


def names(ids: tuple[str, ...]) -> set[str]:
    return {real_register().places[place_id].short_name_zh for place_id in ids}


def moved(changes: MembershipChanges) -> tuple[set[str], set[str]]:
    return names(tuple(one for one, _other in changes.moved_in)), names(
        tuple(one for one, _other in changes.moved_out)
    )


def test_four_cities_of_shanxi_and_two_of_henan_changed_places() -> None:
    shanxi, henan = {"太原", "阳泉", "长治", "晋城"}, {"洛阳", "三门峡"}
    assert moved(membership_changes(real_register(), FENWEI)) == (shanxi, henan)
    assert moved(membership_changes(real_register(), JJJ)) == (henan, shanxi)
    assert {other for _one, other in membership_changes(real_register(), FENWEI).moved_in} == {JJJ}


def test_ten_cities_left_the_delta_and_none_joined() -> None:
    changes = membership_changes(real_register(), DELTA)
    assert len(changes.stayed) == 31
    assert len(changes.left) == 10
    assert {"温州", "黄山"} <= names(changes.left)
    assert (changes.joined, changes.named_apart, changes.moved_in) == ((), (), ())


def test_twelve_cities_joined_and_six_places_are_named_on_their_own() -> None:
    changes = membership_changes(real_register(), JJJ)
    assert len(changes.joined) == 12
    assert names(changes.named_apart) == {"雄安", "辛集", "定州", "济源"}
    assert names(membership_changes(real_register(), FENWEI).named_apart) == {"韩城", "杨凌"}
    assert membership_changes(real_register(), FENWEI).joined == ()


def test_every_place_of_both_lists_is_told_once() -> None:
    register = real_register()
    for scope_id, ids in members_of_key_regions(register).items():
        found = membership_changes(register, scope_id)
        now = [*found.stayed, *(one for one, _other in found.moved_in), *found.joined, *found.named_apart]
        before = [*found.stayed, *(one for one, _other in found.moved_out), *found.left]
        assert sorted(now) == ids
        assert sorted(before) == sorted(row.place_id for row in register.former_members_of_scope[scope_id])


def test_a_city_that_was_in_no_region_and_is_none_now_is_not_told() -> None:
    register = changed_register(
        former_members=[
            {
                "scope_id": FENWEI, "definition_zh": "11个城市", "place_id": "610600", "named_as_zh": "延安市",
                "document_id": "fenwei-plain-supervision-2018", "clause": "made up",
            }
        ]
    )  # fmt: skip
    assert membership_changes(register, FENWEI).left == ("610600",)
    assert membership_changes(real_register(), FENWEI).left == ()


def test_every_place_named_apart_was_taken_in_before_by_a_document() -> None:
    register = real_register()
    apart = {
        one for scope_id in (JJJ, DELTA, FENWEI) for one in membership_changes(register, scope_id).named_apart
    }
    assert apart == {one for one, rows in register.former_inclusions_of_place.items() if rows}
    for place_id in apart:
        found = membership_of_place(register, place_id)
        assert found.present is not None
        assert {row.scope_id for row in found.inclusions} == {found.present.scope_id}
    assert membership_of_place(register, "110000").inclusions == ()
