"""A sentence that is not yet in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Message:
    """A msgid (the Chinese template, `str.format` syntax) with its parameters.

    Parameters may themselves be messages; they are rendered first.
    """

    msgid: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[object, ...]:
        """Messages travel between processes; a mapping proxy does not."""
        return _bound, (self.msgid, dict(self.params))


def _bound(msgid: str, params: Mapping[str, object]) -> Message:
    return Message(msgid, MappingProxyType(dict(params)))


def N_(msgid: str, **params: object) -> Message:
    """Mark `msgid` for extraction and bind its parameters."""
    return Message(msgid, MappingProxyType(params))
