"""地级及以上城市: one answer in classes, indicators, deadlines, ladders, targets, record and layers."""

from dataclasses import asdict, replace

import pytest

from layers.effective_words import not_of_its_kind
from layers.indicator_layer import demands_of_key
from layers.target_words import subject_text
from policy.cascade import cascade
from policy.deadlines import deadlines_of, undetermined_deadlines
from policy.effective import effective_target
from policy.indicator_ladder import indicator_ladder
from policy.indicators import all_binding, comparisons_at, is_about_here, reaches_judged
from policy.place_record import place_record
from policy.prefecture_level import among_its_subjects, among_prefecture_level
from policy.reach import CERTAIN, reach_of
from policy.records import Indicator
from tests.policy.made_up import changed_register, fake_atlas, real_register
from translations import words_for

CLASS = "class-prefecture-level-and-above-cities"
TAIYUAN, YANBIAN, XILINGOL = "140100", "222400", "152500"
SHIHEZI, WUJIAQU = "659001", "659004"
XIANTAO, XINJI, DINGZHOU, XIONGAN = "429004", "130181", "130682", "133100"
AMONG = {
    TAIYUAN: "yes",
    YANBIAN: "yes",
    XILINGOL: "yes",
    SHIHEZI: "unknown",
    WUJIAQU: "unknown",
} | dict.fromkeys((XIANTAO, XINJI, DINGZHOU, XIONGAN), "no")
KEYS = ("emission_inventory_completion", "road_sweeping_share_city")
NATION = "state-council-2023-24"
REACHES = {"yes": {"whole", "part", "derived"}, "unknown": {"undetermined"}, "no": {"none"}}


def so_worded() -> list[Indicator]:
    return [row for row in real_register().indicators.values() if "地级" in (row.subject_zh or "")]


@pytest.mark.parametrize(("place_id", "among"), AMONG.items())
def test_class_indicators_and_deadlines_give_one_answer(place_id: str, among: str) -> None:
    register = real_register()
    assert among_prefecture_level(register, place_id) == among
    assert reach_of(register, CLASS, place_id).kind in REACHES[among]
    reached = {row.indicator.indicator_id: row.reach.kind for row in all_binding(register, place_id)}
    national = [row.indicator_id for row in so_worded() if row.document_id == NATION]
    assert {reached.get(one, "none") for one in national} <= REACHES[among]
    due = {
        getattr(getattr(row.row, "indicator", None), "indicator_id", "")
        for row in deadlines_of(register, place_id)
    }
    assert set(national) <= due if among == "yes" else not set(national) & due


def test_the_official_number_of_cities_is_reached_with_the_prefectures_only() -> None:
    register = real_register()
    counted = [
        one for one, place in register.places.items()
        if not place.outside_plan and among_prefecture_level(register, one) == "yes"
    ]  # fmt: skip
    [published] = {
        row.definition_zh
        for row in register.region_observations_of_scope["nation"]
        if row.year == 2020 and "地级及以上城市" in row.definition_zh
    }
    assert published == f"{len(counted)}个地级及以上城市"


def test_the_indicator_of_jilin_reaches_its_autonomous_prefecture() -> None:
    [mine] = [row for row in so_worded() if row.document_id == "jilin-2024"]
    assert mine.indicator_id in {row.indicator.indicator_id for row in all_binding(real_register(), YANBIAN)}


@pytest.mark.parametrize("key", KEYS)
def test_a_layer_binds_the_members_of_the_class_and_nobody_else(key: str) -> None:
    register = real_register()
    members = {one for one in register.places if reach_of(register, CLASS, one).kind in CERTAIN}
    by_nation = {
        place_id
        for place_id, found in demands_of_key(register, key).items()
        if found.binding and found.binding.indicator in so_worded()
    }
    others = {
        place_id for place_id, found in demands_of_key(register, key).items() if found.binding
    } - by_nation
    assert by_nation <= members
    assert members - by_nation <= others
    assert not {SHIHEZI, XIANTAO, XIONGAN} & (by_nation | others)
    assert demands_of_key(register, key)[SHIHEZI].missing == "undetermined"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("place_id", "status", "said"),
    [
        (TAIYUAN, "stated_class", ""),
        (YANBIAN, "stated_class", ""),
        (SHIHEZI, "undetermined", "没有文件说明本地是否在地级及以上城市之列"),
        (XIANTAO, "whole", "本地不是地级城市，不在其列"),
        (XINJI, "whole", "本地不是地级城市，不在其列"),
    ],
)
def test_the_ladder_keeps_its_rung(key: str, place_id: str, status: str, said: str) -> None:
    nation = indicator_ladder(real_register(), place_id, key)[0]
    assert nation.status == status
    assert said in nation.reason.msgid
    assert [row.indicator.document_id for row in nation.rows] == [NATION]


@pytest.mark.parametrize(
    ("place_id", "said"),
    [(XIANTAO, "不在其列"), (SHIHEZI, "没有文件说明本地是否在其列"), (YANBIAN, "整体")],
)
def test_the_ladder_of_the_target_says_who_is_counted(place_id: str, said: str) -> None:
    assert said in cascade(real_register(), place_id)[0].reason.msgid


