"""Say whether a replica of the dashboard can take readers, for a supervisor or a container's health check.

Usage: python scripts/check_health.py INNER_PORT
"""

import http.client
import sys

LONGEST_SECONDS = 2
LOOPBACK = "127.0.0.1"


def health(inner_port: int) -> tuple[bool, str]:
    """Whether `/healthz` on the port answers 200, and its sentence, or why there is none."""
    connection = http.client.HTTPConnection(LOOPBACK, inner_port, timeout=LONGEST_SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return answer.status == http.client.OK, answer.read(1000).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return False, f"nothing answers on {LOOPBACK}:{inner_port} ({error})"
    finally:
        connection.close()


def main(text: str) -> int:
    """Print the sentence; 0 when the replica is ready, 1 when it is not, 2 when that is no port."""
    if not text.isascii() or not text.isdigit():
        print(f"{text!r} is no port", file=sys.stderr)
        return 2
    ready, sentence = health(int(text))
    print(sentence, file=sys.stdout if ready else sys.stderr)
    return 0 if ready else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
