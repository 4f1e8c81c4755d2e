"""Files of a command that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from commands.open_atlas import CommandError
from importing.leftovers import hold, remove_left_parts

PART: Final = ".atlas-part"
"""How the names of half-written files end."""


def refuse_odd_target(path: Path) -> None:
    """Stop when something that is no ordinary file has the name of a file to be written.

    Raises
    ------
    CommandError
        For a folder, a device, a pipe, or a link that leads nowhere.
    """
    try:
        if path.exists() and not path.is_file():
            raise CommandError(f"{path} 不是普通文件：--out 应为可以写入的文件。")
        path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise CommandError(f"无法写入 {path}：不是可以写入的文件名，或链接成环。") from error


@contextmanager
def written_whole(files: dict[str, Path]) -> Iterator[dict[str, IO[bytes]]]:
    """Streams that become files together when all is written, so that there is never half a file.

    What a killed command left half-written under the same names is removed first.

    Raises
    ------
    CommandError
        When one cannot be written.
    """
    for path in files.values():
        refuse_odd_target(path)
    temporary: dict[str, Path] = {}
    try:
        with contextlib.ExitStack() as stack:
            streams: dict[str, IO[bytes]] = {}
            for role, path in files.items():
                folder, prefix = path.resolve().parent, f".{path.name}."
                remove_left_parts(folder, prefix, PART)
                handle, name = tempfile.mkstemp(prefix=prefix, suffix=PART, dir=folder)
                temporary[role] = Path(name)
                hold(handle)
                streams[role] = stack.enter_context(os.fdopen(handle, "wb"))
            yield streams
        for role, path in files.items():
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            temporary[role].chmod(mode)
        for role in reversed(files):
            temporary.pop(role).replace(files[role].resolve())
    except OSError as error:
        target = next(iter(files.values()))
        raise CommandError(f"无法写入 {target}：{error.strerror or error}。") from error
    finally:
        for path in temporary.values():
            with contextlib.suppress(OSError):
                path.unlink()
