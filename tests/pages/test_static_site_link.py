"""The dashboard's link to the static site."""

import pytest

from pages.method_parts.static_site import SITE_SETTING, site_address, site_link_html
from pages.serving.settings import settings_faults
from translations import words_for


@pytest.mark.parametrize(
    "setting",
    [
        None,
        "",
        " ",
        "javascript:alert(1)",
        "//x.org",
        "https://",
        "https://a.org/?q=1",
        "ftp://a.org",
        "https://[x",
        "https://a.org/?",
        "https://a.org/#",
        "https://a.org:99999",
        "https://a.org:0",
        "https://exa mple.org",
        "https://a.org/<b>",
        "https://reader@a.org",
        "https://reader:word@a.org/",
        "https://a\n.org",
        "https://a.org/\0",
        "https://a.org/\u202egro",
        "https://a.org/../b",
        "a.org",
    ],
)
def test_no_address_of_a_site_is_none(setting: str | None) -> None:
    assert site_address(setting, "zh") == ""


def test_link_leads_to_the_language_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    assert site_link_html(words_for("en")) == ""
    monkeypatch.setenv(SITE_SETTING, "https://atlas.example/below/")
    assert 'href="https://atlas.example/below/en/"' in site_link_html(words_for("en"))
    assert 'href="https://atlas.example/below/"' in site_link_html(words_for("zh"))


def test_a_setting_that_cannot_be_used_is_told_with_all_others() -> None:
    assert settings_faults({}) == []
    good = {SITE_SETTING: " https://a.org:8080/below/\n", "MAP_APPROVAL_NUMBER": "GS(2024)0001号"}
    assert settings_faults(good) == []
    site, number = settings_faults({SITE_SETTING: "a.org\x1b[31m", "MAP_APPROVAL_NUMBER": "GS-1"})
    assert site.startswith(r"ATLAS_SITE_URL“a.org\x1b[31m”")
    assert "no link" in site
    assert "no map approval number" in number
