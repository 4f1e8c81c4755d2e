"""The JSON record of a place has the keys that all parts count on, for every place."""

import json
from typing import Any

import pytest

from layers.measure_index import measures_in_order
from policy.effective import effective_target
from policy.place_record import place_record
from policy.reach import NEED_NOT_BE_HERE
from tests.policy.made_up import fake_atlas, real_register

PLACE_IDS = list(real_register().places)
RECORD_KEYS = {
    "place_id",
    "name_zh",
    "name_en",
    "province_zh",
    "kind",
    "key_region",
    "geographies",
    "neighbours",
    "in_border_strip",
    "targets",
    "effective_pm25_target",
    "observations",
    "attainment",
    "indicators",
    "measures",
    "missing_links",
}
TARGET_KEYS = {
    "metric",
    "comparator",
    "value",
    "unit_symbol",
    "base_year",
    "target_year",
    "strength",
    "scope_id",
    "scope_kind",
    "document_id",
    "clause",
    "standing",
}
ENTRY_KEYS = {
    "key_region": {"scope_id", "name_zh", "document_id", "clause"},
    "neighbours": {"place_id", "name_zh", "shared_km", "same_province"},
    "targets": TARGET_KEYS,
    "effective_pm25_target": TARGET_KEYS,
    "observations": {"year", "value", "basis", "days_with_data", "source_id"},
    "attainment": {"year", "status", "margin", "reason"},
    "indicators": {
        "comparable_key",
        "name_zh",
        "comparator",
        "value",
        "unit_symbol",
        "base_year",
        "deadline",
        "strength",
        "scope_id",
        "document_id",
        "clause",
        "verdict",
    },
    "measures": {
        "measure_id",
        "document_id",
        "clause",
        "sector",
        "title_zh",
        "summary_zh",
        "scope_id",
        "qualifier",
        "lead_departments",
    },
    "missing_links": {"document_id", "scope_id", "completeness", "reason"},
}
VERDICTS = {"stricter", "looser", "equal", "different_definition", "no_number", "absent", None}
CERTAIN_SCOPES = {
    "140100": {
        "nation",
        "class-key-regions",
        "class-pm25-not-attaining-cities",
        "fenwei-plain",
        "province-140000",
        "class-shanxi-key-region",
        "taiyuan-basin",
        "place-140100",
    },
    "410400": {
        "nation",
        "class-key-regions",
        "class-pm25-not-attaining-cities",
        "jing-jin-ji-and-surroundings",
        "province-410000",
        "place-410400",
    },
    "140200": {"nation", "class-outside-key-regions", "province-140000", "place-140200"},
    "330100": {"nation", "class-key-regions", "yangtze-river-delta", "province-330000", "place-330100"},
}
"""Read off the documents by hand: whom each of the four cities is among, and nothing else."""
STANDINGS = {"place", "class", "indicative"}
SCOPE_KINDS = {"nation", "key_region", "geography", "province", "place", "class"}
STATUSES = {
    "met",
    "not_met",
    "undetermined",
    "insufficient_data",
    "no_observation",
    "no_target",
    "outside_plan",
}


