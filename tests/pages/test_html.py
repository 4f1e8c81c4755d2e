"""Whatever a text is, it stays text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.html import UNSEEN, element, figure, link, table, text

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt;",
    "a & b < c",
    "</summary></details><h1>",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(ATTACKS)


class Reader(HTMLParser):
    """What a browser would see: tags with their attributes, and the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


def seen_of(words: str) -> str:
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", words)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(TEXTS)
def test_a_text_is_seen_as_it_is(words: str) -> None:
    seen = read(element("p", text(words)))
    assert (seen.tags, seen.words) == (["p"], seen_of(words))


@given(TEXTS)
def test_the_value_of_an_attribute_stays_one_value(value: str) -> None:
    seen = read(element("p", "x", title=value, aria_label=value))
    assert seen.attributes == [{"title": value, "aria-label": value}]
    assert seen.words == "x"


@given(label=TEXTS, address=TEXTS.map(lambda text: text.replace(":", "")))
def test_a_link_is_one_link(label: str, address: str) -> None:
    seen = read(link(label, address))
    assert seen.tags == ["a"]
    assert seen.attributes[0]["href"] == address
    assert seen.words == seen_of(label)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "JaVaScRiPt:x"]
)
def test_no_other_scheme_becomes_a_link(address: str) -> None:
    seen = read(link("x", address))
    assert (seen.tags, seen.words) == ([], "x")


def test_a_link_to_another_site_opens_in_its_own_tab() -> None:
    outside = read(link("x", "https://www.gov.cn/")).attributes[0]
    assert (outside["target"], outside["rel"]) == ("_blank", "noopener")
    inside = read(link("x", "/city?place=140100&lang=en")).attributes[0]
    assert "target" not in inside
    assert "rel" not in inside


@given(shown=TEXTS, name=TEXTS, value=TEXTS)
def test_a_figure_opens_its_sources(shown: str, name: str, value: str) -> None:
    seen = read(figure(shown, [(name, text(value))]))
    assert seen.tags == ["details", "summary", "dl", "div", "dt", "dd"]
    assert seen.words == seen_of(shown + name + value)


@given(heading=TEXTS, caption=TEXTS, cell=TEXTS)
def test_a_table_has_a_caption_headings_and_cells(heading: str, caption: str, cell: str) -> None:
    seen = read(table([heading], [[text(cell)]], caption))
    assert [tag for tag in seen.tags if tag in {"caption", "th", "td", "script", "img"}] == [
        "caption",
        "th",
        "td",
    ]
    assert seen.words == seen_of(caption + heading + cell)
    assert seen.attributes[0]["tabindex"] == "0"
    assert seen.attributes[0]["aria-label"] == caption


@pytest.mark.parametrize("missing", [None])
def test_an_attribute_without_a_value_is_left_out(missing: None) -> None:
    assert element("p", class_="a", title=missing) == '<p class="a"></p>'


@pytest.mark.parametrize(("value", "shown"), [(27.0, "27.0"), (None, "None"), ("<", "&lt;")])
def test_numbers_are_texts_too(value: object, shown: str) -> None:
    assert text(value) == shown


def test_what_turns_a_sentence_round_is_seen() -> None:
    assert (
        text("a\0\u202eb\u2066\t\n")
        == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}\t\n"
    )


@pytest.mark.parametrize("hidden", "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2064\u206f\ufeff")
def test_a_name_with_a_character_without_width_looks_like_no_other(hidden: str) -> None:
    assert text(f"石家{hidden}庄市") == "石家\N{REPLACEMENT CHARACTER}庄市"


@pytest.mark.parametrize("seen", ["石家庄市", "a b\u3000c", "Ürümqi – “杨凌”…", "µg/m³", "PM₂.₅ ≤ 35"])
def test_what_is_seen_stays(seen: str) -> None:
    assert text(seen) == seen
