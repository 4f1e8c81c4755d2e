"""The measures against the policy texts: every clause, its departments, its figures, in words of our own."""

import re

import pytest

from tests.audit.policy_texts import (
    AROUND_TEXT,
    BEFORE_CLAUSES,
    FILES,
    TEXTS_FOLDER,
    needs_texts,
    passages,
    squeezed,
)
from tests.data.policy_rows import rows

pytestmark = needs_texts

COUNTS = {"state-council-2023-24": 39, "shanxi-2024": 41, "pingdingshan-2024": 41}
COPIED_CHARACTERS = 12
OWN_WORDS = {
    "measures": ("title_zh", "summary_zh", "qualifier_zh", "note_zh", "title_en", "summary_en", "note_en"),
    "indicators": ("name_zh", "comparator_zh", "subject_zh", "qualifier_zh", "note_zh"),
    "cascades": ("reason_zh",),
    "numbers_that_set_nothing": ("why_zh",),
}
REGION_WORDS = {
    "jing-jin-ji-and-surroundings": "京津冀及周边",
    "yangtze-river-delta": "长三角",
    "fenwei-plain": "汾渭平原",
    "class-shanxi-key-region": "重点区域",
}
# Departments said to be in charge outside brackets at the end of the clause.
SAID_IN_THE_TEXT = {"state-council-2023-24-35", "pingdingshan-2024-10-2"}
# What our English says in another unit than the clause.
CONVERTED = {
    "300": "30万千瓦",
    "1.5": "150万吨",
    "800": "8亿立方米",
    "60": "6000万标砖",
    "2": "200万吨",
    "5": "500万人次",
}
BRACKETS = re.compile(
    r"[（(](?=[省市])((?:[^（()）]|（[^（）]*）)*?(?:负责|配合)(?:[^（()）]|（[^（）]*）)*)[）)]"
)
DUTY_WORDS = re.compile(r"按职责分工负责|各有关部门|等部门|牵头|配合|负责|[、，等]")


def measures():
    return [row for row in rows("measures") if row["document_id"] in FILES]


def named(row):
    return row["measure_id"]


def entries(cell):
    return [entry for entry in cell.split("|") if entry]


def passage_of(row):
    return passages(row["document_id"])[row["clause"]]


def lists_in_charge(passage):
    """The lists of departments in brackets, without the governments of cities and counties."""
    return [re.split("，各县|，各市", found)[0] for found in BRACKETS.findall(passage)]


def lead_of(listed):
    """Who leads by a list: before 牵头, or the only one that is responsible."""
    if found := re.match(r"([^、，]+)牵头", listed):
        return found[1]
    if "按职责" not in listed and (found := re.fullmatch(r"([^、，]+)负责", listed)):
        return found[1]
    return None


def figures(text):
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"PM2\.5|PM₂|m[³²]", "", text))


def has_figure(passage, figure):
    return re.search(rf"(?<![\d.]){re.escape(figure)}(?!\d|\.\d)", passage.replace("PM2.5", "")) is not None


@pytest.fixture(scope="module")
def pieces():
    """Every run of characters of the documents, once as printed and once without punctuation."""
    found = set()
    for path in sorted(TEXTS_FOLDER.glob("00*.txt")):
        whole = squeezed(path.read_text(encoding="utf-8"))
        found |= runs(whole) | runs(re.sub(r"[^\w%]", "", whole))
    return found


def runs(text):
    return {text[start : start + COPIED_CHARACTERS] for start in range(len(text) - COPIED_CHARACTERS + 1)}


@pytest.mark.parametrize("document_id", COUNTS)
def test_every_clause_is_a_measure_and_every_measure_a_clause(document_id):
    printed = set(passages(document_id)) - {BEFORE_CLAUSES, AROUND_TEXT}
    table = [row["clause"] for row in measures() if row["document_id"] == document_id]
    assert len(table) == COUNTS[document_id]
    assert set(table) == printed


@pytest.mark.parametrize("row", measures(), ids=named)
class TestMeasureAgainstItsClause:
    def test_departments_are_printed_there(self, row):
        for department in entries(row["responsible_departments"]):
            assert department in passage_of(row), department

    def test_every_department_printed_is_listed(self, row):
        listed = lists_in_charge(passage_of(row))
        departments = sorted(entries(row["responsible_departments"]), key=len, reverse=True)
        assert bool(listed) == bool(departments) or row["measure_id"] in SAID_IN_THE_TEXT
        for rest in listed:
            for department in departments:
                rest = rest.replace(department, "")
            assert DUTY_WORDS.sub("", rest) == ""

    def test_a_lead_stands_only_where_one_is_printed(self, row):
        printed = {lead for listed in lists_in_charge(passage_of(row)) if (lead := lead_of(listed))}
        assert set(entries(row["lead_departments"])) == printed

    @pytest.mark.parametrize("column", ["title_zh", "summary_zh", "qualifier_zh"])
    def test_figures_are_printed_there(self, row, column):
        for figure in figures(row[column]):
            assert has_figure(passage_of(row), figure), figure

    @pytest.mark.parametrize("column", ["title_en", "summary_en", "qualifier_en"])
    def test_english_figures_are_printed_there_or_converted(self, row, column):
        for figure in figures(row[column]):
            assert has_figure(passage_of(row), figure) or CONVERTED.get(figure, "◇") in passage_of(row), (
                figure
            )

    def test_who_is_singled_out_is_named_there(self, row):
        places = {place["place_id"]: place["short_name_zh"] for place in rows("places")}
        scopes = {scope["scope_id"]: scope for scope in rows("scopes")}
        for scope_id in entries(row["singled_out"]):
            passage = passage_of(row)
            if scope_id.startswith("place-"):
                assert places[scope_id.removeprefix("place-")] in passage, scope_id
            elif scope_id in REGION_WORDS:
                assert REGION_WORDS[scope_id] in passage or "重点区域" in passage, scope_id
            elif scope_id in scopes and scopes[scope_id]["kind"] == "geography":
                assert row["clause"] in scopes[scope_id]["clause"].split("、") or (
                    scopes[scope_id]["name_zh"] in passage
                ), scope_id


@pytest.mark.parametrize("document_id", FILES)
def test_a_named_region_is_singled_out(document_id):
    for row in measures():
        if row["document_id"] != document_id or row["clause"] == "（二）":
            continue
        for scope_id, name in REGION_WORDS.items():
            if name in passage_of(row) and name != "重点区域" and document_id == "state-council-2023-24":
                assert scope_id in entries(row["singled_out"]), (row["clause"], scope_id)


@pytest.mark.parametrize("table", OWN_WORDS)
def test_no_cell_copies_a_run_of_a_document(table, pieces):
    for row in rows(table):
        for column in OWN_WORDS[table]:
            cell = squeezed(row[column])
            copied = sorted((runs(cell) | runs(re.sub(r"[^\w%]", "", cell))) & pieces)
            assert not copied, (table, next(iter(row.values())), column, copied[0])
