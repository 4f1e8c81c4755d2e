"""Say whether a replica of the dashboard can take readers, for a supervisor or a container's health check.

Usage: python scripts/check_health.py INNER_PORT
"""

import http.client
import re
import socket
import sys

HIGHEST_PORT = 65535
LONGEST_SECONDS = 2
LOOPBACK = "127.0.0.1"
MOST_BYTES = 1000
"""Of an answer."""
PROCESS_HEADER = "Atlas-Process"
"""Its number is told with every answer: whoever listens on the port need not be the replica that was started."""


def health(inner_port: int, pid: int | None = None) -> tuple[bool, str]:
    """Whether `/healthz` on the port answers 200, and its sentence, or why there is none.

    Parameters
    ----------
    pid
        The process that must be the one that answers; None for any.
    """
    connection = http.client.HTTPConnection(LOOPBACK, inner_port, timeout=LONGEST_SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        if pid is not None and answer.headers.get(PROCESS_HEADER) != str(pid):
            return False, f"another process answers on {LOOPBACK}:{inner_port}"
        return answer.status == http.client.OK, answer.read(MOST_BYTES).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return False, f"nothing answers on {LOOPBACK}:{inner_port} ({error})"
    finally:
        connection.close()


class Question:
    """`/healthz` asked on a port, for one who has no time to wait for the answer."""

    def __init__(self, port: int, host: str = LOOPBACK) -> None:
        """Begin to ask; `host` is an address, no name."""
        self._line = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self._line.setblocking(False)
        self._line.connect_ex((host, port))
        self._is_sent = False
        self._heard = b""

    def answer(self) -> bytes | None:
        """The answer, or its beginning; empty when there will be none, None while it may still come."""
        try:
            if not self._is_sent:
                self._line.send(b"GET /healthz HTTP/1.0\r\n\r\n")
                self._is_sent = True
            while len(self._heard) < MOST_BYTES:
                more = self._line.recv(MOST_BYTES)
                if not more:
                    break
                self._heard += more
        except BlockingIOError:
            return None
        except OSError:
            pass
        return self._heard

    def close(self) -> None:
        """Leave it."""
        self._line.close()


def main(text: str) -> int:
    """Print the sentence; 0 when the replica is ready, 1 when it is not, 2 when that is no port."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= HIGHEST_PORT:
        print(f"{text[:20]!r} is no port: give a number from 1 to {HIGHEST_PORT}", file=sys.stderr)
        return 2
    ready, sentence = health(int(text))
    print(sentence, file=sys.stdout if ready else sys.stderr)
    return 0 if ready else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
