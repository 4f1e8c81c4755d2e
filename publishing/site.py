"""What all pages of a site share: the atlas, where it will lie, and the files that have names of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import urlsplit

from layers.catalogue import build_layer, has_years, layer_ids
from layers.china_day import china_day
from layers.definition import ChoroplethLayer
from layers.layer_titles import layer_titles
from policy.areas import is_area
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR
from policy.measures import places_bound
from policy.observed import observed_years
from policy.reach import ReachKind
from policy.records import Measure
from publishing.addresses import PageKey, layer_name
from publishing.nation_map import NationShapes, nation_shapes
from translations import LANGUAGES, words_for

HOME_LAYER: Final = "attainment"
LAYERS_KEPT: Final = 8


@dataclass(frozen=True)
class LayerYear:
    """A layer in a year; None for a layer without years."""

    layer_id: str
    year: int | None

    @property
    def name(self) -> str:
        """Its file name without ending."""
        return layer_name(self.layer_id, self.year)


@dataclass(frozen=True)
class SiteOptions:
    """What is asked for.

    Attributes
    ----------
    base_url
        Where the site will lie, without a slash at the end; empty where nobody has said.
    approval_number
        审图号 (setting `MAP_APPROVAL_NUMBER`); without one every map is stamped as a draft.
    place_ids
        Only these places' pages are made (for tests); None for all.
    as_of
        ISO date as of which deadlines are past (`policy.deadlines.settled_day`); empty for the day in China.
    dashboard_url
        Where the dashboard is, without a slash at the end; empty for no links to it.
    """

    base_url: str = ""
    approval_number: str | None = None
    place_ids: tuple[str, ...] | None = None
    as_of: str = ""
    dashboard_url: str = ""

    @property
    def base_path(self) -> str:
        """The path below which the site lies, without a slash at the end; empty at the root of its host."""
        return urlsplit(self.base_url).path.rstrip("/")


@dataclass(frozen=True)
class Site:
    """Read-only; one a process.

    Attributes
    ----------
    assets
        Addresses below the root of the site, by plain name: `site.css` → `assets/site.1f2e3d.css`.
    images
        Names of the images that are made, without ending.
    """

    atlas: Atlas
    options: SiteOptions
    assets: Mapping[str, str] = field(default_factory=dict)
    images: frozenset[str] = frozenset()

    @cached_property
    def nation(self) -> NationShapes:
        """The country's shapes as SVG."""
        return nation_shapes(self.atlas.geometry, list(self.atlas.register.places))

    @cached_property
    def as_of(self) -> date:
        """The day as of which deadlines are past."""
        return date.fromisoformat(self.options.as_of) if self.options.as_of else china_day()

    @cached_property
    def place_ids(self) -> tuple[str, ...]:
        """Places that have a page."""
        every = tuple(self.atlas.register.places)
        asked = self.options.place_ids
        return every if asked is None else tuple(one for one in every if one in asked)

    @cached_property
    def scope_ids(self) -> tuple[str, ...]:
        """Areas that have a page, key regions first."""
        register = self.atlas.register
        found = [one for one in register.listed_scopes if is_area(register, one)]
        return tuple(sorted(found, key=lambda one: (register.listed_scopes[one].kind != "key_region", one)))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years observed."""
        return tuple(observed_years(self.atlas.register))

    @cached_property
    def layer_years(self) -> tuple[LayerYear, ...]:
        """Every layer in every year it has, in the order of the catalogue; of a subset only those of the catalogue."""
        ids = layer_ids(self.atlas.register)
        if self.options.place_ids is not None:
            ids = (*ids[:3], HOME_LAYER)
        return tuple(
            LayerYear(one, year) for one in ids for year in (self.years if has_years(one) else (None,))
        )

    @cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        """Titles of the layers by language and id."""
        return {lang: layer_titles(self.atlas.register, words_for(lang)) for lang in LANGUAGES}

    @cached_property
    def bound(self) -> dict[str, dict[str, ReachKind]]:
        """How each clause reaches the places, by measure id."""
        register = self.atlas.register
        return {one: reached(self.atlas, row) for one, row in register.measures.items()}

    @property
    def home_layer(self) -> LayerYear:
        """What the home page shows."""
        return LayerYear(HOME_LAYER, TARGET_YEAR)

    def layer(self, wanted: LayerYear) -> ChoroplethLayer:
        """A layer; those looked at last are kept."""
        return _layer(self.atlas, wanted.layer_id, wanted.year or TARGET_YEAR)

    def pages(self) -> list[PageKey]:
        """Every page of the site."""
        documents = self.atlas.register.documents
        names = [
            *(("place", one) for one in self.place_ids),
            *(("region", one) for one in self.scope_ids),
            *(("layer", one.name) for one in self.layer_years),
            *(("document", one) for one in documents),
        ]
        single = ("home", "places", "regions", "layers", "documents", "method")
        return [
            *(PageKey(kind, lang) for kind in single for lang in LANGUAGES),
            *(PageKey(kind, lang, name) for kind, name in names for lang in LANGUAGES),
            PageKey("not_found", "zh"),
        ]


def reached(atlas: Atlas, measure: Measure) -> dict[str, ReachKind]:
    """How a clause reaches the places that it reaches or may."""
    return {one: reach.kind for one, reach in places_bound(atlas.register, measure).items()}


@lru_cache(maxsize=LAYERS_KEPT)
def _layer(atlas: Atlas, layer_id: str, year: int) -> ChoroplethLayer:
    return build_layer(atlas.register, layer_id, year)
