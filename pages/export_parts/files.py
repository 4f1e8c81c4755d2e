"""The buttons below the preview: the whole pack first, then one format alone, and the file once it is there."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from layers.press.job import MadeFile, NotMade, PressTask, TaskKind
from pages.export_parts.choices import kind_names
from pages.export_parts.saving import press_save
from pages.export_parts.waiting import answer_of, show_not_made
from pages.shared import cached
from pages.shared.export_state import want_file, wanted_file
from pages.shared.html import element, text
from pages.shared.session_overlay import does_unheard
from translations import Words


def show_files(words: Words, preview: PressTask, made: MadeFile) -> None:
    """Draw the buttons; one press draws the file and saves it."""
    _ = words.gettext
    names = kind_names(words)
    wanted = {kind: task_of_kind(preview, kind) for kind in names}
    stopped = bool(made.faults)
    with st.container(horizontal=True, vertical_alignment="center", key="export_pack"):
        make_button(_("一键打包下载（ZIP）"), wanted["pack"], stopped, "primary")
        st.html(element("p", text(pack_text(words)), class_="press-lead"))
    status = st.container(horizontal=True, vertical_alignment="center", key="export_made")
    with st.container(horizontal=True, vertical_alignment="center", key="export_formats"):
        st.html(element("p", text(_("只要一种：")), class_="press-lead"))
        for kind in [kind for kind in names if kind != "pack"]:
            make_button(names[kind], wanted[kind], stopped, "secondary")
    with status:
        show_made(words, list(wanted.values()), stopped)


def make_button(label: str, task: PressTask, stopped: bool, look: str) -> None:
    """A button that asks for a file."""
    pressed = st.button(
        label,
        key=f"export_make_{task.kind}",
        type="primary" if look == "primary" else "secondary",
        disabled=stopped,
        on_click=want_file,
        args=(task.key,),
    )
    does_unheard(pressed, want_file, task.key)


def pack_text(words: Words) -> str:
    """What the pack holds, and how large it becomes."""
    return words.gettext(
        "PNG（屏幕、300 dpi）、SVG 两种、PDF、可交互网页、数据表、中英文图说与替代文字、引用、许可、规则检查报告；约 2—5 MB。"
    )


def show_made(words: Words, tasks: list[PressTask], stopped: bool) -> None:
    """What becomes of the file asked for last; its place is kept, so that nothing jumps."""
    _ = words.gettext
    asked, presses = wanted_file()
    chosen = next((one for one in tasks if one.key == asked), None)
    if chosen is None or stopped:
        st.html(element("p", text(_("按一次即可：文件画好后自动开始下载。")), class_="press-lead"))
        return
    doing = _("正在制作：{kind}", kind=kind_names(words)[chosen.kind])
    answer = answer_of(words, cached.workshop(), chosen, st.empty(), doing)
    if isinstance(answer, NotMade):
        show_not_made(words, answer, "export_retry_file")
    else:
        press_save(words, chosen, answer, presses)


def task_of_kind(preview: PressTask, kind: TaskKind) -> PressTask:
    """The file of a kind that shows what the preview shows."""
    return replace(preview, kind=kind, size="card" if kind == "card" else preview.size)
