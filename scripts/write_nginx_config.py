"""Fill in the nginx configuration of deploy/nginx: `python -m scripts.write_nginx_config --out DIR --site SITE`.

The folder that it writes is whole: `nginx -p DIR -c DIR/nginx.conf` serves the static face on one port and the dashboard's
replicas on another. Only the standard library is needed.
"""

from __future__ import annotations

import argparse
import os
import pwd
import re
import stat
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.nginx_limits import LIMITS, limit_fault

REPOSITORY: Final = Path(__file__).resolve().parents[1]
TEMPLATES: Final = REPOSITORY / "deploy" / "nginx"
FILES: Final = ("nginx.conf", "static_site.conf", "dashboard.conf", "mime.types")
PLACEHOLDER: Final = re.compile(r"@([A-Z_]+)@")
PLAIN: Final = re.compile(r"[\w./:*\[\]-]+(?: [\w./:*\[\]-]+)*")
MOST_REPLICAS: Final = 64
STREAMS_PER_REPLICA: Final = 1000
# A browser has six at once; some dozens of readers behind one address ask for a page together.
LEAST_HELD: Final = 200
# A form sends a little around the file itself.
UPLOAD_MARGIN_MB: Final = 1
# The one inline script in the page of Streamlit's client; a test reads it out of the installed package.
INLINE_SCRIPTS: Final = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
# The same as in the head of every page: a test holds them together.
STATIC_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


class ConfigError(Exception):
    """A setting that cannot stand in a configuration, in one sentence."""


@dataclass(frozen=True)
class Serving:
    """What is served where.

    Attributes
    ----------
    site
        Folder of the published site.
    run
        Folder for pid and temporary files, writable by the user that nginx runs as.
    replicas
        `host:port` of each replica of the dashboard.
    static_listen, dashboard_listen
        What `listen` says: a port, or address and port.
    static_name, dashboard_name
        Host names; `_` for any.
    brotli
        Whether Debian's libnginx-mod-http-brotli-static is installed.
    access_log
        `off`, or a file or `/dev/stdout` for lines without addresses of readers.
    worker_user
        Whom root's nginx serves as; empty for nginx's own choice, and for anybody but root.
    streams_per_address
        Open sessions from one address: many readers share one behind a provider's or a school's. As many other requests,
        200 at least, may be under way.
    opened_per_second, asked_per_second
        Sessions and uploads begun, and files and pages asked for, by one address a second.
    """

    site: Path
    run: Path
    replicas: tuple[str, ...]
    static_listen: str = "8080"
    dashboard_listen: str = "8081"
    static_name: str = "_"
    dashboard_name: str = "_"
    brotli: bool = False
    access_log: str = "off"
    worker_user: str = ""
    streams_per_address: int = 200
    opened_per_second: int = 10
    asked_per_second: int = 100

    def placeholders(self) -> dict[str, str]:
        """What stands for each name between @.

        Raises
        ------
        ConfigError
            When one holds what would end a directive, or a limit is no number that nginx can live with.
        """
        if faults := [fault for name in LIMITS if (fault := limit_fault(name, getattr(self, name)))]:
            raise ConfigError("\n".join(faults))
        brotli = "load_module modules/ngx_http_brotli_static_module.so;" if self.brotli else ""
        streams = STREAMS_PER_REPLICA * len(self.replicas)
        log = "off" if self.access_log == "off" else f"{checked('access log', self.access_log)} plain"
        return {
            "LOAD_MODULES": brotli,
            "USER": f"user {checked('user', self.worker_user)};" if self.worker_user else "",
            "RUN": checked("run folder", str(self.run)),
            "SITE": checked("site folder", str(self.site)),
            # A stream takes two descriptors: the reader's and the replica's.
            "CONNECTIONS": str(2 * streams + 4096),
            "FILES_OPEN": str(2 * streams + 8192),
            "ACCESS_LOG": log,
            "STATIC_LISTEN": words("static address", self.static_listen),
            "STATIC_NAME": words("static name", self.static_name),
            "BROTLI_STATIC": "brotli_static on;" if self.brotli else "",
            "STATIC_POLICY": STATIC_POLICY,
            "INLINE_SCRIPTS": INLINE_SCRIPTS,
            "DASHBOARD_LISTEN": words("dashboard address", self.dashboard_listen),
            "CLOSE_OTHER_HOSTS": self.other_hosts_closed(),
            "DASHBOARD_NAME": words("dashboard name", self.dashboard_name),
            "STREAMS_PER_ADDRESS": str(self.streams_per_address),
            "STREAMS_ALL": str(streams),
            "HELD_PER_ADDRESS": str(max(LEAST_HELD, self.streams_per_address)),
            "OPENED_PER_SECOND": str(self.opened_per_second),
            "OPENED_BURST": str(5 * self.opened_per_second),
            "ASKED_PER_SECOND": str(self.asked_per_second),
            # One cold opening of Streamlit's client asks for some dozens of files at once.
            "ASKED_BURST": str(10 * self.asked_per_second),
            "UPLOAD_MB": str(upload_limit_mb() + UPLOAD_MARGIN_MB),
        }

    def other_hosts_closed(self) -> str:
        """A server that hangs up on whoever asks the dashboard's port for another host; empty when any will do.

        Another site's name, pointed at this address, would else make its scripts the dashboard's own in a browser. Where
        the site answers to any name on the same port, such a request meets the site, which gives nothing away.
        """
        if self.dashboard_name == "_" or (self.static_listen, self.static_name) == (
            self.dashboard_listen,
            "_",
        ):
            return ""
        listen = words("dashboard address", self.dashboard_listen)
        return f"server {{\n    listen {listen} default_server;\n    server_name _;\n    return 444;\n}}\n"


