"""Hands a finished file over: a button that saves it, pressed by itself once."""

from __future__ import annotations

import streamlit as st

from layers.press.job import MadeFile, PressTask
from pages.export_parts.choices import kind_names
from pages.shared.html import element, text
from translations import Words

_PRESSER = """
export default ({ data }) => {
    // Of the page: this module is loaded again when the button comes back, and the file was saved already.
    const saved = (globalThis.atlasSavedFiles ??= new Set());
    const press = (tries) => {
        if (saved.has(data)) return;
        const button = document.querySelector(".st-key-export_save button");
        if (button) {
            saved.add(data);
            button.click();
        } else if (tries) setTimeout(press, 100, tries - 1);
    };
    press(30);
};
"""
_presser = st.components.v2.component("press_save", html="<span></span>", js=_PRESSER)


def press_save(words: Words, task: PressTask, made: MadeFile, presses: int) -> None:
    """Show the button and press it once for each time the file was asked for; where that is forbidden the reader does."""
    _ = words.gettext
    name = kind_names(words)[task.kind]
    st.html(element("p", text(_("{kind}已做好，浏览器正在保存；没有开始就按下面的按钮。", kind=name))))
    st.download_button(
        _("保存{kind}，{size}", kind=name, size=size_text(len(made.content))),
        made.content,
        file_name=task.file_name,
        mime=task.mime,
        key="export_save",
        on_click="ignore",
    )
    _presser(key="press_save", data=f"{task.key} {presses}")


def size_text(count: int) -> str:
    """A number of bytes as readers know it from their folders."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
