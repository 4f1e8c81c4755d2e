"""Words that the map component shows, and the lines of its selection card."""

from __future__ import annotations

from collections import Counter

from layers.drawn import document_citation
from layers.indicator_layer import INDICATOR_PREFIX, label_text, verdict_against_nation
from layers.indicator_words import bearing_names
from layers.measure_count_layer import ALL_SECTORS, MEASURES_PREFIX
from layers.target_words import target_text
from pages.shared.links import href
from pages.shared.status_words import standing_names
from policy.atlas import Atlas
from policy.attainment import attainment_of, basis_name
from policy.indicator_ladder import bearing_of
from policy.indicators import ladder_of_key
from policy.measures import binding_measures
from policy.reach import CERTAIN
from translations import Words


def map_labels(words: Words) -> dict[str, str]:
    """Names of buttons, headings and messages of the map."""
    _ = words.gettext
    return {
        "open": _("打开城市页"),
    }


def selected_lines(atlas: Atlas, words: Words, place_id: str, layer_id: str, year: int) -> list[str]:
    """What the card of a selected place says about the layer looked at, each line with its source."""
    if layer_id.startswith(INDICATOR_PREFIX):
        return ladder_lines(atlas, words, place_id, layer_id.removeprefix(INDICATOR_PREFIX))
    if layer_id.startswith(MEASURES_PREFIX):
        return count_lines(atlas, words, place_id, layer_id.removeprefix(MEASURES_PREFIX))
    return attainment_lines(atlas, words, place_id, year)


def cited_documents(atlas: Atlas, words: Words, lines: list[str]) -> list[dict[str, str]]:
    """The documents that the lines of the card cite: the title as it stands there, and the entry it opens."""
    titles = {
        words.gettext("《{title}》", title=words.pick(row.title_zh, row.title_en)): document_id
        for document_id, row in atlas.register.documents.items()
    }
    return [
        {"text": title, "href": href("method", words, document=document_id)}
        for title, document_id in titles.items()
        if any(title in line for line in lines)
    ]


def ladder_lines(atlas: Atlas, words: Words, place_id: str, key: str) -> list[str]:
    """Every rung that sets the quantity for the place: what it asks, by when, and where it stands."""
    _ = words.gettext
    lines = []
    for row in ladder_of_key(atlas.register, place_id, key):
        document = atlas.register.documents[row.indicator.document_id]
        asked = [
            label_text(words, row.indicator),
            _("期限 {date}", date=row.indicator.deadline) if row.indicator.deadline else _("未写期限"),
            bearing_names(words)[bearing_of(atlas.register, row)],
        ]
        verdict = verdict_against_nation(atlas.register, row)
        if verdict is not None:
            asked.append(words.pick(verdict.reason_zh, verdict.reason_en))
        cited = document_citation(document, row.indicator.clause, words)
        lines.append(_("{asked}（{source}）", asked=" · ".join(asked), source=cited))
    return lines or [_("已读的文件没有提到这项指标。")]


def count_lines(atlas: Atlas, words: Words, place_id: str, sector: str) -> list[str]:
    """How many clauses of each document bind the place, and how many only perhaps."""
    _ = words.gettext
    rows = [
        row
        for row in binding_measures(atlas.register, place_id)
        if sector in (ALL_SECTORS, row.measure.sector)
    ]
    certain = Counter(row.measure.document_id for row in rows if row.reach.kind in CERTAIN)
    special = sum(bool(row.singled_out) for row in rows)
    unknown = sum(row.reach.kind not in CERTAIN for row in rows)
    lines = [
        _(
            "{count} 条：{source}",
            count=count,
            source=document_citation(atlas.register.documents[name], None, words),
        )
        for name, count in certain.items()
    ]
    if special:
        lines.append(_("其中 {count} 条对本地所在的区域或一类地点另有规定", count=special))
    if unknown:
        lines.append(_("另有 {count} 条无法确定是否适用", count=unknown))
    return lines


def attainment_lines(atlas: Atlas, words: Words, place_id: str, year: int) -> list[str]:
    """Observed mean, target and verdict."""
    _ = words.gettext
    verdict = attainment_of(atlas.register, place_id, year)
    documents = atlas.register.documents
    lines = []
    if verdict.observation is not None:
        row = verdict.observation
        lines.append(
            _(
                "{year} 年实测 {value:g} µg/m³（{basis}；{source}）",
                year=row.year,
                value=row.value,
                basis=basis_name(row.basis),
                source=document_citation(documents[row.source_id], row.clause, words),
            )
        )
    if verdict.target is not None:
        target = verdict.target.statement.target
        lines.append(
            _(
                "目标：{text}（{standing}；{source}）",
                text=target_text(words, target),
                standing=standing_names(words)[verdict.target.standing],
                source=document_citation(documents[target.document_id], target.clause, words),
            )
        )
        if verdict.target.standing != "place" or verdict.target.figure.base is not None:
            lines.append(_("折算：{arithmetic}", arithmetic=verdict.target.figure.arithmetic))
    lines.append(words.sentence(verdict.reason))
    return lines
