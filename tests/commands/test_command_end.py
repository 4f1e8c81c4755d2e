"""A command that is interrupted, or whose reader goes away, ends in one sentence or in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT_FOLDER = Path(__file__).resolve().parents[2]
INTERRUPTED = 130
PIPE_CLOSED = 141
SENTENCE = "已中断 / Interrupted."
COMMANDS = {
    "check": ("data.checks",),
    "check as JSON": ("data.checks", "--json"),
    "build": ("commands.build_geometry",),
    "describe": ("commands.describe_place", "太原"),
    "locate": ("commands.locate_point", "112.55", "37.87"),
}
CTRL_C = """
import signal, sys
def interrupt(event, arguments):
    if event == {event!r} and str(arguments[0]).endswith({name!r}):
        signal.raise_signal(signal.SIGINT)
sys.addaudithook(interrupt)
"""


def run(arguments: tuple[str, ...], **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", *arguments]
    environment = os.environ | options.pop("env", {})
    return subprocess.run(
        command,
        cwd=PROJECT_FOLDER,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        check=False,
        **options,
    )


def interrupted(
    arguments: tuple[str, ...], folder: Path, event: str, name: str
) -> subprocess.CompletedProcess:
    """Run a command that gets Ctrl-C when it imports, or opens, what is called `name`."""
    (folder / "sitecustomize.py").write_text(CTRL_C.format(event=event, name=name), encoding="utf-8")
    return run(arguments, stdout=subprocess.PIPE, env={"PYTHONPATH": str(folder)})


@pytest.mark.usefixtures("built_geometry")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_closed_pipe_is_met_with_silence(name: str):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = run(COMMANDS[name], stdout=writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (PIPE_CLOSED, "")


@pytest.mark.parametrize(
    ("name", "event", "at"),
    [
        ("check", "import", "frictionless"),
        ("build", "import", "tqdm"),
        ("describe", "import", "pandas"),
        ("locate", "import", "geopandas"),
        ("check", "open", "targets.csv"),
        ("build", "open", "targets.csv"),
        ("describe", "open", "targets.csv"),
        ("locate", "open", "targets.csv"),
    ],
)
def test_ctrl_c_ends_in_one_sentence(tmp_path: Path, name: str, event: str, at: str):
    done = interrupted(COMMANDS[name], tmp_path, event, at)
    assert (done.returncode, done.stdout) == (INTERRUPTED, "")
    assert done.stderr.strip() == SENTENCE


def test_ctrl_c_while_building_leaves_no_half_build(tmp_path: Path):
    cache = tmp_path / "cache"
    done = interrupted(("commands.build_geometry", "--cache-root", str(cache)), tmp_path, "open", ".geojson")
    assert done.returncode == INTERRUPTED
    assert done.stderr.endswith(f"\n{SENTENCE}\n")
    assert "Traceback" not in done.stderr
    assert [path for path in cache.iterdir() if path.is_dir()] == []


def test_importing_a_command_changes_no_hook():
    code = "import sys; before = sys.excepthook; import commands, data.checks; sys.exit(sys.excepthook is not before)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT_FOLDER, check=False).returncode == 0
