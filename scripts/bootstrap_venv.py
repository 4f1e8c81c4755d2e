"""Make a virtual environment with pip in it, also where Debian left out ensurepip.

Usage: python scripts/bootstrap_venv.py FOLDER

Debian ships Python without ensurepip unless python3-venv is installed, which needs root. There the
environment is made without pip, and pip is unpacked from its own wheel, fetched from the package
index with the standard library alone and trusted by its checksum.
"""

import configparser
import hashlib
import os
import re
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import venv
from pathlib import Path

PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
DEFAULT_INDEX = "https://pypi.org/simple"
CONFIG_FILES = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")
TIMEOUT_SECONDS = 60
TRIES = 3


class PipUnavailableError(Exception):
    """pip could not be fetched from the package index."""


def has_ensurepip() -> bool:
    """Tell whether this Python can put pip into a new environment by itself."""
    code = "import ensurepip; ensurepip.version()"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def package_index() -> str:
    """Return the address of the package index that pip itself would use."""
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"].rstrip("/")
    config = configparser.ConfigParser(interpolation=None)
    config.read([Path(name).expanduser() for name in CONFIG_FILES], encoding="utf-8")
    return config.get("global", "index-url", fallback=DEFAULT_INDEX).rstrip("/")


def fetch(url: str) -> bytes:
    """Return the bytes behind an address.

    A machine without ca-certificates cannot tell who answers. That is no harm here: the one file that
    is used is compared with a checksum of ours.
    """
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:
            return bytes(answer.read())
    except urllib.error.URLError as error:
        if not isinstance(error.reason, ssl.SSLCertVerificationError):
            raise
    unverified = ssl._create_unverified_context()
    with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS, context=unverified) as answer:
        return bytes(answer.read())


def fetch_pip_wheel() -> bytes:
    """Return the pinned pip wheel.

    Raises
    ------
    PipUnavailableError
        When the index does not answer, does not list the wheel, or sends another file.
    """
    listing = f"{package_index()}/pip/"
    page = fetch(listing).decode("utf-8", "replace")
    match = re.search(rf'href="([^"]*{re.escape(PIP_WHEEL)})[#"]', page)
    if match is None:
        raise PipUnavailableError(f"{listing} does not list {PIP_WHEEL}")
    wheel = fetch(urllib.parse.urljoin(listing, match.group(1)))
    found = hashlib.sha256(wheel).hexdigest()
    if found != PIP_SHA256:
        raise PipUnavailableError(f"{PIP_WHEEL}: checksum {found}, expected {PIP_SHA256}")
    return wheel


def fetch_pip_wheel_patiently() -> bytes:
    """Return the pinned pip wheel, trying again when the network fails."""
    for attempt in range(1, TRIES + 1):
        try:
            return fetch_pip_wheel()
        except (OSError, PipUnavailableError) as error:
            print(f"Fetching pip, try {attempt} of {TRIES}: {error}", file=sys.stderr)
            reason = error
    raise PipUnavailableError(str(reason))


def install_pip(folder: Path) -> None:
    """Put pip into the environment in `folder`, running it out of its own wheel."""
    with tempfile.TemporaryDirectory() as temporary:
        wheel = Path(temporary) / PIP_WHEEL
        wheel.write_bytes(fetch_pip_wheel_patiently())
        command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-index"]
        command += ["--disable-pip-version-check", str(wheel)]
        environment = os.environ | {"PYTHONPATH": str(wheel)}
        subprocess.run(command, env=environment, check=True)


def main(folder: Path) -> int:
    """Make the environment; return the exit code."""
    if has_ensurepip():
        venv.create(folder, with_pip=True)
        return 0
    print("This Python has no ensurepip: fetching pip from the package index", file=sys.stderr)
    venv.create(folder, with_pip=False)
    try:
        install_pip(folder)
    except PipUnavailableError as error:
        advice = "name another index with PIP_INDEX_URL=, or install python3-venv, then try again"
        print(f"pip could not be fetched ({error}): {advice}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
