"""The sources behind some places of a layer: what a sheet that shows only these has to name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from layers.definition import ChoroplethLayer, LayerSource
from layers.indicator_layer import INDICATOR_PREFIX, demands_of_key
from layers.pm25_layers import observation_sources, ordered, target_sources
from policy.change import BASE_YEAR
from policy.register import Register


def sources_behind(
    register: Register, layer: ChoroplethLayer, place_ids: Collection[str]
) -> tuple[LayerSource, ...]:
    """Keep the sources of a layer that the figures of these places rest on, in the layer's order of kinds.

    What belongs to no place (a standard, the list of a key region) stays. Where none of the places has a figure,
    the first source stays too: it is the one in which none was found.

    Parameters
    ----------
    layer
        Any layer of the catalogue or of a family.
    place_ids
        The places in focus.
    """
    if len(set(place_ids)) >= len(register.places):
        return layer.sources
    of_places, mine = _place_sources(register, layer, place_ids)
    kept = tuple(source for source in layer.sources if source not in of_places)
    found = tuple(source for source in mine if source in layer.sources)
    return tuple(dict.fromkeys((*(found or layer.sources[:1]), *kept)))


def _place_sources(
    register: Register, layer: ChoroplethLayer, place_ids: Collection[str]
) -> tuple[frozenset[LayerSource], tuple[LayerSource, ...]]:
    """The sources of the layer that hang on places, and those of the places in focus, the most used first."""
    if layer.layer_id.startswith(INDICATOR_PREFIX):
        demands = demands_of_key(register, layer.layer_id.removeprefix(INDICATOR_PREFIX))
        rows = {key: row.binding.indicator for key, row in demands.items() if row.binding is not None}
        sources = {key: LayerSource(row.document_id, row.clause) for key, row in rows.items()}
        counts = Counter(sources[key] for key in sorted(set(place_ids) & set(sources)))
        return frozenset(sources.values()), tuple(source for source, _count in ordered(counts))
    years = [] if layer.year is None else [layer.year, BASE_YEAR]
    everywhere = [observation_sources(register, year) for year in years]
    here = [observation_sources(register, year, place_ids) for year in years]
    targets = target_sources(register)
    # A standard that some targets rest on may be what another layer is about.
    if targets and targets[0] in layer.sources:
        everywhere.append(targets)
        here.append(target_sources(register, place_ids))
    return frozenset(source for one in everywhere for source in one), tuple(
        dict.fromkeys(source for one in here for source in one)
    )
