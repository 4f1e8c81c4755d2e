"""What holds for any row of the targets."""

import re

import pytest

from tests.data.policy_rows import only, rows


@pytest.fixture(scope="module")
def documents():
    return {row["document_id"]: row for row in rows("documents")}


@pytest.fixture(scope="module")
def places():
    return {row["place_id"]: row for row in rows("places")}


@pytest.fixture(scope="module")
def targets():
    return rows("targets")


class TestAnyTarget:
    def test_read_at_stands_on_second_hand_rows_alone(self, targets, documents):
        for row in targets:
            full = documents[row["document_id"]]["completeness"] == "full_text"
            assert bool(row["read_at"]) != full, row["target_id"]

    def test_a_target_never_comes_from_a_data_source(self, targets, documents):
        assert {documents[row["document_id"]]["kind"] for row in targets} == {"policy"}

    def test_value_and_unit_come_together_and_values_are_positive(self, targets):
        for row in targets:
            assert bool(row["value"]) == bool(row["unit_symbol"]), row["target_id"]
            assert not row["value"] or float(row["value"]) > 0, row["target_id"]

    def test_shares_are_shares_and_concentrations_are_plausible(self, targets):
        bounds = {"%": (0, 100), "µg/m³": (10, 100)}
        for row in targets:
            low, high = bounds.get(row["unit_symbol"], (0, 1e6))
            if row["value"]:
                assert low < float(row["value"]) <= high, row["target_id"]

    def test_a_percentage_off_a_concentration_names_its_base_year(self, targets):
        for row in targets:
            if row["metric"] in {"pm25_annual_mean", "pm10_annual_mean"} and row["unit_symbol"] == "%":
                assert row["base_year"] == "2020", row["target_id"]

    def test_strength_is_one_of_the_printed_words(self, targets):
        assert {row["strength"] for row in targets} == {
            "约束", "控制", "稳定控制", "稳定", "力争", "确保", "none",
        }  # fmt: skip

    def test_scopes_resolve(self, targets, places):
        known = {row["scope_id"] for row in rows("scopes")}
        provinces = {row["province_id"] for row in rows("provinces")}
        for row in targets:
            kind, _, code = row["scope_id"].partition("-")
            if re.fullmatch(r"\d{6}", code):
                assert kind in {"place", "province", "county"}
                assert kind == "county" or code in (places if kind == "place" else provinces), row[
                    "target_id"
                ]
            else:
                assert row["scope_id"] in known, row["target_id"]

    def test_no_target_sits_on_a_municipality_as_a_province(self, targets):
        assert not [row for row in targets if re.fullmatch(r"province-(11|12|31|50)0000", row["scope_id"])]

    @pytest.mark.parametrize("document_id", ["cangzhou-2024", "hengshui-2025"])
    def test_contradiction_with_the_province_is_told(self, targets, document_id):
        row = only([r for r in targets if r["document_id"] == document_id and "heavy" in r["metric"]])
        assert (row["comparator"], row["value"]) == ("about", "1")
        assert "河北" in row["note_zh"]
