"""Any indicator as a layer: what binds each place, from which rung, and why nothing is shown where nothing binds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from layers.classes import missing_classes, missing_code
from layers.definition import Cell, ChoroplethLayer, Hatch, LayerClass, LayerSource
from layers.indicator_words import bearing_names, indicator_text, verdict_names
from layers.palettes import DEMAND, OTHER_DEMANDS, WORDED_DEMAND
from layers.target_words import strength_name
from policy.indicator_ladder import bearing_of
from policy.indicators import BindingIndicator, ladder_of_key, most_specific
from policy.missing import is_read_whole
from policy.records import Comparison, Indicator
from policy.register import Register
from policy.scope import scope_by_id
from translations import LANGUAGES, N_, Message, Words, words_for

INDICATOR_PREFIX: Final = "indicator."
MISSING_KINDS: Final[tuple[Hatch, ...]] = ("undetermined", "not_read", "silent", "outside_plan")
OTHER_CODE: Final = "o"
NoteTexts = tuple[str, ...]
"""A note in each of `LANGUAGES`."""

Demand = tuple[str, float | None, float | None, str | None, int | None, str, str | None, str | None]


@dataclass(frozen=True)
class IndicatorSummary:
    """How many places are bound from which rung, how lower documents stand against the nation's, and who is not bound.

    Attributes
    ----------
    levels
        Places bound, by level of the document: `nation`, `province`, `city`.
    verdicts
        Of the places bound from below the nation, by curated verdict; `` (empty) where there is none.
    missing
        Places not bound, by reason.
    whole_area
        Places whose rule speaks of the nation, a region or a province as a whole: for one city it is indicative.
    in_part
        Places of which it binds a part, such as ports or parks.
    """

    levels: Counter[str]
    verdicts: Counter[str]
    missing: Counter[str]
    whole_area: int
    in_part: int


@dataclass(frozen=True)
class PlaceDemand:
    """What one place is bound to: the binding indicator, or why there is none."""

    binding: BindingIndicator | None
    missing: Hatch | None = None


def mapped_keys(register: Register) -> tuple[str, ...]:
    """Keys of the indicators that the chain's documents set, each once, in the order of the table."""
    return tuple(
        dict.fromkeys(
            row.comparable_key
            for row in register.indicators.values()
            if register.documents[row.document_id].in_chain
        )
    )


def indicator_layer(register: Register, key: str, _year: int = 0) -> ChoroplethLayer:
    """What one kind of quantity binds each place to: the rung nearest to it that speaks.

    Each distinct demand is a class: comparator, value, base year, strength and whom it speaks of, so that two
    definitions are never one colour. Numbers are in order on one scale, demands without a number on another.

    Raises
    ------
    KeyError
        When no document of the chain sets such an indicator.
    """
    if key not in mapped_keys(register):
        raise KeyError(key)
    name = next(row for row in register.indicators.values() if row.comparable_key == key)
    demands = demands_of_key(register, key)
    binding = [found.binding for found in demands.values() if found.binding is not None]
    classes, code_of = demand_classes([row.indicator for row in binding])
    notes = notes_of(register, binding)
    cells = {}
    for place_id in register.places:
        found = demands.get(place_id, PlaceDemand(None, "outside_plan"))
        if found.binding is None:
            cells[place_id] = Cell(missing_code(found.missing or "silent"))
            continue
        indicator = found.binding.indicator
        code = code_of[demand_of(indicator)]
        cells[place_id] = Cell(code, indicator.value, notes[note_of(register, found.binding)][0])
    missing = {found.missing for found in demands.values()} | {"outside_plan"}
    units = {row.indicator.unit_symbol for row in binding if row.indicator.value is not None}
    return ChoroplethLayer(
        layer_id=INDICATOR_PREFIX + key,
        title=N_("{zh}", zh=name.name_zh, en=name.name_en),
        press_title=N_("{name}：文件对各地的要求", name=N_("{zh}", zh=name.name_zh, en=name.name_en)),
        subtitle=N_("每个地点显示离它最近的一级要求；要求的对象不同，口径就不同，不可直接比较"),
        # A number without its comparator says little: the class says it whole, with its unit.
        unit_symbol=next(iter(units)) if len(units) == 1 else None,
        decimals=1,
        classes=(*classes, *missing_classes(*(kind for kind in MISSING_KINDS if kind in missing))),
        cells=cells,
        notes={
            code: N_("{zh}", **dict(zip(LANGUAGES, note, strict=True))) for note, (code, _) in notes.items()
        },
        sources=sources_of(binding, register, key),
        marked_notes="".join(code for code, below in notes.values() if below),
        marked_label=N_("粗线：省级或市级文件的要求"),
        value_heading=N_("数值"),
    )


