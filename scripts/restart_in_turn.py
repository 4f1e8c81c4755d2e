"""Restart replicas one after the other, the next when the one before can serve; first those that serve nobody.

`python -m scripts.restart_in_turn atlas@1=9601 atlas@2=9602`, unit and inner port of each.
"""

from __future__ import annotations

import argparse
import http.client
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

from scripts.check_port import port_number

LOOPBACK: Final = "127.0.0.1"
PAUSE_S: Final = 1.0


def is_ready(port: int) -> bool:
    """Whether `/healthz` on the inner port says that readers can be served."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_ready(port: int, tries: int, pause: Callable[[float], None] = time.sleep) -> bool:
    """Ask once a second, `tries` times at most."""
    for _ in range(tries):
        if is_ready(port):
            return True
        pause(PAUSE_S)
    return False


def replica_of(text: str) -> tuple[str, int]:
    """Unit and port out of `atlas@1=9601`, for argparse."""
    name, _sign, written = text.rpartition("=")
    port = port_number(written)
    if not name or name.startswith("-") or port is None:
        raise argparse.ArgumentTypeError(f"{text[:60]!r} is no unit=inner-port")
    return name, port


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(prog="python -m scripts.restart_in_turn", description=__doc__)
    options.add_argument("replicas", nargs="+", type=replica_of, metavar="UNIT=PORT")
    options.add_argument("--command", default="systemctl restart", help="what the unit's name is put after")
    options.add_argument("--tries", type=int, default=180, help="seconds to wait for each")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Restart in turn; 1 with a sentence, and no further restart, when one does not come back."""
    options = parser().parse_args(arguments)
    # Readers of a replica that is down are with the others: these are not touched before it can serve again.
    for name, port in sorted(options.replicas, key=lambda one: is_ready(one[1])):
        run = subprocess.run([*shlex.split(options.command), name], check=False)
        if run.returncode or not wait_until_ready(port, options.tries):
            print(f"{name} did not come back: the others were left as they are.", file=sys.stderr)
            return 1
        print(f"{name} is ready")
    return 0


if __name__ == "__main__":
    sys.exit(main())
