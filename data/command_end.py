"""How a command ends when it is interrupted or nobody reads on: one sentence or silence, never a traceback.

It stands in the lowest folder that has a command of its own (`python -m data.checks`), so that all commands share it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Final, NoReturn

INTERRUPTED: Final = 128 + signal.SIGINT
PIPE_CLOSED: Final = 141
"""128 + SIGPIPE, written out: not every system has the signal."""


def run_command(main: Callable[[], int]) -> NoReturn:
    """Run a command and end the process with its exit code.

    Parameters
    ----------
    main
        The command; what it gives is the exit code. Its own clean-up has been done when this function speaks.

    Raises
    ------
    SystemExit
        Always: with the command's code, with 130 and a sentence on stderr after Ctrl-C, with 141 in silence when
        the reader of its output has gone.
    """
    try:
        try:
            code = main()
        finally:
            # What still waits in the buffer would meet the closed pipe only when the interpreter ends.
            sys.stdout.flush()
    except (KeyboardInterrupt, BrokenPipeError) as error:
        code = code_after(error)
    sys.exit(code)


def code_after(error: KeyboardInterrupt | BrokenPipeError) -> int:
    """Say what there is to say of an end from outside, and give the exit code."""
    try:
        if isinstance(error, KeyboardInterrupt):
            print_to_stderr("已中断 / Interrupted.")
            return INTERRUPTED
    except BrokenPipeError:
        pass
    silence_streams()
    return PIPE_CLOSED


def print_to_stderr(sentence: str) -> None:
    """A sentence on a line of its own: Ctrl-C may come in the middle of a progress bar."""
    sys.stderr.write(f"\n{sentence}\n")
    sys.stderr.flush()


def silence_streams() -> None:
    """Send what is still buffered nowhere, or the interpreter complains of the closed pipe at its very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def guard_imports() -> None:
    """End Ctrl-C in a sentence while `python -m` is still importing: most of the wait of a short command.

    Called by the packages that hold commands. Only while Python looks for the module to run is `sys.argv[0]` the
    word `-m`; whoever imports the package otherwise keeps the hooks that are.
    """
    if sys.argv[:1] != ["-m"]:
        return
    usual = sys.excepthook

    def spoken(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt | BrokenPipeError):
            sys.exit(code_after(error))
        usual(kind, error, trace)

    sys.excepthook = spoken
