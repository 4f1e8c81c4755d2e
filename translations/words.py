"""Catalogues: one object per language that turns messages into text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from translations.message import Message

SOURCE_LANGUAGE: Final = "zh"
LANGUAGES: Final = ("zh", "en")
CATALOGUE_FOLDER: Final = Path(__file__).parent


class Words:
    """Text in one language.

    Parameters
    ----------
    lang
        `zh` or `en`.

    Raises
    ------
    ValueError
        When there is no catalogue for `lang`.
    """

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"language {lang!r} found, one of {', '.join(LANGUAGES)} expected")
        self.lang = lang
        self._text = {} if lang == SOURCE_LANGUAGE else read_catalogue(lang)

    def gettext(self, msgid: str, **params: object) -> str:
        """Translate `msgid` and fill in `params`; an untranslated msgid stays Chinese."""
        template = self._text.get(msgid) or msgid
        if not params:
            return template
        return template.format(**{name: self._plain(value) for name, value in params.items()})

    def render(self, message: Message) -> str:
        """Turn a `Message` into text."""
        return self.gettext(message.msgid, **message.params)

    def sentence(self, message: Message) -> str:
        """Render a message as a whole sentence: a capital where the language has them, and a full stop."""
        text = self.render(message)
        return text[:1].upper() + text[1:] + self.gettext("。")

    def pick(self, zh: str, en: str | None) -> str:
        """Choose between the two languages of a table row; an empty `en` falls back to Chinese."""
        return zh if self.lang == SOURCE_LANGUAGE or not isinstance(en, str) or not en else en

    def join(self, parts: list[str]) -> str:
        """Join a list as the language writes lists: `、` or a comma."""
        return ("、" if self.lang == SOURCE_LANGUAGE else ", ").join(parts)

    def _plain(self, value: object) -> object:
        return self.render(value) if isinstance(value, Message) else value


def catalogue_path(lang: str) -> Path:
    """Where the catalogue of `lang` is kept."""
    return CATALOGUE_FOLDER / lang / "LC_MESSAGES" / "atlas.po"


def read_catalogue(lang: str) -> dict[str, str]:
    """Read one catalogue: msgid → text, entries without text left out."""
    with catalogue_path(lang).open("rb") as stream:
        catalogue = read_po(stream, locale=lang)
    return {
        str(entry.id): str(entry.string)
        for entry in catalogue
        if entry.id and entry.string and not entry.fuzzy
    }


@lru_cache(maxsize=len(LANGUAGES))
def words_for(lang: str) -> Words:
    """Return the shared `Words` of a language."""
    return Words(lang)
