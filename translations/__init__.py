"""Words of the screens and of the records: Chinese is the source, other languages are gettext catalogues.

A sentence is a `Message`: the Chinese template (the msgid) and its parameters. Code that decides something
returns messages, code that shows something renders them, so that no rule needs to know a language.
"""

from translations.message import N_, Message
from translations.words import LANGUAGES, Words, words_for

__all__ = ["LANGUAGES", "N_", "Message", "Words", "words_for"]