def entries(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The entries under a name, one or many."""
    found = record[name]
    return found if isinstance(found, list) else [] if found is None else [found]


def every_text(value: object) -> list[str]:
    """Every text in a record."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in every_text(part)]
    if isinstance(value, list):
        return [text for part in value for text in every_text(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("place_id", PLACE_IDS)
def test_the_record_has_its_keys_and_is_plain_json(place_id: str) -> None:
    record = place_record(fake_atlas(), place_id)
    assert set(record) == RECORD_KEYS
    assert json.loads(json.dumps(record, ensure_ascii=False, allow_nan=False)) == record
    for name, keys in ENTRY_KEYS.items():
        for entry in entries(record, name):
            # The effective target brings the figure it comes to and the arithmetic as well.
            assert keys <= set(entry) if name == "effective_pm25_target" else keys == set(entry)
    assert record["attainment"]["year"] == 2025
    assert record["attainment"]["status"] in STATUSES
    assert record["attainment"]["reason"]
    assert not [text for text in every_text(record) if "{" in text or text in {"nan", "None", "<NA>", ""}]


@pytest.mark.parametrize("place_id", PLACE_IDS)
def test_every_figure_names_its_document_and_clause(place_id: str) -> None:
    register = real_register()
    record = place_record(fake_atlas(), place_id)
    for entry in [*record["targets"], *entries(record, "effective_pm25_target")]:
        assert entry["document_id"] in register.documents
        assert entry["clause"]
        assert entry["standing"] in STANDINGS
        assert entry["scope_kind"] in SCOPE_KINDS
        assert entry["value"] is None or entry["value"] > 0
    assert {entry["source_id"] for entry in record["observations"]} <= set(register.documents)
    years = [entry["year"] for entry in record["observations"]]
    assert years == sorted(set(years))
    assert {entry["document_id"] for entry in record["missing_links"]} <= {*register.documents, None}


def test_neighbours_come_longest_edge_first() -> None:
    record = place_record(fake_atlas(), "140100")
    assert record["neighbours"] == [
        {"place_id": "140700", "name_zh": "晋中市", "shared_km": 250.6, "same_province": True},
        {"place_id": "140900", "name_zh": "忻州市", "shared_km": 61.0, "same_province": True},
    ]
    assert record["in_border_strip"] is False
    assert place_record(fake_atlas(), "140800")["in_border_strip"] is True
    assert place_record(fake_atlas(), "620900")["neighbours"] == []


def test_another_year_and_language_change_only_the_verdict_and_the_sentences() -> None:
    zh, en = (place_record(fake_atlas(), "110000", year=2023, lang=lang) for lang in ("zh", "en"))
    assert zh["attainment"]["year"] == 2023
    assert zh["attainment"] | {"reason": ""} == en["attainment"] | {"reason": ""}
    assert zh["attainment"]["reason"] != en["attainment"]["reason"]
    assert zh["targets"] == en["targets"]


@pytest.mark.parametrize("place_id", ["810000", "820000", "710000"])
def test_a_place_outside_the_plan_has_nothing_of_it(place_id: str) -> None:
    record = place_record(fake_atlas(), place_id)
    empty = ("key_region", "effective_pm25_target", "geographies", "targets", "missing_links", "observations")
    assert [record[name] for name in empty] == [None, None, [], [], [], []]


def test_a_percentage_shows_its_base() -> None:
    target = place_record(fake_atlas(), "610100")["effective_pm25_target"]
    found = effective_target(real_register(), "610100")
    assert found is not None
    assert target["figure_ug_m3"] == found.figure.value == 43.35
    assert (target["base_value"], target["base_basis"], target["base_source_id"]) == (
        51,
        "official",
        "official-shaanxi-2020",
    )


@pytest.mark.parametrize("place_id", CERTAIN_SCOPES)
def test_all_clauses_and_indicators_that_apply_and_only_those(place_id: str) -> None:
    tables = real_register().tables
    chain = set(tables.documents[tables.documents["relation"] == "chain"]["document_id"])
    record = place_record(fake_atlas(), place_id)
    for name, columns in (
        ("measures", ["document_id", "clause"]),
        ("indicators", ["comparable_key", "document_id", "clause", "scope_id"]),
    ):
        frame = getattr(tables, name)
        certain = frame["scope_id"].isin(CERTAIN_SCOPES[place_id])
        if name == "measures":
            # 北方地区 has no list, but the clause names 重点区域 besides.
            certain |= frame["scope_id"].eq("northern-region") & frame["singled_out"].map(
                lambda cell: bool(set(str(cell).split("|")) & CERTAIN_SCOPES[place_id])
            )
        else:
            # Of ports, large airports and the like there is no list: nobody can tell whether the place has any.
            certain &= ~frame["qualifier_zh"].isin(NEED_NOT_BE_HERE)
        frame = frame[certain & frame["document_id"].isin(chain)]
        expected = sorted(frame[columns].itertuples(index=False, name=None))
        found = sorted(tuple(row[column] for column in columns) for row in record[name])
        assert found == expected
        assert expected


def test_measures_come_in_the_order_of_reading() -> None:
    register = real_register()
    order = [row.measure_id for row in measures_in_order(register)]
    for place_id in CERTAIN_SCOPES:
        listed = [row["measure_id"] for row in place_record(fake_atlas(), place_id)["measures"]]
        assert listed == [name for name in order if name in set(listed)]


def test_what_a_record_says_of_measures_and_indicators_is_of_the_tables() -> None:
    register = real_register()
    for place_id in [*PLACE_IDS[::25], "410400", "140100"]:
        record = place_record(fake_atlas(), place_id)
        assert {row["verdict"] for row in record["indicators"]} <= VERDICTS
        for row in record["measures"]:
            measure = register.measures[row["measure_id"]]
            assert row["lead_departments"] == list(measure.lead_departments)
            assert row["qualifier"] == measure.qualifier_zh
        keys = [row["comparable_key"] for row in record["indicators"]]
        assert keys == sorted(keys)
