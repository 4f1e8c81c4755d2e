"""A fourth document is a matter of rows: a made-up plan of 陕西, which has none, added to a copy of the tables."""

import csv
import io
import shutil
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from data.checks import check_tables
from data.schema import DATA_FOLDER, table_schemas
from data.tables import Tables, load_tables
from policy.atlas import Atlas
from policy.cascade import cascade
from policy.effective import effective_target
from policy.indicators import ladder_of_key, most_specific
from policy.measures import binding_measures
from policy.missing import missing_links
from policy.place_record import place_record
from policy.register import Register

PLAN = "shaanxi-made-up"
XIAN, YANAN, TAIYUAN, YANGLING = "610100", "610600", "140100", "610403"
BOTH_LANGUAGES = {"note_zh": "测试用的虚构文件。", "note_en": "Made up for a test."}

DOCUMENT = {
    "document_id": PLAN,
    "kind": "policy",
    "relation": "chain",
    "title_zh": "陕西省虚构方案",
    "title_en": "Made-up plan of Shaanxi",
    "level": "province",
    "scope_id": "province-610000",
    "issued_on": "2024-05",
    "completeness": "full_text",
    "status": "unknown",
    **BOTH_LANGUAGES,
}
SCOPE = {
    "scope_id": "made-up-valley",
    "kind": "geography",
    "name_zh": "虚构谷地",
    "name_en": "Made-up valley",
    "parent_scope_id": "province-610000",
    "member_list": "full",
    "document_id": PLAN,
    "clause": "3",
    **BOTH_LANGUAGES,
}
MEMBER = {"scope_id": "made-up-valley", "member_kind": "place", "member_id": XIAN, "named_as_zh": "西安市"}
MEMBER |= {"document_id": PLAN, "clause": "3"}


def measure(number: str, clause: str, sector: str, scope_id: str, **cells: str) -> dict[str, str]:
    """A clause; the words are made up."""
    words = {"title_zh": "虚构措施", "title_en": "Made up", "summary_zh": "虚构。", "summary_en": "Made up."}
    row = {"measure_id": f"{PLAN}-{number}", "document_id": PLAN, "clause": clause, "sector": sector}
    return row | words | {"scope_id": scope_id} | cells


def indicator(key: str, clause: str, scope_id: str, **cells: str) -> dict[str, str]:
    """An indicator named as its key is named in the other documents."""
    words = {"subject_zh": "虚构对象", "subject_en": "made up", "strength": "none", "applies_to": "each"}
    row = {"indicator_id": f"{PLAN}-{key.replace('_', '-')}", "comparable_key": key, "document_id": PLAN}
    return {**row, "clause": clause, "scope_id": scope_id, **words, **cells}


