"""One replica of the dashboard: `python -m pages.serving.replica --port 8601 --inner-port 9601`.

What `streamlit run streamlit_app.py` serves, with two things more: the atlas is opened at once instead of for the first
reader, and `/healthz` and `/metrics` answer on the inner port while that goes on.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

from streamlit.web import cli

from pages import screens
from pages.serving.inner_port import LOOPBACK, listen
from pages.serving.memory import bound_heaps, clear_up
from pages.serving.settings import settings_faults
from pages.serving.stopping import end_children, stop_gracefully
from pages.serving.watchdog import keep_telling
from pages.shared.cached import atlas_opening

REPOSITORY = Path(__file__).parents[2]
HIGHEST_PORT = 65535
INNER_PORT_SETTING = "ATLAS_INNER_PORT"
INNER_ADDRESS_SETTING = "ATLAS_INNER_ADDRESS"


def port_of(text: str) -> int:
    """A port from its text, for argparse."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to {HIGHEST_PORT}")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The options; the inner port may come from the environment too."""
    options = argparse.ArgumentParser(
        prog="python -m pages.serving.replica", description=__doc__.splitlines()[0]
    )
    options.add_argument("--port", type=port_of, required=True)
    options.add_argument(
        "--address", default=LOOPBACK, help="where the dashboard listens (default: %(default)s)"
    )
    options.add_argument(
        "--inner-port",
        type=port_of,
        default=os.environ.get(INNER_PORT_SETTING) or None,
        help=f"/healthz and /metrics; without it, and without {INNER_PORT_SETTING}, nothing listens",
    )
    options.add_argument("--inner-address", default=os.environ.get(INNER_ADDRESS_SETTING) or LOOPBACK)
    return options


def import_screens() -> None:
    """Import what the entry script imports: seconds that the first reader would otherwise wait for."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop; 1 with a sentence when the inner port cannot be had."""
    options = parser().parse_args(arguments)
    bound_heaps()
    keep_telling()
    for fault in settings_faults(os.environ):
        sys.stderr.write(f"{fault}\n")
    if options.inner_port is not None:
        try:
            listen(options.inner_port, options.inner_address)
        except OSError as error:
            where = f"{options.inner_address}:{options.inner_port}"
            sys.stderr.write(f"The inner port {where} cannot be used: {error.strerror or error}\n")
            return 1
    atlas_opening().start()
    import_screens()
    os.chdir(REPOSITORY)
    # Streamlit serves static/ only if it was there at the start.
    (REPOSITORY / "static").mkdir(exist_ok=True)
    sys.argv = ["streamlit", "run", str(REPOSITORY / "streamlit_app.py")]
    sys.argv += ["--server.port", str(options.port), "--server.address", options.address]
    stop_gracefully()
    clear_up()
    try:
        cli.main()
    finally:
        end_children()
    return 0


if __name__ == "__main__":
    sys.exit(main())
