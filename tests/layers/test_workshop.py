"""The queue of files to be drawn: order, bounds, one drawing for equal tasks, processes that die or take too long."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from layers.press.job import MadeFile, NotMade, PressTask
from layers.press.workshop import MOST_WAITING, Draughtsman, Workshop, WorkshopFullError, held_bytes
from translations import words_for

WAIT = 60
# Answers with the title it was given, and the number of the answer; some titles make it misbehave.
DRAUGHTSMAN = """
import os, pickle, sys, time
from layers.press.job import MadeFile, NotMade
number = 0
while True:
    try:
        task = pickle.load(sys.stdin.buffer)
    except EOFError:
        break
    if task.title == "die":
        os._exit(3)
    if task.title == "sleep":
        time.sleep(600)
    if task.title == "prints":
        sys.stdout.buffer.write(b"not an answer")
    number += 1
    note = task.note
    content = f"{task.title} {number}".encode() if not note else b"x" * int(note)
    pickle.dump(MadeFile(content) if task.title != "refuse" else NotMade(()), sys.stdout.buffer)
    sys.stdout.buffer.flush()
"""


def task_of(title: str, note: str = "") -> PressTask:
    return PressTask(
        "png", "observed", 2025, "china", "wide", "zh", "2026-11-22", "v", title=title, note=note
    )


def workshop_of(**options: object) -> Workshop:
    return Workshop(command=[sys.executable, "-c", DRAUGHTSMAN], **options)


def drawn(workshop: Workshop, title: str, note: str = "") -> MadeFile | NotMade:
    ticket = workshop.order(task_of(title, note))
    assert ticket.done.wait(WAIT)
    workshop.release(ticket)
    assert ticket.answer is not None
    return ticket.answer


@contextmanager
def held_up(workshop: Workshop) -> Iterator[None]:
    """Keep the one process busy: what is ordered meanwhile waits."""
    ticket = workshop.order(task_of("sleep"))
    try:
        yield
    finally:
        workshop.release(ticket)


def test_a_file_is_drawn_once_and_kept() -> None:
    workshop = workshop_of()
    first = drawn(workshop, "a")
    assert first == MadeFile(b"a 1")
    assert drawn(workshop, "b") == MadeFile(b"b 2")
    assert drawn(workshop, "a") is first
    assert workshop.finished(task_of("a")) is first
    assert workshop.finished(task_of("c")) is None


def test_a_refusal_is_not_kept() -> None:
    workshop = workshop_of()
    assert isinstance(drawn(workshop, "refuse"), NotMade)
    assert workshop.finished(task_of("refuse")) is None


def test_a_process_that_dies_is_told_of_and_the_next_task_gets_a_new_one() -> None:
    workshop = workshop_of()
    assert drawn(workshop, "a") == MadeFile(b"a 1")
    answer = drawn(workshop, "die")
    assert isinstance(answer, NotMade)
    assert len(answer.reasons) == 1
    assert answer.again
    assert drawn(workshop, "b") == MadeFile(b"b 1")


def test_a_process_that_says_something_else_is_ended() -> None:
    workshop = workshop_of()
    assert isinstance(drawn(workshop, "prints"), NotMade)
    assert drawn(workshop, "b") == MadeFile(b"b 1")


def test_a_task_that_takes_too_long_is_given_up() -> None:
    workshop = workshop_of(most_seconds=0.5)
    answer = drawn(workshop, "sleep")
    assert isinstance(answer, NotMade)
    assert answer.reasons[0].params["seconds"] == 0.5


def test_a_command_that_is_not_there_is_told_of() -> None:
    assert isinstance(drawn(Workshop(command=["/nowhere/python"]), "a"), NotMade)


def test_equal_tasks_wait_for_one_drawing_and_the_queue_says_how_many_come_before() -> None:
    workshop = workshop_of(most_seconds=20)
    with held_up(workshop):
        until_begun(workshop)
        tickets = [workshop.order(task_of(title)) for title in ("a", "b", "a")]
        assert tickets[0] is tickets[2]
        assert [workshop.ahead(ticket) for ticket in tickets] == [1, 2, 1]
        workshop.release(tickets[0])
        assert workshop.ahead(tickets[1]) == 2, "the other one still waits for it"
        workshop.release(tickets[2])
        assert workshop.ahead(tickets[1]) == 1
        workshop.release(tickets[1])


def test_a_full_queue_is_said_and_room_comes_back() -> None:
    workshop = workshop_of(most_waiting=2, most_seconds=20)
    with held_up(workshop):
        ticket = workshop.order(task_of("a"))
        with pytest.raises(WorkshopFullError):
            workshop.order(task_of("b"))
        assert workshop.order(task_of("a")) is ticket, "the same file needs no room"
        workshop.release(ticket)
        workshop.release(ticket)
        workshop.release(workshop.order(task_of("b")))


def test_sixty_may_wait_and_the_next_is_told_so_in_a_sentence() -> None:
    workshop = workshop_of(most_seconds=20)
    with held_up(workshop):
        until_begun(workshop)
        tickets = [workshop.order(task_of(f"t{number}")) for number in range(MOST_WAITING - 1)]
        with pytest.raises(WorkshopFullError) as full:
            workshop.order(task_of("one more"))
        assert "60" in words_for("en").render(full.value.message)
        for ticket in tickets:
            workshop.release(ticket)
        workshop.release(workshop.order(task_of("one more")))


def test_a_process_that_has_grown_old_or_large_is_followed_by_another() -> None:
    command = [sys.executable, "-c", DRAUGHTSMAN]
    with Draughtsman(command, WAIT, most_tasks=2) as old:
        assert [old.draw(task_of(title)) for title in "abc"] == [
            MadeFile(b"a 1"), MadeFile(b"b 2"), MadeFile(b"c 1"),
        ]  # fmt: skip
    if held_bytes(os.getpid()):
        with Draughtsman(command, WAIT, most_memory=1_000_000) as large:
            assert [large.draw(task_of(title)) for title in "ab"] == [MadeFile(b"a 1"), MadeFile(b"b 1")]
    assert held_bytes(2**22 + 1) == 0


def test_a_process_that_nobody_needs_is_ended_and_the_next_task_gets_one() -> None:
    workshop = workshop_of(idle_seconds=0.05)
    assert drawn(workshop, "a") == MadeFile(b"a 1")
    threading.Event().wait(0.5)
    assert drawn(workshop, "b") == MadeFile(b"b 1")


def test_what_is_kept_is_bounded_and_the_longest_unused_goes_first() -> None:
    workshop = workshop_of(kept_bytes=250)
    for title in ("a", "b"):
        drawn(workshop, title, "100")
    workshop.finished(task_of("a", "100"))
    drawn(workshop, "c", "100")
    kept = [title for title in "abc" if workshop.finished(task_of(title, "100"))]
    assert kept == ["a", "c"]
    assert drawn(workshop, "d", "900").content == b"x" * 900, "one that is too large is still handed over"


def test_many_threads_get_what_each_asked_for() -> None:
    workshop = workshop_of()
    got: dict[str, MadeFile | NotMade] = {}

    def ask(title: str) -> None:
        got[title] = drawn(workshop, title)

    threads = [threading.Thread(target=ask, args=(f"t{number % 5}-",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(got) == 5
    assert all(
        isinstance(made, MadeFile) and made.content.decode().startswith(title) for title, made in got.items()
    )


def test_no_title_gets_into_the_name_of_the_file() -> None:
    name = task_of("../../etc/passwd\x00$HOME").file_name
    assert name == "blue-sky-atlas-observed-2025-china-wide-zh-v.png"
    assert "/" not in PressTask("pack", "../x", 2025, "a/b\\c", "wide", "zh", "", "v").file_name


def until_begun(workshop: Workshop) -> None:
    """Wait until the first task is under way."""
    ticket = workshop.order(task_of("sleep"))
    while workshop._waiting:
        threading.Event().wait(0.01)
    workshop.release(ticket)
