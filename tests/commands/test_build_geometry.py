"""The command that builds the shapes."""

import re

import pytest

from commands import build_geometry
from commands.build_geometry import STEPS, main
from geo.store import ensure_geometry
from tests.toy_country import CARVE_OUT, ToySource


@pytest.fixture(autouse=True)
def toy_carve_outs(monkeypatch):
    """The tables' carve-outs belong to the real country."""
    monkeypatch.setattr(build_geometry, "carve_outs_of", lambda tables: (CARVE_OUT,))


def test_builds_once_with_progress_and_a_summary(tmp_path, capsys):
    assert main(["--cache-root", str(tmp_path)], source=ToySource()) == 0
    first = capsys.readouterr()
    assert "6 个地点，3 个省级单位，14 个区县" in first.out
    assert str(tmp_path) in first.out
    assert "100%" in first.err
    assert "%" not in re.sub(r"\d+\.\d+%", "", first.out)
    source = ToySource()
    assert main(["--cache-root", str(tmp_path)], source=source) == 0
    second = capsys.readouterr()
    assert source.reads == 0
    assert second.err == ""
    assert "无需重建" in second.out


def test_force_builds_again(tmp_path, capsys):
    main(["--cache-root", str(tmp_path)], source=ToySource())
    source = ToySource()
    assert main(["--cache-root", str(tmp_path), "--force"], source=source) == 0
    assert source.reads == 1


def test_every_step_has_its_words(tmp_path):
    seen = set()
    ensure_geometry([CARVE_OUT], tmp_path, lambda step, done: seen.add(step), source=ToySource())
    assert seen | {"wait"} == set(STEPS)


def test_a_fault_is_one_sentence_and_code_2(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["--cache-root", str(tmp_path / "file" / "x")], source=ToySource()) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "ATLAS_CACHE" in captured.err
    assert "Traceback" not in captured.err
    assert len(captured.err.splitlines()) == 1
