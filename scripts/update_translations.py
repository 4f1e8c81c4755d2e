"""Bring the catalogues up to date: every msgid of the code, translations kept, those no longer used dropped.

`python scripts/update_translations.py` writes; with `--check` it only says what is missing and exits 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDERS = (
    "translations",
    "pages",
    "importing",
    "layers",
    "policy",
    "geo",
    "data",
    "commands",
    "publishing",
    "streamlit_app.py",
)
KEYWORDS = {"_": None, "N_": None, "gettext": None}


def main(arguments: list[str]) -> int:
    """Update or check the English catalogue."""
    path = ROOT / "translations" / "en" / "LC_MESSAGES" / "atlas.po"
    old = read_po(path.open("rb"), locale="en") if path.exists() else Catalog(locale="en")
    new = Catalog(
        locale="en",
        project="Blue Sky Atlas",
        header_comment="# Blue Sky Atlas: English.",
        creation_date=old.creation_date,
        revision_date=old.creation_date,
        fuzzy=False,
    )
    for msgid in extracted():
        known = old.get(msgid)
        new.add(msgid, known.string if known is not None else "")
    missing = [entry.id for entry in new if entry.id and not entry.string]
    for untranslated in missing:
        print(f"not translated: {untranslated}")
    if "--check" in arguments:
        return 1 if missing else 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, new, width=0, sort_output=True, omit_header=False)
    return 0


def extracted() -> list[str]:
    """Every msgid of the code, sorted."""
    found: set[str] = set()
    for name in FOLDERS:
        place = ROOT / name
        folder = place if place.is_dir() else place.parent
        depth_first = extract_from_dir(
            str(folder),
            method_map=[("**.py", "python")] if place.is_dir() else [(name, "python")],
            keywords=KEYWORDS,
        )
        found.update(str(message) for _file, _line, message, *_rest in depth_first if message)
    return sorted(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
