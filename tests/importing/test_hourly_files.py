import gzip

import pytest

from tests.importing.made_year import expected_means, make_up, write_files

CITY = "date,hour,type,太原,北京\n"
STATION = "timepoint,stationcode,positionname,area,aqi,pm2_5\n"
OPENAQ = "location_id,sensors_id,location,datetime,lat,lon,parameter,units,value\n"
KEPT = ["--keep-short-years"]


def day_of_city(day, values, hours=24):
    return "".join(f"{day},{hour},PM2.5,{values}\n" for hour in range(hours))


def test_made_year_comes_to_what_loops_come_to(imports):
    made = make_up(2024, 26, 366)
    expected = expected_means(made)
    rows = imports(*write_files(made, imports.files))
    assert {place_id for place_id, _year in rows} == set(expected)
    for (place_id, _year), (value, days) in rows.items():
        assert value == pytest.approx(expected[place_id][0], abs=1e-5)
        assert days == expected[place_id][1]
    assert len(expected) < 26, "some cities are spoilt"
    first = imports.tables()
    imports(*sorted(imports.files.glob("china_cities_*.csv"), reverse=True))
    assert imports.tables() == first


def test_short_year_is_left_out_unless_asked_for(imports):
    path = imports.write("a.csv", CITY + day_of_city(20240101, "10,20") + day_of_city(20240102, "30,20", 19))
    assert imports(path) == {}
    assert "1 天" in imports.said
    assert imports(path, options=KEPT) == {("110000", 2024): (20.0, 1), ("140100", 2024): (10.0, 1)}


def test_invalid_hours_are_counted_and_not_used(imports):
    lines = day_of_city(20240101, "10,20", 20) + "20240101,20,PM2.5,-1,99999\n20240101,21,PM2.5,,NA\n"
    rows = imports(imports.write("a.csv", CITY + lines), options=KEPT)
    assert rows == {("110000", 2024): (20.0, 1), ("140100", 2024): (10.0, 1)}
    assert "40 个有效；2 个空缺，1 个为负，1 个过大" in imports.said


def test_repeated_hours(imports):
    path = imports.write("a.csv", CITY + day_of_city(20240101, "10,20") + "20240101,3,PM2.5,10.0,20\n")
    assert imports(path, options=KEPT)["140100", 2024] == (10.0, 1)
    again = imports.write("b.csv", CITY + "20240101,3,PM2.5,10,21\n")
    imports(path, again, options=KEPT)
    assert [(fault["file"], fault["row"], fault["column"], fault["found"]) for fault in imports.faults] == [
        (str(again), 2, "北京", "21")
    ]


def test_faults_of_city_files(imports):
    lines = (
        "20240102,0,PM2.5,1,2\n20240101,24,PM2.5,1,2\n20240101,3,PM2.5,1,=cmd|x\n20240101,4,AQI,1\n"
        "2024-02-30,5,PM2.5,1,2\n20240101,6,CO,x,y\n"
    )
    imports(imports.write("china_cities_20240101.csv", CITY + lines))
    assert imports.where() == [
        (2, "date", "20240102"),
        (3, "hour", "24"),
        (4, "北京", "=cmd|x"),
        (5, None, "4 个单元格"),
        (6, "date", "2024-02-30"),
    ]


def test_unknown_city_counties_and_former_names(imports):
    heading = "date,hour,type,襄樊,昆山,无此城\n"
    path = imports.write("a.csv", heading + day_of_city(20240101, "10,20,30"), "gbk")
    imports(path)
    assert imports.where() == [(1, "无此城", "无此城")]
    rows = imports(path, options=[*KEPT, "--skip-unknown"])
    assert rows == {("420600", 2024): (10.0, 1)}
    assert "昆山" in imports.said
    assert "无此城" in imports.said


def test_times_may_name_the_end_of_the_hour(imports):
    lines = "".join(f"20240101,{hour},PM2.5,10,10\n" for hour in range(1, 24)) + "20240102,0,PM2.5,34,34\n"
    path = imports.write("a.csv", CITY + lines)
    assert imports(path, options=KEPT)["140100", 2024] == (10.0, 1)
    assert imports(path, options=[*KEPT, "--hours-end"])["140100", 2024] == (11.0, 1)


def test_station_files_give_the_mean_of_stations_in_each_hour(imports):
    lines = "".join(
        f"2024-01-01 {hour:02}:00:00,{station},万寿西宫,北京,50,{value}\n"
        for hour in range(24)
        for station, value in (("1001A", 10), ("1002A", 40 if hour < 12 else ""))
    )
    path = imports.write("a.csv", STATION + lines, "gbk")
    assert imports(path, options=KEPT) == {("110000", 2024): ((25 * 12 + 10 * 12) / 24, 1)}


