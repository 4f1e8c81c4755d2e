"""Everything of the site that is data: the tables as CSV with their schema, the shapes, a record a place."""

from __future__ import annotations

import io
import json
from dataclasses import fields
from typing import Any, Final

from data.schema import DATA_FOLDER
from policy.atlas import Atlas
from policy.attainment import attainment_of
from policy.effective import TARGET_YEAR, effective_target
from policy.place_record import place_record
from policy.scope import key_region_of
from publishing.site import Site
from translations import Words

DECIMALS: Final = 5
"""Of a degree in GeoJSON, about a metre. At four decimals three places are no valid polygons any more."""
GEOJSON: Final = "data/places.geojson"
GEOPARQUET: Final = "data/places.parquet"
PACKAGE: Final = "data/datapackage.json"


def table_files(atlas: Atlas) -> dict[str, str]:
    """File name of each table by the table's name."""
    tables = atlas.tables
    return {
        item.name: f"{item.name}.csv"
        for item in fields(tables)
        if hasattr(getattr(tables, item.name), "columns")
    }


def data_links(words: Words) -> list[tuple[str, str, str]]:
    """Path, name and what is in it, of every download that is no table."""
    _ = words.gettext
    return [
        (PACKAGE, "datapackage.json", _("全部数据表的结构（Frictionless）")),
        (GEOJSON, "places.geojson", _("地点的近似边界与 2025 年判定（GeoJSON，WGS 84）")),
        (GEOPARQUET, "places.parquet", _("同上（GeoParquet）")),
        ("api/places/index.json", "api/places/index.json", _("全部地点的清单；每个地点一份 JSON 记录")),
    ]


def table_bytes(atlas: Atlas, name: str) -> bytes:
    """A table as its file is; one with figures of this installation's own is written from what was read."""
    if not atlas.tables.local_figures:
        return (DATA_FOLDER / f"{name}.csv").read_bytes()
    frame = getattr(atlas.tables, name)
    written: str = frame.to_csv(index=False, lineterminator="\n")
    return written.encode()


def package_bytes(atlas: Atlas) -> bytes:
    """The Frictionless description of the tables, with the version of the data."""
    package = json.loads((DATA_FOLDER / "datapackage.json").read_text("utf-8"))
    package["version"] = atlas.tables.version
    return json_bytes(package)


def record_bytes(atlas: Atlas, place_id: str) -> bytes:
    """The record of a place exactly as `commands.describe_place` prints it."""
    return json_bytes(place_record(atlas, place_id))


def record_index(site: Site) -> bytes:
    """All places with the address of their record."""
    places = site.atlas.register.places
    listed = [
        {
            "place_id": one,
            "name_zh": places[one].name_zh,
            "name_en": places[one].name_en,
            "province_zh": places[one].province.name_zh,
            "record": f"{one}.json",
        }
        for one in site.place_ids
    ]
    return json_bytes({"data_version": site.atlas.tables.version, "places": listed})


def properties_of(atlas: Atlas, place_id: str) -> dict[str, Any]:
    """What the shapes carry of a place: names, key region, mean, target and verdict of 2025, in µg/m³."""
    register = atlas.register
    place = register.places[place_id]
    region = None if place.outside_plan else key_region_of(register, place_id)
    verdict = attainment_of(register, place_id)
    target = None if place.outside_plan else effective_target(register, place_id)
    return {
        "place_id": place_id,
        "name_zh": place.name_zh,
        "name_en": place.name_en,
        "province_zh": place.province.name_zh,
        "kind": place.kind,
        "key_region": region[0].scope_id if region else None,
        "year": TARGET_YEAR,
        "pm25": verdict.observation.value if verdict.observation else None,
        "basis": verdict.observation.basis if verdict.observation else None,
        "source_id": verdict.observation.source_id if verdict.observation else None,
        "target": target.figure.value if target else None,
        "target_standing": target.standing if target else None,
        "target_document_id": target.statement.target.document_id if target else None,
        "target_clause": target.statement.target.clause if target else None,
        "status": verdict.status,
        "margin": verdict.margin,
    }


def geojson_bytes(atlas: Atlas) -> bytes:
    """Places as drawn (EPSG:4326, RFC 7946), with their figures."""
    import shapely

    shapes = atlas.geometry.places.geometry
    # On one grid for all shapes: neighbours keep their common corners.
    rounded = shapely.transform(shapes.to_numpy(), lambda corners: corners.round(DECIMALS))
    features = [
        {
            "type": "Feature",
            "id": place_id,
            "properties": properties_of(atlas, str(place_id)),
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for place_id, shape in zip(shapes.index, rounded, strict=True)
    ]
    content = {"type": "FeatureCollection", "name": "blue-sky-atlas-places", "features": features}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def geoparquet_bytes(atlas: Atlas) -> bytes:
    """The same as GeoParquet, shapes unrounded."""
    import geopandas as gpd
    import pandas as pd

    shapes = atlas.geometry.places.geometry
    rows = pd.DataFrame([properties_of(atlas, str(place_id)) for place_id in shapes.index])
    stream = io.BytesIO()
    gpd.GeoDataFrame(rows, geometry=shapes.to_numpy(), crs=shapes.crs).to_parquet(stream, index=False)
    return stream.getvalue()


def json_bytes(content: object) -> bytes:
    """JSON for people and programs: indented, UTF-8, a line feed at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
