"""What commands and screens call: a request to a file that may leave the house, or the reasons why it may not.

    request = PressRequest("observed", "china", "png", made_on="2026-11-22", year=2025)
    exported = export_press(atlas, request)      # .content, .file_name, .mime, .findings, .notices
    preview = preview_png(atlas, request)        # a small PNG for the screen, not checked

`faults_of(atlas, request)` says all that is wrong with a request; `export_press` raises `PressRequestError` with the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from layers.catalogue import build_layer, has_years
from layers.definition import ChoroplethLayer, LayerSource
from layers.drawn import DrawnLayer
from layers.frame_sources import sources_behind
from layers.press.compose import press_figure
from layers.press.document import html_bytes
from layers.press.files import pdf_bytes, png_bytes, svg_bytes
from layers.press.finding import Finding
from layers.press.frames import PressFrame, asked_area, frame_of
from layers.press.main_finding import main_finding
from layers.press.map_rules import check_rules, errors_of
from layers.press.order import MapNames, PressFigure, PressOrder, TextAs, map_names
from layers.press.request import FORMATS, PressRequest, faults_of, shown_text
from layers.press.sizes import PRINT_DPI, screen_dpi
from layers.press.subject import press_drawn
from policy.atlas import Atlas
from policy.observed import observed_years
from policy.register import Register
from translations import LANGUAGES, N_, Message, words_for

MIMES: Final = {
    "png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "html": "text/html", "zip": "application/zip",
}  # fmt: skip
PREVIEW_DPI: Final = 96


class PressRequestError(Exception):
    """A request that cannot be carried out; `messages` says all that is wrong with it."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = tuple(messages)
        words = words_for("zh")
        super().__init__("\n".join(words.render(message) for message in messages))


class MapRuleError(Exception):
    """A sheet that breaks a rule for maps and is not handed out; `findings` are those in error."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = tuple(findings)
        words = words_for("zh")
        super().__init__("\n".join(words.render(finding.message) for finding in findings))


@dataclass(frozen=True)
class PressFile:
    """A file ready to be handed out.

    Attributes
    ----------
    findings
        What the map rules found; none of them an error.
    notices
        What the maker ought to know, such as a title that was cut.
    """

    content: bytes
    file_name: str
    mime: str
    findings: tuple[Finding, ...] = ()
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True)
class PressJob:
    """A request understood: layer drawn for print, frame found, order written; `layer` names the frame's sources only."""

    request: PressRequest
    layer: ChoroplethLayer
    drawn: DrawnLayer
    frame: PressFrame
    order: PressOrder
    year: int

    def in_language(self, register: Register, lang: str) -> PressJob:
        """The same job in a language, title and note of the maker's own as they are."""
        words = words_for(lang)
        drawn = press_drawn(register, self.layer, words)
        finding = main_finding(register, drawn, self.frame, words)
        return replace(self, drawn=drawn, order=replace(self.order, lang=lang, finding=finding))


def press_job(atlas: Atlas, request: PressRequest) -> PressJob:
    """Understand a request.

    Raises
    ------
    PressRequestError
        When anything in it is not known.
    """
    faults = faults_of(atlas, request)
    if faults:
        raise PressRequestError(faults)
    register = atlas.register
    year = request.year or observed_years(register)[-1]
    words, frame = words_for(request.lang), frame_of(atlas, request.frame)
    layer = build_layer(register, request.layer_id, year)
    sources = sources_behind(register, layer, frame.focus)
    if frame.named_in is not None:
        document, clauses = frame.named_in
        sources = tuple(dict.fromkeys((*sources, LayerSource(document.document_id, clauses))))
    layer = replace(layer, sources=sources)
    drawn = press_drawn(register, layer, words)
    order = PressOrder(
        lang=request.lang,
        made_on=request.made_on,
        data_version=atlas.tables.version,
        address=view_address(
            request.address, request.layer_id, year, request.lang, asked_area(register, frame)
        ),
        size=request.size,
        title=shown_text(request.title),
        note=shown_text(request.note),
        approval_number=(request.approval_number or "").strip() or None,
        finding=main_finding(register, drawn, frame, words),
    )
    return PressJob(request, layer, drawn, frame, order, year)


def press_sheet(atlas: Atlas, job: PressJob) -> PressFigure:
    """Draw the sheet of a job."""
    made = press_figure(atlas.geometry, names_for(atlas, job), job.drawn, job.frame, job.order)
    for shown, asked in ((N_("标题"), job.request.title), (N_("说明"), job.request.note)):
        if asked.strip() and not shown_text(asked):
            made.notices.append(N_("{name}里没有看得见的字符，当作没有填写。", name=shown))
    return made


