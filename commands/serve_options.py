"""The options of `commands.serve_public`, and what is wrong with them, told before anything is set up."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from commands.public_site import no_site
from geo.errors import shortened
from layers.web_address import address_fault
from scripts.check_health import LOOPBACK
from scripts.check_port import address_reason, host_and_family
from scripts.nginx_limits import LIMITS, limit_fault
from scripts.write_nginx_config import MOST_REPLICAS, ConfigError, Serving, words

LIMITS_TOLD: Final = {
    "streams_per_address": "同一地址同时打开的会话 / open sessions of one address",
    "opened_per_second": "同一地址每秒新会话和上传 / sessions and uploads begun by one address a second",
    "asked_per_second": "同一地址每秒其他请求 / other requests of one address a second",
}


def option_faults(options: argparse.Namespace) -> list[str]:
    """Every option but the ports that cannot be used, each in a sentence; the ports are `Ports.faults`."""
    faults = [limit_fault(name, getattr(options, name)) for name in LIMITS]
    faults += [
        address_fault("--base-url", options.base_url),
        address_fault("--dashboard-url", options.dashboard_url),
        listen_fault(options.address),
        name_fault(options.dashboard_name),
        no_site(options.site.absolute()) if options.site else "",
    ]
    return [fault for fault in faults if fault]


def listen_fault(address: str) -> str:
    """Why nginx cannot listen there; empty when it can."""
    if not address:
        return ""
    try:
        words("address", address)
        reason = address_reason(address)
    except ConfigError:
        reason = "letters, digits and .:[]- only"
    told = f"--address “{shortened(address)}”不是本机的地址 / is no address of this machine"
    return f"{told} ({reason})" if reason else ""


def name_fault(name: str) -> str:
    """Why these cannot be the dashboard's host names; empty when they can."""
    try:
        words("name", name)
    except ConfigError:
        return (
            f"--dashboard-name “{shortened(name)}”有误：应为主机名，多个以空格分开"
            " / must be a host name, or several with a blank between"
        )
    return ""


def asked_at(address: str) -> str:
    """The address at which nginx answers this machine, when it listens there."""
    return host_and_family(address)[0] if address else LOOPBACK


def parser(description: str | None) -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m commands.serve_public", description=description)
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
    for name, told in LIMITS_TOLD.items():
        option = f"--{name.replace('_', '-')}"
        made.add_argument(
            option, type=int, default=getattr(Serving, name), help=f"{told} (default: %(default)s)"
        )
    return made
