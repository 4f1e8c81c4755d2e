"""Tables and shapes together: what the records and the layers are made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policy.register import Register

if TYPE_CHECKING:
    from data.tables import Tables
    from geo.store import Geometry


@dataclass(frozen=True)
class Atlas:
    """Read-only, one per process."""

    tables: Tables
    geometry: Geometry

    @cached_property
    def register(self) -> Register:
        """The tables as typed records, with what the shapes say of the border strip."""
        return Register(self.tables, self.geometry.strip_shares)