def checked(what: str, text: str) -> str:
    """Return the text when it cannot be read as anything but one value.

    Raises
    ------
    ConfigError
        When it holds blanks at its ends, quotes, braces, `;`, `$` or `@`.
    """
    if not PLAIN.fullmatch(text):
        raise ConfigError(
            f"The {what} {text!r} cannot stand in an nginx configuration: letters, digits and ./:*-_ only."
        )
    return text if " " not in text else f'"{text}"'


def words(what: str, text: str) -> str:
    """The same for several values side by side, as two host names are.

    Raises
    ------
    ConfigError
        As `checked` does.
    """
    return checked(what, text).strip('"')


def worker_user_for(*folders: Path) -> str:
    """Whom nginx serves as: empty unless root starts it, else an ordinary user who can read all the folders.

    Debian's choice is www-data; a checkout below /root is open to root alone, and then root it is.
    """
    if os.geteuid():
        return ""
    parents = {parent for folder in folders for parent in (folder.resolve(), *folder.resolve().parents)}
    if not all(parent.stat().st_mode & stat.S_IXOTH for parent in parents):
        return "root"
    return next((name for name in ("www-data", "nginx", "nobody") if is_user(name)), "root")


def is_user(name: str) -> bool:
    """Whether the machine knows the user."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def upload_limit_mb() -> int:
    """The dashboard's own limit of an upload, MB."""
    settings = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return int(settings["server"]["maxUploadSize"])


def upstreams(replicas: Sequence[str]) -> str:
    """The replicas, who goes to which, and the cookie that says so.

    Each replica has an upstream of its own with all others as backup: a reader whose cookie names a replica that is down
    is taken in by another one. Debian's nginx has no `sticky`. Without a cookie (the first request, or a frame in another
    site) address and browser decide, so that even then one reader's requests meet one replica.

    Raises
    ------
    ConfigError
        When there is none, too many, two alike, or one is no `host:port`.
    """
    if not 1 <= len(replicas) <= MOST_REPLICAS or len(set(replicas)) < len(replicas):
        raise ConfigError(f"Give 1 to {MOST_REPLICAS} replicas, each once; got {len(replicas)}.")
    for replica in replicas:
        if not re.fullmatch(r"[A-Za-z0-9.-]+:[0-9]{1,5}", replica):
            raise ConfigError(f"The replica {replica!r} is no host:port.")
    numbered = list(enumerate(replicas, start=1))
    lines = ["# Written by scripts/write_nginx_config.py."]
    for number, replica in numbered:
        lines += [f"upstream atlas_{number} {{", f"    server {replica} max_fails=2 fail_timeout=10s;"]
        others = [other for other in replicas if other != replica]
        lines += [f"    server {other} max_fails=2 fail_timeout=10s backup;" for other in others]
        lines += ["    keepalive 32;", "}"]
    share = 100 / len(replicas)
    lines += ['split_clients "$remote_addr $http_user_agent" $atlas_drawn {']
    lines += [f"    {share:.2f}% atlas_{number};" for number, _ in numbered[:-1]]
    lines += [f"    * atlas_{len(replicas)};", "}", "map $cookie_atlas_replica $atlas_replica {"]
    lines += [f"    {number} atlas_{number};" for number, _ in numbered]
    lines += ["    default $atlas_drawn;", "}"]
    lines += [
        "# After retries the last address is the one that answered.",
        "map $upstream_addr $atlas_answered {",
    ]
    lines += [f'    "~(^|[ ,]){re.escape(replica)}$" {number};' for number, replica in numbered]
    lines += ['    default "";', "}"]
    lines += ['map "$cookie_atlas_replica>$atlas_answered" $atlas_new_cookie {', '    "~>$" "";']
    lines += [f'    "{number}>{number}" "";' for number, _ in numbered]
    cookie = "atlas_replica=$atlas_answered; Path=/; HttpOnly; SameSite=Lax$atlas_cookie_secure"
    lines += [f'    default "{cookie}";', "}", ""]
    return "\n".join(lines)


def write(serving: Serving, out: Path) -> Path:
    """Write the whole configuration into `out`; return its main file.

    Raises
    ------
    ConfigError
        When a setting cannot stand in it.
    """
    values = serving.placeholders()
    texts = {"upstreams.conf": upstreams(serving.replicas)}
    for name in FILES:
        template = (TEMPLATES / name).read_text(encoding="utf-8")
        texts[name] = PLACEHOLDER.sub(lambda match: values[match[1]], template)
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")
    return out / "nginx.conf"


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(prog="python -m scripts.write_nginx_config", description=__doc__)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--site", type=Path, required=True, help="folder of the published site")
    options.add_argument("--run", type=Path, default=Path("/run/atlas-nginx"), help="pid and temporary files")
    options.add_argument("--replica", action="append", required=True, metavar="HOST:PORT", dest="replicas")
    for name in (
        "static_listen",
        "dashboard_listen",
        "static_name",
        "dashboard_name",
        "access_log",
        "worker_user",
    ):
        options.add_argument(f"--{name.replace('_', '-')}", default=getattr(Serving, name))
    for name in LIMITS:
        options.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(Serving, name))
    options.add_argument("--brotli", action="store_true", help="libnginx-mod-http-brotli-static is installed")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files; 2 with a sentence when a setting cannot stand."""
    options = vars(parser().parse_args(arguments))
    out = options.pop("out")
    options |= {"replicas": tuple(options["replicas"]), "site": options["site"].absolute()}
    try:
        print(write(Serving(**options), out))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
