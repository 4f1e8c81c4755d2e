"""The page of a document: what it is, and each of its clauses in our words, with figures and whom it binds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from layers.clause_words import clause_label
from layers.document_facts import address_name, facts_of, why_no_official
from layers.indicator_words import extent_names, sector_names
from layers.measure_figures import Figure as ClauseFigure
from layers.measure_figures import deadline_of, figure_name, figure_text, figures_by_clause
from layers.measure_index import clause_order, department_names, department_text, scope_names
from layers.target_words import strength_name
from policy.atlas import Atlas
from policy.records import Measure
from policy.register import Register
from publishing.addresses import anchor_of, labels_of
from publishing.cites import Cell, Link, Table, safe_address
from publishing.page import PageMaker
from translations import Words

PLACES_LISTED = 90
"""A clause that binds no more places than these names them all."""


@dataclass(frozen=True)
class ClauseShown:
    """A clause on the page."""

    anchor: str
    label: str
    title: str
    summary: str
    facts: list[tuple[str, str]]
    places: list[Link]
    figures: Table | None

    @property
    def says(self) -> bool:
        """Whether there is anything to show but its name."""
        return bool(self.title or self.figures)


def document_page(page: PageMaker) -> str:
    """The HTML of a document or data source."""
    _ = page.words.gettext
    atlas = page.site.atlas
    document = atlas.register.documents[page.key.name]
    title = page.words.pick(document.title_zh, document.title_en)
    every = [clause_shown(page, clause) for clause in clauses_cited(atlas)[document.document_id]]
    clauses = [clause for clause in every if clause.says]
    sentence = opening(page, len(every))
    official = safe_address(document)
    content = {
        "sentence": sentence,
        "facts": facts_of(page.words, document),
        "official": official,
        "official_name": address_name(page.words, document),
        "no_official": why_no_official(page.words, document),
        "elsewhere": document.url if document.url and document.url != document.official_url else "",
        "elsewhere_name": _("所见处（转载或报道，不设链接）"),
        "own_words": _("摘要为自行概括，不是原文") if clauses else "",
        "clauses": clauses,
        "cited": [clause for clause in every if not clause.says],
        "cited_title": _("数据表中引用的其他位置"),
        "places_title": _("列出这些地点"),
    }
    return page.html("document.html", title, sentence, content)


def opening(page: PageMaker, count: int) -> str:
    """How much of the document stands here."""
    _ = page.words.gettext
    register, document_id = page.site.atlas.register, page.key.name
    measures = sum(row.document_id == document_id for row in register.measures.values())
    figures = sum(
        len(rows)
        for (one, _clause), rows in figures_by_clause_once(page.site.atlas).items()
        if one == document_id
    )
    if measures:
        return _(
            "收录 {measures} 条措施、{figures} 项目标或指标，逐条列出", measures=measures, figures=figures
        )
    if figures:
        return _("从中收录 {figures} 项目标或指标，见于 {count} 处", figures=figures, count=count)
    return _("本站引用它的 {count} 处", count=count) if count else _("本站引用这份资料")


@lru_cache(maxsize=1)
def clauses_cited(atlas: Atlas) -> dict[str, list[str]]:
    """Every clause that a table names, by document, in the order of the documents."""
    found: dict[str, set[str]] = defaultdict(set)
    for document_id, clause in all_citations(atlas.register):
        if document_id and clause:
            found[document_id].update(labels_of(clause))
    return defaultdict(
        list,
        {one: sorted(clauses, key=lambda text: (clause_order(text), text)) for one, clauses in found.items()},
    )


def all_citations(register: Register) -> Iterable[tuple[str | None, str | None]]:
    """Document and clause of every row of every table that has both."""
    for name, table in vars(register.tables).items():
        if not hasattr(table, "columns") or name == "documents":
            continue
        for document, clause in (
            ("document_id", "clause"),
            ("source_id", "clause"),
            ("upper_document_id", "upper_clause"),
        ):
            if document in table.columns and clause in table.columns:
                pairs = table[[document, clause]].dropna().drop_duplicates()
                yield from zip(pairs[document].astype(str), pairs[clause].astype(str), strict=True)


def clause_shown(page: PageMaker, clause: str) -> ClauseShown:
    """One clause: its measure, where it is one, and its figures."""
    document_id = page.key.name
    measure = measures_by_clause(page.site.atlas).get((document_id, clause))
    rows = figures_by_clause_once(page.site.atlas).get((document_id, clause), [])
    pick = page.words.pick
    return ClauseShown(
        anchor_of(clause),
        clause_label(clause, page.words),
        pick(measure.title_zh, measure.title_en) if measure else "",
        pick(measure.summary_zh, measure.summary_en) if measure else "",
        measure_facts(page, measure) if measure else [],
        measure_places(page, measure) if measure else [],
        figure_table(page, clause, rows) if rows else None,
    )


@lru_cache(maxsize=1)
def measures_by_clause(atlas: Atlas) -> dict[tuple[str, str], Measure]:
    """Measures by document and clause."""
    return {(row.document_id, row.clause): row for row in atlas.register.measures.values()}


@lru_cache(maxsize=1)
def figures_by_clause_once(atlas: Atlas) -> dict[tuple[str, str], list[ClauseFigure]]:
    """Targets and indicators by document and clause, made once a process."""
    return figures_by_clause(atlas.register)


def measure_facts(page: PageMaker, measure: Measure) -> list[tuple[str, str]]:
    """Sector, whom it binds, what it is limited to, departments, note."""
    _ = page.words.gettext
    words, atlas = page.words, page.site.atlas
    lead, others = departments(atlas, words, measure)
    singled = [scope_text(atlas, words, one) for one in measure.singled_out]
    told = [
        (_("领域"), sector_names(words)[measure.sector]),
        (_("适用范围"), scope_text(atlas, words, measure.scope_id)),
        (_("约束的地点"), reach_text(page, measure)),
        (_("另有规定"), words.join(singled)),
        (_("限于"), words.pick(measure.qualifier_zh or "", measure.qualifier_en)),
        (_("牵头"), words.join(lead)),
        (_("部门"), words.join(others) or ("" if lead else _("条文没有点名部门"))),
        (_("说明"), words.pick(measure.note_zh or "", measure.note_en)),
    ]
    return [(name, text) for name, text in told if text]


def reach_text(page: PageMaker, measure: Measure) -> str:
    """How many places the clause binds, by how."""
    _ = page.words.gettext
    counts = Counter(page.site.bound[measure.measure_id].values())
    names = extent_names(page.words)
    said = [_("{label} {count} 个", label=names[kind], count=counts[kind]) for kind in names if counts[kind]]
    return page.words.join(said) or _("没有")


def measure_places(page: PageMaker, measure: Measure) -> list[Link]:
    """The places bound for certain, where they are few enough to be named."""
    bound = [one for one, kind in page.site.bound[measure.measure_id].items() if kind != "undetermined"]
    if len(bound) > PLACES_LISTED:
        return []
    return [Link(page.place_name(one, short=True), page.address("place", one)) for one in bound]


def departments(atlas: Atlas, words: Words, measure: Measure) -> tuple[list[str], list[str]]:
    """Those in the lead, and the others that the clause names."""
    names = department_names_once(atlas)
    lead = dict.fromkeys(names[measure.document_id, one] for one in measure.lead_departments)
    named = dict.fromkeys(names[measure.document_id, one] for one in measure.responsible_departments)
    text = {one: department_text(atlas.register, words, one) for one in (*lead, *named)}
    return [text[one] for one in lead], [text[one] for one in named if one not in lead]


@lru_cache(maxsize=1)
def department_names_once(atlas: Atlas) -> dict[tuple[str, str], str]:
    """Full names of departments, made once a process."""
    return department_names(atlas.register)


def scope_text(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The name of a scope."""
    names = scope_names(atlas, scope_id)
    return words.pick(names["zh"], names["en"])


