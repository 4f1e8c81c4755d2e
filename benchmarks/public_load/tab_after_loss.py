"""What a reader at a browser sees when the replica that serves the tab is gone."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.reader import Reader
from benchmarks.scenario import Change, fills

STATE = "data-test-connection-state"
CONNECTED = "CONNECTED"
AT_REST = f"[data-testid='stApp'][{STATE}='{CONNECTED}'][data-test-script-state='notRunning']"
SAID = "[data-testid='stConnectionStatus'], [role='dialog']"
NOTICED_SECONDS = 15.0
BACK_SECONDS = 90.0
PRESS_SECONDS = 15.0
MOST_PRESSES = 3
LOOK_MS = 100


def after_loss(tab: Reader, following: Change) -> dict[str, Any]:
    """Watch a tab until it is connected again, then press the next control in it, again if nothing comes of it.

    Returns
    -------
    dict
        `words`: what was said meanwhile; `away`: seconds without connection; `address`: the query before the press;
        `presses`: how many it took until the map was painted, None when all were in vain.
    """
    words = said_until(tab, is_connected=False, seconds=NOTICED_SECONDS)
    began = time.monotonic()
    words += said_until(tab, is_connected=True, seconds=BACK_SECONDS)
    away = time.monotonic() - began
    address = tab.page.url.partition("?")[2]
    tab.page.wait_for_selector(AT_REST)
    presses = (number for number in range(1, MOST_PRESSES + 1) if is_drawn_by_a_press(tab, following))
    return {
        "presses": next(presses, None),
        "away": away,
        "words": list(dict.fromkeys(words)),
        "address": address,
    }


def is_drawn_by_a_press(tab: Reader, change: Change) -> bool:
    """Press a control and tell whether the map takes on its colours in time."""
    tab.page.locator(f".st-key-{change.control}").get_by_text(change.choice, exact=True).first.click()
    expected = fills(change.layer_id, change.year, hatches=tab.contender.hatches)
    until = time.monotonic() + PRESS_SECONDS
    while time.monotonic() < until:
        tab.page.wait_for_timeout(LOOK_MS)
        if tab.page.evaluate("paths => mapProbe.fills(paths)", tab.contender.paths).split(",") == expected:
            return True
    return False


def said_until(tab: Reader, *, is_connected: bool, seconds: float) -> list[str]:
    """Wait for a state of the connection, at most so long; give what stood in its sign or in a dialog."""
    until, words = time.monotonic() + seconds, []
    while time.monotonic() < until:
        state = tab.page.get_attribute("[data-testid='stApp']", STATE)
        words += [" ".join(text.split()) for text in tab.page.locator(SAID).all_inner_texts()]
        if (state == CONNECTED) is is_connected:
            break
        tab.page.wait_for_timeout(LOOK_MS)
    return [text for text in words if text]
