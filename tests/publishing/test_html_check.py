"""Each rule for pages finds its fault, on a page that has no other; what html5lib mends is found as well."""

from pathlib import Path

import html5lib
import pytest

from publishing import page_seen
from publishing.manifest import unlisted_files
from publishing.page import CONTENT_POLICY
from publishing.page_seen import read_page

POLICY = f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_POLICY}">'
PAGE = f"""<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8">{POLICY}<title>太原市</title></head>
<body>
<header><a href="en/" lang="en" hreflang="en">English</a></header>
<nav aria-label="页面"><a href="a.html">城市</a></nav>
<main id="content"><h1>太原市</h1><h2>来源</h2><p>一段话。</p></main>
<footer>未经审核</footer>
</body>
</html>
"""
MENDED = [
    "<p>a<div>b</div></p>",
    "<table><div>x</div></table>",
    '<a href="x">b<a href="y">c</a></a>',
    "<ul><li>x</ul></b>",
    "<p>x<ul><li>x</li></ul></p>",
    "<div><span>x</div>",
    "<b><i>x</b></i>",
    "<p id='b' id='c'>x</p>",
    "&nosuchname;x",
    "<div/>x",
]


def faults_with(part: str, instead_of: str = "<p>一段话。</p>") -> list[str]:
    assert instead_of in PAGE
    return read_page(PAGE.replace(instead_of, part)).faults


def test_good_page_has_no_fault() -> None:
    assert read_page(PAGE).faults == []
    html5lib.HTMLParser(strict=True).parse(PAGE)


@pytest.mark.parametrize("part", MENDED)
def test_what_a_strict_parser_refuses_is_found(part: str) -> None:
    with pytest.raises(html5lib.html5parser.ParseError):
        html5lib.HTMLParser(strict=True).parse(PAGE.replace("<p>一段话。</p>", part))
    assert faults_with(part)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("<h3>a</h3>", ""),
        ("<h4>a</h4>", "<h4> after <h2>"),
        ("<h3></h3>", "empty <h3>"),
        ("<h1>a</h1>", "2 × <h1>"),
        ('<p id="content">a</p>', "id twice: content"),
        ('<img src="a.png">', "<img> without alt"),
        ('<img src="a.png" alt="">', ""),
        ("<svg><path></path></svg>", "<svg> neither"),
        ('<svg aria-hidden="true"><path/></svg>', ""),
        ("<svg><title>地图</title></svg>", ""),
        ('<a href="b.html"></a>', "<a> without words"),
        ('<a href="b.html"><svg role="img" aria-label="b"></svg></a>', ""),
        ('<input name="q">', "<input> without a label"),
        ('<label>找 <input name="q"></label>', ""),
        ('<label for="q">找</label><input id="q">', ""),
        ("<table><thead><tr><th>a</th></tr></thead></table>", "<th> without scope"),
        ("<nav>a</nav>", "<nav> without a name"),
        ("<center>a</center>", "obsolete <center>"),
        ('<a href="en/" hreflang="en">English</a>', "without lang"),
        ('<p style="color:red">a</p>', "<p style>"),
        ('<p onclick="a()">a</p>', "<p onclick>"),
        ("<script>a()</script>", "inline <script>"),
        ('<label for="none">找</label>', "<label for>: no element none"),
        ('<p aria-labelledby="content none">a</p>', "<p aria-labelledby>: no element none"),
        ('<embed src="a.svg">', "<embed>"),
        ('<object data="a.svg"></object>', "<object>"),
    ],
)
def test_rule_finds_its_fault_and_nothing_else(part: str, told: str) -> None:
    found = faults_with(part)
    assert any(told in fault for fault in found) if told else found == []


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("<!doctype html>", "no doctype"),
        ("<title>太原市</title>", "0 × <title>"),
        (' lang="zh-Hans"', "no language"),
        ('<meta charset="utf-8">', "charset"),
        (POLICY, "no content policy"),
        ("<h1>太原市</h1>", "0 × <h1>"),
        ("<h1>太原市</h1>", "the first heading is <h2>"),
        ("<footer>未经审核</footer>", "no <footer>"),
        ("</main>", "not read as it is written"),
    ],
)
def test_frame_of_a_page_is_missed(gone: str, told: str) -> None:
    assert any(told in fault for fault in faults_with("", gone))


def test_faults_are_told_in_chinese_and_english() -> None:
    assert faults_with("<h4>a</h4>") == ["<h4> 跟在 <h2> 之后：a / <h4> after <h2>: a"]


@pytest.mark.parametrize(
    "part",
    [
        "<h1>a</h1>",
        '<p onclick="a()">a</p>',
        '<a href="a.html" ping="b">a</a>',
        "<object></object>",
        '<base href="/">',
        '<meta http-equiv="refresh" content="1">',
    ],
)
def test_every_fault_says_what_was_expected_in_both_languages(part: str) -> None:
    found = [
        fault
        for fault in faults_with(part)
        if "应" in fault and ("expected" in fault or "may have no" in fault)
    ]
    assert found


def test_what_a_page_says_reaches_no_terminal_raw_and_is_cut_short() -> None:
    found = faults_with(f'<p aria-labelledby="\x1b[31m{"x" * 100_000}">a</p>')
    assert any("no element [31mxx" in fault for fault in found)
    assert all(len(fault) < 400 and fault.isprintable() for fault in found)


def test_pages_are_read_alike_in_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [f"{number}.html" for number in range(6)]
    for path in paths:
        (tmp_path / path).write_text(PAGE.replace("一段话", f"<b>{path}</b>"), "utf-8")
    alone = page_seen.read_pages(tmp_path, paths, 1)
    monkeypatch.setattr(page_seen, "FEW", 1)
    monkeypatch.setattr(page_seen, "CHUNK", 4)
    assert page_seen.read_pages(tmp_path, paths, 2) == alone
    assert list(alone) == paths


def test_file_that_nobody_published_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.html").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "stray.html").touch()
    assert list(unlisted_files(tmp_path, {"index.html"})) == ["a/stray.html"]
