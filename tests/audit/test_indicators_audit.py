"""The indicators against the policy texts, and every number of the texts against the tables."""

import csv
import re
from collections import Counter, defaultdict

import pytest

from tests.audit.policy_texts import FILES, REFERENCE_FOLDER, needs_reference, needs_texts, passages
from tests.data.policy_rows import rows

# How a unit is printed after its figure; where it stands elsewhere or in words, only the figure is looked for.
PRINTED_UNITS = {
    "%": "%",
    "%/a": "%",
    "percentage points": "个百分点",
    "ratio": "",
    "t/h": "蒸吨/小时",
    "10⁴ kW": "万千瓦",
    "km": "公里",
    "10⁴ t/a": "万吨",
    "10⁴ t": "万吨",
    "t": "吨",
    "m³": "立方米",
    "m²": "平方米",
    "10⁸ m³": "亿立方米",
    "10⁴ bricks/a": "万标砖/年",
    "10⁴ persons/a": "万人次",
    "µg/m³": "微克/立方米",
    "rank": "",
    "count": "个",
    "d": "天",
}
PRINTED_IN_WORDS = {
    ("day", "1"): "每日",
    ("month", "1"): "每月",
    ("year", "1"): "逐年|每年|按年度",
    ("stage", "1"): "第一阶段",
    ("stage", "2"): "国二",
    ("stage", "3"): "国三",
    ("stage", "4"): "第四阶段|国四",
    ("smoke class", "3"): "Ⅲ类",
}
# Words in which a Chinese numeral is no number.
LEXICAL = re.compile(
    "进一步|统一|一体|一批|一致性|同一|长三角|三门峡|六安|第三方|二氧化碳|二氧化硫|二氧化氮|一氧化碳|零排放|清零|下一阶段"
)
NUMERAL = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十两双Ⅰ-Ⅻ]+")
NUMBERS_PRINTED = {"state-council-2023-24": 89, "shanxi-2024": 80, "pingdingshan-2024": 75}


def full_text_indicators():
    return [row for row in rows("indicators") if row["document_id"] in FILES]


def named(row):
    return row["indicator_id"]


def has_number(passage, number):
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)", passage) is not None


def tokens(passage):
    """Start and digits of every number; numerals inside words are none."""
    hidden = LEXICAL.sub(lambda word: "◇" * len(word[0]), passage)
    return [(found.start(), found[0]) for found in NUMERAL.finditer(hidden)]


def dates(deadline):
    year, _, month = deadline.partition("-")
    return {year, month.lstrip("0")} - {""}


@needs_texts
@pytest.mark.parametrize("row", full_text_indicators(), ids=named)
class TestIndicatorAgainstItsClause:
    def test_figures_are_printed_there_with_their_unit(self, row):
        passage = passages(row["document_id"])[row["clause"]]
        for value in filter(None, (row["value"], row["value_to"])):
            if words := PRINTED_IN_WORDS.get((row["unit_symbol"], value)):
                assert re.search(words, passage), words
            else:
                assert has_number(passage, value), value
        if row["value"] and row["unit_symbol"] in PRINTED_UNITS:
            last = re.escape(row["value_to"] or row["value"])
            unit_words = PRINTED_UNITS[row["unit_symbol"]]
            assert re.search(rf"(?<![\d.]){last}(?:以上|个)?{unit_words}", passage), unit_words

    def test_years_and_months_are_printed_there(self, row):
        passage = passages(row["document_id"])[row["clause"]]
        year, _, month = row["deadline"].partition("-")
        assert not row["base_year"] or has_number(passage, row["base_year"])
        assert not year or f"{year}年" in passage
        ends = {"": "", "12": "(?:年?年?底|12月底)"}.get(month, f"(?:年)?{month.lstrip('0')}月底")
        assert not month or re.search(rf"{year}年?{ends}", passage), ends

    def test_words_are_printed_there_in_this_order(self, row):
        passage = passages(row["document_id"])[row["clause"]]
        words = [re.escape(part) for part in row["comparator_zh"].split("…")]
        assert re.search("[^。]*?".join(words), passage), row["comparator_zh"]

    def test_strength_is_printed_there(self, row):
        assert row["strength"] == "none" or row["strength"] in passages(row["document_id"])[row["clause"]]

    def test_below_and_and_below_are_told_apart(self, row):
        """35 及以下 holds the 35, 35 以下 does not."""
        passage, words = passages(row["document_id"])[row["clause"]], row["comparator_zh"]
        unit_words = PRINTED_UNITS.get(row["unit_symbol"])
        # 合金钢 stands in brackets, after the 以下 that it shares.
        if unit_words and "以下" in words and "（" not in words:
            last = row["value_to"] or row["value"]
            below = "及以下" if "及以下" in words else "以下"
            assert re.search(rf"(?<![\d.]){re.escape(last)}{unit_words}{below}", passage), below