def figure_table(page: PageMaker, clause: str, rows: list[ClauseFigure]) -> Table:
    """Targets and indicators of a clause."""
    _ = page.words.gettext
    headings = [_("指标"), _("要求"), _("期限"), _("约束力"), _("针对")]
    caption = _("{clause}的目标和指标", clause=clause_label(clause, page.words))
    return Table(caption, headings, [figure_cells(page, row) for row in rows], stacks=True)


def figure_cells(page: PageMaker, row: ClauseFigure) -> list[Cell]:
    """One figure."""
    words = page.words
    subject = words.pick(row.subject_zh or "", row.subject_en)
    where = scope_text(page.site.atlas, words, row.scope_id)
    return [
        figure_name(row, words),
        figure_text(row, words) or "—",
        deadline_of(row, words) or words.gettext("未写期限"),
        strength_name(words, row.strength),
        f"{where} · {subject}" if subject else where,
    ]


def document_rows(page: PageMaker, kind: str) -> list[dict[str, Any]]:
    """The documents of a kind as the list of documents shows them."""
    cited = clauses_cited(page.site.atlas)
    return [
        {
            "link": Link(
                page.words.pick(row.title_zh, row.title_en), page.address("document", row.document_id)
            ),
            "document": row,
            "count": len(cited[row.document_id]),
        }
        for row in page.site.atlas.register.documents.values()
        if row.kind == kind
    ]
