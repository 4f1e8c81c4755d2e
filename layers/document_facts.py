"""What is known of a document or data source, in words."""

from __future__ import annotations

from layers.status_words import completeness_names
from policy.records import Document
from translations import Words


def facts_of(words: Words, document: Document) -> list[tuple[str, str]]:
    """Name and value of each fact; what is not known is left out."""
    _ = words.gettext
    plain = [
        (_("英文标题"), document.title_en) if words.lang == "zh" else (_("中文标题"), document.title_zh),
        (_("发布机构"), words.pick(document.issuer_zh or "", document.issuer_en)),
        (_("文号"), document.number_zh),
        (_("印发日期"), document.issued_on),
        (_("掌握程度"), completeness_names(words).get(document.completeness or "", "")),
        (_("与计划的关系"), relation_names(words).get(document.relation or "", "")),
        (_("许可"), _("只取事实与数值") if document.licence == "facts only" else document.licence),
        (_("说明"), words.pick(document.note_zh or "", document.note_en)),
    ]
    return [(name, value) for name, value in plain if value]


def unknown_fact(words: Words, document: Document) -> str:
    """What stands where a number, an issuer or a date is not known: not seen is not the same as not there."""
    _ = words.gettext
    if document.kind != "policy":
        return _("未记录")
    return _("所存文本未载") if document.completeness == "full_text" else _("所读部分未见")


def address_name(words: Words, document: Document) -> str:
    """What the address that is linked is called: a data source of a third party is nobody's official page."""
    if document.kind in ("boundary", "data_source") and document.official_url:
        return words.gettext("来源自己的网页")
    return words.gettext("官方网址")


def why_no_official(words: Words, document: Document) -> str:
    """Why nothing leads to the issuer's own text; empty where an official address is held."""
    _ = words.gettext
    if document.official_url:
        return ""
    if document.url:
        return _(
            "没有发布机构自己的网页可供链接：所读文本来自转载或报道，地址写在下面；手头没有原文可以对照，所以不设链接。"
        )
    return _("没有网址可供链接：所据文本没有记下来自哪个网页，本站也没有收录发布机构自己的网页。")


def relation_names(words: Words) -> dict[str, str]:
    """How a document stands to the plan."""
    _ = words.gettext
    return {
        "chain": _("本计划及其逐级实施方案"),
        "interpretation": _("官方解读"),
        "predates": _("早于本计划"),
        "related": _("相关文件"),
        "county_plan": _("县级方案"),
    }
