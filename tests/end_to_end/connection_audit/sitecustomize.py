"""Write down every outgoing connection and name look-up of the process that loads this file.

Put this folder on PYTHONPATH and the name of a file into ATLAS_CONNECTION_LOG. Connections to this
machine itself are left out.
"""

import os
import sys

LOCAL = ("127.", "::1", "localhost", "0.0.0.0", "::")


def _note(event: str, arguments: tuple) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event == "socket.getaddrinfo":
        host = arguments[0] or ""
    else:
        return
    host = host.decode() if isinstance(host, bytes) else str(host)
    if host and not host.startswith(LOCAL):
        with open(os.environ["ATLAS_CONNECTION_LOG"], "a", encoding="utf-8") as log:  # noqa: PTH123
            log.write(f"{event} {host}\n")


if os.environ.get("ATLAS_CONNECTION_LOG"):
    sys.addaudithook(_note)
