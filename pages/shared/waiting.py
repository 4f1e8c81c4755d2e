"""What a reader sees while the atlas is being opened, and when it cannot be."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.shared.cached import atlas_opening
from pages.shared.frame import STYLE
from pages.shared.html import alert
from pages.shared.opening import AtlasOpening, Attempt
from pages.shared.session_overlay import atlas_of_session
from policy.atlas import Atlas
from translations import Message, Words

POLL_SECONDS = 0.2


def step_names(words: Words) -> dict[str, str]:
    """What each step of the opening is called."""
    _ = words.gettext
    return {
        "tables": _("读取并核对数据表"),
        "read": _("读取行政边界"),
        "carve": _("划分规划单元"),
        "simplify": _("简化边界"),
        "check": _("核对边界"),
        "strip": _("计算省界两侧 20 公里"),
        "write": _("生成地图文件并写入缓存"),
        "wait": _("另一个进程正在生成，请稍候"),
        "layers": _("准备图层"),
    }


def atlas_or_wait(words: Words) -> Atlas:
    """Return the atlas, with the reader's own figures where there are any.

    On a first start show the progress until it is there, and stop on a fault. What browsers fetch is looked after here
    too, once for a whole screen: the screen then draws with what there is.
    """
    opening = atlas_opening()
    if opening.atlas is None:
        attempt = opening.start()
        show_progress(opening, attempt, words)
        if opening.atlas is None:
            show_faults(attempt.faults, words)
            st.stop()
    if faults := opening.repair_static_files():
        show_faults(faults, words)
        st.stop()
    return atlas_of_session(opening.atlas)


def show_progress(opening: AtlasOpening, attempt: Attempt, words: Words) -> None:
    """A title and a bar, gone when the opening ends."""
    slot = st.empty()
    names = step_names(words)
    while not attempt.finished.wait(POLL_SECONDS):
        text = words.gettext(
            "首次启动正在生成地图，约需一分钟：{step}", step=names.get(opening.step, opening.step)
        )
        slot.progress(min(max(opening.fraction, 0.0), 1.0), text=text)
    slot.empty()


def show_faults(faults: Sequence[str | Message], words: Words) -> None:
    """Every fault in its own sentence; nothing else is drawn."""
    st.html(STYLE)
    st.title(words.gettext("数据没有通过核对，地图未显示"))
    st.write(words.gettext("共 {count} 处问题，改正后刷新本页：", count=len(faults)))
    for fault in faults[:100]:
        st.html(alert(words.render(fault) if isinstance(fault, Message) else fault))
