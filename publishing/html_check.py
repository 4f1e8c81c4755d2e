"""Whether a page is valid HTML and can be read by everyone: what a parser mends, and what the standard and WCAG ask for.

Three looks, none of them over the network. The tokenizer names what is malformed. The tree is written out again and
compared with the page: a parser mends a misplaced or unclosed element without a word, and then the two differ. Then the
rules of authoring (turbohtml's own, and those below that it does not know) are held against the tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from turbohtml import Document, Element
from turbohtml.conformance import check

from publishing.faults import said
from publishing.page import CONTENT_POLICY
from translations import N_

DOCTYPE: Final = re.compile(r"\s*<!doctype html>", re.IGNORECASE)
SELF_CLOSED: Final = re.compile(r"<([a-zA-Z]+)((?:\s[^<>]*?)?)\s*/>")
"""As SVG is written; the tree is written out with both tags."""
OBSOLETE: Final = frozenset(
    [
        "acronym",
        "applet",
        "big",
        "blink",
        "center",
        "dir",
        "font",
        "frame",
        "frameset",
        "marquee",
        "nobr",
        "noframes",
        "strike",
        "tt",
    ]
)
LABELLED: Final = frozenset(("input", "select", "textarea"))
NO_LABEL: Final = frozenset(("hidden", "submit", "button", "reset", "image"))
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
NAMING: Final = ("aria-label", "aria-labelledby")
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
REFERRING: Final = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details")
FORBIDDEN: Final = ("base", "object", "embed")
"""What the content policy lets no page do."""
WORDS_SHOWN: Final = 60


def html_faults(text: str, document: Document) -> list[str]:
    """All that is wrong with a page, a line each; empty when nothing is.

    Parameters
    ----------
    text
        The page as it is handed out.
    document
        The page as it is read.
    """
    elements = [one for one in document.descendants if isinstance(one, Element)]
    return [
        *([] if DOCTYPE.match(text) else [said(N_("没有 doctype"))]),
        *(said(N_("第 {line} 行：{code}", line=one.line, code=one.code)) for one in document.errors),
        *mended(text, document),
        *(
            said(N_("第 {line} 行不合规则 {code}", line=one.line, code=one.code)) + f": {one.message}"
            for one in check(document).errors
        ),
        *frame_faults(elements),
        *heading_faults(elements),
        *(fault for one in elements for fault in element_faults(one, document)),
        *language_faults(document),
        *head_faults(elements),
        *reference_faults(elements),
    ]


def mended(text: str, document: Document) -> Iterator[str]:
    """Where the tree is another one than the page writes down: unclosed, misplaced or wrongly nested elements."""
    written, read = tags_of(SELF_CLOSED.sub(r"<\1\2></\1>", text)), tags_of(document.serialize())
    if written != read:
        at = next(
            (n for n, pair in enumerate(zip(written, read, strict=False)) if pair[0] != pair[1]),
            min(len(written), len(read)),
        )
        near = " ".join(written[max(0, at - 3) : at + 2])
        yield said(N_("读到的与写下的不同，在 <{near}> 附近", near=near))


def tags_of(text: str) -> list[str]:
    """Names of the tags in their order, closing ones with their slash."""
    return re.findall(r"<(/?[a-zA-Z][a-zA-Z0-9]*)", text)


def frame_faults(elements: Iterable[Element]) -> Iterator[str]:
    """Language, title, one main part with navigation and foot, one first heading, no id twice."""
    elements = list(elements)
    count = Counter(one.tag for one in elements)
    for tag in ("html", "title", "main", "h1"):
        named = [one for one in elements if one.tag == tag and not in_drawing(one)]
        if len(named) != 1:
            yield said(N_("<{tag}> 有 {count} 个，应恰有一个", tag=tag, count=len(named)))
    for tag in ("header", "nav", "footer"):
        if not count[tag]:
            yield said(N_("没有 <{tag}>", tag=tag))
    page = next((one for one in elements if one.tag == "html"), None)
    if page is not None and not value(page, "lang"):
        yield said(N_("没有写明语言"))
    ids = Counter(found for one in elements if (found := value(one, "id")))
    yield from (said(N_("id 重复：{name}", name=name)) for name, times in ids.items() if times > 1)


def heading_faults(elements: Iterable[Element]) -> Iterator[str]:
    """Headings that skip a level or say nothing."""
    before = 0
    for one in elements:
        if one.tag in HEADINGS:
            level = int(one.tag[1])
            if not before and level > 1:
                yield said(N_("第一个标题是 <{tag}>，应为 <h1>：{words}", tag=one.tag, words=words(one)))
            elif level > before + 1:
                yield said(
                    N_(
                        "<{tag}> 跟在 <{before}> 之后：{words}",
                        tag=one.tag,
                        before=f"h{before}",
                        words=words(one),
                    )
                )
            if not words(one):
                yield said(N_("空的 <{tag}>", tag=one.tag))
            before = level


def element_faults(one: Element, document: Document) -> Iterator[str]:
    """Elements without the name that a reader of the page hears, and elements of former times."""
    tag = one.tag
    if tag in OBSOLETE:
        yield said(N_("已废弃的 <{tag}>", tag=tag))
    elif tag == "img" and value(one, "alt") is None:
        yield said(N_("<img> 没有 alt：{source}", source=value(one, "src")))
    elif tag == "svg" and not hidden(one) and not named(one):
        yield said(N_("<svg> 既没有名称，也没有对读屏隐藏"))
    elif tag in ("a", "button", "summary") and not (words(one) or named(one) or pictured(one)):
        yield said(N_("<{tag}> 没有文字：{name}", tag=tag, name=value(one, "href") or ""))
    elif tag == "th" and not value(one, "scope"):
        yield said(N_("<th> 没有 scope：{words}", words=words(one)))
    elif tag == "nav" and not named(one):
        yield said(N_("<nav> 没有名称"))
    elif tag in LABELLED and (value(one, "type") or "") not in NO_LABEL and not labelled(one, document):
        yield said(N_("<{tag}> 没有标签：{name}", tag=tag, name=value(one, "name") or ""))


def language_faults(document: Document) -> Iterator[str]:
    """A page in English that names its other language without saying that these words are Chinese."""
    for one in document.find_all("a"):
        tag = value(one, "hreflang")
        if tag and value(one, "lang") != tag:
            yield said(N_("另一种语言的文字没有 lang：{words}", words=words(one)))


def head_faults(elements: Iterable[Element]) -> Iterator[str]:
    """Another character set than UTF-8, no or another content policy; a base or a page that leads on by itself."""
    metas = [one for one in elements if one.tag == "meta"]
    if [(value(one, "charset") or "").lower() for one in metas if "charset" in one.attrs] != ["utf-8"]:
        yield said(N_("字符集不是 utf-8"))
    told = {(value(one, "http-equiv") or "").lower(): value(one, "content") for one in metas}
    if told.get("content-security-policy") != CONTENT_POLICY:
        yield said(N_("没有内容安全策略，或不是本站的"))
    if "refresh" in told:
        yield said(N_("页面不应有 <{tag}>：它会自行转到别处", tag="meta refresh"))
    for one in elements:
        if one.tag in FORBIDDEN:
            yield said(N_("页面不应有 <{tag}>：内容安全策略不许", tag=one.tag))


def reference_faults(elements: Iterable[Element]) -> Iterator[str]:
    """Names of other elements that no element has."""
    elements = list(elements)
    ids = {value(one, "id") for one in elements}
    for one in elements:
        for name in (*REFERRING, *(("for",) if one.tag in ("label", "output") else ())):
            for each in (value(one, name) or "").split():
                if each not in ids:
                    yield said(N_("<{tag} {name}>：没有元素 {each}", tag=one.tag, name=name, each=each))


def named(one: Element) -> bool:
    """Whether an element has a name of its own for those who hear the page."""
    return any(value(one, name) for name in NAMING) or any(
        isinstance(child, Element) and child.tag == "title" and bool(words(child)) for child in one.children
    )


def in_drawing(one: Element) -> bool:
    """Whether an element is part of an SVG."""
    return any(isinstance(each, Element) and each.tag == "svg" for each in one.ancestors)


def hidden(one: Element) -> bool:
    """Whether an element, or what it stands in, is left out for those who hear the page."""
    return any(
        isinstance(each, Element) and (value(each, "aria-hidden") == "true" or "hidden" in each.attrs)
        for each in (one, *one.ancestors)
    )


def pictured(one: Element) -> bool:
    """Whether an element holds a picture with a name: an `alt`, or the title of a drawing or of a part of one."""
    return any(
        isinstance(each, Element) and (bool(value(each, "alt")) or named(each)) for each in one.descendants
    )


def labelled(one: Element, document: Document) -> bool:
    """Whether a field stands in a label, is named by one, or has a name of its own."""
    if named(one) or any(isinstance(each, Element) and each.tag == "label" for each in one.ancestors):
        return True
    own = value(one, "id")
    return bool(own) and any(value(label, "for") == own for label in document.find_all("label"))


def value(one: Element, name: str) -> str | None:
    """An attribute as text; None where there is none."""
    found = one.attrs.get(name)
    return found if found is None or isinstance(found, str) else " ".join(found)


def words(one: Element) -> str:
    """What an element says, shortened."""
    return " ".join(one.text.split())[:WORDS_SHOWN]
