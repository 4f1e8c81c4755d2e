"""A feed of what changed in the data: the paragraphs under *Data* of the change log (Atom, RFC 4287)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from markupsafe import escape

from publishing.addresses import FOLDERS, LANGUAGE_TAGS
from publishing.site import Site
from translations import Words, words_for

CHANGE_LOG: Final = Path(__file__).parents[1] / "CHANGELOG.md"
RELEASE: Final = re.compile(r"^## (?P<name>[^\n]+)$", re.MULTILINE)
DATA: Final = re.compile(r"^### Data\n(?P<lines>.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
DATED: Final = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})")

PRINTED: Final = re.compile(r"(?<![（\u3400-\u9fff])[\u3400-\u9fff][\u3400-\u9fff〔〕\d]+")
"""Names of places and numbers of documents, which the change log gives as they are printed."""
NAMES_SHOWN: Final = 3
MOST_LETTERS: Final = 90


@dataclass(frozen=True)
class Change:
    """A paragraph of the change log: its release and, where the release has one, its day."""

    release: str
    day: str | None
    text: str


def changes(text: str) -> list[Change]:
    """Every change of the data, the newest release first."""
    parts = RELEASE.split(text)[1:]
    found = []
    for release, body in zip(parts[::2], parts[1::2], strict=True):
        day = DATED.search(release)
        section = DATA.search(body)
        items = re.split(r"^- ", section["lines"], flags=re.MULTILINE)[1:] if section else []
        said = [" ".join(item.replace("`", "").split()) for item in items]
        found += [Change(release, day["day"] if day else None, item) for item in said]
    return found


def feed_bytes(site: Site, lang: str, changed_on: str, log: str | None = None) -> bytes:
    """The feed in a language; the change log itself is in English with the printed names, and its words are marked so.

    Parameters
    ----------
    changed_on
        ISO date on which the data of the site last changed: what an entry without a day of its own is dated by.
    log
        Text of the change log; that of the repository when None.
    """
    words = words_for(lang)
    _ = words.gettext
    base = site.options.base_url
    home = f"{base}/{FOLDERS[lang]}" if base else ""
    entries = changes(CHANGE_LOG.read_text("utf-8") if log is None else log)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{LANGUAGE_TAGS[lang]}">',
        f"<title>{escape(_('蓝天图志：数据的变化'))}</title>",
        f"<id>{identity(site, f'feed-{lang}')}</id>",
        f"<updated>{max([changed_on, *(one.day for one in entries if one.day)])}T00:00:00Z</updated>",
        f"<author><name>{escape(_('蓝天图志'))}</name></author>",
        *(
            [
                f'<link rel="alternate" type="text/html" hreflang="{LANGUAGE_TAGS[lang]}" href="{escape(home)}"/>',
                f'<link rel="self" type="application/atom+xml" href="{escape(home)}feed.xml"/>',
            ]
            if base
            else []
        ),
    ]
    lines.append(version_entry(site, words, changed_on, f"{home}method.html" if base else ""))
    for number, one in enumerate(entries, start=1):
        lines.append(
            f"<entry><title>{escape(title_of(words, one, number))}</title><id>{identity(site, one.text)}</id>"
            f"<updated>{one.day or changed_on}T00:00:00Z</updated>"
            f'<content type="text" xml:lang="en">{escape(one.text)}</content></entry>'
        )
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def title_of(words: Words, change: Change, number: int) -> str:
    """A change in the feed's language; in Chinese by the names it prints, or where it stands, as the log is in English."""
    _ = words.gettext
    if words.lang == "en":
        return change.text if len(change.text) <= MOST_LETTERS else change.text[: MOST_LETTERS - 1] + "…"
    names = list(dict.fromkeys(PRINTED.findall(change.text)))[:NAMES_SHOWN]
    if names:
        return _("数据变化：{names}等（说明为英文）", names=words.join(names))
    return _("数据变化：第 {number} 项（说明为英文）", number=number)


def version_entry(site: Site, words: Words, changed_on: str, page: str) -> str:
    """The newest entry: which version of the data stands on the site, and how much is in it, in the feed's language."""
    tables = site.atlas.tables
    title = words.gettext("数据版本 {version}", version=tables.version)
    said = words.gettext(
        "本版收录 {places} 个地点、{first}—{last} 年的 {means} 个实测值、{documents} 份文件的 {targets} 项目标"
        "和 {texts} 份文件的 {measures} 条措施；每个数值都能打开来源，全部表格可以下载。",
        places=len(tables.places),
        first=site.years[0],
        last=site.years[-1],
        means=len(tables.observations),
        documents=tables.targets["document_id"].nunique(),
        targets=len(tables.targets),
        texts=tables.measures["document_id"].nunique(),
        measures=len(tables.measures),
    )
    link = f'<link rel="alternate" type="text/html" href="{escape(page)}"/>' if page else ""
    return (
        f"<entry><title>{escape(title)}</title><id>{identity(site, tables.version)}</id>{link}"
        f'<updated>{changed_on}T00:00:00Z</updated><content type="text">{escape(said)}</content></entry>'
    )


def identity(site: Site, text: str) -> str:
    """A name that stays the same as long as the text does (RFC 4122 form, version 8 by hash)."""
    digest = hashlib.sha256(f"{site.options.base_url} {text}".encode()).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
