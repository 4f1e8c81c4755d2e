"""Images and packs for print: the form, a live preview with what the rules for maps say, the file, words, embedding."""

from __future__ import annotations

import os

import streamlit as st

from layers.approval_number import approval_number
from layers.press.frame_extent import sheet_ratio
from layers.press.frames import frame_of
from layers.press.job import MadeFile, NotMade, PressTask
from pages.export_parts.choices import export_choices
from pages.export_parts.controls import draw_export_form
from pages.export_parts.files import show_files
from pages.export_parts.results import faults_html, rules_html, show_embedding, show_texts, view_address
from pages.export_parts.waiting import answer_of, show_not_made
from pages.shared import cached, clock
from pages.shared.export_address import ExportView
from pages.shared.export_state import keep_export, keep_preview, last_preview, read_export
from pages.shared.html import alert, element, text
from pages.shared.session_language import current_words
from pages.shared.session_overlay import current_overlay
from pages.shared.waiting import atlas_or_wait
from policy.atlas import Atlas
from translations import Words


def show() -> None:
    """Draw the screen."""
    words, _faults = current_words()
    atlas = atlas_or_wait(words)
    today = clock.today()
    view, faults = read_export(export_choices(atlas), words.lang, today)
    keep_export(view, words.lang, today)
    st.html(header_html(atlas, words, view))
    for fault in faults:
        st.html(alert(words.render(fault)))
    with st.container(key="export_grid"):
        form, sheet = st.columns([1, 2.2], gap="large")
    with form:
        draw_export_form(atlas, words, view)
    address = view_address(atlas, view, view.sheet_lang, st.context.url or "")
    task = task_of(atlas, view, address)
    with sheet:
        made = show_preview(words, task, sheet_ratio(atlas.geometry, frame_of(atlas, view.frame), view.size))
        if isinstance(made, MadeFile):
            show_files(words, task, made)
    if isinstance(made, MadeFile):
        with st.container(key="export_texts"):
            show_texts(words, made)
        whole = view_address(atlas, view, words.lang, st.context.url or "", of_map=True)
        if whole:
            show_embedding(words, whole)


def header_html(atlas: Atlas, words: Words, view: ExportView) -> str:
    """What is about to be made, and whether it may be published."""
    _ = words.gettext
    layer = cached.drawn_layer(atlas, view.layer, view.year, words.lang).title
    frame = frame_of(atlas, view.frame).title(words)
    number = approval_number(approval_setting())
    told = _("没有设置审图号：图上印有“未经审核 · 仅供内部”，不得公开发表。")
    if number:
        told = _("审图号 {number} 会印在图的左下角。", number=number)
    title = _("导出成图：{layer}，{frame}", layer=layer, frame=frame)
    return element("header", element("h1", text(title)), element("p", text(told)), class_="finding")


def approval_setting() -> str | None:
    """What this installation is told to print as 审图号; one of another form is a fault of the request."""
    return os.environ.get("MAP_APPROVAL_NUMBER", "").strip() or None


def task_of(atlas: Atlas, view: ExportView, address: str) -> PressTask:
    """The preview of a view."""
    return PressTask(
        kind="preview",
        layer_id=view.layer,
        year=view.year,
        frame=view.frame,
        size=view.size,
        lang=view.sheet_lang,
        made_on=view.made_on.isoformat(),
        data_version=atlas.tables.version,
        title=view.title,
        note=view.note,
        address=address,
        approval_number=approval_setting(),
        overlay=current_overlay(),
    )


def show_preview(words: Words, task: PressTask, ratio: float) -> MadeFile | NotMade:
    """The sheet as a picture in a place that is kept for it; the last one stays while the next is drawn."""
    _ = words.gettext
    st.html(f"<style>.st-key-export_picture {{ --sheet: {ratio:.4f}; }}</style>")
    slot = st.container(key="export_status").empty()
    picture = st.container(key="export_picture").empty()
    before = last_preview()
    if before and cached.workshop().finished(task) is None:
        picture.image(before, width="stretch", alt=_("上一次的预览"))
    elif not before:
        picture.html(element("div", "", class_="press-blank"))
    made = answer_of(words, cached.workshop(), task, slot, _("正在绘制预览"))
    if isinstance(made, NotMade):
        picture.empty()
        show_not_made(words, made, "export_retry_preview")
        return made
    slot.html(rules_html(words, made))
    keep_preview(made.content)
    picture.image(made.content, width="stretch", alt=made.texts.get(f"alt-{task.lang}"))
    if told := faults_html(words, made):
        st.html(told)
    return made
