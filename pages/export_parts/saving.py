"""Hands a finished file over: a button that saves it, pressed by itself once."""

from __future__ import annotations

import streamlit as st

from layers.press.job import MadeFile, PressTask
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
    size = len(made.content)
    shown = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
    st.download_button(
        words.gettext("保存文件（{size}）", size=shown),
        made.content,
        file_name=task.file_name,
        mime=task.mime,
        key="export_save",
        on_click="ignore",
    )
    _presser(key="press_save", data=f"{task.key} {presses}")