def indicator_summary(register: Register, key: str) -> IndicatorSummary:
    """Count who is bound by what rung."""
    levels: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    bearings: Counter[str] = Counter()
    for found in demands_of_key(register, key).values():
        if found.binding is None:
            missing[found.missing or "silent"] += 1
            continue
        level = register.documents[found.binding.indicator.document_id].level or ""
        levels[level] += 1
        bearings[bearing_of(register, found.binding)] += 1
        if level != "nation":
            verdict = verdict_against_nation(register, found.binding)
            verdicts[verdict.verdict if verdict else ""] += 1
    return IndicatorSummary(levels, verdicts, missing, bearings["whole"], bearings["part"])


def demands_of_key(register: Register, key: str) -> dict[str, PlaceDemand]:
    """What each place of the plan's area is bound to."""
    return {
        place_id: demand_at(register, place_id, key)
        for place_id, place in register.places.items()
        if not place.outside_plan
    }


def verdict_against_nation(register: Register, row: BindingIndicator) -> Comparison | None:
    """The curated verdict of the document against the nation's, where there is one."""
    verdict = row.comparison
    if verdict is None or register.level_of(verdict.upper_document_id) > 0:
        return None
    return verdict


def demand_at(register: Register, place_id: str, key: str) -> PlaceDemand:
    """The binding rung of a place, or why there is none: undetermined, not read, or silent."""
    ladder = ladder_of_key(register, place_id, key)
    nearest = most_specific(register, ladder)
    if nearest is not None:
        return PlaceDemand(nearest)
    if ladder:
        return PlaceDemand(None, "undetermined")
    return PlaceDemand(None, "silent" if is_read_whole(register, place_id) else "not_read")


def demand_of(row: Indicator) -> Demand:
    """What makes two demands the same: comparator, number, unit, base year, strength, and whom and where they speak of."""
    return (
        row.comparator,
        row.value,
        row.value_to,
        row.unit_symbol,
        row.base_year,
        row.strength,
        row.subject_zh,
        row.qualifier_zh,
    )


def demand_classes(indicators: list[Indicator]) -> tuple[tuple[LayerClass, ...], dict[Demand, str]]:
    """A class for each demand, numbers first, and the class letter of each; the rarest share one when there are many."""
    counts = Counter(demand_of(row) for row in indicators)
    first = {demand_of(row): row for row in reversed(indicators)}
    ordered = sorted(counts, key=lambda demand: (-counts[demand], first[demand].indicator_id))
    numbers = [demand for demand in ordered if demand[1] is not None][: len(DEMAND)]
    worded = [demand for demand in ordered if demand[1] is None][: len(WORDED_DEMAND)]
    numbers.sort(key=lambda demand: (demand[1], -counts[demand], first[demand].indicator_id))
    shown = [*numbers, *worded]
    colours = [*spread(DEMAND, len(numbers)), *spread(WORDED_DEMAND, len(worded))]
    classes = [
        LayerClass(ascii_lowercase[place], label_of(first[demand]), colour)
        for place, (demand, colour) in enumerate(zip(shown, colours, strict=True))
    ]
    code_of = {demand: item.code for demand, item in zip(shown, classes, strict=True)}
    rest = [demand for demand in ordered if demand not in code_of]
    if rest:
        classes.append(LayerClass(OTHER_CODE, N_("其他要求，共 {count} 种", count=len(rest)), OTHER_DEMANDS))
        code_of |= dict.fromkeys(rest, OTHER_CODE)
    return tuple(classes), code_of


