"""Hands a finished file over: a button that saves it, pressed by itself once."""

from __future__ import annotations

import streamlit as st

from layers.press.job import MadeFile, PressTask
from translations import Words

_PRESSER = """
const saved = new Set();
export default ({ data }) => {
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


def press_save(words: Words, task: PressTask, made: MadeFile) -> None:
    """Show the button and press it; whoever's browser forbids that presses it."""
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
    _presser(key="press_save", data=task.key)
