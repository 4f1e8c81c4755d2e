"""Processes that still run but serve nobody: noticed at a port of theirs, ended, and so started again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from commands.kept_running import Kept
from scripts.check_health import LOOPBACK, Question

EVERY_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 3.0
FAILURES: Final = 6
"""In a row. The inner port has a thread of its own: a replica that is only busy answers it within a second."""
OPENING_SECONDS: Final = 300.0
"""Without a step forward. All the steps of an opening on an empty cache take half a minute to two."""
LONGEST_SENTENCE: Final = 200


@dataclass
class Answering:
    """Whether a replica can serve, asked again and again at its inner port without ever waiting for it.

    One that has been ready and is so no more, or answers nothing, is ended after `FAILURES` questions in a row. One that
    has never been ready is left to its opening as long as this goes on: a sentence that it has not said before is a step.

    Attributes
    ----------
    kept
        The process; killed when it serves nobody, for `Kept.look_after` to start again.
    port, host
        Where it is asked.
    every, patience
        Seconds from one question to the next, and that an answer may take.
    opening
        Seconds that an opening may take from one step to the next.
    failures
        Questions in a row without the right answer, since it was ready.
    sentence, step_at
        What it said last before it was ready, and since when.
    """

    kept: Kept
    port: int
    host: str = LOOPBACK
    every: float = EVERY_SECONDS
    patience: float = ANSWER_SECONDS
    opening: float = OPENING_SECONDS
    failures: int = 0
    was_ready: bool = False
    sentence: str = ""
    step_at: float = 0.0
    pid: int | None = None
    asked_at: float = 0.0
    question: Question | None = None

    def look_after(self, say: Callable[[str], None]) -> None:
        """Ask when it is time, take the answer when it is there, and end a process that serves nobody."""
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
        if self.is_good(answer):
            self.was_ready, self.failures = True, 0
        elif self.was_ready:
            self.fail(say)
        else:
            self.judge_opening(answer or b"", now, say)

    def is_good(self, answer: bytes | None) -> bool:
        """Whether it serves readers; None for an answer that did not come in time."""
        return b" 200 " in (answer or b"").partition(b"\r\n")[0]

    def fail(self, say: Callable[[str], None]) -> None:
        """Count a failure; end the process at the last that it is forgiven."""
        self.failures += 1
        if self.failures < FAILURES:
            return
        seconds = FAILURES * self.every
        say(
            f"{self.kept.name} 约 {seconds:g} 秒没有应答或不能服务，现予结束并重新启动"
            f" / has not answered, or served nobody, for about {seconds:g} s: ended, to be started again"
        )
        self.kept.kill()

    def judge_opening(self, answer: bytes, now: float, say: Callable[[str], None]) -> None:
        """Take note of a step forward; end an opening that makes none."""
        sentence = " ".join(answer.partition(b"\r\n\r\n")[2].decode("utf-8", "replace").split())
        if sentence and sentence != self.sentence:
            self.sentence, self.step_at = sentence, now
        if now - self.step_at < self.opening:
            return
        told = f" [{self.sentence[:LONGEST_SENTENCE]}]" if self.sentence else ""
        say(
            f"{self.kept.name} 启动后 {self.opening:g} 秒没有进展，现予结束并重新启动"
            f" / has not come nearer to being ready for {self.opening:g} s: ended, to be started again{told}"
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
            self.sentence, self.step_at = "", time.monotonic()
        return True

    def ask(self, now: float) -> None:
        """Begin a question."""
        self.asked_at = now
        self.question = Question(self.port, self.host)

    def answer(self) -> bytes | None:
        """The answer, or its beginning; empty when there will be none, None while it may still come."""
        return self.question.answer() if self.question is not None else b""

    def hang_up(self) -> None:
        """Leave the question."""
        if self.question is not None:
            self.question.close()
        self.question = None


@dataclass
class DoorAnswering(Answering):
    """The same of nginx, at the port of the static site.

    Any answer will do, a connection closed without one as well, as when there are too many: silence alone is a failure.
    """

    def is_good(self, answer: bytes | None) -> bool:
        """Whether anything came back."""
        return answer is not None
