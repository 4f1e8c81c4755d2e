"""The figures behind the layers of the whole policy as CSV: what binds each place, and how many clauses do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from layers.drawn import DrawnLayer, document_citation
from layers.export_table import csv_bytes, layer_csv
from layers.indicator_layer import INDICATOR_PREFIX, demands_of_key, verdict_against_nation
from layers.indicator_words import bearing_names, verdict_names
from layers.measure_count_layer import ALL_SECTORS, MEASURES_PREFIX
from layers.target_words import strength_name
from policy.indicator_ladder import bearing_of
from policy.measures import binding_measures
from policy.reach import CERTAIN
from policy.register import Register
from translations import Words

CsvWriter = Callable[[Register, DrawnLayer, Collection[str], int, Words], bytes]


def csv_of_layer(
    register: Register, drawn: DrawnLayer, visible: Collection[str], year: int, words: Words
) -> bytes:
    """The figures of any layer, with the columns of its kind."""
    writers: dict[str, CsvWriter] = {INDICATOR_PREFIX: indicator_csv, MEASURES_PREFIX: measure_count_csv}
    for prefix, writer in writers.items():
        if drawn.layer_id.startswith(prefix):
            return writer(register, drawn, visible, year, words)
    return layer_csv(register, drawn, visible, year, words)


def indicator_csv(
    register: Register, drawn: DrawnLayer, visible: Collection[str], _year: int, words: Words
) -> bytes:
    """One row a place: what binds it, from which document and clause, and the verdict against the nation."""
    _ = words.gettext
    headings = [
        _("代码"), _("地点"), _("省份"), _("指标"), _("分级"), _("比较方式"), _("数值"), _("至"), _("单位"),
        _("基准年"), _("期限"), _("约束力"), _("针对"), _("限于"), _("对本地"), _("文件与条款"), _("转引自"),
        _("与国家相比"), _("理由"),
    ]  # fmt: skip
    demands = demands_of_key(register, drawn.layer_id.removeprefix(INDICATOR_PREFIX))
    legend = {entry.code: entry.label for entry in drawn.legend}
    rows: list[list[object]] = []
    for item in drawn.places:
        if item.place_id not in visible:
            continue
        found = demands.get(item.place_id)
        row: list[object] = [*named(register, item.place_id, words), drawn.title, legend[item.code]]
        if found is not None and found.binding is not None:
            indicator = found.binding.indicator
            verdict = verdict_against_nation(register, found.binding)
            row += [
                indicator.comparator_zh or indicator.comparator,
                indicator.value,
                indicator.value_to,
                indicator.unit_symbol,
                indicator.base_year,
                indicator.deadline,
                strength_name(words, indicator.strength),
                words.pick(indicator.subject_zh or "", indicator.subject_en),
                words.pick(indicator.qualifier_zh or "", indicator.qualifier_en),
                bearing_names(words)[bearing_of(register, found.binding)],
                document_citation(register.documents[indicator.document_id], indicator.clause, words),
                indicator.read_at,
                verdict and verdict_names(words)[verdict.verdict],
                verdict and words.pick(verdict.reason_zh, verdict.reason_en),
            ]
        rows.append([*row, *[None] * (len(headings) - len(row))])
    return csv_bytes(headings, rows)


def measure_count_csv(
    register: Register, drawn: DrawnLayer, visible: Collection[str], _year: int, words: Words
) -> bytes:
    """One row a place: how many clauses bind it, by document held in full."""
    _ = words.gettext
    sector = drawn.layer_id.removeprefix(MEASURES_PREFIX)
    documents = [register.documents[source.document_id] for source in drawn.sources]
    headings = [
        _("代码"), _("地点"), _("省份"), drawn.title, _("完整性"),
        *(document_citation(document, None, words) for document in documents),
    ]  # fmt: skip
    rows = []
    for item in drawn.places:
        if item.place_id not in visible:
            continue
        counts = Counter(
            row.measure.document_id
            for row in binding_measures(register, item.place_id)
            if row.reach.kind in CERTAIN and sector in (ALL_SECTORS, row.measure.sector)
        )
        rows.append(
            [
                *named(register, item.place_id, words),
                item.value,
                drawn.note_labels.get(item.note_code),
                *(counts[document.document_id] for document in documents),
            ]
        )
    return csv_bytes(headings, rows)


def named(register: Register, place_id: str, words: Words) -> list[str]:
    """Code, name and province of a place."""
    place = register.places[place_id]
    province = place.province
    return [
        place_id,
        words.pick(place.name_zh, place.name_en),
        words.pick(province.name_zh, province.name_en),
    ]
