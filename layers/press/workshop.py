"""Has files drawn in processes of their own: a bounded queue, a time limit, a bounded store of what was made.

Drawing takes seconds of a processor. In a thread of the dashboard it would hold the interpreter's lock and every
reader would wait. A worker is started with the first job and again when it dies or takes too long.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from layers.press.job import MadeFile, NotMade, PressTask
from translations import N_, Message

PROJECT_FOLDER: Final = Path(__file__).parents[2]
COMMAND: Final = (sys.executable, "-m", "layers.press.worker")
MOST_WAITING: Final = 60
MOST_SECONDS: Final = 120.0
KEPT_BYTES: Final = 4_000_000
"""A reader takes a file at once; this is for others who ask for the same: some ten sheets, or the last pack."""
MOST_MEMORY: Final = 560_000_000
"""Bytes that a process that draws may hold between two tasks, on systems that tell."""
MOST_TASKS: Final = 200
IDLE_SECONDS: Final = 900.0

Answer = MadeFile | NotMade
logger = logging.getLogger(__name__)


class WorkshopFullError(Exception):
    """Too many files are being waited for; `message` is the sentence."""

    def __init__(self) -> None:
        self.message: Message = N_("等待制作的文件已有 {count} 个，请过一会儿再试。", count=MOST_WAITING)
        super().__init__(self.message.msgid)


@dataclass
class Ticket:
    """A job that somebody waits for; `answer` is there once `done` is set."""

    task: PressTask
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    holders: int = 0


class Workshop:
    """The queue of jobs and the processes that work on it; safe to use from any thread.

    Parameters
    ----------
    workers
        How many processes draw at once.
    command
        Starts a process that answers pickled jobs on its output.
    most_waiting
        Jobs under way and waiting, of all readers together.
    most_seconds
        After that a job is given up and its process ended.
    kept_bytes
        Of finished files; the longest unused go first.
    idle_seconds
        After that long without a job a process is ended; the next job starts another.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        command: Sequence[str] = COMMAND,
        most_waiting: int = MOST_WAITING,
        most_seconds: float = MOST_SECONDS,
        kept_bytes: int = KEPT_BYTES,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._command = tuple(command)
        self._idle_seconds = idle_seconds
        self._workers = workers
        self._most_waiting, self._most_seconds, self._kept_bytes = most_waiting, most_seconds, kept_bytes
        self._lock = threading.Condition()
        self._waiting: OrderedDict[str, Ticket] = OrderedDict()
        self._under_way: dict[str, Ticket] = {}
        self._kept: OrderedDict[str, MadeFile] = OrderedDict()
        self._running = 0

    def order(self, task: PressTask) -> Ticket:
        """Wait for a file; whoever asks for the same file waits for the same ticket.

        Raises
        ------
        WorkshopFullError
            When too many wait already.
        """
        with self._lock:
            kept = self.finished(task)
            if kept is not None:
                ticket = Ticket(task, answer=kept)
                ticket.done.set()
                return ticket
            found = self._waiting.get(task.key) or self._under_way.get(task.key)
            if found is None:
                if len(self._waiting) + len(self._under_way) >= self._most_waiting:
                    raise WorkshopFullError
                found = self._waiting[task.key] = Ticket(task)
                self._start_worker()
                self._lock.notify()
            found.holders += 1
            return found

    def release(self, ticket: Ticket) -> None:
        """Wait no longer; a job that nobody waits for is not begun."""
        with self._lock:
            ticket.holders -= 1
            if ticket.holders <= 0 and self._waiting.get(ticket.task.key) is ticket:
                del self._waiting[ticket.task.key]

    def ahead(self, ticket: Ticket) -> int:
        """How many jobs come before this one; 0 when it is its turn."""
        with self._lock:
            if ticket.task.key not in self._waiting:
                return 0
            return list(self._waiting).index(ticket.task.key) + len(self._under_way)

    def finished(self, task: PressTask) -> MadeFile | None:
        """The file, when it is still there from another time."""
        with self._lock:
            if task.key in self._kept:
                self._kept.move_to_end(task.key)
            return self._kept.get(task.key)

    def _start_worker(self) -> None:
        if self._running < self._workers:
            self._running += 1
            threading.Thread(target=self._work, name="press-workshop", daemon=True).start()

    def _work(self) -> None:
        with Draughtsman(self._command, self._most_seconds) as draughtsman:
            while True:
                with self._lock:
                    while not self._waiting:
                        if not self._lock.wait(self._idle_seconds):
                            draughtsman.rest()
                    key, ticket = self._waiting.popitem(last=False)
                    self._under_way[key] = ticket
                answer = draughtsman.draw(ticket.task)
                with self._lock:
                    del self._under_way[key]
                    if isinstance(answer, MadeFile):
                        self._keep(key, answer)
                    ticket.answer = answer
                    ticket.done.set()

    def _keep(self, key: str, made: MadeFile) -> None:
        self._kept[key] = made
        while len(self._kept) > 1 and sum(len(one.content) for one in self._kept.values()) > self._kept_bytes:
            self._kept.popitem(last=False)


class Draughtsman:
    """One process that draws, started when there is something to draw, and anew when it has grown large or old."""

    def __init__(
        self,
        command: Sequence[str],
        most_seconds: float,
        *,
        most_memory: int = MOST_MEMORY,
        most_tasks: int = MOST_TASKS,
    ) -> None:
        self._command, self._most_seconds = tuple(command), most_seconds
        self._most_memory, self._most_tasks, self._tasks = most_memory, most_tasks, 0
        self._process: subprocess.Popen[bytes] | None = None
        self._overdue = False

    def __enter__(self) -> Draughtsman:
        """Nothing is started yet."""
        return self

    def __exit__(self, *_exception: object) -> None:
        self._end()

    def draw(self, task: PressTask) -> Answer:
        """Have a file drawn; a process that died meanwhile is told of in a sentence, the next job gets a new one."""
        try:
            answer: Answer = self._ask(task)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError) as error:
            logger.warning("the process that draws has ended: %s", error)
            self._end()
            if self._overdue:
                reason = N_(
                    "制作超过 {seconds:g} 秒，已停止；请换一种格式或较小的版面。", seconds=self._most_seconds
                )
                return NotMade((reason,), again=True)
            return NotMade((N_("制作图片的进程意外结束，请再试一次。"),), again=True)
        return answer

    def rest(self) -> None:
        """End the process until there is something to draw."""
        self._end()

    def _ask(self, task: PressTask) -> Answer:
        self._overdue = False
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        alarm = threading.Timer(self._most_seconds, self._give_up, [process])
        alarm.daemon = True
        alarm.start()
        try:
            pickle.dump(task, process.stdin)
            process.stdin.flush()
            answer: Answer = pickle.load(process.stdout)
        finally:
            alarm.cancel()
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        spent = self._tasks >= self._most_tasks
        if self._process is not None and (spent or held_bytes(self._process.pid) > self._most_memory):
            self._end()
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._tasks = 0
            self._process = subprocess.Popen(
                self._command, cwd=PROJECT_FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        self._tasks += 1
        return self._process

    def _give_up(self, process: subprocess.Popen[bytes]) -> None:
        self._overdue = True
        process.kill()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    logger.debug("the process had closed its stream")
        process.wait()


def held_bytes(pid: int) -> int:
    """Memory that a process holds (resident set, bytes); 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0
