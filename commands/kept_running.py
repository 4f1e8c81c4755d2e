"""Processes that are kept running: started again when they die, with growing pauses, and ended together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
STEADY_SECONDS: Final = 60.0
"""Who ran that long before it died starts the pauses from the beginning."""
POLL_SECONDS: Final = 0.1
LOG_LINES: Final = 15
PR_SET_PDEATHSIG: Final = 1


@dataclass
class Kept:
    """A process that is kept running.

    Attributes
    ----------
    name
        What it is called, in both languages.
    command, env
        How it is started; `env` on top of this process's variables.
    log
        What it prints, both streams.
    stop_signal
        What asks it to end.
    deaths
        How often it died in a row, without having run for `STEADY_SECONDS` between.
    start_at
        On the clock of `time.monotonic`: when it is to be started again; None while it runs.
    """

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_at: float = 0.0
    start_at: float | None = None

    def start(self) -> None:
        """Start it in a process group of its own; it ends when this process ends, however that comes.

        Ctrl-C on a terminal reaches whole groups: a group of its own leaves the order of stopping to us. Linux ends a
        child with the thread that started it, so start from the main thread.

        Raises
        ------
        OSError
            When it cannot be started, or its log cannot be written.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=os.environ | dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=ends_with(os.getpid()),  # noqa: PLW1509 - no threads here, and Linux needs it before exec
            )
        self.started_at, self.start_at = time.monotonic(), None

    def try_start(self, say: Callable[[str], None]) -> None:
        """Start it; where that cannot be, say why in a sentence and try again after a pause."""
        try:
            self.start()
        except OSError as error:
            self.process = None
            self.deaths += 1
            pause = pause_after(self.deaths)
            self.start_at = time.monotonic() + pause
            say(
                f"{self.name} 无法启动（{error}），{pause:g} 秒后再试"
                f" / cannot be started ({error}), tried again in {pause:g} s"
            )

    @property
    def is_running(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None

    def look_after(self, say: Callable[[str], None]) -> None:
        """Notice its death, say it in a sentence, and start it again when the pause is over."""
        now = time.monotonic()
        if self.start_at is not None:
            if now >= self.start_at:
                self.try_start(say)
            return
        if self.process is None or self.process.poll() is None:
            return
        self.kill()
        self.deaths = 1 if now - self.started_at >= STEADY_SECONDS else self.deaths + 1
        pause = pause_after(self.deaths)
        self.start_at = now + pause
        zh, en = end_words(self.process.returncode)
        say(
            f"{self.name} 已结束（{zh}），{pause:g} 秒后重新启动 / ended ({en}), started again in {pause:g} s"
            f"  [{self.log}]"
        )

    def ask_to_stop(self) -> None:
        """Send the signal that asks it to end."""
        self.start_at = None
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def kill(self) -> None:
        """End it and all that it started and left behind."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:])


def pause_after(deaths: int) -> float:
    """Seconds before the next start: doubled with every death, up to half a minute."""
    return float(min(FIRST_PAUSE * 2 ** (deaths - 1), LONGEST_PAUSE))


def end_words(code: int) -> tuple[str, str]:
    """How a process ended, in Chinese and English."""
    if code < 0:
        name = signal.Signals(-code).name if -code in signal.valid_signals() else str(-code)
        return f"收到信号 {name}", f"by {name}"
    return f"退出码 {code}", f"exit code {code}"


def ends_with(parent: int) -> Callable[[], None] | None:
    """What a child does before it begins, so that it gets SIGTERM when its parent dies; None where Linux is not."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def bind() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def stop_all(kept: Sequence[Kept], seconds: float, impatient: Callable[[], bool]) -> bool:
    """Ask all to end, wait, and kill who has not; whether all ended by themselves.

    Parameters
    ----------
    seconds
        How long all together have.
    impatient
        Asked again and again: True ends the waiting at once (a second Ctrl-C).
    """
    for one in kept:
        one.ask_to_stop()
    deadline = time.monotonic() + seconds
    while any(one.is_running for one in kept) and time.monotonic() < deadline and not impatient():
        time.sleep(POLL_SECONDS)
    ended = not any(one.is_running for one in kept)
    for one in kept:
        one.kill()
    return ended