@pytest.mark.parametrize("place_id", [XINJI, DINGZHOU, XIONGAN])
def test_a_sentence_on_other_cities_is_passed_over_where_another_names_the_place(place_id: str) -> None:
    found = effective_target(real_register(), place_id)
    assert found is not None
    assert found.statement.target.document_id == NATION
    assert found.statement.scope.scope_id == "jing-jin-ji-and-surroundings"


@pytest.mark.parametrize(
    ("place_id", "reach"), [(XIANTAO, "none"), (SHIHEZI, "undetermined"), (YANBIAN, "whole")]
)
def test_where_nothing_else_is_said_the_sentence_stays_indicative(place_id: str, reach: str) -> None:
    record = place_record(fake_atlas(), place_id)
    effective = record["effective_pm25_target"]
    assert (effective["scope_id"], effective["standing"], effective["reach"]) == (
        "nation",
        "indicative",
        reach,
    )
    listed = [
        row
        for row in record["targets"]
        if row["document_id"] == NATION and row["metric"] == "pm25_annual_mean"
    ]
    assert bool(listed) == (reach == "whole")
    indicators = {row["comparable_key"] for row in record["indicators"] if row["document_id"] == NATION}
    assert (set(KEYS) <= indicators) == (reach == "whole")
    assert set(KEYS) & indicators in (set(), set(KEYS))


@pytest.mark.parametrize(
    ("place_id", "card", "subject"),
    [
        (XIANTAO, "本地为省（自治区）直辖县级单位", "不在其列"),
        (SHIHEZI, "没有文件说明本地是否在其列", "没有文件说明本地是否在其列"),
        (YANBIAN, "", "全国地级及以上城市"),
    ],
)
def test_what_is_said_beside_the_target(place_id: str, card: str, subject: str) -> None:
    register, words = real_register(), words_for("zh")
    found = effective_target(register, place_id)
    assert found is not None
    said = not_of_its_kind(register, words, place_id, found)
    assert card in said
    assert bool(card) == bool(said)
    assert subject in subject_text(words, found.statement)


def test_what_may_be_due_is_counted_apart() -> None:
    register = real_register()
    dated = [row for row in so_worded() if row.deadline and row.document_id == NATION]
    more = undetermined_deadlines(register, SHIHEZI) - undetermined_deadlines(register, "653100")
    targets = [row for row in register.targets_of_scope["nation"] if "地级" in (row.subject_zh or "")]
    assert more == len(dated) + len(targets)


NATIONAL_TARGETS = {
    "state-council-2023-24-nation-pm25-annual-mean-2025",
    "state-council-2023-24-nation-heavy-pollution-day-share-2025",
}
"""国发〔2023〕24号 （二）: both are set for 全国地级及以上城市."""


@pytest.mark.parametrize(("place_id", "among"), AMONG.items())
def test_a_target_of_the_cities_is_due_only_where_it_is_known_to_be_one(place_id: str, among: str) -> None:
    due = {
        getattr(getattr(row.row, "target", None), "target_id", "")
        for row in deadlines_of(real_register(), place_id)
    }
    assert due & NATIONAL_TARGETS == (NATIONAL_TARGETS if among == "yes" else set())


@pytest.mark.parametrize("subject", [None, "", "全省秸秆"])
def test_a_figure_that_names_no_rank_is_for_every_place_it_reaches(subject: str | None) -> None:
    register = real_register()
    row = replace(so_worded()[0], subject_zh=subject)
    assert {among_its_subjects(register, row, place_id) for place_id in AMONG} == {"yes"}


@pytest.mark.parametrize("place_id", [XINJI, XIANTAO, XIONGAN])
@pytest.mark.parametrize(
    ("document_id", "verdict"), [("shanxi-2024", "no_number"), ("pingdingshan-2024", "absent")]
)
def test_no_plan_is_measured_by_what_the_nation_sets_for_cities_of_another_rank(
    place_id: str, document_id: str, verdict: str
) -> None:
    register, key = real_register(), "emission_inventory_completion"
    assert comparisons_at(register, place_id, key, document_id) == ()
    for among in (TAIYUAN, SHIHEZI):
        assert [row.verdict for row in comparisons_at(register, among, key, document_id)] == [verdict]


@pytest.mark.parametrize(("place_id", "among"), AMONG.items())
def test_a_verdict_on_a_figure_for_the_cities_is_about_no_other_place(place_id: str, among: str) -> None:
    register = real_register()
    [figure] = [row for row in so_worded() if (row.document_id, row.comparable_key) == (NATION, KEYS[0])]
    any_verdict = next(iter(register.comparisons_of[KEYS[0], "shanxi-2024"]))
    verdict = replace(any_verdict, document_id=NATION, clause=figure.clause)
    assert reaches_judged(register, place_id, verdict) <= REACHES[among]
    assert is_about_here(register, place_id, verdict) == (among != "no")


def test_a_figure_set_for_the_class_keeps_its_rung_as_one_that_names_the_rank() -> None:
    [figure] = [row for row in so_worded() if (row.document_id, row.comparable_key) == (NATION, KEYS[0])]
    of_the_class = changed_register(indicators=[asdict(figure) | {"scope_id": CLASS}])
    nation = indicator_ladder(of_the_class, XIANTAO, KEYS[0])[0]
    assert (nation.status, [row.indicator.document_id for row in nation.rows]) == ("whole", [NATION])
