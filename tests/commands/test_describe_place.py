"""`python -m commands.describe_place`: one JSON record on stdout, or a sentence on stderr and exit code 2."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commands import describe_place
from commands.open_atlas import CommandError
from data.faults import TableFault, TableFaultsError
from data.tables import Tables
from geo.errors import BoundaryDataMissingError
from geo.store import Geometry
from policy.atlas import Atlas
from policy.place_record import place_record
from translations import N_

PROJECT_FOLDER = Path(__file__).resolve().parents[2]
KEYS = {
    "": {
        "place_id", "name_zh", "name_en", "province_zh", "kind", "key_region", "geographies", "neighbours",
        "in_border_strip", "targets", "effective_pm25_target", "observations", "attainment", "indicators",
        "measures", "missing_links",
    },
    "key_region": {"scope_id", "name_zh", "document_id", "clause"},
    "neighbours": {"place_id", "name_zh", "shared_km", "same_province"},
    "targets": {
        "metric", "comparator", "value", "unit_symbol", "base_year", "target_year", "strength", "scope_id",
        "scope_kind", "document_id", "clause", "standing",
    },
    "observations": {"year", "value", "basis", "days_with_data", "source_id"},
    "attainment": {"year", "status", "margin", "reason"},
    "indicators": {
        "comparable_key", "name_zh", "comparator", "value", "unit_symbol", "base_year", "deadline", "strength",
        "scope_id", "document_id", "clause", "verdict",
    },
    "measures": {
        "measure_id", "document_id", "clause", "sector", "title_zh", "summary_zh", "scope_id", "qualifier",
        "lead_departments",
    },
    "missing_links": {"document_id", "scope_id", "completeness", "reason"},
}  # fmt: skip
SCOPE_KINDS = {"nation", "key_region", "geography", "province", "place", "class"}


@pytest.fixture
def atlas(tables: Tables, built_geometry: Geometry, monkeypatch: pytest.MonkeyPatch) -> Atlas:
    """The atlas, opened once for all tests, as the command gets it."""
    made = Atlas(tables, built_geometry)
    monkeypatch.setattr(describe_place, "open_atlas", lambda: made)
    return made


@pytest.fixture
def described(atlas: Atlas, capsys: pytest.CaptureFixture[str]):
    """Run the command and give exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = describe_place.main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def strict_json(text: str) -> Any:
    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("asked", ["140100", "太原市", "太原", "Taiyuan", "taiyuan", " 太原 "])
def test_a_place_is_described_by_code_and_by_any_name(described, atlas: Atlas, asked: str) -> None:
    code, out, err = described(asked)
    assert (code, err) == (0, "")
    assert strict_json(out) == place_record(atlas, "140100")


def test_a_place_is_described_by_its_aliases(described, atlas: Atlas) -> None:
    aliases = [(place.place_id, alias) for place in atlas.register.places.values() for alias in place.aliases]
    assert aliases
    for place_id, alias in aliases:
        code, out, _err = described(alias)
        assert (code, strict_json(out)["place_id"]) == (0, place_id)


def test_a_record_has_the_keys_of_the_design(described) -> None:
    record = strict_json(described("平顶山")[1])
    for name, keys in KEYS.items():
        part = record[name] if name else record
        entries = part if isinstance(part, list) else [part]
        assert entries, name
        assert {frozenset(entry) for entry in entries} == {frozenset(keys)}, name
    assert KEYS["targets"] <= set(record["effective_pm25_target"])
    assert KEYS["key_region"] == set(strict_json(described("太原")[1])["geographies"][0])


def test_every_place_has_a_whole_record_of_plain_json(atlas: Atlas) -> None:
    for place_id in atlas.register.places:
        record = strict_json(json.dumps(place_record(atlas, place_id), ensure_ascii=False))
        assert set(record) == KEYS[""]
        targets = [
            *record["targets"],
            *([record["effective_pm25_target"]] if record["effective_pm25_target"] else []),
        ]
        for target in targets:
            assert target["standing"] in {"place", "class", "indicative"}
            assert target["scope_kind"] in SCOPE_KINDS
            assert target["value"] is None or target["value"] > 0
            assert target["document_id"] in atlas.register.documents
            assert target["clause"]
        assert all(row["source_id"] in atlas.register.documents for row in record["observations"])
        assert all(row["place_id"] in atlas.register.places for row in record["neighbours"])


