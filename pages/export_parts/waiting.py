"""Waiting for a file that is drawn in another process, and saying how long the queue is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from layers.press.job import NotMade, PressTask
from layers.press.workshop import Answer, Workshop, WorkshopFullError
from pages.shared.html import alert, element, text
from translations import Words

POLL_SECONDS = 0.4


def answer_of(words: Words, workshop: Workshop, task: PressTask, slot: Any, doing: str) -> Answer:
    """Wait for a file; the slot says what is done meanwhile and how many come before.

    Writing into the slot lets Streamlit stop this run when the reader has changed something, and a task that nobody
    waits for is then not begun.
    """
    try:
        ticket = workshop.order(task)
    except WorkshopFullError as error:
        return NotMade((error.message,), again=True)
    try:
        while not ticket.done.wait(POLL_SECONDS):
            slot.html(progress_html(words, doing, workshop.ahead(ticket)))
    finally:
        workshop.release(ticket)
    slot.empty()
    assert ticket.answer is not None
    return ticket.answer


def show_not_made(words: Words, refused: NotMade, key: str) -> None:
    """Say why there is no file; where another try may succeed, a button that tries."""
    for reason in refused.reasons:
        st.html(alert(words.render(reason)))
    if refused.again:
        st.button(words.gettext("再试一次"), key=key)


def progress_html(words: Words, doing: str, ahead: int) -> str:
    """What is being done, and how many files come before."""
    told = words.gettext("{doing}，前面还有 {count} 个", doing=doing, count=ahead) if ahead else doing
    return element("p", text(told), element("i", ""), class_="press-progress", role="status")
