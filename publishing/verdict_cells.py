"""Observed mean, target and gap of a place as figures that open their sources: on place, region and layer pages."""

from __future__ import annotations

from layers.region_standings import mixed_words, mixes_bases
from layers.status_words import completeness_names, standing_names
from layers.target_words import strength_name
from policy.attainment import Attainment, basis_name
from policy.cascade import ATTAINMENT
from policy.effective import EffectiveTarget
from policy.rounding import signed
from publishing.cites import Citing, Figure, Line


def observed_figure(citing: Citing, verdict: Attainment, unit_symbol: str = "") -> Figure | str:
    """The mean of the year; a dash where there is none."""
    row = verdict.observation
    if row is None:
        return "—"
    return Figure(
        f"{row.value:g}{unit_symbol}", citing.observation(row), citing.words.render(basis_name(row.basis))
    )


def target_figure(citing: Citing, verdict: Attainment, unit_symbol: str = "") -> Figure | str:
    """The figure the place is held against; a dash where there is none."""
    target = verdict.target
    if target is None or target.figure.value is None:
        return "—"
    mark = "" if target.is_printed else citing.words.render(target.kind)
    return Figure(f"{target.figure.value:g}{unit_symbol}", target_lines(citing, target), mark)


def target_lines(citing: Citing, target: EffectiveTarget) -> list[Line]:
    """Clause, strength, arithmetic, base and standard behind a target."""
    _ = citing.words.gettext
    lines = citing.target(target.statement)
    lines.append(Line(_("折算"), citing.words.render(target.figure.arithmetic)))
    if target.figure.base is not None:
        lines += [Line(_("基准"), str(target.figure.base.year)), *citing.observation(target.figure.base)]
    if target.figure.source_id is not None:
        lines.append(Line(_("标准"), cite=citing.cite(target.figure.source_id, target.figure.clause)))
    if target.statement.target.metric == ATTAINMENT:
        lines.append(Line(_("提示"), _("达标须六项污染物都达标，这里只看 PM2.5")))
    return lines


def target_notes(citing: Citing, target: EffectiveTarget) -> str:
    """For whom a target is stated, how firmly, and how much of its document was read."""
    words, stated = citing.words, target.statement.target
    notes = [standing_names(words)[target.standing]]
    if target.figure.base is not None and target.standing != "indicative":
        notes = [words.gettext("文件只写明百分比")]
    if stated.strength != "none":
        notes.append(strength_name(words, stated.strength))
    document = citing.register.documents[stated.document_id]
    if not document.held_in_full:
        how = completeness_names(words).get(document.completeness or "", "")
        notes.append(words.gettext("转引·{how}", how=how))
    return " · ".join(notes)


def gap_figure(citing: Citing, verdict: Attainment, unit_symbol: str = "") -> Figure | str:
    """Observed minus target, marked where it is between two bases; a dash where nothing can be compared."""
    if verdict.margin is None or verdict.observation is None or verdict.target is None:
        return "—"
    _ = citing.words.gettext
    row, stated = verdict.observation, verdict.target.statement.target
    lines = [
        Line(_("算法"), _("实测减目标，正值为高于目标")),
        Line(_("数据来源"), cite=citing.cite(row.source_id, row.clause)),
        citing.document(stated.document_id, stated.clause),
    ]
    mark = ""
    if mixes_bases(verdict):
        lines.append(Line(_("提示"), mixed_words(citing.words, verdict)))
        mark = _("含口径差")
    return Figure(f"{signed(verdict.margin)}{unit_symbol}", lines, mark)
