"""The index of places that the browser fetches once: names, province, where a label goes, what a search finds."""

from __future__ import annotations

from typing import Any

from policy.atlas import Atlas


def place_index(atlas: Atlas) -> dict[str, Any]:
    """Places in ascending order of id, the order in which layers send their classes.

    Label positions are degrees, WGS 84 as drawn (EPSG:4326).
    """
    shapes = atlas.geometry.places
    return {
        "places": [
            {
                "id": place.place_id,
                "zh": place.name_zh,
                "zh_short": place.short_name_zh,
                "en": place.name_en,
                "province_zh": place.province.name_zh,
                "province_en": place.province.name_en,
                "lon": round(float(shapes.at[place.place_id, "label_lon"]), 3),
                "lat": round(float(shapes.at[place.place_id, "label_lat"]), 3),
                "search": " ".join((place.place_id, *place.aliases)).casefold(),
            }
            for place in atlas.register.places.values()
        ]
    }
