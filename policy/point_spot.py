"""A point as the rules see it: its place, the county where a document names it, and the strip along the border."""

from __future__ import annotations

from dataclasses import dataclass

from geo.border_strip import STRIP_KM
from geo.point_lookup import UNCERTAIN_KM, PointAnswer
from policy.indicators import BindingIndicator, binding_indicators
from policy.measures import BindingMeasure, binding_measures
from policy.missing import MissingLink, missing_for_rules
from policy.reach import BORDER_STRIP, Spot, StripState
from policy.records import Indicator
from policy.register import Register

STRIP_WIDTH_KEY = "border_strip_width"


def strip_state(border_km: float | None) -> StripState:
    """Whether a point so far from its province's land border is in the strip; near its edge nobody can tell."""
    if border_km is None:
        return "outside"
    if abs(border_km - STRIP_KM) < UNCERTAIN_KM:
        return "cannot_tell"
    return "inside" if border_km <= STRIP_KM else "outside"


@dataclass(frozen=True)
class SpotKey:
    """What decides which clauses bind at a point: points with the same key share one answer."""

    place_id: str
    spot: Spot

    @property
    def name(self) -> str:
        """A name for tables: place, county where it matters, strip, as `140700-140728-outside`."""
        county = f"-{self.spot.county_id}" if self.spot.county_id else ""
        return f"{self.place_id}{county}-{self.spot.strip}"


@dataclass(frozen=True)
class SpotAnswer:
    """What binds at all points of a key, and what could not be read."""

    key: SpotKey
    measures: tuple[BindingMeasure, ...]
    indicators: tuple[BindingIndicator, ...]
    missing: tuple[MissingLink, ...]

    @property
    def certain_measures(self) -> tuple[BindingMeasure, ...]:
        """Those that bind for certain, wholly or in part."""
        return tuple(row for row in self.measures if row.is_certain)

    @property
    def doubtful_measures(self) -> tuple[BindingMeasure, ...]:
        """Those of which nobody can tell."""
        return tuple(row for row in self.measures if not row.is_certain)


def spot_key(register: Register, answer: PointAnswer) -> SpotKey | None:
    """The key of a point; None outside all counties and where the plan sets nothing."""
    if answer.place_id is None or register.places[answer.place_id].outside_plan:
        return None
    county = answer.county_id if answer.county_id in register.named_counties else None
    return SpotKey(answer.place_id, Spot(county, strip_state(answer.border_km)))


def spot_answer(register: Register, key: SpotKey) -> SpotAnswer:
    """Collect what binds at the points of a key."""
    return SpotAnswer(
        key,
        binding_measures(register, key.place_id, key.spot),
        binding_indicators(register, key.place_id, spot=key.spot),
        missing_for_rules(register, key.place_id),
    )


def strip_width(register: Register) -> Indicator:
    """The figure that draws the strip: 国发〔2023〕24号 （二十六）."""
    return next(
        row
        for row in register.indicators.values()
        if (row.scope_id, row.comparable_key) == (BORDER_STRIP, STRIP_WIDTH_KEY)
    )
