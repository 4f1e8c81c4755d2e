"""What the register of documents and the dated standards must say, and how every policy table is written."""

import re

import pytest

from tests.data.policy_rows import FOLDER, FULL_TEXTS, rows

POLICY_TABLES = (
    "documents",
    "scopes",
    "scope_members",
    "targets",
    "standards",
    "observations",
    "region_observations",
)


@pytest.fixture(scope="module")
def documents():
    return {row["document_id"]: row for row in rows("documents")}


class TestFiles:
    @pytest.mark.parametrize("table", POLICY_TABLES)
    def test_text_is_utf8_with_plain_line_ends_and_half_width_digits(self, table):
        text = (FOLDER / f"{table}.csv").read_bytes().decode("utf-8")
        assert not text.startswith("\ufeff")
        assert "\r" not in text
        assert text.endswith("\n")
        assert not re.search("[\uff10-\uff19]", text), "full-width digit"
        assert "\u03bc" not in text, "Greek mu: the micro sign is U+00B5"

    @pytest.mark.parametrize(
        ("table", "key"),
        [
            ("documents", ("document_id",)),
            ("scopes", ("scope_id",)),
            ("scope_members", ("scope_id", "member_kind", "member_id")),
            ("targets", ("target_id",)),
            ("standards", ("standard_id", "pollutant", "averaging", "class", "valid_from")),
            ("observations", ("place_id", "year", "metric", "basis", "source_id")),
            ("region_observations", ("scope_id", "year", "metric", "basis", "source_id")),
        ],
    )
    def test_rows_are_sorted_by_their_key_and_no_key_comes_twice(self, table, key):
        keys = [tuple(row[column] for column in key) for row in rows(table)]
        assert keys == sorted(set(keys))

    @pytest.mark.parametrize("table", POLICY_TABLES[1:])
    def test_every_row_names_a_known_document_and_a_clause(self, table, documents):
        for row in rows(table):
            source = row.get("document_id") or row["source_id"]
            assert source in documents, row
            assert row["clause"].strip(), row

    def test_notes_stand_in_both_languages(self):
        for table in ("documents", "scopes", "targets"):
            for row in rows(table):
                assert bool(row["note_zh"]) == bool(row["note_en"]), row


class TestDocuments:
    def test_only_three_texts_are_held_in_full(self, documents):
        assert {key for key, row in documents.items() if row["completeness"] == "full_text"} == FULL_TEXTS

    def test_policy_documents_say_how_they_relate_and_others_do_not(self, documents):
        for key, row in documents.items():
            assert bool(row["relation"]) == (row["kind"] == "policy"), key

    def test_no_draft_and_no_document_known_by_name_only(self, documents):
        for row in documents.values():
            assert "征求意见稿" not in row["title_zh"]
        assert not {"jiangxi-2024-20", "zhumadian-2024", "hefei-undated"} & set(documents)

    @pytest.mark.parametrize(
        ("document_id", "relation"),
        [
            ("henan-2024-12", "chain"),
            ("tianjin-2024-37", "chain"),
            ("shanghai-2023", "predates"),
            ("xian-2024", "predates"),
            ("tangshan-2024-interpretation", "interpretation"),
            ("tangshan-2025-attainment", "related"),
            ("xuzhou-2024", "related"),
            ("huainan-2024", "related"),
            ("mengcheng-undated", "related"),
            ("kunshan-2024", "county_plan"),
            ("lulong-2025", "county_plan"),
            ("yanshi-undated", "county_plan"),
        ],
    )
    def test_relation(self, documents, document_id, relation):
        assert documents[document_id]["relation"] == relation

    def test_second_hand_documents_have_a_note(self, documents):
        for key, row in documents.items():
            if row["kind"] == "policy" and row["completeness"] != "full_text":
                assert row["note_zh"], key

    def test_an_address_is_called_official_only_on_an_official_host(self, documents):
        hosts = {row["official_url"].split("/")[2] for row in documents.values() if row["official_url"]}
        strangers = {host for host in hosts if not host.endswith(".gov.cn")}
        assert strangers == {"github.com", "iris.who.int", "pypi.org"}

    def test_no_chain_document_of_a_province_without_one(self, documents):
        # 陕西 is a missing rung: its place-level plan predates the national one.
        chain = {row["scope_id"] for row in documents.values() if row["relation"] == "chain"}
        assert not {scope for scope in chain if scope.startswith(("province-61", "place-61"))}


class TestStandards:
    @pytest.mark.parametrize(
        ("standard", "averaging", "kind", "day", "limit"),
        [
            ("gb-3095-2012", "annual", "II", "2025-12-31", "35"),
            ("gb-3095-2012", "annual", "I", "2025-12-31", "15"),
            ("gb-3095-2012", "24h", "II", "2026-02-28", "75"),
            ("gb-3095-2012", "annual", "II", "2026-03-01", None),
            ("gb-3095-2026", "annual", "II", "2026-02-28", None),
            ("gb-3095-2026", "annual", "II", "2026-03-01", "30"),
            ("gb-3095-2026", "annual", "II", "2030-12-31", "30"),
            ("gb-3095-2026", "annual", "II", "2031-01-01", "25"),
            ("gb-3095-2026", "annual", "I", "2030-12-31", None),
            ("gb-3095-2026", "annual", "I", "2031-01-01", "10"),
            ("gb-3095-2026", "24h", "II", "2026-03-01", "60"),
            ("gb-3095-2026", "24h", "II", "2031-01-01", "50"),
            ("who-aqg-2021", "annual", "guideline", "2025-12-31", "5"),
            ("who-aqg-2021", "annual", "IT-1", "2025-12-31", "35"),
            ("who-aqg-2021", "annual", "IT-2", "2025-12-31", "25"),
            ("who-aqg-2021", "annual", "IT-3", "2025-12-31", "15"),
            ("who-aqg-2021", "annual", "IT-4", "2025-12-31", "10"),
        ],
    )
    def test_limit_on_a_day(self, standard, averaging, kind, day, limit):
        found = [
            row["limit"]
            for row in rows("standards")
            if (row["standard_id"], row["averaging"], row["class"]) == (standard, averaging, kind)
            and row["valid_from"] <= day <= (row["valid_to"] or "9999")
        ]
        assert found == ([limit] if limit else [])
