"""The figures behind a layer or a place as CSV, each row with its source; cells cannot start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence

from data.formula_cells import harmless
from layers.drawn import DrawnLayer, document_citation
from layers.effective_words import not_of_its_kind
from layers.status_words import completeness_names, standing_names, verdict_name
from layers.target_words import strength_name, target_text
from policy.attainment import Attainment, attainment_of, basis_name
from policy.effective import effective_target
from policy.observed import best_observation, best_observations
from policy.records import Observation
from policy.register import Register
from policy.scope import key_region_of
from translations import Words


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read the Chinese; lines end in LF."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([harmless("" if cell is None else cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def layer_csv(
    register: Register, drawn: DrawnLayer, visible: Collection[str], year: int, words: Words
) -> bytes:
    """The places of a layer with observed mean, target, verdict and the source of each, in words and in codes."""
    _ = words.gettext
    legend = {entry.code: entry.label for entry in drawn.legend}
    headings = [
        _("代码"), _("地点"), _("省份"), _("重点区域（现行名单）"), drawn.title, _("单位"), _("分级"),
        _("年份"), *observation_headings(words), *target_headings(words), *verdict_headings(words),
    ]  # fmt: skip
    rows = []
    for item in drawn.places:
        if item.place_id not in visible:
            continue
        place = register.places[item.place_id]
        region = None if place.outside_plan else key_region_of(register, item.place_id)
        rows.append(
            [
                item.place_id,
                words.pick(place.name_zh, place.name_en),
                words.pick(place.province.name_zh, place.province.name_en),
                words.pick(region[0].name_zh, region[0].name_en) if region else None,
                item.value,
                drawn.unit_symbol,
                legend[item.code],
                year,
                *observation_cells(register, best_observation(register, item.place_id, year), words),
                *target_cells(register, item.place_id, words),
                *verdict_cells(attainment_of(register, item.place_id, year), words),
            ]
        )
    return csv_bytes(headings, rows)


def observation_headings(words: Words) -> list[str]:
    """Headings of `observation_cells`."""
    _ = words.gettext
    return [_("实测"), _("口径"), _("口径代码"), _("有效天数"), _("数据来源")]


def observation_cells(register: Register, row: Observation | None, words: Words) -> list[object]:
    """An annual mean in µg/m³ and where it comes from."""
    if row is None:
        return [None] * len(observation_headings(words))
    return [
        row.value,
        words.render(basis_name(row.basis)),
        row.basis,
        row.days_with_data,
        document_citation(register.documents[row.source_id], row.clause, words),
    ]


def target_headings(words: Words) -> list[str]:
    """Headings of `target_cells`."""
    _ = words.gettext
    return [
        _("目标值"), _("数值性质"), _("要求"), _("比较方式代码"), _("原文用语"), _("约束力"), _("约束力代码"),
        _("目标性质"), _("目标性质代码"), _("文件与条款"), _("文件掌握程度"), _("文件掌握程度代码"), _("转引"), _("转引自"),
    ]  # fmt: skip


def target_cells(register: Register, place_id: str, words: Words) -> list[object]:
    """The target of a place in µg/m³, what the document asks in its own terms, how binding it is, how much was read.

    A row is second-hand when the figure was read elsewhere than in the document itself. That a sentence does not speak
    of a place below its rank, or may not, stands beside how it bears on the place.
    """
    outside = register.places[place_id].outside_plan
    chosen = None if outside else effective_target(register, place_id)
    if chosen is None:
        return [None] * len(target_headings(words))
    _ = words.gettext
    target = chosen.statement.target
    document = register.documents[target.document_id]
    completeness = document.completeness or ""
    standing = [standing_names(words)[chosen.standing], not_of_its_kind(register, words, place_id, chosen)]
    return [
        chosen.figure.value,
        words.render(chosen.kind),
        target_text(words, target),
        target.comparator,
        target.comparator_zh,
        strength_name(words, target.strength),
        target.strength,
        _("；").join(part for part in standing if part),
        chosen.standing,
        document_citation(document, target.clause, words),
        completeness_names(words).get(completeness),
        completeness,
        _("是") if target.read_at else _("否"),
        target.read_at,
    ]


def verdict_headings(words: Words) -> list[str]:
    """Headings of `verdict_cells`."""
    _ = words.gettext
    return [_("判定"), _("判定代码"), _("理由")]


def verdict_cells(verdict: Attainment, words: Words) -> list[object]:
    """A verdict in words, its status, and why."""
    return [verdict_name(words, verdict), verdict.status, words.render(verdict.reason)]


def place_csv(register: Register, place_id: str, words: Words) -> bytes:
    """The observed years of a place, each with its basis, days, source and verdict."""
    _ = words.gettext
    place = register.places[place_id]
    mean = _("PM2.5 年均浓度（µg/m³）")
    headings = [
        _("代码"), _("地点"), _("年份"), mean, *observation_headings(words)[1:], *verdict_headings(words),
    ]  # fmt: skip
    rows = [
        [
            place_id,
            words.pick(place.name_zh, place.name_en),
            row.year,
            *observation_cells(register, row, words),
            *verdict_cells(attainment_of(register, place_id, row.year), words),
        ]
        for row in best_observations(register, place_id)
    ]
    return csv_bytes(headings, rows)
