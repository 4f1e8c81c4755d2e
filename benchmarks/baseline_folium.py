"""The map that one would write first: `st_folium` around `folium.GeoJson`, the layer embedded in every message.

Run by `python -m benchmarks` with `streamlit run`; BENCHMARK_WAY says `embedded` (the layer is part of the map) or
`feature_group` (the map stays, the layer goes through `feature_group_to_add`). It is written as well as that way
allows: shapes, layers and GeoJSON are cached, coordinates are cut to a metre, there are no tiles, pan and zoom do
not run the script, and Leaflet comes from its own server.
"""

import os
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks import scenario
from layers.catalogue import CATALOGUE
from policy.observed import observed_years
from translations import words_for

WAY = os.environ.get("BENCHMARK_WAY", "embedded")
DECIMALS = 5  # about a metre: the shapes themselves are simplified to some hundred metres

# folium's own links lead to hosts of others, and a link that fails leaves the map blank. Of what they load the map
# needs Leaflet alone; jQuery, Bootstrap and the icon fonts are left out, which is to its advantage.
folium.Map.default_js = [("leaflet", "/app/static/leaflet.js")]
folium.Map.default_css = [("leaflet_css", "/app/static/leaflet.css")]


@st.cache_resource(show_spinner=False)
def geometries() -> dict[str, dict[str, Any]]:
    """GeoJSON geometry of each place, at the simplification of the atlas."""
    places = scenario.atlas().geometry.places
    return {
        place_id: {"type": shape["type"], "coordinates": cut(shape["coordinates"])}
        for place_id, shape in (
            (place_id, shape.__geo_interface__) for place_id, shape in places.geometry.items()
        )
    }


def cut(coordinates: Any) -> Any:
    """Coordinates with as many decimals as the map can show."""
    if isinstance(coordinates[0], float):
        return [round(coordinates[0], DECIMALS), round(coordinates[1], DECIMALS)]
    return [cut(part) for part in coordinates]


@st.cache_resource(show_spinner=False)
def names() -> dict[str, str]:
    """Chinese name of each place."""
    return {place_id: place.name_zh for place_id, place in scenario.atlas().register.places.items()}


def layer(layer_id: str, year: int) -> folium.GeoJson:
    """The places in the colours of a layer, with name and value on hover."""
    drawn = scenario.drawn_layer(layer_id, year)
    shapes, name_of = geometries(), names()
    labels = {entry.code: entry.label for entry in drawn.legend}
    features = [
        {
            "type": "Feature",
            "id": place.place_id,
            "geometry": shapes[place.place_id],
            "properties": {
                "name": name_of[place.place_id],
                "value": labels[place.code] if place.value is None else round(place.value, drawn.decimals),
                "colour": place.colour,
            },
        }
        for place in drawn.places
    ]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda feature: {
            "fillColor": feature["properties"]["colour"],
            "fillOpacity": 1,
            "color": "#ffffff",
            "weight": 0.5,
        },
        tooltip=folium.GeoJsonTooltip(["name", "value"], labels=False),
    )


def main() -> None:
    """Controls as on the atlas, then the map."""
    st.set_page_config(layout="wide")
    if "warm" in st.query_params:
        scenario.warm()
    words = words_for("zh")
    titles = {entry.layer_id: words.render(entry.title) for entry in CATALOGUE.values()}
    state = st.session_state
    state.setdefault("layer", scenario.FIRST_LAYER)
    state.setdefault("year", scenario.FIRST_YEAR)
    with st.sidebar:
        st.radio("图层", list(CATALOGUE), key="layer", format_func=titles.__getitem__)
        years = observed_years(scenario.atlas().register)
        st.segmented_control(
            "年份", years, key="year", required=True, disabled=not CATALOGUE[state["layer"]].has_years
        )
    st.title(scenario.drawn_layer(state["layer"], state["year"]).title)
    view = folium.Map(location=(36.0, 104.0), zoom_start=4, tiles=None)
    shapes = layer(state["layer"], state["year"])
    group = None
    if WAY == "feature_group":
        group = folium.FeatureGroup().add_child(shapes)
    else:
        shapes.add_to(view)
    st_folium(
        view,
        key="map",
        height=700,
        use_container_width=True,
        feature_group_to_add=group,
        returned_objects=["last_object_clicked"],
    )


main()
