"""Say in one sentence when the dashboard cannot be served on a port.

Usage: python scripts/check_port.py PORT
"""

import errno
import re
import socket
import sys

HIGHEST_PORT = 65535


def listen_everywhere(port: int) -> None:
    """Listen on `port` for a moment as the server does: IPv6 and IPv4 together, else IPv4 alone."""
    try:
        socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True).close()
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise
        socket.create_server(("", port)).close()


def bind_fault(port: int) -> str | None:
    """Return why nothing can listen on `port`, or None."""
    try:
        listen_everywhere(port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return "is already taken by another program"
        if error.errno == errno.EACCES:
            return "needs more rights than this user has"
        return f"cannot be used ({error.strerror})"
    return None


def host_and_family(address: str) -> tuple[str, socket.AddressFamily]:
    """The first number that a listening address stands for: a number, a name, an IPv6 number in brackets, `*` for all.

    Raises
    ------
    OSError, UnicodeError
        When it stands for nothing.
    """
    host = "0.0.0.0" if address == "*" else address.removeprefix("[").removesuffix("]")
    family, _, _, _, where = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
    return str(where[0]), family


def address_reason(address: str) -> str | None:
    """Return why nothing can listen at the address, on whatever port, or None."""
    try:
        host, family = host_and_family(address)
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.bind((host, 0))
    except (OSError, UnicodeError) as error:
        return getattr(error, "strerror", None) or "no host name"
    return None


def port_number(text: str) -> int | None:
    """The port written as `text`, or None when that is none."""
    # Python refuses to read numbers of thousands of digits.
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= HIGHEST_PORT:
        return None
    return int(text)


def main(text: str) -> int:
    """Check the port written as `text`; return the exit code."""
    port = port_number(text)
    if port is None:
        advice = f"give a number from 1 to {HIGHEST_PORT}, as in: make run PORT=8502"
        print(f"PORT={text[:20]} is no port: {advice}", file=sys.stderr)
        return 1
    fault = bind_fault(port)
    if fault is None:
        return 0
    other = port + 1 if 1024 <= port < HIGHEST_PORT else 8502
    print(f"Port {port} {fault}; choose another: make run PORT={other}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
