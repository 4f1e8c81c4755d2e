"""Nothing that the dashboard imports opens a connection, and no file of ours names a foreign host."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.structure.source_files import APP_FOLDERS, PROJECT_FOLDER, imports, python_files, relative

NETWORK_MODULES = (
    "aiohttp",
    "ftplib",
    "http.client",
    "http.server",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "websockets",
    "xmlrpc",
)
# It writes to the socket file that systemd names, and connects to nothing.
WITHIN_THE_MACHINE = {"pages/serving/watchdog.py": {"socket"}}
# Hosts that map and font libraries load from, and tile servers.
FOREIGN_HOSTS = re.compile(
    r"\bcdn\b|cdnjs|unpkg|jsdelivr|googleapis|gstatic|bootstrapcdn|cloudflare|code\.jquery|d3js\.org|esm\.sh|"
    r"skypack|tile\.openstreetmap|basemaps\.|autonavi\.com|amap\.com|tianditu|mapbox\.com",
    re.IGNORECASE,
)
WEB_SUFFIXES = {".py", ".js", ".mjs", ".css", ".html", ".svg", ".toml"}

# Runs in a process of its own: imports every module of ours and fails at the first connection or look-up.
IMPORT_ALL = """
import importlib, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise AssertionError(f"{event} {arguments[1:] if event == 'socket.connect' else arguments[:1]}")

sys.addaudithook(refuse)
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def web_files() -> list[Path]:
    """Return the files of ours that a browser or the server reads as code."""
    folders = [PROJECT_FOLDER / folder for folder in (*APP_FOLDERS, ".streamlit")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in WEB_SUFFIXES]
    return sorted({*files, *python_files(APP_FOLDERS)})


@pytest.mark.parametrize("path", python_files(APP_FOLDERS), ids=relative)
def test_module_imports_nothing_that_connects(path: Path) -> None:
    found = {module for module in NETWORK_MODULES if imports(path, module)}
    assert found == WITHIN_THE_MACHINE.get(relative(path), set())


@pytest.mark.parametrize("name", WITHIN_THE_MACHINE)
def test_what_stays_within_the_machine_knows_socket_files_alone(name: str) -> None:
    code = (PROJECT_FOLDER / name).read_text(encoding="utf-8")
    assert set(re.findall(r"\bsocket\.([A-Za-z_]+)", code)) == {"socket", "AF_UNIX", "SOCK_DGRAM"}


@pytest.mark.parametrize("path", web_files(), ids=relative)
def test_file_names_no_foreign_host(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [
        f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if FOREIGN_HOSTS.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "address", ["https://cdn.jsdelivr.net/npm/x", "https://unpkg.com/x", "fonts.googleapis.com"]
)
def test_foreign_host_is_recognised(address: str) -> None:
    assert FOREIGN_HOSTS.search(address)


def test_importing_everything_connects_to_nothing() -> None:
    modules = [
        relative(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for path in python_files(APP_FOLDERS)
        # What runs the dashboard when imported is watched by the browser tests.
        if path.name not in ("streamlit_app.py", "__main__.py")
        and (path.parent.name != "pages" or path.name == "__init__.py")
    ]
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *modules],
        cwd=PROJECT_FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
