"""Replicas that still run but answer nobody: noticed at their inner port, ended, and so started again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from commands.kept_running import Kept
from scripts.check_health import Question

EVERY_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 3.0
FAILURES: Final = 6
"""In a row. The inner port has a thread of its own: a replica that is only busy answers it within a second."""


@dataclass
class Answering:
    """Whether one process answers on its inner port, asked again and again without ever waiting for it.

    Any answer will do, "not ready" as well; one that has never been ready is left to its opening.

    Attributes
    ----------
    kept
        The process; killed when it does not answer, for `Kept.look_after` to start again.
    port
        Its inner port.
    every, patience
        Seconds from one question to the next, and that an answer may take.
    failures
        Questions in a row without an answer.
    """

    kept: Kept
    port: int
    every: float = EVERY_SECONDS
    patience: float = ANSWER_SECONDS
    failures: int = 0
    was_ready: bool = False
    pid: int | None = None
    asked_at: float = 0.0
    question: Question | None = None

    def look_after(self, say: Callable[[str], None]) -> None:
        """Ask when it is time, take the answer when it is there, and end a process that gives none."""
        if not self.is_asked_about():
            return
        now = time.monotonic()
        if self.question is None:
            if now - self.asked_at >= self.every:
                self.ask(now)
            return
        answer = self.answer()
        if answer is None and now - self.asked_at < self.patience:
            return
        self.hang_up()
        self.was_ready = self.was_ready or b" 200 " in (answer or b"")
        self.failures = 0 if answer or not self.was_ready else self.failures + 1
        if self.failures >= FAILURES:
            seconds = FAILURES * self.every
            say(
                f"{self.kept.name} 约 {seconds:g} 秒没有应答，现予结束并重新启动"
                f" / has not answered for about {seconds:g} s: ended, to be started again"
            )
            self.kept.kill()

    def is_asked_about(self) -> bool:
        """Whether the process runs; of a new one nothing is known yet."""
        process = self.kept.process
        if process is None or process.poll() is not None:
            self.hang_up()
            return False
        if process.pid != self.pid:
            self.hang_up()
            self.pid, self.was_ready, self.failures = process.pid, False, 0
        return True

    def ask(self, now: float) -> None:
        """Begin a question."""
        self.asked_at = now
        self.question = Question(self.port)

    def answer(self) -> bytes | None:
        """The beginning of the answer; empty when there will be none, None while it may still come."""
        return self.question.answer() if self.question is not None else b""

    def hang_up(self) -> None:
        """Leave the question."""
        if self.question is not None:
            self.question.close()
        self.question = None
