"""What statuses, standings, rungs and levels are called on the screens; tables and pages elsewhere name them too."""

from __future__ import annotations

from layers.rung_words import document_level_names, level_names, rung_names
from layers.status_words import completeness_names, standing_names, status_names, verdict_name

__all__ = [
    "completeness_names",
    "document_level_names",
    "level_names",
    "rung_names",
    "standing_names",
    "status_names",
    "verdict_name",
]
