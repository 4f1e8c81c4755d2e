"""What is wrong with a file to be imported: where, what was found there, what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from data.faults import is_hidden, shown
from translations import N_, Message, Words

FAULTS_PER_FILE: Final = 1000
"""A file of garbage has as many faults as rows: so many are listed, the rest is counted in one line."""


@dataclass(frozen=True)
class ImportFault:
    """One fault in one file.

    Parameters
    ----------
    file
        The file as it was named.
    row
        Line in the file, the heading being 1; None for the file as a whole.
    column
        Heading of the column; None for the row or the file as a whole.
    found
        The text of the cell, or what was met, in words.
    expected
        What should stand there.
    """

    file: str
    row: int | None
    column: str | None
    found: str | Message
    expected: Message

    def record(self, words: Words) -> dict[str, str | int | None]:
        """The fault as plain JSON values, hidden characters as codes, long text shortened."""
        return {
            "file": visible(self.file),
            "row": self.row,
            "column": None if self.column is None else shown(self.column),
            "found": self.found_text(words),
            "expected": words.render(self.expected),
        }

    def found_text(self, words: Words) -> str:
        """What was found, as text that can be printed."""
        return words.render(self.found) if isinstance(self.found, Message) else shown(self.found)

    def sentence(self, words: Words) -> str:
        """The fault in one sentence."""
        cell = self.found_text(words)
        if isinstance(self.found, str):
            cell = words.gettext("“{text}”", text=cell) if cell else words.gettext("空单元格")
        where = [visible(self.file)]
        if self.row is not None:
            where.append(words.gettext("第 {row} 行", row=self.row))
        if self.column is not None:
            where.append(words.gettext("“{column}”列", column=shown(self.column)))
        return words.gettext(
            "{where}：得到{found}，应为{expected}。",
            where=words.gettext("，").join(where),
            found=cell,
            expected=words.render(self.expected),
        )


class ImportFaultsError(Exception):
    """Files that cannot be imported; `faults` holds all that is wrong, in order of file and row."""

    def __init__(self, faults: Iterable[ImportFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults")


def visible(text: str) -> str:
    """Text with hidden characters as codes, not shortened: a path must stay one."""
    return "".join(f"\\u{ord(letter):04x}" if is_hidden(letter) else letter for letter in text)


def whole_file(file: str, found: str | Message, expected: Message) -> ImportFaultsError:
    """The error of a file with one fault that concerns all of it."""
    return ImportFaultsError([ImportFault(file, None, None, found, expected)])


@dataclass
class FaultList:
    """Faults as they are found; of each file the first thousand are kept and the rest is counted."""

    kept: list[ImportFault] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, fault: ImportFault) -> None:
        """Note a fault."""
        count = self._counts.get(fault.file, 0) + 1
        self._counts[fault.file] = count
        if count <= FAULTS_PER_FILE:
            self.kept.append(fault)

    def extend(self, faults: Iterable[ImportFault]) -> None:
        """Note several faults."""
        for fault in faults:
            self.add(fault)

    def is_full(self, file: str) -> bool:
        """Whether no further fault of this file would be listed."""
        return self._counts.get(file, 0) > FAULTS_PER_FILE

    def all(self) -> Sequence[ImportFault]:
        """The faults, and for each file that has more than are listed a line that says so."""
        more = [
            ImportFault(
                file,
                None,
                None,
                N_("{count} 处以上错误", count=FAULTS_PER_FILE),
                N_("没有错误的文件；这里只列出前 {count} 处", count=FAULTS_PER_FILE),
            )
            for file, count in self._counts.items()
            if count > FAULTS_PER_FILE
        ]
        return [*self.kept, *more]

    def refuse(self) -> None:
        """Stop when there is any.

        Raises
        ------
        ImportFaultsError
            With all that is kept.
        """
        if self.kept:
            raise ImportFaultsError(self.all())
