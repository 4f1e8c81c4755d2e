"""Data and method: how figures are judged, the standards, and everything that can be downloaded."""

from __future__ import annotations

from layers.rule_words import level_text, period_text, rule_sentences
from policy.standards import annual_limits
from publishing.cites import Cell, Figure, Line, Link, Table
from publishing.data_files import data_links, table_files
from publishing.page import PageMaker


def method_page(page: PageMaker) -> str:
    """The HTML of the method page."""
    _ = page.words.gettext
    register = page.site.atlas.register
    standards: list[list[Cell]] = []
    for limit in annual_limits(register):
        document = register.documents[limit.document_id]
        level = level_text(page.words, limit)
        lines = [
            Line(_("标准"), cite=page.citing.cite(limit.document_id, limit.clause)),
            Line(_("级别"), level),
            Line(_("有效期"), period_text(page.words, limit)),
        ]
        name = document.number_zh or page.words.pick(document.title_zh, document.title_en)
        standards.append(
            [f"{name} {level}", Figure(f"{limit.limit:g} µg/m³", lines), period_text(page.words, limit)]
        )
    tables: list[list[Cell]] = [
        [Link(file, page.to(f"data/{file}")), len(getattr(page.site.atlas.tables, name))]
        for name, file in table_files(page.site.atlas).items()
    ]
    manifest = page.site.atlas.geometry.manifest
    shapes: list[list[Cell]] = [
        [key, str(value)]
        for key, value in manifest.items()
        if isinstance(value, str | int | float) and key not in ("built_at", "build_seconds")
    ]
    sentence = _("每个数值都能打开它的文件与条款或数据来源；没有来源的不显示，缺失的写明原因。")
    content = {
        "sentence": sentence,
        "rules": rule_sentences(page.words)[1:],
        "standards": Table(
            _("PM2.5 年均浓度的标准"), [_("标准"), _("限值"), _("有效期")], standards, stacks=True
        ),
        "downloads": [(Link(name, page.to(path)), told) for path, name, told in data_links(page.words)],
        "downloads_title": _("下载"),
        "tables": Table(_("数据表（CSV，UTF-8）"), [_("表"), _("行数")], tables),
        "shapes": Table(_("边界"), [_("项目"), _("值")], shapes),
    }
    return page.html("method.html", _("数据与方法"), sentence, content)
