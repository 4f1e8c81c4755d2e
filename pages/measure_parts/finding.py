"""The sentence that opens the screen of measures, counted from the tables."""

from __future__ import annotations

from layers.measure_figures import figures_by_clause, year_of
from pages.shared.html import element, text
from policy.atlas import Atlas
from translations import Words


def measures_finding(atlas: Atlas, words: Words) -> str:
    """How many measures there are, how many set a number or a deadline, and how many name no lead."""
    _ = words.gettext
    register = atlas.register
    measures = list(register.measures.values())
    figures = figures_by_clause(register)
    said = [figures.get((row.document_id, row.clause), []) for row in measures]
    sentence = _(
        "{documents} 份文件共 {count} 条措施：{numbered} 条写明数值，{dated} 条写明期限，{unnamed} 条没有点名部门。",
        documents=len({row.document_id for row in measures}),
        count=len(measures),
        numbered=sum(any(figure.value is not None for figure in rows) for rows in said),
        dated=sum(any(year_of(figure) for figure in rows) for rows in said),
        unnamed=sum(not row.responsible_departments and not row.lead_departments for row in measures),
    )
    note = _("摘要为自行概括；选一条措施可看它的指标、部门和约束的地点。")
    return element("header", element("h1", text(sentence)), element("p", text(note)), class_="finding")