def test_neighbours_are_all_that_share_an_edge_the_longest_first(
    atlas: Atlas, built_geometry: Geometry
) -> None:
    edges = built_geometry.adjacency
    for place_id in atlas.register.places:
        mine = edges[edges["place_id"] == place_id]
        shared = dict(zip(mine["neighbour_id"].astype(str), mine["shared_km"].round(1), strict=True))
        listed = place_record(atlas, place_id)["neighbours"]
        assert {entry["place_id"]: entry["shared_km"] for entry in listed} == shared
        lengths = [entry["shared_km"] for entry in listed]
        assert lengths == sorted(lengths, reverse=True)


def test_a_place_without_region_and_target_says_null(described) -> None:
    record = strict_json(described("香港")[1])
    assert (record["key_region"], record["effective_pm25_target"]) == (None, None)
    assert (record["targets"], record["observations"], record["missing_links"]) == ([], [], [])
    assert record["attainment"]["status"] == "outside_plan"


def test_a_year_is_judged_when_asked_for(described) -> None:
    latest, earlier = (strict_json(described("太原", *options)[1]) for options in ((), ("--year", "2020")))
    assert latest["attainment"]["year"] == 2025
    assert earlier["attainment"]["year"] == 2020
    assert earlier["attainment"]["status"] == "not_met"
    del latest["attainment"], earlier["attainment"]
    assert latest == earlier


@pytest.mark.parametrize("year", ["1999", "2026", "-1", "0", "２０２５", "2_025", "20 25", "nan"])
def test_a_year_without_data_is_refused_in_a_sentence(described, year: str) -> None:
    code, out, err = described("太原", "--year", year)
    assert (code, out) == (2, "")
    assert year in err
    assert "2020" in err
    assert "2025" in err
    assert len(err.strip().splitlines()) == 1


def test_sentences_come_in_english_when_asked_for(described) -> None:
    chinese, english = strict_json(described("西安")[1]), strict_json(described("西安", "--lang", "en")[1])
    assert "西安" in english["name_zh"]
    for record, is_chinese in ((chinese, True), (english, False)):
        sentences = [record["attainment"]["reason"], *(row["reason"] for row in record["missing_links"])]
        assert len(sentences) > 1
        assert all(any("\u4e00" <= letter <= "\u9fff" for letter in said) is is_chinese for said in sentences)
    assert (
        english["effective_pm25_target"]["figure_ug_m3"] == chinese["effective_pm25_target"]["figure_ug_m3"]
    )


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("太元", ["太原市"]),
        ("taiyuann", ["太原市"]),
        ("140199", ["太原市"]),
        ("Suzhou", ["苏州市", "宿州市"]),
        ("Yulin", ["玉林市", "榆林市"]),
        ("阿阿阿阿", []),
        ("<script>", []),
        ("", []),
        ("长" * 10_000, []),
    ],
    ids=lambda part: str(part)[:20],
)
def test_an_unknown_place_is_a_sentence_with_near_ones(described, asked: str, near: list[str]) -> None:
    code, out, err = described(asked)
    assert (code, out) == (2, "")
    assert asked[:30] in err
    assert [name for name in near if name not in err] == []
    assert len(err.strip().splitlines()) == 1
    assert len(err) < 300


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TableFaultsError([TableFault("places.csv", 2, "name_zh", "", "a name")]), "places.csv, row 2"),
        (BoundaryDataMissingError(N_("缺少 {file}。", file="geo.zip")), "缺少 geo.zip。"),
    ],
    ids=["tables", "shapes"],
)
def test_an_atlas_that_cannot_be_opened_is_a_sentence(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("commands.open_atlas.ensure_geometry", fail)
    assert describe_place.main(["太原"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_the_command_itself_prints_json_alone_and_fails_with_code_2(built_geometry: Geometry) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "commands.describe_place", *arguments]
        return subprocess.run(command, cwd=PROJECT_FOLDER, capture_output=True, check=False)

    done = run("140100", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, b"")
    assert strict_json(done.stdout.decode("utf-8"))["name_zh"] == "太原市"
    failed = run("太元")
    assert (failed.returncode, failed.stdout) == (2, b"")
    assert "太原市" in failed.stderr.decode("utf-8")
    misused = run("140100", "--lang", "fr")
    assert (misused.returncode, misused.stdout) == (2, b"")


def test_the_error_of_the_command_is_its_own(atlas: Atlas) -> None:
    with pytest.raises(CommandError):
        describe_place.place_id_of(atlas, "阿阿阿阿")


@pytest.mark.parametrize(("asked", "said"), [("义乌", "义乌市属金华市"), ("朝阳区", "朝阳区属北京市")])
def test_a_county_is_told_whose_it_is(described, asked: str, said: str) -> None:
    code, out, err = described(asked)
    assert (code, out) == (2, "")
    assert said in err
    assert "没有自己的页面" in err
