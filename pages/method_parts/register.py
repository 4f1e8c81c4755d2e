"""The register of documents, one document, and the versions of tables and shapes."""

from __future__ import annotations

from dataclasses import fields

from layers.clause_words import clause_label
from layers.document_facts import address_name, facts_of, relation_names, why_no_official
from layers.target_words import metric_names, strength_name, target_text, year_or_period
from pages.shared.html import alert, element, link, table, text
from pages.shared.links import href
from pages.shared.sources import BOUNDARY, document_link
from pages.shared.status_words import completeness_names
from policy.atlas import Atlas
from policy.records import Document, Target
from policy.scope import scope_by_id
from translations import Words


def one_document_html(atlas: Atlas, words: Words, document_id: str) -> str:
    """One document: who issued it, how much of it was read, and every target taken from it."""
    _ = words.gettext
    document = atlas.register.documents[document_id]
    facts = element(
        "dl",
        *(
            element("div", element("dt", text(name)), element("dd", value))
            for name, value in facts_html(words, document)
        ),
    )
    targets = [
        row
        for rows in list(atlas.register.targets_of_scope.values())
        for row in rows
        if row.document_id == document_id
    ]
    rows = [target_cells(atlas, words, row) for row in sorted(targets, key=lambda row: row.target_id)]
    headings = [_("条款"), _("针对"), _("指标"), _("要求"), _("年份"), _("约束力")]
    return element(
        "section",
        element("h1", text(words.pick(document.title_zh, document.title_en))),
        facts,
        table(headings, rows, _("取自本文件的目标")) if rows else "",
        class_="document",
    )


def facts_html(words: Words, document: Document) -> list[tuple[str, str]]:
    """What is known of a document, as (name, HTML): its official page is a link, a reprint is only named."""
    _ = words.gettext
    facts = [(name, text(value)) for name, value in facts_of(words, document)]
    address = document.official_url
    told = link(address, address) if address else text(why_no_official(words, document))
    facts.append((address_name(words, document), told))
    if document.url and document.url != document.official_url:
        facts.append((_("所见处（转载或报道，不设链接）"), text(document.url)))
    return facts


def target_cells(atlas: Atlas, words: Words, target: Target) -> list[str]:
    """A target as a row of the document's table."""
    scope = scope_by_id(atlas.register, target.scope_id)
    return [
        text(clause_label(target.clause, words)),
        text(words.pick(scope.name_zh, scope.name_en)),
        text(metric_names(words)[target.metric]),
        text(target_text(words, target)),
        text(year_or_period(words, target) or words.gettext("未写明")),
        text(strength_name(words, target.strength)),
    ]


def unknown_document_html(words: Words, asked: str) -> str:
    """A sentence for a document that is not in the register."""
    found = words.gettext("没有代码为“{asked}”的文件，全部文件见下表。", asked=asked[:60])
    return alert(found)


def documents_html(atlas: Atlas, words: Words) -> str:
    """The register of documents and sources."""
    _ = words.gettext
    kinds = {
        "policy": _("政策文件"),
        "data_source": _("数据来源"),
        "standard": _("标准"),
        "boundary": _("边界数据"),
    }
    sections = []
    for kind, name in kinds.items():
        rows = [
            [
                link(words.pick(row.title_zh, row.title_en), href("method", words, document=row.document_id)),
                text(row.number_zh or ""),
                text(words.pick(row.issuer_zh or "", row.issuer_en)),
                text(row.issued_on or ""),
                text(completeness_names(words).get(row.completeness or "", "")),
                text(relation_names(words).get(row.relation or "", "")),
            ]
            for row in atlas.register.documents.values()
            if row.kind == kind
        ]
        headings = [_("标题"), _("文号"), _("发布机构"), _("日期"), _("掌握程度"), _("与计划的关系")]
        sections += [
            element("h2", text(f"{name} {len(rows)}")),
            table(headings, rows, name, "plain register"),
        ]
    return element("section", *sections)


def tables_html(atlas: Atlas, words: Words) -> str:
    """Versions and sizes: tables, shapes."""
    _ = words.gettext
    manifest = atlas.geometry.manifest
    sizes = [
        [text(item.name), text(len(getattr(atlas.tables, item.name)))]
        for item in fields(atlas.tables)
        if hasattr(getattr(atlas.tables, item.name), "columns")
    ]
    shapes = [
        [text(name), text(value)] for name, value in manifest.items() if isinstance(value, str | int | float)
    ]
    return element(
        "section",
        element("h2", text(_("数据表"))),
        element("p", text(_("数据版本 {version}", version=atlas.tables.version))),
        table([_("表"), _("行数")], sizes, _("数据表")),
        element("h2", text(_("边界"))),
        element("p", document_link(atlas.register.documents[BOUNDARY], None, words)),
        table([_("项目"), _("值")], shapes, _("边界")),
    )