def names_for(atlas: Atlas, job: PressJob) -> MapNames:
    """Names on the map in the language of the sheet."""
    return map_names(atlas.register, words_for(job.order.lang))


def findings_on(atlas: Atlas, job: PressJob, made: PressFigure) -> list[Finding]:
    """What the rules for maps find on the sheet of a job."""
    return check_rules(made, job.drawn, atlas.geometry, names_for(atlas, job))


def checked_sheet(atlas: Atlas, job: PressJob) -> tuple[PressFigure, list[Finding]]:
    """Draw the sheet of a job and check the rules for maps.

    Raises
    ------
    MapRuleError
        When a rule is broken.
    """
    made = press_sheet(atlas, job)
    findings = findings_on(atlas, job, made)
    if errors_of(findings):
        raise MapRuleError(errors_of(findings))
    return made, findings


def export_press(atlas: Atlas, request: PressRequest) -> PressFile:
    """Make the file that is asked for. Every format is checked by the map rules on the sheet as drawn.

    Raises
    ------
    PressRequestError
        When anything in the request is not known; all faults at once.
    MapRuleError
        When a map rule is broken.
    layers.press.fonts.FontMissingError
        When the font is not installed.
    """
    job = press_job(atlas, request)
    content, findings, notices = _drawer().submit(_made, atlas, job).result()
    name = f"{base_name(job)}.{request.format}"
    return PressFile(content, name, MIMES[request.format], tuple(findings), tuple(notices))


@cache
def _drawer() -> ThreadPoolExecutor:
    """The one thread that makes files: one sheet at a time from drawing to writing, in memory used again and again.

    Twenty exports in as many threads leave twenty heaps behind, which the system's allocator keeps apart.
    """
    return ThreadPoolExecutor(1, thread_name_prefix="press")


def _made(atlas: Atlas, job: PressJob) -> tuple[bytes, list[Finding], list[Message]]:
    """The content of the file, what the map rules found and what the maker ought to know."""
    if job.request.format == "zip":
        from layers.press.pack import pack_bytes

        return pack_bytes(atlas, job)
    made, findings = checked_sheet(atlas, job)
    return file_bytes(atlas, job, made), findings, made.notices


def file_bytes(atlas: Atlas, job: PressJob, made: PressFigure) -> bytes:
    """One sheet in the format of the request (not a pack)."""
    request = job.request
    text_as: TextAs = "paths" if request.text_as == "paths" else "text"
    writers = {
        "png": partial(png_bytes, made, request.dpi or screen_dpi(request.size)),
        "svg": partial(svg_bytes, made, text_as),
        "pdf": partial(pdf_bytes, made),
        "html": partial(html_bytes, atlas, job),
    }
    return writers[request.format]()


def preview_png(atlas: Atlas, request: PressRequest, dpi: int = PREVIEW_DPI) -> bytes:
    """The sheet as a small PNG for the screen; the map rules are not looked at.

    Raises
    ------
    PressRequestError
        When anything in the request is not known.
    """
    return png_bytes(press_sheet(atlas, press_job(atlas, replace(request, format="png", dpi=None))), dpi)


def view_address(
    base: str, layer_id: str, year: int, lang: str, area: Mapping[str, str] | None = None
) -> str:
    """Address of the view: as given when it has a query, else the dashboard's with layer, year, frame and language.

    An area the map has no filter for opens on the export screen.
    """
    base = base.strip()
    if not base:
        return ""
    parts = urlsplit(base)
    if parts.query:
        return base
    path = parts.path or "/"
    if "frame" in (area or {}):
        path = path.rstrip("/") + "/export"
    query = {"layer": layer_id, "year": str(year)} | dict(area or {})
    query |= {"lang": lang} if lang != LANGUAGES[0] else {}
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query), parts.fragment))


def base_name(job: PressJob) -> str:
    """A file's name without ending: letters, digits, dots and hyphens only."""
    stem = f"blue-sky-atlas-{job.drawn.layer_id}-{job.frame.frame_id}"
    if has_years(job.drawn.layer_id):
        stem += f"-{job.year}"
    return re.sub(r"[^A-Za-z0-9.-]+", "-", f"{stem}-{job.order.lang}-{job.order.data_version}")


def sha256_of(content: bytes) -> str:
    """Hex digest."""
    return hashlib.sha256(content).hexdigest()


__all__ = [
    "FORMATS", "PRINT_DPI", "MapRuleError", "PressFile", "PressRequest", "PressRequestError", "export_press",
    "faults_of", "preview_png",
]  # fmt: skip
