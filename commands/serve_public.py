"""Serve the atlas in public from this machine: `python -m commands.serve_public`; `make serve-public` sets up first.

The static site and N replicas of the dashboard behind one nginx, watched until Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from commands.kept_answering import Answering, DoorAnswering
from commands.kept_running import POLL_SECONDS, Kept, stop_all
from commands.public_ports import Ports, in_address, ports_kept, ports_of
from commands.public_site import SITE_FOLDER, ServingError, no_site, published_site
from commands.serve_options import asked_at, option_faults, parser
from data.command_end import run_command
from layers.web_address import address_fault
from scripts.check_health import health
from scripts.write_nginx_config import ConfigError, Serving, worker_user_for, write

REPOSITORY: Final = Path(__file__).resolve().parents[1]
WORK: Final = REPOSITORY / ".cache" / "public"
SITE_SETTING: Final = "ATLAS_SITE_URL"
STOP_SECONDS: Final = 8.0
DEATHS_BEFORE_READY: Final = 3
"""A replica that dies so often without ever having been ready will not get ready by itself."""


@dataclass
class Ending:
    """Whether, and how often, the end was asked for."""

    asked: int = 0
    signals: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Take Ctrl-C, SIGTERM and a closed terminal as a wish to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.note)

    def note(self, number: int, _frame: object) -> None:
        """Remember the wish."""
        self.asked += 1
        self.signals.append(signal.Signals(number).name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop; exit code 2 with a sentence on stderr when it cannot be done."""
    options = parser(__doc__).parse_args(arguments)
    try:
        return serve(options)
    except (ServingError, ConfigError) as error:
        print(error, file=sys.stderr)
        return 2


def serve(options: argparse.Namespace) -> int:
    """Check, publish, start, watch, stop.

    Raises
    ------
    ServingError, ConfigError
        With a sentence, before anything was started or after all was stopped again.
    """
    faults = option_faults(options)
    try:
        ports = ports_of(options)
    except ServingError as error:
        raise ServingError("\n".join([str(error), *faults])) from None
    if faults:
        raise ServingError("\n".join([*faults, *ports.faults()]))
    if told := address_fault(SITE_SETTING, site_setting()):
        tell(f"{told}; 交互地图不加链接 / no link in the dashboard")
    with ports_kept(ports, WORK / "locks"):
        return serve_on(ports, options)


def serve_on(ports: Ports, options: argparse.Namespace) -> int:
    """What `serve` does once the ports are its own."""
    nginx = nginx_program(options.nginx)
    site = options.site.absolute() if options.site else published_site(SITE_FOLDER, options)
    if fault := no_site(site):
        raise ServingError(fault)
    # Publishing takes minutes.
    if faults := ports.faults():
        raise ServingError("\n".join(faults))
    work = WORK / str(ports.site)
    shutil.rmtree(work, ignore_errors=True)
    (work / "run").mkdir(parents=True)
    door = nginx_process(nginx, options, ports, site, work)
    replicas = [replica_process(ports, number, work, options.base_url) for number in range(ports.replicas)]
    ending = Ending()
    ending.listen()
    try:
        asked = [Answering(one, ports.inner + number) for number, one in enumerate(replicas)]
        run(asked, door, ending)
        say_addresses(ports, options, work, ending)
        at_door = DoorAnswering(door, ports.site, asked_at(options.address))
        watch([*replicas, door], [*asked, at_door], ending)
    finally:
        tell("正在停止 / stopping …")
        clean = stop_all([*replicas, door], STOP_SECONDS, lambda: ending.asked > 1)
        tell("已全部停止 / all stopped" if clean else "已强制停止 / stopped by force")
    return 0


