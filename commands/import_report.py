"""What an import says: JSON on stdout, sentences and a progress bar on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tqdm import tqdm

from importing.faults import ImportFault, visible
from importing.import_files import KIND_NAMES, Imported
from importing.import_log import LocalSource
from importing.local_folder import Written
from importing.validity import AnnualMean
from policy.observed import DAYS_NEEDED
from translations import N_, Message, Words

NAMES_SAID: Final = 20
FAULTS_SAID: Final = 50


def json_text(imported: Imported | None, faults: Sequence[ImportFault], words: Words) -> str:
    """The result as JSON: rows when all went well, else faults."""
    rows = [
        {
            "place_id": row.place_id,
            "year": row.year,
            "value": row.value,
            "days_with_data": row.days_with_data,
        }
        for row in (imported.rows if imported and not faults else ())
    ]
    content = {"rows": rows, "faults": [fault.record(words) for fault in faults]}
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


def fault_sentences(faults: Sequence[ImportFault], words: Words) -> Iterator[str]:
    """Faults in sentences, what is the same in many files said once; at last, that nothing was written."""
    files: dict[tuple[object, ...], list[ImportFault]] = {}
    for fault in faults:
        key = (fault.row, fault.column, fault.found_text(words), words.render(fault.expected))
        files.setdefault(key, []).append(fault)
    for same in list(files.values())[:FAULTS_SAID]:
        more = words.gettext("（另有 {count} 个文件相同）", count=len(same) - 1) if len(same) > 1 else ""
        yield same[0].sentence(words) + more
    if len(files) > FAULTS_SAID:
        rest = sum(len(same) for same in list(files.values())[FAULTS_SAID:])
        yield words.gettext("另有 {count} 处错误，--json 列出全部。", count=rest)
    yield words.gettext("{count} 处错误，没有写入任何内容。", count=len(faults))


def result_sentences(imported: Imported, names: dict[str, str], words: Words) -> Iterator[str]:
    """What was read, and what was left out and why."""
    years = sorted({row.year for row in imported.rows})
    spans = words.join([str(year) for year in years]) or "–"
    yield words.gettext(
        "{kind}：{count} 个年均值，{places} 个地点，年份 {years}。",
        kind=KIND_NAMES[imported.kind],
        count=len(imported.rows),
        places=len({row.place_id for row in imported.rows}),
        years=spans,
    )
    if not imported.rows:
        yield words.gettext("没有可以写入的年均值。")
    if imported.tally is not None:
        tally = imported.tally
        yield words.gettext(
            "小时值 {valid} 个有效；{missing} 个空缺，{negative} 个为负，{absurd} 个过大，均不计入。",
            valid=tally.valid,
            missing=tally.missing,
            negative=tally.negative,
            absurd=tally.absurd,
        )
    if imported.insufficient:
        yield words.gettext(
            "{count} 个地点年数据不足（HJ 663），不作为年均值：{listed}。",
            count=len(imported.insufficient),
            listed=_listed([insufficiency(mean, names, words) for mean in imported.insufficient], words),
        )
    if imported.left_out:
        yield words.gettext(
            "未采用 {count} 个名称或列：{listed}。",
            count=len(imported.left_out),
            listed=_listed([printable(name) for name in imported.left_out], words),
        )
    if imported.titles:
        yield words.gettext(
            "列名之上的 {count} 行标题未作数据：{listed}。",
            count=len(imported.titles),
            listed=_listed([printable(text) for text in imported.titles], words),
        )
    if imported.skipped_rows:
        yield words.gettext(
            "略去 {count} 行，不是图志的地点：{listed}。",
            count=len(imported.skipped_rows),
            listed=_listed([printable(name) for name in imported.skipped_rows], words),
        )
    if imported.empty:
        yield words.gettext("{count} 个单元格没有数值。", count=imported.empty)


def insufficiency(mean: AnnualMean, names: dict[str, str], words: Words) -> str:
    """A place and year with the reason why it has no annual mean."""
    reasons: list[Message] = []
    if mean.days_with_data < DAYS_NEEDED:
        reasons.append(N_("{days} 天", days=mean.days_with_data))
    if mean.short_months and len(mean.short_months) < 12:
        months = words.join([str(month) for month in mean.short_months])
        reasons.append(N_("{months} 月天数不足", months=months))
    return f"{names[mean.place_id]} {mean.year}（{words.join([words.render(reason) for reason in reasons])}）"


def written_sentences(written: Written, words: Words) -> Iterator[str]:
    """What changed on disk."""
    if not written.changed and not written.gone:
        yield words.gettext("与已有内容相同，没有改动。")
    for path in written.changed:
        yield words.gettext("已写入 {file}。", file=path)
    for path in written.gone:
        yield words.gettext("已移走 {file}：其中不再有内容。", file=path)
    for path in written.kept:
        yield words.gettext("原表保存为 {file}。", file=path)


def source_lines(sources: Sequence[LocalSource], folder: Path, words: Words) -> Iterator[str]:
    """What was imported, one source a line."""
    if not sources:
        yield words.gettext("{folder} 中没有导入的数值。", folder=folder)
    for source in sources:
        when = source.imported_at or words.gettext("时间未记录")
        yield words.gettext(
            "{source}：{title}；{count} 个数值，{places} 个地点，年份 {years}；导入于 {when}",
            source=source.source_id,
            title=printable(words.pick(source.title_zh, source.title_en)),
            count=source.figures,
            places=source.places,
            years=words.join([str(year) for year in source.years]) or "–",
            when=when,
        )


def sources_json(sources: Sequence[LocalSource]) -> str:
    """What was imported, as JSON."""
    return json.dumps({"sources": [asdict(source) for source in sources]}, ensure_ascii=False, indent=1)


def undone_sentences(source_id: str, figures: int, written: Written, words: Words) -> Iterator[str]:
    """What was taken away, and where it is kept."""
    yield words.gettext(
        "已撤销来源 {source} 的 {count} 个数值；随软件发布的同一数值重新生效。",
        source=source_id,
        count=figures,
    )
    yield from written_sentences(written, words)
    yield words.gettext("重新启动网站后生效。")


def waiting(words: Words) -> Callable[[int], None]:
    """Says that another import is waited for, at once: it may take a minute."""

    def say(seconds: int) -> None:
        told = words.gettext("另一个导入正在写入，等待它结束，至多 {count} 秒…", count=seconds)
        print(told, file=sys.stderr, flush=True)

    return say


def printable(text: str) -> str:
    """A name out of a file as text that a terminal shows as it is."""
    return visible(text)[:60]


def _listed(texts: Sequence[str], words: Words) -> str:
    more = len(texts) - NAMES_SAID
    tail = [words.gettext("另有 {count} 个", count=more)] if more > 0 else []
    return words.join([*texts[:NAMES_SAID], *tail])


class FilesBar:
    """A bar on stderr that counts the bytes of the files that are done."""

    def __init__(self, total: int, words: Words) -> None:
        form = "{percentage:3.0f}% |{bar:30}| {elapsed} {desc}"
        self._bar = tqdm(total=total or 1, bar_format=form, file=sys.stderr, leave=False)
        self._bar.set_description_str(words.gettext("读取文件"))

    def add(self, size: int) -> None:
        """Note that a file of `size` bytes is done."""
        self._bar.update(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()