@needs_texts
class TestEveryNumber:
    """Each number of a text is a target, an indicator, or named among those that set nothing."""

    @pytest.fixture(scope="class")
    def set_by(self):
        """Document and clause to the figures and dates that targets and indicators hold."""
        found = defaultdict(set)
        for row in rows("targets"):
            cells = (row["value"].removesuffix(".0"), row["base_year"], row["target_year"])
            found[row["document_id"], row["clause"]] |= set(cells)
        for row in rows("indicators"):
            cells = {row["value"], row["value_to"], row["base_year"]} | dates(row["deadline"])
            found[row["document_id"], row["clause"]] |= cells
        return found

    @pytest.fixture(scope="class")
    def set_in_words(self):
        """Document and clause to the words, as patterns, in which an indicator's figure is printed."""
        found = defaultdict(list)
        for row in rows("indicators"):
            if words := PRINTED_IN_WORDS.get((row["unit_symbol"], row["value"])):
                found[row["document_id"], row["clause"]].append(words)
        return found

    @pytest.fixture(scope="class")
    def set_nothing(self):
        found = defaultdict(list)
        for row in rows("numbers_that_set_nothing"):
            found[row["document_id"], row["clause"]].append(row["number_as_printed"])
        return found

    @pytest.mark.parametrize("document_id", FILES)
    def test_is_accounted_for(self, document_id, set_by, set_in_words, set_nothing):
        counted, nowhere = Counter(), []
        for label, passage in passages(document_id).items():
            key = (document_id, label)
            spans = [
                range(found.start(), found.end())
                for printed in set_nothing[key]
                for found in re.finditer(re.escape(printed), passage)
            ]
            in_words = [
                range(*found.span()) for words in set_in_words[key] for found in re.finditer(words, passage)
            ]
            for start, token in tokens(passage):
                counted["printed"] += 1
                if any(start in span for span in spans):
                    counted["sets nothing"] += 1
                elif token in set_by[key] or any(start in span for span in in_words):
                    counted["set"] += 1
                else:
                    nowhere.append((label, passage[max(0, start - 12) : start + 12]))
        assert nowhere == []
        assert counted["printed"] == NUMBERS_PRINTED[document_id] == counted["set"] + counted["sets nothing"]

    def test_that_sets_nothing_is_printed_where_it_says(self):
        for row in rows("numbers_that_set_nothing"):
            assert row["number_as_printed"] in passages(row["document_id"])[row["clause"]], row
            assert tokens(row["number_as_printed"]), row

    @pytest.mark.parametrize("document_id", FILES)
    def test_with_a_unit_is_held_once_for_each_time_it_is_printed(self, document_id):
        """A figure that a clause prints twice with its unit is two rows."""
        printed, held = Counter(), Counter()
        for label, passage in passages(document_id).items():
            for found in re.finditer(
                r"(?<![\d.])(\d+(?:\.\d+)?)(%|蒸吨/小时|公里|万千瓦|微克/立方米)", passage
            ):
                printed[document_id, label, found[0]] += 1
        units = {
            "%": "%",
            "%/a": "%",
            "t/h": "蒸吨/小时",
            "km": "公里",
            "10⁴ kW": "万千瓦",
            "µg/m³": "微克/立方米",
        }
        for row in (*rows("targets"), *rows("indicators")):
            if row["unit_symbol"] in units:
                words = row["value"].removesuffix(".0") + units[row["unit_symbol"]]
                held[row["document_id"], row["clause"], words] += 1
                if row.get("value_to"):
                    held[row["document_id"], row["clause"], row["value_to"] + units[row["unit_symbol"]]] += 1
        for row in rows("numbers_that_set_nothing"):
            times = passages(row["document_id"])[row["clause"]].count(row["number_as_printed"])
            for figure in re.findall(r"\d+(?:%|微克/立方米)", row["number_as_printed"]):
                held[row["document_id"], row["clause"], figure] += times
        missing = {key: count - held[key] for key, count in printed.items() if count > held[key]}
        assert missing == {}


@needs_reference
class TestSecondHand:
    @pytest.fixture(scope="class")
    def usable(self):
        def reference(name):
            with (REFERENCE_FOLDER / "other_plans" / name).open(encoding="utf-8-sig", newline="") as file:
                return list(csv.DictReader(file))

        relation = {row["document_id"]: row["relation"] for row in reference("documents.csv")}
        unusable = {"draft", "name_only", "evidence_only"}
        return [row for row in reference("indicators.csv") if relation[row["document_id"]] not in unusable]

    def test_every_usable_indicator_is_there_with_its_address_base_and_year(self, usable):
        table = Counter(
            (row["read_at"], row["base_year"], row["deadline"][:4])
            for row in rows("indicators")
            if row["read_at"]
        )
        wanted = Counter(
            (row["source_url"], row["base_year"], (re.match(r"20\d\d", row["deadline"]) or [""])[0])
            for row in usable
        )
        assert sum(wanted.values()) == 68
        assert table == wanted

    def test_every_number_of_the_reference_is_a_value(self, usable):
        table = Counter((row["read_at"], row["value"]) for row in rows("indicators") if row["read_at"])
        wanted = Counter(
            (row["source_url"], row["value"]) for row in usable if re.fullmatch(r"[\d.]+", row["value"])
        )
        assert not wanted - table
