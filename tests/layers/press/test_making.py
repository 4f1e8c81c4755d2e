"""What the process that draws makes of a task: pictures of the right size, words with the preview, refusals."""

import io
import pickle
import struct
from dataclasses import replace

import pytest

from layers.press.job import MadeFile, NotMade, PressTask
from layers.press.making import make_file
from layers.press.worker import serve
from policy.atlas import Atlas
from policy.overlay import Overlay, OverlayRow, overlaid

PNG = b"\x89PNG\r\n\x1a\n"
ROW = OverlayRow("140100", 2025, 99.0, "official", 365)
HOSTILE = "<b>$x^2$ \\alpha</b>" + "长" * 10_000 + "🌏"


@pytest.fixture
def task(atlas: Atlas) -> PressTask:
    return PressTask("preview", "observed", 2025, "140100", "wide", "zh", "2026-11-22", atlas.tables.version)


def pixels(content: bytes) -> tuple[int, int]:
    assert content.startswith(PNG)
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def test_a_preview_comes_with_words_and_what_was_changed(atlas: Atlas, task: PressTask) -> None:
    made = make_file(atlas, replace(task, title=HOSTILE))
    assert isinstance(made, MadeFile)
    assert pixels(made.content)[0] == 1000
    assert made.faults == ()
    assert made.passed
    assert len(made.notices) >= 2
    assert set(made.texts) == {"caption-zh", "caption-en", "alt-zh", "alt-en"}
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_card_has_the_size_that_pages_ask_for_and_the_same_task_the_same_bytes(
    atlas: Atlas, task: PressTask
) -> None:
    card = replace(task, kind="card", size="card", frame="china")
    made = make_file(atlas, card)
    assert isinstance(made, MadeFile)
    assert pixels(made.content) == (1200, 630)
    assert make_file(atlas, card) == made


def test_figures_of_the_readers_own_are_drawn_with_their_version(atlas: Atlas, task: PressTask) -> None:
    overlay = Overlay("own.csv", (ROW,))
    mine = overlaid(atlas, overlay).tables.version
    made = make_file(atlas, replace(task, overlay=overlay, data_version=mine))
    plain = make_file(atlas, task)
    assert isinstance(made, MadeFile)
    assert isinstance(plain, MadeFile)
    assert made.texts["alt-zh"] != plain.texts["alt-zh"]


def test_other_tables_than_those_on_the_screen_are_refused(atlas: Atlas, task: PressTask) -> None:
    assert isinstance(make_file(atlas, replace(task, data_version="other")), NotMade)


def test_all_that_is_unknown_is_told(atlas: Atlas, task: PressTask) -> None:
    made = make_file(atlas, replace(task, layer_id="x", frame="火星", size="b5", year=1))
    assert isinstance(made, NotMade)
    assert len(made.reasons) == 4


def test_the_process_answers_every_task_and_outlives_a_fault(
    atlas: Atlas, task: PressTask, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(task, year="no number")  # type: ignore[arg-type]
    wrong = replace(task, data_version=None)  # type: ignore[arg-type]
    asked, answers = io.BytesIO(b"".join(pickle.dumps(one) for one in (broken, 5, wrong))), io.BytesIO()
    serve(atlas, asked, answers)
    answers.seek(0)
    for _ in range(3):
        assert isinstance(pickle.load(answers), NotMade)
    assert answers.read() == b""
    assert "could not be made" in caplog.text