def test_faults_of_station_files(imports):
    lines = (
        "2024-01-01 00:00:00,1001A,a,北京,5,10\n2024-01-01T00:00:00Z,1002A,x,北京,5,20\n"
        "2024-01-01 01:00,1002A,x,不知道,5,x\n2024/1/1 2:00,,x,北京,5,7\n2024-01-01 00:00:00,1001A,a,北京,5,11\n"
    )
    imports(imports.write("a.csv", STATION + lines))
    assert imports.where() == [
        (3, "timepoint", "2024-01-01T00:00:00Z"),
        (4, "area", "不知道"),
        (4, "pm2_5", "x"),
        (5, "stationcode", ""),
    ]


def test_contradicting_stations(imports):
    lines = "2024-01-01 00:00:00,1001A,a,北京,5,10\n2024-01-01 00:00,1001A,a,北京,5,11\n"
    imports(imports.write("a.csv", STATION + lines))
    assert imports.where() == [(3, "pm2_5", "11")]


def openaq_day(day, value, lat, lon, sensor=1, zone="+08:00", units="µg/m³"):
    return "".join(
        f'7,{sensor},"A, station",{day}T{hour:02}:00:00{zone},{lat},{lon},pm25,{units},{value}\n'
        for hour in range(24)
    )


def test_openaq_stations_belong_to_where_they_lie(imports, built_geometry):
    # 太原; 雄安's 容城, which is not 保定; a second sensor of 太原
    text = (
        OPENAQ + openaq_day("2024-01-01", 30, 37.87, 112.55) + openaq_day("2024-01-01", 50, 39.04, 115.86, 2)
    )
    text += openaq_day("2024-01-01", 40, 37.80, 112.50, 3, units="μg/m³").replace("pm25", "PM25")
    text += '7,4,"A",2024-01-01T00:00:00+08:00,37.87,112.55,o3,ppm,0.03\n'
    rows = imports(imports.write("a.csv.gz", gzip.compress(text.encode())), options=KEPT)
    assert rows == {("133100", 2024): (50.0, 1), ("140100", 2024): (35.0, 1)}


def test_openaq_times_are_brought_to_beijing(imports, built_geometry):
    text = OPENAQ + openaq_day("2023-12-31", 30, 37.87, 112.55, zone="Z")
    text += openaq_day("2024-01-01", 40, 37.87, 112.55, zone="-00:00")
    assert imports(imports.write("a.csv", text), options=KEPT) == {
        ("140100", 2024): (pytest.approx((8 * 30 + 16 * 40) / 24), 1)
    }


def test_faults_of_openaq_files(imports, built_geometry):
    rows = [
        "2024-01-01T00:00:00+08:00,37.87,112.55,pm25,ppm,0.01",
        "2024-01-01T00:00:00,37.87,112.55,pm25,µg/m³,1",
        "2024-01-01T00:00:00Z,0,112.55,pm25,µg/m³,x",
        "2024-01-01T00:00:00Z,112.55,37.87,pm25,µg/m³,1",
    ]
    imports(imports.write("a.csv", OPENAQ + "".join(f"7,1,A,{row}\n" for row in rows)))
    assert imports.where() == [
        (2, "units", "ppm"),
        (3, "datetime", "2024-01-01T00:00:00"),
        (4, "value", "x"),
        (4, "lat, lon", "0, 112.55"),
        (5, "lat, lon", "112.55, 37.87"),
    ]


def test_one_kind_of_file_at_a_time(imports):
    hourly = imports.write("a.csv", CITY + day_of_city(20240101, "10,20"))
    annual = imports.write("b.csv", "城市,年份,数值\n太原,2024,30\n")
    imports(hourly, annual)
    assert [fault["file"] for fault in imports.faults] == [str(annual)]


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("襄樊", "420600"),
        ("思茅", "530800"),
        ("山南地区", "540500"),
        ("哈密地区", "650500"),
        ("博州", "652700"),
        ("海南州", "632500"),
    ],
)
def test_names_of_mirrors_and_of_former_years(imports, name, place_id):
    path = imports.write("a.csv", f"date,hour,type,{name}\n" + day_of_city(20240101, "10"))
    assert imports(path, options=KEPT) == {(place_id, 2024): (10.0, 1)}


def test_the_same_file_twice_is_refused(imports):
    day = "20240101,0,PM2.5,30,31\n"
    text = "date,hour,type,太原,长治\n" + day
    one, two = imports.write("one.csv", text), imports.write("two.csv", text)
    packed = imports.write("three.csv.gz", gzip.compress(text.encode()))
    other = imports.write("other.csv", text.replace("20240101", "20240102"))
    for twice in ((one, one), (one, imports.files / "x" / ".." / "one.csv"), (one, two), (one, packed)):
        (imports.files / "x").mkdir(exist_ok=True)
        imports(twice[0], other, twice[1])
        assert [fault["file"] for fault in imports.faults] == [str(twice[1])]
        assert str(twice[0]) in imports.faults[0]["expected"]
        assert not imports.folder.exists()


def test_headings_without_rows_are_not_the_same_file_twice(imports):
    heading = "date,hour,type,太原,长治\n"
    empty = [imports.write(f"{name}.csv", heading) for name in "ab"]
    imports(imports.write("c.csv", heading + "20240101,0,PM2.5,30,31\n"), *empty)
    assert imports.faults == []
