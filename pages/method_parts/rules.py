"""How figures are judged, in sentences."""

from __future__ import annotations

from layers.rule_words import level_text, period_text, rule_sentences
from pages.shared.html import element, figure, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.records import Limit
from policy.standards import annual_limits
from translations import Words


def rules_html(atlas: Atlas, words: Words) -> str:
    """How figures are judged, in a few sentences, with the numbers from the code and the tables."""
    _ = words.gettext
    limits = [limit_html(atlas, words, limit) for limit in annual_limits(atlas.register)]
    return element(
        "section",
        element("h1", text(_("数据与方法"))),
        element("ul", *(element("li", text(rule)) for rule in rule_sentences(words))),
        element("h2", text(_("PM2.5 年均浓度的标准"))),
        element("div", *limits, class_="limits"),
    )


def limit_html(atlas: Atlas, words: Words, limit: Limit) -> str:
    """A limit with the standard, class and dates it belongs to."""
    _ = words.gettext
    document = atlas.register.documents[limit.document_id]
    shown = figure(
        f"{limit.limit:g} µg/m³",
        [
            (_("标准"), document_link(document, limit.clause, words)),
            (_("级别"), text(level_text(words, limit))),
            (_("有效期"), text(period_text(words, limit))),
        ],
    )
    name = (
        f"{document.number_zh or words.pick(document.title_zh, document.title_en)} {level_text(words, limit)}"
    )
    return element(
        "div", element("small", text(name)), shown, element("small", text(period_text(words, limit)))
    )
