"""Workers end with a build that is ended: nobody waits for pages that will be thrown away."""

import time
from multiprocessing import active_children
from pathlib import Path
from types import SimpleNamespace

import pytest

from publishing import workers

LONG = 20


def open_nothing(*_given: object) -> None:
    """Stand in for opening the atlas."""


def work(chunk: list[Path]) -> dict[str, object]:
    """Do nothing for a name that is no path; else say so at the end of a long time."""
    for path in chunk:
        if isinstance(path, Path):
            time.sleep(LONG)
            path.touch()
    return {}


@pytest.mark.parametrize("ended_by", [KeyboardInterrupt, OSError])
def test_an_ended_build_waits_for_no_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended_by: type[BaseException]
) -> None:
    monkeypatch.setattr(workers, "_open_worker", open_nothing)
    site = SimpleNamespace(
        atlas=SimpleNamespace(tables=SimpleNamespace(version="")), options=None, assets={}, images=frozenset()
    )
    others = {child.pid for child in active_children()}
    chunks = [["quick"], [tmp_path / "one"], [tmp_path / "two"]]
    made = workers._side_by_side(site, None, 2, chunks, work)
    assert next(made) == {}
    with pytest.raises(ended_by):
        made.throw(ended_by())
    assert {child.pid for child in active_children()} <= others
    assert list(tmp_path.iterdir()) == []
