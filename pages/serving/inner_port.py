"""`/healthz` and `/metrics` on a port of the machine itself, beside the dashboard's own.

Nothing listens unless a port is given, and nothing outside the machine reaches it unless an address is named.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app
from prometheus_client.exposition import ThreadingWSGIServer

from pages.serving.counters import REGISTRY
from pages.serving.heartbeat import BEAT, SILENT_SECONDS, Heartbeat
from pages.serving.stopping import is_stopping
from pages.shared.cached import atlas_opening
from pages.shared.opening import AtlasOpening
from translations import Message, words_for

LOOPBACK = "127.0.0.1"
PROCESS_HEADER = "Atlas-Process"
"""Says which process answers, so that a supervisor asks the replica that it started; a test holds it to the supervisor's."""
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True)
class Health:
    """Whether a reader can be served now, and in one sentence why not."""

    ready: bool
    sentence: str

    @property
    def status(self) -> HTTPStatus:
        """200 or 503."""
        return HTTPStatus.OK if self.ready else HTTPStatus.SERVICE_UNAVAILABLE


class SilentHandler(WSGIRequestHandler):
    """Asked every few seconds: nothing of it is logged."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def health_of(opening: AtlasOpening, beat: Heartbeat = BEAT) -> Health:
    """Ready when tables are read, shapes are built and the loop runs; else which step is under way, or what went wrong."""
    if is_stopping():
        return Health(False, "stopping: takes no new readers")
    if opening.atlas is not None and not beat.has_begun:
        return Health(False, "not ready: the dashboard does not listen yet")
    if beat.is_silent:
        # Always the same words: a supervisor takes new ones for a step forward.
        return Health(False, f"hangs: the event loop has not run for {SILENT_SECONDS:g} s or more")
    if opening.atlas is not None:
        return Health(True, "ok: tables are read and shapes are built")
    faults = opening.faults
    if faults:
        first = faults[0]
        told = words_for("en").render(first) if isinstance(first, Message) else first
        return Health(False, f"not ready: {len(faults)} fault(s), the first: {told}")
    return Health(False, f"not ready: opening the atlas, step {opening.step}, {opening.fraction:.0%} done")


def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer `/healthz` and `/metrics`; 404 for all else, 405 for all but GET and HEAD."""
    if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
        return plain(start_response, HTTPStatus.METHOD_NOT_ALLOWED, "GET only")
    path = environ.get("PATH_INFO", "")
    if path == "/metrics":
        return make_wsgi_app(REGISTRY)(environ, start_response)
    if path == "/healthz":
        health = health_of(atlas_opening())
        return plain(start_response, health.status, health.sentence)
    return plain(start_response, HTTPStatus.NOT_FOUND, "here are /healthz and /metrics")


def plain(start_response: StartResponse, status: HTTPStatus, sentence: str) -> list[bytes]:
    """A sentence as text, on one line."""
    body = (" ".join(sentence.split()) + "\n").encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    headers += [("Cache-Control", "no-store"), (PROCESS_HEADER, str(os.getpid()))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]


def listen(port: int, address: str = LOOPBACK) -> WSGIServer:
    """Answer on `port` (0: any free one, see `server_port`) in a thread of its own, until the process ends.

    Raises
    ------
    OSError
        When nothing can listen there.
    """
    server = make_server(address, port, answer, server_class=ThreadingWSGIServer, handler_class=SilentHandler)
    threading.Thread(target=server.serve_forever, name="inner-port", daemon=True).start()
    return server
