"""A view that was shown before is shown again without working anything out."""

import threading
from collections import Counter
from pathlib import Path
from types import FrameType

from tests.screen_harness import open_screen
from tests.screens.reading import map_message, quiet

PROJECT_FOLDER = Path(__file__).parents[2]
RULES = ("policy", "layers", "data", "geo")
MOST_CALLS = 1_200
"""Calls of rules in one run: a few for each control, none for each of the 375 places and its verdict."""


def test_a_view_seen_before_asks_hardly_any_rule() -> None:
    screen = quiet(open_screen(layer="observed", year="2022"))
    before = map_message(screen)
    quiet(screen.run())
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            name = frame.f_code.co_filename
            if (
                name.startswith(str(PROJECT_FOLDER))
                and Path(name).relative_to(PROJECT_FOLDER).parts[0] in RULES
            ):
                calls[f"{Path(name).name} {frame.f_code.co_name}"] += 1

    threading.setprofile(count)
    try:
        quiet(screen.run())
    finally:
        threading.setprofile(None)
    assert map_message(screen) == before
    assert 0 < calls.total() < MOST_CALLS, calls.most_common(5)
