"""What stands beside the preview: the rules for maps, words to print with it, the snippet for other sites."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from layers.catalogue import has_years
from layers.press.frames import asked_area, frame_of
from layers.press.job import REMEDY, MadeFile
from pages.shared.export_address import ExportView
from pages.shared.html import alert, element, text
from policy.atlas import Atlas
from translations import LANGUAGES, Words

EMBED_HEIGHT = 480
LONG_TEXT, TEXT_HEIGHT = 400, 220


def rules_html(words: Words, made: MadeFile) -> str:
    """One line above the preview: it is ready, and how many rules hold or do not; those that hold are folded."""
    _ = words.gettext
    if not made.passed and not made.faults:
        return element("p", text(_("预览已就绪")), class_="press-rules")
    told = _("预览已就绪 · 地图规则检查：{count} 项全部通过", count=len(made.passed))
    if made.faults:
        told = _(
            "预览已就绪 · 地图规则检查：{broken} 项未通过（见图下），{count} 项通过",
            broken=made.broken,
            count=len(made.passed),
        )
    rules = [element("li", text(words.render(message))) for message in made.passed]
    look = "press-rules press-broken" if made.faults else "press-rules"
    return element("details", element("summary", text(told)), element("ul", *rules), class_=look)


def faults_html(words: Words, made: MadeFile) -> str:
    """Broken rules and changed words in sentences; empty when there are none."""
    parts = []
    if made.faults:
        told = words.gettext("地图规则检查：{broken} 项未通过，不能下载：", broken=made.broken)
        parts += [
            element("p", text(told), class_="press-stopped"),
            *(alert(words.render(fault)) for fault in made.faults),
            element("p", text(words.render(REMEDY)), class_="press-lead"),
        ]
    parts += [
        element("p", text(words.render(notice)), class_="press-notice", role="status")
        for notice in made.notices
    ]
    return element("section", *parts, class_="press-findings") if parts else ""


def show_texts(words: Words, made: MadeFile) -> None:
    """Caption and alternative text in both languages, each with a button that copies it."""
    _ = words.gettext
    names = {"zh": "中文", "en": "English"}
    for kind, title in (("caption", _("图说")), ("alt", _("替代文字（给看不到图的人）"))):
        st.html(element("h2", text(title)))
        for column, lang in zip(st.columns(len(LANGUAGES)), LANGUAGES, strict=True):
            column.html(element("p", text(names[lang]), class_="press-lead"))
            told = made.texts.get(f"{kind}-{lang}", "")
            height = TEXT_HEIGHT if len(told) > LONG_TEXT else "content"
            column.code(told, language=None, wrap_lines=True, height=height)


def show_embedding(words: Words, address: str) -> None:
    """The snippet that puts the view into another site."""
    _ = words.gettext
    st.html(
        element("h2", text(_("嵌入网页")))
        + element(
            "p",
            text(
                _(
                    "把这段代码放进网页，就会出现这幅可交互的地图；不含脚本，随网站数据更新。图幅是地点或地理区域时嵌入全国地图。"
                )
            ),
            class_="press-lead",
        )
    )
    st.code(snippet(words, address), language="html", wrap_lines=True)


def snippet(words: Words, address: str) -> str:
    """An iframe of a view: no script, as wide as its place, loaded when it comes into sight."""
    source = address + ("&" if urlsplit(address).query else "?") + "embed=true"
    title = words.gettext("蓝天图志：空气质量地图")
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" loading="lazy" '
        f'style="width:100%;height:{EMBED_HEIGHT}px;border:0"></iframe>'
    )


def view_address(atlas: Atlas, view: ExportView, lang: str, here: str, *, of_map: bool = False) -> str:
    """Whole address of the map that a sheet is of, for its code and for the snippet; empty where none is known.

    Parameters
    ----------
    here
        Address of the export screen.
    of_map
        Always the map's, which can be embedded, even where it has no filter for the frame.
    """
    parts = urlsplit(here)
    if not parts.netloc:
        return ""
    params = {"layer": view.layer}
    if has_years(view.layer):
        params["year"] = str(view.year)
    area = asked_area(atlas.register, frame_of(atlas, view.frame))
    if of_map:
        area.pop("frame", None)
    params |= area
    if lang != LANGUAGES[0]:
        params["lang"] = lang
    path = parts.path.rstrip("/").removesuffix("/export") + ("/export" if "frame" in area else "/")
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(params), ""))
