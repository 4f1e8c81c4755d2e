"""Makes the file of a task out of the atlas."""

from __future__ import annotations

from typing import Final

from layers.press.captions import alternative_text, caption
from layers.press.export import (
    MapRuleError,
    PressJob,
    PressRequestError,
    export_press,
    findings_on,
    press_job,
    press_sheet,
)
from layers.press.files import png_bytes
from layers.press.fonts import FontMissingError
from layers.press.job import ENDINGS, MadeFile, NotMade, PressTask
from layers.press.map_rules import errors_of, rules_broken, sentences_of, why_stopped
from layers.press.request import PressRequest
from layers.press.sizes import POINTS_PER_INCH, PRINT_DPI, SIZES, highest_dpi, screen_dpi
from policy.atlas import Atlas
from policy.overlay import overlaid
from translations import LANGUAGES, N_, words_for

PREVIEW_PIXELS: Final = 1000


def make_file(atlas: Atlas, task: PressTask) -> MadeFile | NotMade:
    """Make a file; what stands in the way is said in sentences.

    A preview is made with what is wrong with it; anything else only when every rule for maps holds.
    """
    mine = atlas if task.overlay is None else overlaid(atlas, task.overlay)
    if mine.tables.version != task.data_version:
        return NotMade((N_("数据表已更新，请重新启动蓝天图志后再导出。"),))
    request = request_of(task)
    try:
        if task.kind == "preview":
            return preview_of(mine, press_job(mine, request))
        made = export_press(mine, request)
    except PressRequestError as error:
        return NotMade(error.messages)
    except MapRuleError as error:
        return NotMade(why_stopped(error.findings))
    except FontMissingError as error:
        return NotMade((error.message,))
    return MadeFile(made.content, made.notices, tuple(finding.message for finding in made.findings))


def request_of(task: PressTask) -> PressRequest:
    """The request for print that a task makes."""
    size = "card" if task.kind == "card" else task.size
    dots = screen_dpi(size)
    if task.kind == "print" and size in SIZES:
        dots = min(PRINT_DPI, highest_dpi(size))
    return PressRequest(
        layer_id=task.layer_id,
        frame=task.frame,
        format=ENDINGS[task.kind][0],
        made_on=task.made_on,
        lang=task.lang,
        year=task.year,
        size=size,
        dpi=dots,
        title=task.title,
        note=task.note,
        address=task.address,
        text_as="paths" if task.kind == "paths" else "text",
        approval_number=task.approval_number,
    )


def preview_of(atlas: Atlas, job: PressJob) -> MadeFile:
    """A picture of the sheet about a thousand pixels wide, what the rules find, and the words that go with it."""
    made = press_sheet(atlas, job)
    findings = findings_on(atlas, job, made)
    errors = errors_of(findings)
    return MadeFile(
        png_bytes(made, round(PREVIEW_PIXELS * POINTS_PER_INCH / made.sheet.width)),
        tuple(made.notices),
        passed=tuple(finding.message for finding in findings if finding.ok),
        faults=sentences_of(errors),
        broken=rules_broken(errors),
        texts=texts_of(atlas, job),
    )


def texts_of(atlas: Atlas, job: PressJob) -> dict[str, str]:
    """Caption and alternative text in both languages."""
    texts = {}
    for lang in LANGUAGES:
        words, mine = words_for(lang), job.in_language(atlas.register, lang)
        texts[f"caption-{lang}"] = caption(mine.drawn, mine.frame, mine.order, words)
        texts[f"alt-{lang}"] = alternative_text(mine.drawn, mine.frame, mine.order, words)
    return texts
