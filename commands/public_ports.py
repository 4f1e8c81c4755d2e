"""The ports that `commands.serve_public` asks for: which they are, whether they can be had, and that nobody else takes them."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from commands.public_site import ServingError
from scripts.check_port import HIGHEST_PORT, bind_fault
from scripts.write_nginx_config import MOST_REPLICAS

LET_GO_SECONDS: Final = 8.0
"""Replicas of a supervisor that was killed need 4.5 s to say goodbye to their readers; then their ports are free."""


@dataclass(frozen=True)
class Ports:
    """What listens where: `replica` and `inner` are the first of as many as there are replicas."""

    site: int
    dashboard: int
    replica: int
    inner: int
    replicas: int

    def named(self) -> list[tuple[str, str, int]]:
        """Every port with its option and what it is for."""
        found = [("--site-port", "静态站点 / static site", self.site)]
        found += [("--dashboard-port", "交互地图 / dashboard", self.dashboard)]
        for number in range(self.replicas):
            found.append(("--replica-port", f"副本 / replica {number + 1}", self.replica + number))
            found.append(("--inner-port", f"副本 / replica {number + 1}, healthz", self.inner + number))
        return found

    def faults(self) -> list[str]:
        """Every port that cannot be had, each in a sentence."""
        sentences = []
        seen: dict[int, str] = {}
        for option, purpose, port in self.named():
            if not 1 <= port <= HIGHEST_PORT:
                sentences.append(f"端口 {port}（{purpose}）超出 1–{HIGHEST_PORT} / {option}: no port")
            elif port in seen:
                sentences.append(
                    f"端口 {port} 同时用于 {seen[port]} 和 {purpose} / asked for twice: change {both_names(option)}"
                )
            elif fault := bind_fault(port):
                sentences.append(
                    f"端口 {port}（{purpose}）不能使用 / port {port} {fault}: "
                    f"choose another with {both_names(option)}"
                )
            seen.setdefault(port, purpose)
        return sentences


def ports_of(options: argparse.Namespace) -> Ports:
    """The ports that are asked for.

    Raises
    ------
    ServingError
        When the number of replicas is none.
    """
    text = options.replicas
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= MOST_REPLICAS):
        raise ServingError(
            f"REPLICAS={text[:20]} 应为 1 到 {MOST_REPLICAS} 的整数 / give a number from 1 to {MOST_REPLICAS}"
        )
    return Ports(
        options.site_port, options.dashboard_port, options.replica_port, options.inner_port, int(text)
    )


def both_names(option: str) -> str:
    """A port's option with the setting that make has for it: `--inner-port`, `INNER_PORT=` under make."""
    return f"{option} (make: {option.removeprefix('--').replace('-', '_').upper()}=)"


@contextmanager
def ports_kept(ports: Ports, folder: Path) -> Iterator[None]:
    """Keep the ports from every other supervisor of this checkout, from before they are asked for until the end.

    Two that are started within seconds both find all ports free, since nothing listens before the shapes are read. The
    system lets go of the locks when the process ends, however that comes. One that was killed leaves a note behind, and
    replicas that end within seconds: the next one waits for their ports.

    Raises
    ------
    ServingError
        When another one has a port, or a port cannot be had; every such port is named.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for port in sorted({port for _, _, port in ports.named()}):
            try:
                stack.enter_context(FileLock(folder / f"{port}.lock", timeout=0))
            except Timeout:
                raise ServingError(
                    f"端口 {port} 已由另一个 serve_public 使用 / another serve_public is starting or running on port "
                    f"{port}: stop it, or choose other ports"
                ) from None
        running = folder / f"{ports.site}.running"
        deadline = time.monotonic() + (LET_GO_SECONDS if running.exists() else 0)
        while (faults := ports.faults()) and time.monotonic() < deadline:
            time.sleep(0.2)
        if faults:
            raise ServingError("\n".join(faults))
        running.touch()
        try:
            yield
        finally:
            running.unlink(missing_ok=True)


def in_address(host: str) -> str:
    """The host as it stands before a port: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
