"""The tables against the gathered reference figures: nothing lost, nothing changed, nothing left out by mistake."""

import csv

from tests.audit.policy_texts import REFERENCE_FOLDER, needs_reference
from tests.data.policy_rows import rows

pytestmark = needs_reference

UNUSABLE = {"draft", "name_only", "evidence_only"}
# One reference row, two rows here: 信阳 and 南阳; good days and heavy pollution (湖北); aims and totals (四川).
SPLIT_ROWS = 3
OTHER_DOCUMENT_ROWS = 4  # 济南, 江苏 2025, 天津 2025 and 2027


def reference(name):
    with (REFERENCE_FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def usable_documents():
    return {
        row["document_id"]: row
        for row in reference("other_plans/documents.csv")
        if row["relation"] not in UNUSABLE
    }


def second_hand_targets():
    return [row for row in rows("targets") if row["read_at"]]


def test_every_usable_document_is_registered():
    by_address = {row["url"]: row for row in rows("documents") if row["kind"] == "policy"}
    for key, row in usable_documents().items():
        if row["page_url"].startswith("http") and key != "JX-NANCHANG":
            assert by_address[row["page_url"]]["completeness"] == row["completeness"], key
    second_hand = [
        row for row in rows("documents") if row["kind"] == "policy" and row["completeness"] != "full_text"
    ]
    assert len(usable_documents()) == 54
    # And the readings of 唐山 and 山东, the 济南 plan, 江苏's plan of 2025, five sources of former lists.
    assert len(second_hand) == 54 + 4 + 3 + 2


def test_relation_follows_the_reference():
    chain = {"provincial_plan", "lower_rung_plan"}
    by_address = {row["url"]: row for row in rows("documents") if row["kind"] == "policy" and row["url"]}
    for key, row in usable_documents().items():
        if not row["page_url"].startswith("http"):
            continue
        found = by_address[row["page_url"]]["relation"]
        county = row["level"] in {"county", "district", "county-level city"}
        if row["relation"].startswith("related"):
            assert found == "related", key
        elif row["relation"].startswith("predates"):
            assert found == "predates", key
        else:
            assert row["relation"] in chain, key
            assert found == ("county_plan" if county else "chain"), key


def test_every_usable_target_is_there_with_its_number_year_and_base():
    table = {
        (row["read_at"], row["target_year"] or row["period_zh"], row["base_year"], row["value"])
        for row in second_hand_targets()
    }
    usable = [row for row in reference("other_plans/targets.csv") if row["document_id"] in usable_documents()]
    ranks = {"后20位": "20", "后10": "10", "后十": "10"}
    for row in usable:
        if not row["source_url"].startswith("http"):
            continue
        value = ranks.get(row["value"], row["value"])
        value = "" if row["comparator"] == "不发生" else value
        assert (row["source_url"], row["target_year"], row["base_year"], value) in table, row
    assert len(second_hand_targets()) == len(usable) + SPLIT_ROWS + OTHER_DOCUMENT_ROWS


def test_real_time_means_are_those_of_the_reference():
    table = {
        (row["place_id"], row["year"], row["value"], row["days_with_data"])
        for row in rows("observations")
        if row["basis"] == "realtime"
    }
    assert table == {
        (row["adcode"], row["year"], row["pm25_ug_m3"], row["days_with_data"])
        for row in reference("pm25_city_realtime_annual.csv")
    }


def test_official_means_are_those_of_the_reference():
    names = {row["place_id"]: row["short_name_zh"] for row in rows("places")}
    urls = {row["document_id"]: row["url"] for row in rows("documents")}
    cities = {
        (names[row["place_id"]], row["year"], row["value"], urls[row["source_id"]])
        for row in rows("observations")
        if row["basis"] == "official"
    }
    assert cities == {
        (row["unit_name_zh"], row["year"], row["pm25_ug_m3"], row["source_url"])
        for row in reference("pm25_city_official_annual.csv")
    }
    regions = sorted(
        (row["year"], row["value"], urls[row["source_id"]]) for row in rows("region_observations")
    )
    assert regions == sorted(
        (row["year"], row["pm25_ug_m3"], row["source_url"])
        for row in reference("pm25_region_official_annual.csv")
    )


def test_former_lists_are_those_of_the_reference():
    names = {row["place_id"]: row["name_zh"] for row in rows("places")}
    urls = {row["document_id"]: row["url"] for row in rows("documents")}
    found = [
        (row["definition_zh"], names[row["place_id"]], row["named_as_zh"], urls[row["document_id"]])
        for row in rows("former_members")
    ]
    definitions = {"2+26": "2+26城市", "41": "41个城市", "11": "11个城市"}
    assert sorted(found) == sorted(
        (definitions[row["definition"]], row["place_zh"], row["place_zh"], row["source_url"])
        for row in reference("key_regions_before_2023.csv")
    )
    assert len(found) == 80


def test_sources_of_former_lists_are_no_part_of_the_chain():
    sources = {row["document_id"] for table in ("former_members", "former_inclusions") for row in rows(table)}
    for row in rows("documents"):
        if row["document_id"] in sources:
            assert (row["kind"], row["relation"], row["completeness"]) == ("policy", "predates", "excerpt")
            assert row["url"]
            assert not row["official_url"]
