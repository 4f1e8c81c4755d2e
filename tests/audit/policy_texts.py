"""The three policy texts, cut into clauses by their own numbering.

They lie beside the checkout, not in it: the audits skip where they are absent.
"""

import re
from functools import cache
from pathlib import Path

import pytest

SHARED_FOLDER = Path(__file__).resolve().parents[3] / "shared"
TEXTS_FOLDER = SHARED_FOLDER / "documents"
REFERENCE_FOLDER = SHARED_FOLDER / "reference"
FILES = {"state-council-2023-24": "000_*.txt", "shanxi-2024": "003_*.txt", "pingdingshan-2024": "004_*.txt"}

needs_texts = pytest.mark.skipif(not TEXTS_FOLDER.is_dir(), reason="the policy texts are not at hand")
needs_reference = pytest.mark.skipif(
    not REFERENCE_FOLDER.is_dir(), reason="the reference figures are not at hand"
)

CHAPTER = re.compile(r"^#*\s*\**([一二三四五六七八九十]+)、")
CLAUSE = re.compile(r"^\**\s*（([一二三四五六七八九十]+)）")
ITEM = re.compile(r"^(\d+)\.(?!\d)")
BEFORE_CLAUSES = "引言"
AROUND_TEXT = "网页"


@cache
def text(document_id):
    """The text of a document, as it is filed."""
    (path,) = TEXTS_FOLDER.glob(FILES[document_id])
    whole = path.read_text(encoding="utf-8")
    if document_id == "state-council-2023-24":  # a news lead repeats three clauses before the plan itself
        whole = whole[whole.index("一、总体要求") :]
    # Some brackets around the numbers are half width.
    return re.sub(r"(?m)^(\**\s*)\(([一二三四五六七八九十]+)\)", r"\1（\2）", whole)


@cache
def clauses(document_id):
    """Clause label to its text without white space; labels as the tables write them."""
    found = {}
    chapter = label = ""
    for line in text(document_id).splitlines():
        if head := CHAPTER.match(line):
            chapter, label = head[1], ""
        elif head := CLAUSE.match(line):
            label = f"（{head[1]}）" if document_id == "state-council-2023-24" else f"{chapter}（{head[1]}）"
        elif head := ITEM.match(line):
            label = head[1]
        if label:
            found[label] = found.get(label, "") + squeezed(line)
    return found


@cache
def passages(document_id):
    """All of a document without headings: its clauses without their own labels, 引言 before them, 网页 around it.

    Shanxi's first chapter has no items and is a clause itself, its ten headings of items are none.
    """
    found = {}
    if document_id == "state-council-2023-24":
        (path,) = TEXTS_FOLDER.glob(FILES[document_id])
        found[AROUND_TEXT] = squeezed(path.read_text(encoding="utf-8").split("一、总体要求", 1)[0])
    chapter, label = "", BEFORE_CLAUSES
    for line in text(document_id).splitlines():
        if head := CHAPTER.match(line):
            chapter = head[1]
            label = chapter if (document_id, chapter) == ("shanxi-2024", "一") else ""
            continue
        if head := CLAUSE.match(line):
            if (document_id, chapter) == ("shanxi-2024", "三"):
                label = ""
                continue
            label = f"（{head[1]}）" if document_id == "state-council-2023-24" else f"{chapter}（{head[1]}）"
            line = line.replace(f"（{head[1]}）", "", 1)
        elif document_id == "shanxi-2024" and (head := ITEM.match(line)):
            label = head[1]
            line = line[head.end() :]
        if line.strip():
            found[label] = found.get(label, "") + squeezed(line)
    return {label: passage for label, passage in found.items() if passage}


def squeezed(passage):
    """Text without white space and marks of the page."""
    return re.sub(r"\s|\*|<sub>|</sub>|_|[{}]|#", "", passage)
