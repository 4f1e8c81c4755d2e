"""The dashboard's link to the static site."""

import pytest

from pages.method_parts.static_site import SITE_SETTING, site_address, site_link_html
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
    ],
)
def test_no_address_of_a_site_is_none(setting: str | None) -> None:
    assert site_address(setting, "zh") == ""


def test_link_leads_to_the_language_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    assert site_link_html(words_for("en")) == ""
    monkeypatch.setenv(SITE_SETTING, "https://atlas.example/below/")
    assert 'href="https://atlas.example/below/en/"' in site_link_html(words_for("en"))
    assert 'href="https://atlas.example/below/"' in site_link_html(words_for("zh"))
