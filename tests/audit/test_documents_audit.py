"""The tables against the policy texts themselves."""

import csv
import re
from collections import Counter

import pytest

from tests.audit.policy_texts import FILES, clauses, needs_texts, text
from tests.data.policy_rows import FOLDER, rows

pytestmark = needs_texts

CONCENTRATION = re.compile(r"(\d+(?:\.\d+)?)微克/立方米")
PROVINCES = {"河北省", "山东省", "河南省", "浙江省", "安徽省", "山西省", "陕西省"}
COPIED_CHARACTERS = 16


def full_text_targets():
    return [row for row in rows("targets") if row["document_id"] in FILES]


def named(row):
    return row["target_id"]


def has_number(clause, number):
    return re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", clause) is not None


def parsed_lists():
    """Clause （二） read a second time: region to the names it gives, 省 prefixes taken off."""
    regions = {}
    for line in text("state-council-2023-24").splitlines():
        if not (found := re.match(r"(.+?)。包含(.+)。$", line)):
            continue
        names = set()
        for group in re.split(r"，|以及|和", found[2]):
            province = next((name for name in PROVINCES if group.startswith(name)), "")
            for name in group.removeprefix(province).split("、"):
                names.add(name if name.endswith(("市", "区", "省")) else name + "市")
        regions[found[1]] = names
    return regions


def test_the_texts_are_cut_into_their_clauses():
    assert len(clauses("state-council-2023-24")) == 39
    assert {str(number) for number in range(1, 39)} <= set(clauses("shanxi-2024"))
    assert {"一（二）", "七（二）", "十（四）"} <= set(clauses("pingdingshan-2024"))


@pytest.mark.parametrize("row", full_text_targets(), ids=named)
class TestTargetAgainstItsClause:
    def test_numbers_are_printed_there(self, row):
        clause = clauses(row["document_id"])[row["clause"]]
        for column in ("value", "base_year", "target_year"):
            assert not row[column] or has_number(clause, row[column]), (column, clause)

    def test_words_are_printed_there_in_this_order(self, row):
        clause = clauses(row["document_id"])[row["clause"]]
        words = [re.escape(part) for part in row["comparator_zh"].split("…")]
        assert re.search("[^。；]*?".join(words), clause), clause

    def test_strength_and_period_are_printed_there(self, row):
        clause = clauses(row["document_id"])[row["clause"]]
        assert row["strength"] == "none" or row["strength"] in clause
        assert row["period_zh"] in clause

    def test_a_named_place_is_named_there(self, row):
        if (
            row["document_id"] == "shanxi-2024"
            and row["subject_zh"].endswith("市")
            and "其他" not in row["subject_zh"]
        ):
            assert row["subject_zh"] in clauses("shanxi-2024")[row["clause"]]


@pytest.mark.parametrize("row", rows("scopes"), ids=lambda row: row["scope_id"])
def test_scope_is_named_in_each_clause_it_cites(row):
    if row["document_id"] not in FILES or row["kind"] not in {"key_region", "geography"}:
        return
    for label in row["clause"].split("、"):
        clause = clauses(row["document_id"])[label]
        name = row["name_zh"]
        assert name in clause or all(part in clause for part in re.split("及|以及", name)), (label, clause)


def test_member_lists_are_those_of_clause_2():
    names = {row["place_id"]: row["name_zh"] for row in rows("places")}
    jiangsu = {row["place_id"] for row in rows("places") if row["province_id"] == "320000"}
    scopes = {row["name_zh"]: row["scope_id"] for row in rows("scopes")}
    by_name = {name: {place_id} for place_id, name in names.items()}
    by_name |= {"江苏省": jiangsu, "杨凌农业高新技术产业示范区": {"610403"}}
    parsed = parsed_lists()
    assert set(parsed) == {"京津冀及周边地区", "长三角地区", "汾渭平原"}
    for region, listed in parsed.items():
        members = {row["member_id"] for row in rows("scope_members") if row["scope_id"] == scopes[region]}
        assert members == set().union(*(by_name[name] for name in listed)), region


def test_every_city_of_item_26_is_accounted_for():
    item = clauses("shanxi-2024")["26"]
    found = {}
    phrase = r"((?:[一-龥]{2,3}市、)*[一-龥]{2,3}市)(?:PM2\.5浓度)?(稳定控制|力争控制)在(\d+)微克/立方米以下"
    for cities, words, value in re.findall(phrase, item):
        found |= dict.fromkeys(cities.split("、"), (words + "在…以下", value))
    assert Counter(CONCENTRATION.findall(item)) == {"25": 1, "28": 1, "30": 1, "35": 2, "38": 1, "44": 1}
    table = {
        row["subject_zh"]: (row["comparator_zh"], row["value"])
        for row in rows("targets")
        if (row["document_id"], row["clause"], row["unit_symbol"]) == ("shanxi-2024", "26", "µg/m³")
    }
    assert len(found) == 11
    assert table == found


def test_every_concentration_of_the_three_texts_is_a_target_or_a_known_gate():
    gates = {("state-council-2023-24", "（二十五）", "40"), ("shanxi-2024", "13", "40")}
    printed = {
        (document_id, label, value)
        for document_id in FILES
        for label, clause in clauses(document_id).items()
        for value in CONCENTRATION.findall(clause)
    }
    table = {
        (row["document_id"], row["clause"], row["value"])
        for row in full_text_targets()
        if row["unit_symbol"] == "µg/m³"
    }
    assert printed == table | gates


def test_every_number_of_the_nations_aims_is_a_target():
    clause = clauses("state-council-2023-24")["（三）"]
    printed = Counter(re.findall(r"(\d+)(?:%|微克)", clause))
    table = Counter(row["value"] for row in full_text_targets() if row["clause"] == "（三）" and row["value"])
    table["10"] -= 1  # one printed 10 % stands for NOx and for VOCs
    assert table == printed


def test_percentages_of_the_regions_pair_in_order():
    clause = clauses("state-council-2023-24")["（三）"]
    first, second = re.search(r"京津冀及周边地区、汾渭平原PM2\.5浓度分别下降(\d+)%、(\d+)%", clause).groups()
    table = {row["scope_id"]: row["value"] for row in full_text_targets() if row["clause"] == "（三）"}
    assert table["jing-jin-ji-and-surroundings"] == first
    assert table["fenwei-plain"] == second


def test_shanxi_never_names_the_fenwei_plain():
    assert "汾渭" not in text("shanxi-2024")


def test_no_cell_copies_a_sentence():
    whole = "".join(re.sub(r"\s", "", text(document_id)) for document_id in FILES)
    pieces = {whole[start : start + COPIED_CHARACTERS] for start in range(len(whole) - COPIED_CHARACTERS)}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in set(row) & {"note_zh", "comparator_zh", "clause", "definition_zh"}:
                    cell = re.sub(r"\s", "", row[column])
                    copied = [
                        cell[start : start + COPIED_CHARACTERS]
                        for start in range(len(cell) - COPIED_CHARACTERS + 1)
                        if cell[start : start + COPIED_CHARACTERS] in pieces
                    ]
                    assert not copied, (path.name, column, copied[:1])