STRAW = {"name_zh": "秸秆综合利用率", "name_en": "Straw use rate"}
BOILERS = {"name_zh": "燃煤锅炉淘汰规模", "name_en": "Coal-fired boilers to be phased out, by capacity"}
ROWS = {
    "documents": [DOCUMENT],
    "scopes": [SCOPE],
    "scope_members": [MEMBER],
    "targets": [
        {
            "target_id": f"{PLAN}-610100-pm25-annual-mean-2025",
            "metric": "pm25_annual_mean",
            "comparator": "<=",
            "comparator_zh": "控制在…以内",
            "value": "41",
            "unit_symbol": "µg/m³",
            "target_year": "2025",
            "strength": "控制",
            "scope_id": f"place-{XIAN}",
            "applies_to": "whole",
            "subject_zh": "西安市",
            "subject_en": "Xi’an",
            "document_id": PLAN,
            "clause": "二（一）",
        }
    ],
    "measures": [
        measure("2-1", "二（一）", "targets", "province-610000", singled_out=f"place-{XIAN}"),
        measure("1", "1", "area_sources", "province-610000"),
        measure(
            "2", "2", "energy", "province-610000", lead_departments="甲厅", responsible_departments="甲厅|乙厅"
        ),
        measure("3", "3", "mechanism", "made-up-valley"),
    ],
    "departments": [
        {"name_zh": "甲厅", "name_en": "Department One (province)"},
        {"name_zh": "乙厅", "name_en": "Department Two (province)"},
    ],
    "indicators": [
        indicator(
            "straw_use_rate", "1", "province-610000", comparator=">=", comparator_zh="达到…以上",
            value="91", unit_symbol="%", deadline="2025", **STRAW,
        ),
        indicator(
            "coal_boiler_phase_out_capacity", "2", "made-up-valley", comparator="phase_out",
            comparator_zh="淘汰…及以下", value="65", unit_symbol="t/h", deadline="2025-10", **BOILERS,
        ),
    ],
    "cascades": [
        {
            "comparable_key": "coal_boiler_phase_out_capacity",
            "document_id": PLAN,
            "clause": "2",
            "upper_document_id": "state-council-2023-24",
            "upper_clause": "（十一）",
            "verdict": "different_definition",
            "reason_zh": "虚构：范围不同。",
            "reason_en": "Made up: another area.",
        },
        {
            "comparable_key": "straw_use_rate",
            "document_id": PLAN,
            "clause": "1",
            "upper_document_id": "state-council-2023-24",
            "upper_clause": "（二十）",
            "verdict": "stricter",
            "reason_zh": "虚构的 91% 高于 86%。",
            "reason_en": "The made-up 91 % is above 86 %.",
        },
    ],
    "numbers_that_set_nothing": [
        {
            "document_id": PLAN,
            "clause": "引言",
            "number_as_printed": "第0号",
            "why_zh": "虚构的文号。",
            "why_en": "A made-up number of a document.",
        }
    ],
}  # fmt: skip


