"""A port that cannot be used is told in one sentence, with the way out."""

import os
import socket
import subprocess
from collections.abc import Iterator

import pytest

from scripts.check_port import main
from tests.structure.source_files import PROJECT_FOLDER


@pytest.fixture(params=["127.0.0.1", "0.0.0.0"])
def taken_port(request: pytest.FixtureRequest) -> Iterator[int]:
    with socket.create_server((request.param, 0)) as listener:
        yield listener.getsockname()[1]


def test_taken_port_is_named_with_the_way_out(taken_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(str(taken_port)) == 1
    sentence = capsys.readouterr().err
    assert sentence.startswith(f"Port {taken_port} is already taken by another program; ")
    assert "make run PORT=" in sentence
    assert sentence.count("\n") == 1


def test_free_port_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert main(str(port)) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "80.5", "８５０１", "8501; rm", "9" * 5000])
def test_what_is_no_port_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(text) == 1
    assert f"PORT={text[:20]} is no port" in capsys.readouterr().err


def test_make_run_stops_at_a_taken_port_before_anything_else(taken_port: int) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    run = subprocess.run(
        ["make", "run", f"PORT={taken_port}"],
        cwd=PROJECT_FOLDER,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert f"Port {taken_port} is already taken" in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
