"""What a figure opens: lines of names and words, some of which cite a document and lead to its clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final
from unicodedata import east_asian_width

from layers.drawn import document_citation
from layers.status_words import standing_names
from layers.target_words import strength_name, subject_text, target_text
from policy.attainment import basis_name
from policy.cascade import Statement
from policy.observed import DAYS_NEEDED, is_sufficient
from policy.records import Document, Observation
from policy.register import Register
from publishing.addresses import anchor_of
from translations import Words

Address = Callable[[str, str], str]
"""Address of a page from the one that is written, by kind and name; a document's may carry `#` and an anchor."""


@dataclass(frozen=True)
class Cite:
    """A document and the clause in it, with the address of both; `official` is the issuer's own page."""

    text: str
    href: str
    official: str | None = None
    kind: ClassVar[str] = "cite"


@dataclass(frozen=True)
class Link:
    """A link to another page; `mark` stands beside it in small letters."""

    text: str
    href: str
    mark: str = ""
    kind: ClassVar[str] = "link"


@dataclass(frozen=True)
class Line:
    """A line behind a figure: what it is, words, and what it cites."""

    name: str
    text: str = ""
    cite: Cite | None = None


@dataclass(frozen=True)
class Figure:
    """A figure that can be pressed: what is shown, and where it comes from."""

    shown: str
    lines: Sequence[Line] = ()
    mark: str = ""
    """What stands beside it in small letters."""
    label: str = ""
    """What it is called for those who do not see what it stands beside; it holds what is shown."""
    kind: ClassVar[str] = "figure"


@dataclass(frozen=True)
class Links:
    """Several links in a cell."""

    links: Sequence[Link]
    kind: ClassVar[str] = "links"


@dataclass(frozen=True)
class Unknown:
    """Why a cell holds nothing, in small letters."""

    text: str
    kind: ClassVar[str] = "unknown"


Cell = str | int | Cite | Link | Links | Figure | Unknown
WIDE: Final = 24
"""Letters of Latin width that half the width of a phone holds."""


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a row is its heading. One that stacks becomes cards on a narrow screen."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    stacks: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)
    """Classes of the headings of columns that are not to be narrowed for the others."""

    @property
    def long(self) -> frozenset[int]:
        """Columns of prose or of names of documents, but for a few cells."""
        columns = enumerate(zip(*self.rows, strict=True))
        return frozenset(number for number, cells in columns if 3 * sum(map(is_wide, cells)) > len(cells))


def is_wide(cell: Cell) -> bool:
    """Whether links break in half the width of a phone, or words fill more than two lines there."""
    return width_of(cell) > (2 * WIDE if isinstance(cell, str | int | Figure) else WIDE)


def width_of(cell: Cell) -> int:
    """About how wide a cell is before it breaks, in letters of Latin width."""
    if isinstance(cell, Links):
        return sum(width_of(each) + 3 for each in cell.links)
    if isinstance(cell, Figure):
        shown = f"{cell.shown} {cell.mark}"
    else:
        shown = str(cell) if isinstance(cell, str | int) else f"{cell.text} {getattr(cell, 'mark', '')}"
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in shown)


@dataclass(frozen=True)
class Citing:
    """Makes citations for one page."""

    register: Register
    words: Words
    address: Address

    def cite(self, document_id: str, clause: str | None) -> Cite:
        """A document, opened at the clause on its own page."""
        document = self.register.documents[document_id]
        anchor = f"#{anchor_of(clause)}" if clause else ""
        return Cite(
            document_citation(document, clause, self.words),
            self.address("document", document_id) + anchor,
            safe_address(document),
        )

    def document(self, document_id: str, clause: str | None) -> Line:
        """The line that every stated figure begins with."""
        return Line(self.words.gettext("文件与条款"), cite=self.cite(document_id, clause))

    def observation(self, row: Observation) -> list[Line]:
        """Source, basis and days of an observed mean."""
        _ = self.words.gettext
        lines = [
            Line(_("数据来源"), cite=self.cite(row.source_id, row.clause)),
            Line(_("口径"), self.words.render(basis_name(row.basis))),
        ]
        if row.days_with_data is not None:
            lines.append(Line(_("有效天数"), str(row.days_with_data)))
        if not is_sufficient(row):
            lines.append(Line(_("说明"), _("不足 {days} 天，不作判定", days=DAYS_NEEDED)))
        if row.basis == "realtime":
            lines.append(Line(_("提示"), _("实况数据由第三方汇总，未扣除沙尘天气影响")))
        return lines

    def target(self, row: Statement) -> list[Line]:
        """Document, clause, words, strength and standing of a target."""
        _ = self.words.gettext
        target = row.target
        issued_on = self.register.documents[target.document_id].issued_on
        note = self.words.pick(target.note_zh or "", target.note_en)
        lines = [
            (_("要求"), target_text(self.words, target)),
            (_("原文用语"), target.comparator_zh),
            (_("约束力"), strength_name(self.words, target.strength)),
            (_("对本地"), standing_names(self.words)[row.standing]),
            (_("针对"), subject_text(self.words, row)),
            (_("印发日期"), issued_on),
            (_("转引自"), target.read_at),
            (_("说明"), note),
        ]
        told = [Line(name, text) for name, text in lines if text]
        return [self.document(target.document_id, target.clause), *told]


def safe_address(document: Document) -> str | None:
    """The issuer's own page, where one is known and it is a page of the web."""
    address = document.official_url or ""
    return address if address.startswith(("https://", "http://")) else None
