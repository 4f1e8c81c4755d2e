"""The opening sentences of the layers of the whole policy: an indicator by its rungs, and clauses counted."""

from __future__ import annotations

from layers.definition import ChoroplethLayer
from layers.indicator_layer import INDICATOR_PREFIX
from layers.layer_findings import count_words, indicator_heading, indicator_lines
from layers.measure_count_layer import MEASURES_PREFIX
from pages.shared import cached
from pages.shared.html import element, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from translations import Words


def policy_finding(atlas: Atlas, words: Words, layer: ChoroplethLayer) -> list[str] | None:
    """The heading and paragraph of an indicator or a count of clauses as HTML; None for any other layer."""
    if layer.layer_id.startswith(INDICATOR_PREFIX):
        key = layer.layer_id.removeprefix(INDICATOR_PREFIX)
        summary = cached.summary_of_indicator(atlas, atlas.tables.version, key)
        return [
            element("h1", text(indicator_heading(words, layer, summary))),
            *(element("p", text(line)) for line in indicator_lines(words, summary)),
        ]
    if layer.layer_id.startswith(MEASURES_PREFIX):
        return count_finding(atlas, words, layer)
    return None


def count_finding(atlas: Atlas, words: Words, layer: ChoroplethLayer) -> list[str]:
    """The fewest and the most clauses, and the documents they are counted in."""
    heading, told = count_words(words, layer)
    cited = [
        document_link(atlas.register.documents[source.document_id], None, words) for source in layer.sources
    ]
    return [element("h1", text(heading)), element("p", text(told), "；".join(cited))]
