"""pip comes from the package index where Debian left it out, and only the pinned one."""

import hashlib
from pathlib import Path

import pytest

from scripts import bootstrap_venv

INDEX = "https://mirror.example/simple"


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package index that holds a wheel which is not the pinned one."""
    listing = f'<a href="../../files/{bootstrap_venv.PIP_WHEEL}#sha256=0">pip</a>'
    pages = {
        f"{INDEX}/pip/": listing.encode(),
        f"https://mirror.example/files/{bootstrap_venv.PIP_WHEEL}": b"not pip",
    }
    monkeypatch.setenv("PIP_INDEX_URL", INDEX + "/")
    monkeypatch.setattr(bootstrap_venv, "fetch", pages.__getitem__)


def test_wheel_with_another_checksum_is_refused(index: None) -> None:
    with pytest.raises(bootstrap_venv.PipUnavailableError, match="checksum"):
        bootstrap_venv.fetch_pip_wheel()


def test_pinned_wheel_is_taken(index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_venv, "PIP_SHA256", hashlib.sha256(b"not pip").hexdigest())
    assert bootstrap_venv.fetch_pip_wheel() == b"not pip"


def test_index_without_the_wheel_is_told(index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_venv, "PIP_WHEEL", "pip-0.0-py3-none-any.whl")
    with pytest.raises(bootstrap_venv.PipUnavailableError, match="does not list pip-0"):
        bootstrap_venv.fetch_pip_wheel()


def test_index_of_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", INDEX + "/")
    assert bootstrap_venv.package_index() == INDEX


def test_index_of_pip_conf_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pip.conf").write_text(f"[global]\nindex-url = {INDEX}\n")
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    monkeypatch.setattr(bootstrap_venv, "CONFIG_FILES", (str(tmp_path / "pip.conf"),))
    assert bootstrap_venv.package_index() == INDEX


def test_unreachable_index_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "nothing").as_uri())
    monkeypatch.setattr(bootstrap_venv, "has_ensurepip", lambda: False)
    assert bootstrap_venv.main(tmp_path / "venv") == 1
    assert "pip could not be fetched" in capsys.readouterr().err