def add_rows(folder: Path, table: str, added: list[dict[str, str]]) -> None:
    """Put rows into a table, in the order of its key, as an editor would."""
    schema = table_schemas()[table]
    path = folder / schema.file
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows += [dict.fromkeys(schema.field_names, "") | row for row in added]
    rows.sort(key=lambda row: [row[name] for name in schema.primary_key])
    text = io.StringIO()
    writer = csv.DictWriter(text, schema.field_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def tables_with(folder: Path, rows_of_table: dict[str, list[dict[str, str]]]) -> Path:
    """A copy of data/ with rows added."""
    for path in DATA_FOLDER.glob("*.csv"):
        shutil.copyfile(path, folder / path.name)
    for table, added in rows_of_table.items():
        add_rows(folder, table, added)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tables_with(tmp_path_factory.mktemp("four_documents"), ROWS)


@pytest.fixture(scope="module")
def four(folder: Path) -> Tables:
    return load_tables(folder)


@pytest.fixture(scope="module")
def register(four: Tables) -> Register:
    return Register(four)


def straw(register: Register, place_id: str) -> list[tuple[str, float | None]]:
    ladder = ladder_of_key(register, place_id, "straw_use_rate")
    return [(row.indicator.document_id, row.indicator.value) for row in ladder]


def clauses(register: Register, place_id: str) -> list[str]:
    return [
        row.measure.clause for row in binding_measures(register, place_id) if row.measure.document_id == PLAN
    ]


def test_the_checks_pass(folder: Path):
    assert check_tables(folder) == []


def test_its_cities_get_their_middle_rung(register: Register, tables: Tables):
    nation = ("state-council-2023-24", 86.0)
    for place_id in (XIAN, YANAN, YANGLING):
        assert straw(Register(tables), place_id) == [nation]
        assert straw(register, place_id) == [nation, (PLAN, 91.0)]
        nearest = most_specific(register, ladder_of_key(register, place_id, "straw_use_rate"))
        assert nearest is not None
        assert nearest.indicator.value == 91
        assert nearest.comparison is not None
        assert nearest.comparison.verdict == "stricter"


def test_its_clauses_bind_in_the_order_of_the_document(register: Register):
    assert clauses(register, XIAN) == ["二（一）", "1", "2", "3"]
    assert clauses(register, YANAN) == ["二（一）", "1", "2"]
    led = {row.measure.clause: row.measure.lead_departments for row in binding_measures(register, YANAN)}
    assert led["2"] == ("甲厅",)


def test_its_area_binds_its_members_alone(register: Register):
    key = "coal_boiler_phase_out_capacity"
    at = {
        place_id: most_specific(register, ladder_of_key(register, place_id, key))
        for place_id in (XIAN, YANAN)
    }
    assert at[XIAN] is not None
    assert (at[XIAN].indicator.document_id, at[XIAN].indicator.value) == (PLAN, 65)
    assert at[YANAN] is None or at[YANAN].indicator.document_id != PLAN


def test_its_target_is_the_one_that_counts(register: Register, tables: Tables):
    before, after = (effective_target(one, XIAN) for one in (Register(tables), register))
    assert before is not None
    assert before.statement.standing == "indicative"
    assert after is not None
    assert (after.statement.target.document_id, after.statement.target.value) == (PLAN, 41)
    province = next(rung for rung in cascade(register, YANAN) if rung.scope.kind == "province")
    assert province.status == "silent"


def test_the_link_is_no_longer_missing(register: Register, tables: Tables):
    def missing(one: Register) -> set[str]:
        return {link.scope.scope_id for link in missing_links(one, YANAN)}

    assert "province-610000" in missing(Register(tables))
    assert "province-610000" not in missing(register)


def test_the_record_of_a_city_has_it(four: Tables):
    nobody = pd.DataFrame([], columns=["place_id", "neighbour_id", "shared_km"])
    geometry = SimpleNamespace(adjacency=nobody, strip_places=frozenset(), strip_shares={})
    record = place_record(Atlas(four, geometry), XIAN)  # type: ignore[arg-type]
    assert PLAN in {row["document_id"] for row in record["measures"]}
    assert {row["verdict"] for row in record["indicators"] if row["document_id"] == PLAN} == {
        "stricter",
        "different_definition",
    }
    assert record["effective_pm25_target"]["document_id"] == PLAN


def test_nobody_else_is_touched(register: Register, tables: Tables):
    before = Register(tables)
    for place_id, place in register.places.items():
        if place.province.province_id != "610000":
            assert straw(register, place_id) == straw(before, place_id)
            assert clauses(register, place_id) == []
    assert binding_measures(register, TAIYUAN) == binding_measures(before, TAIYUAN)


@pytest.mark.parametrize(
    ("table", "column", "cell", "expected"),
    [
        ("measures", "clause", "第二条", "a label such as 26, 二（二） or 一"),
        ("measures", "singled_out", "made-up-hills", "a scope_id of scopes.csv, or province-, place- or county- and a code"),
        ("indicators", "scope_id", "made-up-hills", "a scope_id of scopes.csv, or province-, place- or county- and a code"),
        ("indicators", "clause", "9", f"a clause of {PLAN} in measures.csv"),
        ("indicators", "value", "９１", "a number alone, in plain digits"),
        ("indicators", "value", "91%", "a number alone, in plain digits"),
        ("indicators", "unit_symbol", "% t", None),
        ("indicators", "name_zh", "秸秆利用率", "秸秆综合利用率, as in row"),
        ("indicators", "document_id", "", "a value"),
        ("targets", "scope_id", "place-619900", "place- and a place_id of places.csv"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_one_clear_fault(
    tmp_path: Path, table: str, column: str, cell: str, expected: str | None
):
    first, *others = ROWS[table]
    tables_with(tmp_path, ROWS | {table: [first | {column: cell}, *others]})
    (fault,) = check_tables(tmp_path)
    assert (fault.file, fault.column, fault.found) == (f"{table}.csv", column, cell)
    assert expected is None or fault.expected.startswith(expected)
