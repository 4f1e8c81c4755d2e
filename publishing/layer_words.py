"""The opening sentences of a layer's page: the finding first, then what it rests on."""

from __future__ import annotations

from collections import Counter
from typing import Final

from layers.attainment_words import attainment_note, attainment_sentence, key_region_summary
from layers.drawn import DrawnLayer
from layers.indicator_layer import INDICATOR_PREFIX, indicator_summary
from layers.judged_layers import STANDARD_PREFIX
from layers.layer_findings import (
    change_words,
    count_words,
    indicator_heading,
    indicator_lines,
    membership_heading,
    observed_heading,
    path_words,
    standard_heading,
)
from layers.measure_count_layer import MEASURES_PREFIX
from layers.membership_layer import MEMBERSHIP_LAYER
from policy.effective import TARGET_YEAR
from policy.scope import members_of_key_regions
from publishing.page import PageMaker
from publishing.site import LayerYear

RANGE_SIGNS: Final = ("≤", "<", ">", "−", "-")
JUDGED: Final = ("attainment", "gap")


def layer_words(page: PageMaker, wanted: LayerYear, drawn: DrawnLayer) -> list[str]:
    """The finding, and lines that belong to it."""
    year = wanted.year or TARGET_YEAR
    if wanted.layer_id in JUDGED:
        summary = key_region_summary(page.site.atlas, year)
        return [attainment_sentence(page.words, summary), attainment_note(page.words, summary)]
    if wanted.layer_id == "observed":
        layer = page.site.layer(wanted)
        return [observed_heading(page.site.atlas.register, page.words, layer, year), drawn.subtitle]
    if wanted.layer_id == "target_2025":
        return [target_sentence(page, drawn), drawn.subtitle]
    if wanted.layer_id == "key_region":
        return [key_region_sentence(page), drawn.subtitle]
    return [*(family_words(page, wanted, year) or [counts_sentence(page, drawn)]), drawn.subtitle]


def family_words(page: PageMaker, wanted: LayerYear, year: int) -> list[str] | None:
    """What the screens say of the layer; None for one that they say nothing of."""
    atlas, words, layer_id = page.site.atlas, page.words, wanted.layer_id
    layer = page.site.layer(wanted)
    if layer_id == MEMBERSHIP_LAYER:
        return [membership_heading(atlas, words)]
    if layer_id in ("change", "change_percent"):
        return change_words(words, layer, year)
    if layer_id == "path":
        return path_words(words, layer, year)
    if layer_id.startswith(STANDARD_PREFIX):
        return [standard_heading(atlas.register, words, layer_id.removeprefix(STANDARD_PREFIX), layer, year)]
    if layer_id.startswith(INDICATOR_PREFIX):
        summary = indicator_summary(atlas.register, layer_id.removeprefix(INDICATOR_PREFIX))
        return [indicator_heading(words, layer, summary), *indicator_lines(words, summary)]
    if layer_id.startswith(MEASURES_PREFIX):
        return count_words(words, layer)[:1]
    return None


def target_sentence(page: PageMaker, drawn: DrawnLayer) -> str:
    """How many places have a figure that a document prints, one that is worked out, and none."""
    counts = Counter(
        "none" if place.value is None else "stated" if place.note_code in drawn.marked_notes else "others"
        for place in drawn.places
    )
    return page.words.gettext(
        "{title}：{stated} 个地点读到文件写明的数值，{others} 个由百分比或整体要求折算，{none} 个没有可用的数值",
        title=drawn.title,
        stated=counts["stated"],
        others=counts["others"],
        none=counts["none"],
    )


def key_region_sentence(page: PageMaker) -> str:
    """How many places each key region has."""
    _ = page.words.gettext
    regions = members_of_key_regions(page.site.atlas.register)
    told = [f"{page.scope_name(one)} {len(ids)}" for one, ids in regions.items()]
    count = sum(len(ids) for ids in regions.values())
    return _("{count} 个地点列入重点区域：{regions}", count=count, regions=page.words.join(told))


def counts_sentence(page: PageMaker, drawn: DrawnLayer) -> str:
    """The classes that occur with the number of their places."""
    _ = page.words.gettext
    counts = Counter(place.code for place in drawn.places)
    said = []
    for entry in drawn.legend:
        if counts[entry.code]:
            is_range = entry.label.startswith(RANGE_SIGNS) or entry.label[:1].isdigit()
            symbol = f" {drawn.unit_symbol}" if is_range and drawn.unit_symbol else ""
            said.append(_("{label} {count} 个", label=entry.label + symbol, count=counts[entry.code]))
    return _("{title}：{counts}", title=drawn.title, counts=page.words.join(said))