def nginx_program(named: str | None) -> str:
    """The nginx to start: found, installed or unpacked by scripts/prepare_nginx.sh.

    Raises
    ------
    ServingError
        When there is none and none can be had; the script has said why.
    """
    environment = os.environ | ({"NGINX": named} if named else {})
    script = REPOSITORY / "scripts" / "prepare_nginx.sh"
    done = subprocess.run([str(script)], env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode or "NGINX=" not in done.stdout:
        raise ServingError("没有可用的 nginx，原因见上 / no nginx to be had, see above; name one with NGINX=")
    return done.stdout.strip().split("NGINX=", 1)[1]


def nginx_process(nginx: str, options: argparse.Namespace, ports: Ports, site: Path, work: Path) -> Kept:
    """The door, with its configuration written and checked.

    Raises
    ------
    ServingError
        When nginx does not accept the configuration; what it said is part of the sentence.
    """
    prefix = f"{in_address(options.address)}:" if options.address else ""
    serving = Serving(
        site,
        work / "run",
        tuple(f"127.0.0.1:{ports.replica + number}" for number in range(ports.replicas)),
        static_listen=f"{prefix}{ports.site}",
        dashboard_listen=f"{prefix}{ports.dashboard}",
        dashboard_name=options.dashboard_name,
        worker_user=worker_user_for(site, work / "run"),
        streams_per_address=options.streams_per_address,
        opened_per_second=options.opened_per_second,
        asked_per_second=options.asked_per_second,
    )
    config = write(serving, work / "conf")
    command = [nginx, "-p", str(work / "run"), "-c", str(config), "-e", "stderr", "-g", "daemon off;"]
    judged = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    if judged.returncode:
        raise ServingError(f"nginx 不接受配置 / nginx refuses {config}:\n{judged.stderr.strip()}")
    return Kept("nginx", command, work / "nginx.log", stop_signal=signal.SIGQUIT)


def replica_process(ports: Ports, number: int, work: Path, site_url: str) -> Kept:
    """One replica of the dashboard; it links to the site, unless a setting names another."""
    command = [sys.executable, "-m", "pages.serving.replica"]
    command += ["--port", str(ports.replica + number), "--inner-port", str(ports.inner + number)]
    name = f"副本 / replica {number + 1}"
    env = {"PYTHONPATH": str(REPOSITORY), SITE_SETTING: site_setting() or site_url}
    return Kept(name, command, work / f"replica-{number + 1}.log", env=env)


def site_setting() -> str:
    """The address of the static site out of the environment; empty where nobody has set it."""
    return os.environ.get(SITE_SETTING, "").strip()


def run(replicas: Sequence[Answering], door: Kept, ending: Ending) -> None:
    """Start the replicas, wait until all are healthy, then open the door.

    Raises
    ------
    ServingError
        When a replica dies again and again before it is ready.
    """
    tell(f"启动 {len(replicas)} 个副本 / starting {len(replicas)} replica(s) …")
    for asked in replicas:
        asked.kept.try_start(tell)
    waiting = list(replicas)
    while waiting and not ending.asked:
        time.sleep(POLL_SECONDS)
        for asked in list(waiting):
            one = asked.kept
            asked.look_after(tell)
            one.look_after(tell)
            if one.deaths >= DEATHS_BEFORE_READY:
                raise ServingError(f"{one.name} 无法启动 / does not start:\n{one.last_words()}")
            if one.process and one.is_running and health(asked.port, one.process.pid)[0]:
                tell(f"{one.name} 就绪 / ready")
                waiting.remove(asked)
    if not ending.asked:
        door.try_start(tell)


def say_addresses(ports: Ports, options: argparse.Namespace, work: Path, ending: Ending) -> None:
    """Say where everything is."""
    if ending.asked:
        return
    host = in_address(options.address) or "localhost"
    dashboard = (
        host if options.dashboard_name == Serving.dashboard_name else options.dashboard_name.split()[0]
    )
    inner = ", ".join(f"127.0.0.1:{ports.inner + number}" for number in range(ports.replicas))
    tell("蓝天图志已开放 / Blue Sky Atlas is being served")
    tell(f"  静态站点 / static site   http://{host}:{ports.site}/")
    tell(f"  交互地图 / dashboard     http://{dashboard}:{ports.dashboard}/")
    tell(f"  健康与指标 / /healthz, /metrics   {inner}")
    tell(f"  日志 / logs   {work}")
    tell("按 Ctrl-C 停止 / Ctrl-C stops everything")


def watch(kept: Sequence[Kept], asked: Sequence[Answering], ending: Ending) -> None:
    """Look after all until the end is asked for."""
    while not ending.asked:
        for question in asked:
            question.look_after(tell)
        for one in kept:
            one.look_after(tell)
        time.sleep(POLL_SECONDS)


def tell(sentence: str) -> None:
    """A sentence on stdout, at once; a terminal that was closed stops nothing."""
    try:
        print(sentence, flush=True)
    except OSError:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for good


if __name__ == "__main__":
    run_command(main)
