"""Counties and industrial parks that a document names, for readers of English: no table has their English names."""

from __future__ import annotations

from translations import Words


def park_name(words: Words, name_zh: str) -> str:
    """The name of a county or park in the reader's language; one without a translation stays as printed."""
    _ = words.gettext
    names = {
        "清徐县": _("清徐县"),
        "交城县": _("交城县"),
        "平遥县": _("平遥县"),
        "介休市": _("介休市"),
        "孝义市": _("孝义市"),
        "清徐工业园区": _("清徐工业园区"),
        "交城工业园区": _("交城工业园区"),
        "平遥工业园区": _("平遥工业园区"),
        "介休工业园区": _("介休工业园区"),
        "孝义工业园区": _("孝义工业园区"),
    }
    return names.get(name_zh, name_zh)
