"""A table of points on the screen: upload, progress, what is wrong with it, and the answers to take away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from geo.datum import DATUMS
from importing.point_answers import DATUM_NAMES
from importing.point_files import KINDS
from importing.point_lines import SCREEN_POINTS
from pages.point_parts.batch_job import LONGEST_SECONDS, BatchJob, BatchRequest
from pages.serving.counters import FRAGMENT_RERUNS
from pages.shared.html import alert, element, text
from pages.shared.markdown import as_label
from pages.shared.session_overlay import current_overlay
from pages.shared.session_points import current_batch, drop_batch, keep_batch
from translations import Words

UPLOAD_MB = 30
"""100 000 rows of 300 bytes; what other uploaders take is in `.streamlit/config.toml`."""

POLL_SECONDS = 0.7
LONGEST_NAME = 60
SHOWN_LON, SHOWN_LAT = ("lon", "lng", "longitude", "经度"), ("lat", "latitude", "纬度")
EXAMPLE = "名称,经度,纬度\n甲厂,112.549,37.870\n乙厂,110°27′E,35°28′44″N\n"
MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
}


def show_batch(words: Words) -> None:
    """The form, and the table under way or answered."""
    _ = words.gettext
    with st.container(key="points_batch"):
        st.html(element("h2", text(_("一次核查一张点位表"))) + introduction_html(words))
        job: BatchJob | None = current_batch()
        if job is None:
            form(words)
        elif job.is_over:
            outcome(words, job)
        else:
            under_way(words)


def introduction_html(words: Words) -> str:
    """What is read, what comes back, and what becomes of it."""
    _ = words.gettext
    lines = [
        _(
            "CSV（UTF-8 或 GBK）或 XLSX，首行为列名，经度列用 {lon} 之一，纬度列用 {lat} 之一，小数或度分秒；其余列照原样保留。"
            "至多 {rows} 个点位、{size} MB；更多请用命令 python -m commands.locate_point --file。",
            lon=", ".join(SHOWN_LON),
            lat=", ".join(SHOWN_LAT),
            rows=f"{SCREEN_POINTS:,}",
            size=UPLOAD_MB,
        ),
        _(
            "适用条款相同的点归为一组：每个点只写条款数（measures）和组名（measures_group），"
            "各组的逐条清单另列一表，不在每一行里重复。"
        ),
        _("表格只在内存里处理，不写入磁盘；离开本页或取消即停止。"),
    ]
    if current_overlay() is not None:
        lines.append(_("批量核查按站内数据判断，不用您叠加的表格。"))
    return "".join(element("p", text(line), class_="quiet") for line in lines)


def form(words: Words) -> None:
    """Upload, datum and kind of file; begins when the button is pressed."""
    _ = words.gettext
    uploaded = st.file_uploader(
        _("选择点位表（CSV 或 XLSX，不超过 {size} MB）", size=UPLOAD_MB),
        type=["csv", "txt", "xlsx"],
        max_upload_size=UPLOAD_MB,
        key="points_file",
    )
    row = st.container(horizontal=True, vertical_alignment="bottom")
    datum = row.selectbox(
        _("坐标系"),
        ("auto", *DATUMS),
        format_func=(datum_names(words) | {"auto": _("按列名所写，未写则 WGS-84")}).__getitem__,
        key="points_datum",
        width=280,
    )
    kind = row.selectbox(_("结果格式"), KINDS, format_func=str.upper, key="points_kind", width=160)
    if row.button(_("开始核查"), type="primary", disabled=uploaded is None, key="points_start"):
        begin(uploaded, kind, datum, words)
    row.download_button(
        _("下载表格样例"),
        EXAMPLE.encode("utf-8-sig"),
        file_name="points.csv",
        mime="text/csv",
        on_click="ignore",
    )


def begin(uploaded: Any, kind: str, datum: str, words: Words) -> None:
    """Start answering a table."""
    name = uploaded.name[:LONGEST_NAME]
    request = BatchRequest(
        uploaded.file_id, name, uploaded.getvalue(), kind, datum, words.lang, swapped=False
    )
    start(request)
    st.rerun()


def start(request: BatchRequest) -> None:
    """Answer a table; the one before it is forgotten."""
    drop_batch()
    job = BatchJob(request)
    keep_batch(job)
    job.start()


@st.fragment(run_every=POLL_SECONDS)
def under_way(words: Words) -> None:
    """Waiting or progress, with a button that stops it; ends in a run of the whole screen."""
    FRAGMENT_RERUNS.inc()
    _ = words.gettext
    job: BatchJob | None = current_batch()
    if job is None or job.is_over:
        st.rerun()
        return
    if job.look() == "waiting":
        st.progress(0.0, text=_("另一张点位表正在处理，请稍候：{name}", name=as_label(job.request.name)))
    elif not job.all:
        st.progress(0.0, text=_("正在核对表格：{name}", name=as_label(job.request.name)))
    else:
        told = _("已核查 {done} / {all} 个点位", done=f"{job.done:,}", all=f"{job.all:,}")
        st.progress(job.done / job.all, text=told)
    st.button(_("取消"), on_click=drop_batch, key="points_cancel")


def outcome(words: Words, job: BatchJob) -> None:
    """The answers, or why there are none."""
    _ = words.gettext
    if job.state == "done":
        st.html(element("p", text(done_sentence(words, job)), class_="overlay-banner", role="status"))
        downloads(words, job)
    elif job.state == "refused":
        told = _("{name} 没有核查，共 {count} 处问题：", name=job.request.name, count=job.fault_count)
        st.html(element("p", text(told)) + "".join(alert(fault) for fault in job.faults))
        if job.fault_count > len(job.faults):
            st.html(element("p", text(_("其余 {count} 处未列出。", count=job.fault_count - len(job.faults)))))
        remedies(words, job)
    elif job.state == "too_long":
        minutes = round(LONGEST_SECONDS / 60)
        st.html(alert(_("{minutes} 分钟内没有核查完，已停止：请把表拆小，或用命令行。", minutes=minutes)))
    else:
        st.html(alert(job.failure or _("核查没有完成，没有产生结果；可以再试一次。")))
    st.button(_("换一张表"), on_click=drop_batch, key="points_again")


def done_sentence(words: Words, job: BatchJob) -> str:
    """How many points were answered, how many rows were not, and how the coordinates were read."""
    _ = words.gettext
    told = _("{name}：{count} 个点位已核查", name=job.request.name, count=f"{job.all - job.bad:,}")
    if job.bad:
        told += _("，{count} 行有错误、未核查（原因在说明一列）", count=f"{job.bad:,}")
    return (
        told
        + _("；按 {datum} 读取", datum=DATUM_NAMES[job.datum])
        + (_("，换算为 WGS-84") if job.datum != "wgs84" else "")
    )


def remedies(words: Words, job: BatchJob) -> None:
    """What one press can mend: columns exchanged, rows to be left unanswered."""
    _ = words.gettext
    if job.is_swapped:
        label = _("交换两列后核查")
        st.button(label, on_click=start_again, args=(job, "swapped"), key="points_swap", type="primary")
    if job.is_skippable:
        label = _("只核查其余 {count} 行", count=f"{job.good:,}")
        st.button(label, on_click=start_again, args=(job, "skip_bad"), key="points_skip", type="primary")


def start_again(job: BatchJob, option: str) -> None:
    """Answer a table with its two columns exchanged, or without its bad rows."""
    start(replace(job.request, **{option: True}))


def downloads(words: Words, job: BatchJob) -> None:
    """The files made."""
    _ = words.gettext
    stem = job.request.name.rpartition(".")[0] or job.request.name
    kind = job.request.kind
    row = st.container(horizontal=True)
    names = {"answers": _("下载答案（{kind}）", kind=kind.upper()), "measures": _("下载各组条款（CSV）")}
    for role, content in job.files.items():
        ending = kind if role == "answers" else "measures.csv"
        row.download_button(
            names[role],
            content,
            file_name=f"{stem}.{'answers.' if role == 'answers' else ''}{ending}",
            mime=MIME[kind],
            key=f"points_{role}",
            on_click="ignore",
        )


def datum_names(words: Words) -> dict[str, str]:
    """What each datum is called, with who uses it."""
    _ = words.gettext
    return {
        "wgs84": _("WGS-84（GPS、国际地图）"),
        "gcj02": _("GCJ-02（高德、腾讯地图）"),
        "bd09": _("BD-09（百度地图）"),
    }