def spread(palette: tuple[str, ...], count: int) -> list[str]:
    """Take `count` colours over the whole palette, its darkest only when all are needed; one from the middle."""
    usable = palette if count == len(palette) else palette[:-1]
    if count == 1:
        return [usable[len(usable) // 2]]
    return [usable[round(place * (len(usable) - 1) / (count - 1))] for place in range(count)]


def label_of(row: Indicator) -> Message:
    """What a demand asks, how firmly and of whom, in both languages."""
    return N_("{zh}", **{lang: label_text(words_for(lang), row) for lang in LANGUAGES})


def label_text(words: Words, row: Indicator) -> str:
    """What a demand asks, how firmly, of whom and in what part of a place."""
    asked = indicator_text(words, row)
    if row.strength != "none":
        asked = words.gettext(
            "{asked}（{strength}）", asked=asked, strength=strength_name(words, row.strength)
        )
    subject = words.pick(row.subject_zh or "", row.subject_en)
    qualifier = words.pick(row.qualifier_zh or "", row.qualifier_en)
    if qualifier:
        qualifier = words.gettext("范围：{what}", what=qualifier)
    return " · ".join(part for part in (asked, subject, qualifier) if part)


def notes_of(register: Register, rows: list[BindingIndicator]) -> dict[NoteTexts, tuple[str, bool]]:
    """The code of each note that comes up, and whether its rung stands below the nation."""
    below = {note_of(register, row): register.level_of(row.indicator.document_id) > 0 for row in rows}
    # Code "0" says nothing.
    return {note: (chr(ord("1") + place), below[note]) for place, note in enumerate(below)}


def note_of(register: Register, row: BindingIndicator) -> NoteTexts:
    """Which rung binds, whom its document speaks to, how it reaches the place, and its verdict against the nation."""
    return tuple(note_text(register, row, words_for(lang)) for lang in LANGUAGES)


def note_text(register: Register, row: BindingIndicator, words: Words) -> str:
    """The note of a place in one language."""
    document = register.documents[row.indicator.document_id]
    scope = scope_by_id(register, row.indicator.scope_id)
    bearing = bearing_of(register, row)
    verdict = verdict_against_nation(register, row)
    parts = [
        level_texts(words)[document.level or ""],
        words.pick(scope.name_zh, scope.name_en),
        "" if document.held_in_full else words.gettext("未掌握全文"),
        "" if bearing in ("place", "each") else bearing_names(words)[bearing],
    ]
    if verdict is not None:
        parts.append(words.gettext("与国家相比：{verdict}", verdict=verdict_names(words)[verdict.verdict]))
    return " · ".join(part for part in parts if part)


def level_texts(words: Words) -> dict[str, str]:
    """Whose document binds, by level."""
    _ = words.gettext
    return {
        "nation": _("国家文件"),
        "province": _("省级文件"),
        "city": _("市级文件"),
        "county": _("县级文件"),
        "": _("文件"),
    }


def sources_of(rows: list[BindingIndicator], register: Register, key: str) -> tuple[LayerSource, ...]:
    """Documents and clauses that bind, the most used first; those that bind nobody for certain when none does."""
    counts = Counter(LayerSource(row.indicator.document_id, row.indicator.clause) for row in rows)
    if not counts:
        counts.update(
            LayerSource(row.document_id, row.clause)
            for row in register.indicators.values()
            if row.comparable_key == key and register.documents[row.document_id].in_chain
        )
    ranked = sorted(counts, key=lambda source: (-counts[source], source.document_id, source.clause or ""))
    return tuple(ranked)
