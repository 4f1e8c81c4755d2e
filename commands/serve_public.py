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

from commands.kept_answering import Answering
from commands.kept_running import POLL_SECONDS, Kept, stop_all
from commands.public_ports import Ports, in_address, ports_kept, ports_of
from commands.public_site import SITE_FOLDER, ServingError, published_site
from data.command_end import run_command
from scripts.check_health import health
from scripts.write_nginx_config import MOST_REPLICAS, ConfigError, Serving, worker_user_for, write

REPOSITORY: Final = Path(__file__).resolve().parents[1]
WORK: Final = REPOSITORY / ".cache" / "public"
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
    options = parser().parse_args(arguments)
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
    ports = ports_of(options)
    with ports_kept(ports, WORK / "locks"):
        return serve_on(ports, options)


def serve_on(ports: Ports, options: argparse.Namespace) -> int:
    """What `serve` does once the ports are its own."""
    nginx = nginx_program(options.nginx)
    site = options.site.absolute() if options.site else published_site(SITE_FOLDER, options)
    if not (site / "index.html").is_file():
        raise ServingError(f"{site} 不是已发布的站点 / is no published site")
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
        run(replicas, door, ports, ending)
        say_addresses(ports, options, work, ending)
        asked = [Answering(one, ports.inner + number) for number, one in enumerate(replicas)]
        watch([*replicas, door], asked, ending)
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
    env = {"PYTHONPATH": str(REPOSITORY), "ATLAS_SITE_URL": os.environ.get("ATLAS_SITE_URL") or site_url}
    return Kept(name, command, work / f"replica-{number + 1}.log", env=env)


def run(replicas: Sequence[Kept], door: Kept, ports: Ports, ending: Ending) -> None:
    """Start the replicas, wait until all are healthy, then open the door.

    Raises
    ------
    ServingError
        When a replica dies again and again before it is ready.
    """
    tell(f"启动 {len(replicas)} 个副本 / starting {len(replicas)} replica(s) …")
    for one in replicas:
        one.try_start(tell)
    waiting = dict(enumerate(replicas))
    while waiting and not ending.asked:
        time.sleep(POLL_SECONDS)
        for number, one in list(waiting.items()):
            one.look_after(tell)
            if one.deaths >= DEATHS_BEFORE_READY:
                raise ServingError(f"{one.name} 无法启动 / does not start:\n{one.last_words()}")
            if one.process and one.is_running and health(ports.inner + number, one.process.pid)[0]:
                tell(f"{one.name} 就绪 / ready")
                del waiting[number]
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


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m commands.serve_public", description=__doc__)
    made.add_argument("--replicas", default="2", help=f"副本数 / 1 to {MOST_REPLICAS} (default: 2)")
    ports = {
        "site": (8080, "静态站点的端口 / nginx: static site"),
        "dashboard": (8081, "交互地图的端口 / nginx: dashboard"),
        "replica": (8601, "首个副本的端口，其余依次加一 / first replica's, on 127.0.0.1; the others follow"),
        "inner": (
            9601,
            "首个副本的健康与指标端口 / first replica's /healthz and /metrics; the others follow",
        ),
    }
    for name, (default, told) in ports.items():
        made.add_argument(f"--{name}-port", type=int, default=default, help=f"{told} (default: %(default)s)")
    made.add_argument(
        "--dashboard-name",
        default=Serving.dashboard_name,
        help="交互地图的主机名，其他名称一律不应答 / host name; others get no answer (default: any)",
    )
    made.add_argument(
        "--address", default="", help="nginx 监听的地址 / listen there only (default: everywhere)"
    )
    made.add_argument("--site", type=Path, help="已发布的站点 / a published site, taken as it is")
    made.add_argument("--base-url", default="", help="站点网址 / address the site will have")
    made.add_argument(
        "--dashboard-url", default="", help="交互看板的公开网址，站点链接到它 / the site links to it"
    )
    made.add_argument("--cards", default="few", help="图片 / images, as for publish_site (default: few)")
    made.add_argument(
        "--nginx", help="nginx 程序 / program (default: NGINX=, the system's, or Debian's fetched)"
    )
    limits = {
        "streams_per_address": "同一地址同时打开的会话 / open sessions of one address",
        "opened_per_second": "同一地址每秒新会话和上传 / sessions and uploads begun by one address a second",
        "asked_per_second": "同一地址每秒其他请求 / other requests of one address a second",
    }
    for name, told in limits.items():
        option = f"--{name.replace('_', '-')}"
        made.add_argument(
            option, type=int, default=getattr(Serving, name), help=f"{told} (default: %(default)s)"
        )
    return made


if __name__ == "__main__":
    run_command(main)
