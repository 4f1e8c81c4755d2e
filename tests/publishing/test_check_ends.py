"""A check that cannot be ended says so in a sentence: a process is gone, or the site is published anew meanwhile."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from commands.publish_site import main
from publishing import link_check, page_seen
from publishing.faults import SiteFolderError
from publishing.link_check import faults_of_site
from publishing.page_seen import FEW, read_pages


def end_at_once(*_given: object) -> None:
    """Stand in for reading pages in a process that is killed."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_process_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def killed(self: ProcessPoolExecutor, *_given: object) -> object:
        return iter([self.submit(end_at_once).result()])

    monkeypatch.setattr(page_seen.ProcessPoolExecutor, "map", killed)
    with pytest.raises(SiteFolderError) as told:
        read_pages(tmp_path, ["a.html"] * FEW, 2)
    assert "--workers 1" in told.value.message.msgid

    def gone(*_given: object) -> list[str]:
        raise told.value

    monkeypatch.setattr(link_check, "faults_found", gone)
    assert main(["--out", str(tmp_path), "--check"]) == 2
    assert "One of the checking processes ended early" in capsys.readouterr().err


@pytest.mark.parametrize(("times", "is_ended"), [(0, True), (1, True), (2, False)])
def test_a_site_that_is_published_anew_meanwhile_is_looked_over_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, is_ended: bool
) -> None:
    site, looks = tmp_path / "site", []
    for number in range(times):
        (tmp_path / f"next{number}").mkdir()
    site.mkdir()

    def look(folder: Path, _workers: int) -> list[str]:
        looks.append(folder)
        if len(looks) <= times:
            folder.rename(tmp_path / f"former{len(looks)}")
            (tmp_path / f"next{len(looks) - 1}").rename(folder)
        return [f"look {len(looks)}"]

    monkeypatch.setattr(link_check, "faults_found", look)
    if is_ended:
        assert faults_of_site(site) == [f"look {times + 1}"]
    else:
        with pytest.raises(SiteFolderError):
            faults_of_site(site)


def test_a_page_nested_too_deep_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(_text: str) -> None:
        raise RecursionError

    (tmp_path / "a.html").touch()
    monkeypatch.setattr(page_seen, "read_page", too_deep)
    seen = read_pages(tmp_path, ["a.html"], 1)["a.html"]
    assert not seen.is_read
    assert "nested too deep" in seen.faults[0]
