"""A site that was built wrong, its manifest fitting: each fault is a sentence, and none keeps the others from being told."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from publishing.link_check import faults_of_site
from publishing.manifest import MADE_BY, MANIFEST
from publishing.page import CONTENT_POLICY

BASE = "https://atlas.example/air"
PLACES = {"110000": ("北京市", "Beijing"), "120000": ("天津市", "Tianjin")}
TAGS = {"": "zh-Hans", "en/": "en"}
URLSET = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def page(path: str, folder: str, name: str, more: str = "", without: str = "") -> str:
    plain = path.removeprefix(folder)
    links = [
        f'<link rel="canonical" href="{BASE}/{path}">',
        *(
            f'<link rel="alternate" hreflang="{tag}" href="{BASE}/{other}{plain}">'
            for other, tag in [*TAGS.items(), ("", "x-default")]
        ),
    ]
    head = "".join(link for link in links if not without or without not in link)
    return f"""<!doctype html>
<html lang="{TAGS[folder]}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{CONTENT_POLICY}">
<title>{name} · A</title>{head}</head>
<body><header>a</header><nav aria-label="a">a</nav><main><h1>{name}</h1>{more}</main><footer>a</footer></body>
</html>
"""


def listed(path: str, languages: str = "") -> str:
    """An entry of the site map."""
    plain = path.removeprefix("en/")
    own = languages or "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{BASE}/{folder}{plain}"/>'
        for folder, tag in TAGS.items()
    )
    return f"<url><loc>{BASE}/{path}</loc>{own}</url>"


def site_map(*entries: str) -> str:
    return f"<urlset {URLSET}>{''.join(entries)}</urlset>"


PATHS = {
    f"{folder}places/{place}.html": (folder, names[folder == "en/"])
    for place, names in PLACES.items()
    for folder in TAGS
}


def files_of_site() -> dict[str, str]:
    rows = [{"id": place, "zh": names[0], "en": names[1]} for place, names in PLACES.items()]
    return {
        **{path: page(path, *named) for path, named in PATHS.items()},
        "assets/find.0a.json": json.dumps({"places": rows}),
        "sitemap.xml": site_map(*map(listed, PATHS)),
    }


def publish(folder: Path, changed: dict[str, str | bytes | None], base_url: str = BASE) -> list[str]:
    """Write a site with files other than they should be, all of them in its manifest, and check it."""
    folder.chmod(0o755)
    entries = {}
    for path, text in (files_of_site() | changed).items():
        if text is None:
            continue
        content = text if isinstance(text, bytes) else text.encode()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        entries[path] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / MANIFEST).write_text(
        json.dumps({"made_by": MADE_BY, "base_url": base_url, "files": entries}), "utf-8"
    )
    return faults_of_site(folder)


def find(*rows: dict[str, object]) -> str:
    return json.dumps({"places": rows})


ONE = "places/110000.html"
BEIJING = {"id": "110000", "zh": "北京市", "en": "Beijing"}


def test_a_good_site_has_no_fault(tmp_path: Path) -> None:
    assert publish(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        (ONE, b"<!doctype html>\xff", "not UTF-8 from byte 16 on"),
        (ONE, page(ONE, "", "北京市").encode("utf-16"), "not UTF-8 from byte 1 on"),
        (
            ONE,
            page(ONE, "", "北京市", '<a href="http://[::1">a</a>'),
            "http://[::1: 不是网址 / is no address",
        ),
        (ONE, page(ONE, "", "北京市", '<a href="a.html" ping="b">a</a>'), "may have no <a ping>"),
        (ONE, page(ONE, "", "天津市"), "“北京市” in the list of names leads to places/110000.html"),
        (
            "en/" + ONE,
            page("en/" + ONE, "en/", "Tianjin"),
            "“Beijing” in the list of names leads to en/places",
        ),
        ("assets/find.0a.json", find(), "list of names is empty"),
        ("assets/find.0a.json", find({"id": 5}), "no list of names"),
        ("assets/find.0a.json", find(BEIJING, BEIJING), "110000 stands 2 times"),
        ("assets/find.0a.json", find({"id": "110000", "zh": "北京市"}), "110000 has no name in en"),
        ("assets/find.0a.json", find(BEIJING | {"zh": ""}), "110000 has no name in zh"),
        ("assets/find.0a.json", find(BEIJING | {"zh": " "}), "110000 has no name in zh"),
        (
            "assets/find.0a.json",
            find(BEIJING | {"zh": "北"}),
            "“北” in the list of names leads to places/110000.html",
        ),
        (
            "assets/find.0a.json",
            find(BEIJING | {"search": 5}),
            "search of 110000 in the list of names is no text",
        ),
        ("assets/find.0a.json", find(BEIJING), "The list of names leaves out places/120000.html"),
        ("assets/find.0a.json", None, "no list of names assets/find.*.json"),
        ("layers/gap-2024.html", page("layers/gap-2024.html", "", "a"), "leaves out layers/gap-2024.html"),
        ("sitemap.xml", site_map(*(listed(path) for path in PATHS if path != ONE)), f"does not list {ONE}"),
        (
            "sitemap.xml",
            site_map(*(listed(path, f'<xhtml:link hreflang="en" href="{BASE}/{ONE}"/>') for path in PATHS)),
            f"addresses of {ONE} in its languages are wrong",
        ),
        (ONE, page(ONE, "", "北京市", without="canonical"), "canonical stands 0 times, expected once"),
        (ONE, page(ONE, "", "北京市", without='"en"'), "alternate en stands 0 times, expected once"),
        (
            ONE,
            page(ONE, "", "北京市").replace(f'"en" href="{BASE}/en/', f'"en" href="{BASE}/'),
            f"alternate en {BASE}/{ONE}: 是另一个页面，应为本页的另一种语言",
        ),
        ("api/places/110000.json", '{"place_id": 110000}', 'must be the text "110000", found 110000'),
        ("en/places/120000.html", None, "../en/places/120000.html: 链接没有目标"),
        (
            "sitemap.xml",
            "<urlset/>",
            "sitemap.xml: 没有列出 places/110000.html / does not list places/110000.html",
        ),
        ("sitemap.xml", None, "no site map"),
        ("more.html", page("more.html", "", "a"), "does not list more.html"),
    ],
)
def test_each_fault_is_a_sentence(tmp_path: Path, path: str, content: str | bytes | None, told: str) -> None:
    found = publish(tmp_path, {path: content, "stray.svg": "<svg"})
    assert any(told in fault for fault in found)
    assert any(fault.startswith("stray.svg: ") for fault in found)
    assert all(" / " in fault for fault in found)


@pytest.mark.parametrize("path", [ONE, "sitemap.xml"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_a_device_is_told_and_not_waited_for(tmp_path: Path, path: str, kind: str) -> None:
    publish(tmp_path, {})
    (tmp_path / path).unlink()
    if kind == "pipe":
        os.mkfifo(tmp_path / path)
    else:
        (tmp_path / path).symlink_to("/dev/zero")
    assert any(fault.startswith(f"{path}: 是链接或不是文件") for fault in faults_of_site(tmp_path))


def test_a_manifest_that_is_a_pipe_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / MANIFEST)
    assert len(faults_of_site(tmp_path)) == 1


@pytest.mark.parametrize("base_url", ["http://[::1", "https://..", "x" * 100_000])
def test_an_address_in_the_manifest_that_is_none_is_told_first(tmp_path: Path, base_url: str) -> None:
    told = publish(tmp_path, {}, base_url)[0]
    assert told.startswith(f"{MANIFEST}: base_url ")
    assert "expected an address like https://example.org" in told
    assert len(told) < 600


def test_a_site_whose_own_folder_is_closed_is_told(tmp_path: Path) -> None:
    publish(tmp_path, {})
    tmp_path.chmod(0o700)
    (told,) = faults_of_site(tmp_path)
    assert "expected mode 755" in told


def test_an_address_reaches_no_terminal_raw_and_is_cut_short(tmp_path: Path) -> None:
    long = page(ONE, "", "北京市", f'<a href="&#27;]{"x" * 100_000}">a</a>')
    found = publish(tmp_path, {ONE: long})
    assert any("leads nowhere" in fault for fault in found)
    assert all(len(fault) < 600 and fault.isprintable() for fault in found)
