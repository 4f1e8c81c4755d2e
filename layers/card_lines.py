"""What the card of a selected place says about the layer looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from layers.drawn import document_citation, titled
from layers.effective_words import not_of_its_kind
from layers.indicator_layer import INDICATOR_PREFIX, label_text, verdict_against_nation
from layers.indicator_words import bearing_names
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import ALL_SECTORS, MEASURES_PREFIX
from layers.membership_layer import MEMBERSHIP_LAYER
from layers.membership_words import membership_lines
from layers.status_words import judgement_names, lacking_words, standing_names
from layers.target_words import strength_word, target_text
from policy.atlas import Atlas
from policy.attainment import attainment_of, basis_name
from policy.change import change_since_base
from policy.effective import TARGET_YEAR, EffectiveTarget
from policy.indicator_ladder import bearing_of
from policy.indicators import ladder_of_key
from policy.judgement import judged, yardstick_name, yardsticks
from policy.measures import binding_measures
from policy.observed import best_observation
from policy.path import beside_path
from policy.reach import CERTAIN
from policy.records import Observation
from policy.standards import limit_for_year
from translations import N_, Words


def selected_lines(atlas: Atlas, words: Words, place_id: str, layer_id: str, year: int) -> list[str]:
    """What the card of a selected place says about the layer looked at, each line with its source."""
    if layer_id.startswith(INDICATOR_PREFIX):
        return ladder_lines(atlas, words, place_id, layer_id.removeprefix(INDICATOR_PREFIX))
    if layer_id.startswith(MEASURES_PREFIX):
        return count_lines(atlas, words, place_id, layer_id.removeprefix(MEASURES_PREFIX))
    if layer_id == MEMBERSHIP_LAYER:
        return membership_lines(atlas, words, place_id)
    if layer_id.startswith("change"):
        return change_lines(atlas, words, place_id, year)
    if layer_id == "path":
        return [*path_lines(atlas, words, place_id, year), *attainment_lines(atlas, words, place_id, year)]
    if layer_id.startswith(STANDARD_PREFIX):
        return standard_lines(atlas, words, place_id, layer_id.removeprefix(STANDARD_PREFIX), year)
    return attainment_lines(atlas, words, place_id, year)


def cited_documents(
    atlas: Atlas, words: Words, lines: list[str], address: Callable[[str], str]
) -> list[dict[str, str]]:
    """The documents that the lines of the card cite: the title as it stands there, and the `address` it opens."""
    titles = {titled(row, words): document_id for document_id, row in atlas.register.documents.items()}
    return [
        {"text": title, "href": address(document_id)}
        for title, document_id in titles.items()
        if any(title in line for line in lines)
    ]


def observation_line(atlas: Atlas, words: Words, row: Observation) -> str:
    """An annual mean with its basis and source."""
    return words.gettext(
        "{year} 年实测 {value:g} µg/m³（{basis}；{source}）",
        year=row.year,
        value=row.value,
        basis=basis_name(row.basis),
        source=document_citation(atlas.register.documents[row.source_id], row.clause, words),
    )


def change_lines(atlas: Atlas, words: Words, place_id: str, year: int) -> list[str]:
    """Both years of a change, each with its source."""
    change = change_since_base(atlas.register, place_id, year)
    lacking = lacking_words(words, change)
    held = [observation_line(atlas, words, row) for row in (change.base, change.latest) if row is not None]
    return [*held, *([lacking] if lacking else [])]


def path_lines(atlas: Atlas, words: Words, place_id: str, year: int) -> list[str]:
    """The point of the straight way in a year, with its arithmetic."""
    found = beside_path(atlas.register, place_id, year)
    if found is None:
        return []
    path, row = found
    return [
        *(observation_line(atlas, words, one) for one in (path.base, row)),
        words.gettext(
            "路径：{base_year} 年 {base:g} → {target_year} 年 {figure:g}，{year} 年应为 {point:g} µg/m³"
            "（本站折算，文件没有这样要求）",
            base_year=path.base.year,
            base=path.base.value,
            target_year=TARGET_YEAR,
            figure=path.figure,
            year=year,
            point=path.at(year),
        ),
    ]


def standard_lines(atlas: Atlas, words: Words, place_id: str, yardstick: str, year: int) -> list[str]:
    """The mean, the limit chosen and the standard in force, each with its source."""
    _ = words.gettext
    register = atlas.register
    lines = []
    observation = best_observation(register, place_id, year)
    if observation is not None:
        lines.append(observation_line(atlas, words, observation))
    for limit in dict.fromkeys((yardsticks(register)[yardstick], limit_for_year(register, year))):
        found = judged(register, place_id, year, limit)
        lines.append(
            _(
                "{standard}：{verdict}（{source}）",
                standard=yardstick_name(limit),
                verdict=judgement_names(words)[found.status],
                source=document_citation(register.documents[limit.document_id], limit.clause, words),
            )
        )
    return lines


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


def standing_with_strength(words: Words, target: EffectiveTarget) -> str:
    """How firm a target is, where a word of strength is printed, and how it stands for the place."""
    strength = target.statement.target.strength
    firm = [] if strength == "none" else [strength_word(words, strength)]
    return words.gettext("；").join([*firm, standing_names(words)[target.standing]])


def attainment_lines(atlas: Atlas, words: Words, place_id: str, year: int) -> list[str]:
    """Observed mean, target and verdict."""
    _ = words.gettext
    verdict = attainment_of(atlas.register, place_id, year)
    documents = atlas.register.documents
    lines = []
    if verdict.observation is not None:
        lines.append(observation_line(atlas, words, verdict.observation))
    if verdict.target is not None:
        target = verdict.target.statement.target
        lines.append(
            _(
                "目标：{text}（{standing}；{source}）",
                text=target_text(words, target),
                standing=standing_with_strength(words, verdict.target),
                source=document_citation(documents[target.document_id], target.clause, words),
            )
        )
        if verdict.target.standing != "place" or verdict.target.figure.base is not None:
            lines.append(_("折算：{arithmetic}", arithmetic=verdict.target.figure.arithmetic))
        unfit = not_of_its_kind(atlas.register, words, place_id, verdict.target)
        lines += [words.sentence(N_("{zh}", zh=unfit, en=unfit))] if unfit else []
    lines.append(words.sentence(verdict.reason))
    return lines
