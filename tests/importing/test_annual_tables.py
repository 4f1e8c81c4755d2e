import io

import openpyxl
import pytest

from data.tables import load_tables

LONG = "城市,年份,PM2.5年均浓度（μg/m³）,有效天数\n太原,2024,38.2,360\n襄樊市,2024,40,\n"


def workbook(rows):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_long_table_in_chinese(imports, encoding):
    rows = imports(imports.write("a.csv", LONG, encoding))
    assert rows == {("140100", 2024): (38.2, 360), ("420600", 2024): (40.0, None)}


@pytest.mark.parametrize(
    "text",
    [
        "place_id,year,value,days_with_data\n140100,2024,38.2,360\n",
        "city;year;PM2.5;days\nTaiyuan;2024;38.2;360\n",
        "Code\tCity\tYear\tPM2.5 (ug/m3)\tvalid days\n140100\t太原市\t2024\t38.2\t360\n",
        "序号,城市,2024年,有效天数\n1,太原市,38.2,360\n",
        "place_id,year,metric,value,unit_symbol,basis,days_with_data\n140100,2024,pm25_annual_mean,38.2,µg/m³,realtime,360\n",
    ],
)
def test_headings_in_both_languages_and_layouts(imports, text):
    assert imports(imports.write("a.csv", text)) == {("140100", 2024): (38.2, 360)}


def test_wide_workbook_with_empty_cells(imports):
    path = imports.write(
        "a.xlsx", workbook([["地市", 2023, "2024年"], ["太原市", 40.1, 38], ["长治", 33, None]])
    )
    rows = imports(path)
    assert rows == {
        ("140100", 2023): (40.1, None),
        ("140100", 2024): (38.0, None),
        ("140400", 2023): (33.0, None),
    }


def test_repeated_import_changes_nothing_and_the_table_before_is_kept(imports):
    path = imports.write("a.csv", LONG)
    imports(path)
    first = imports.tables()
    imports(path)
    assert imports.tables() == first
    assert not (imports.folder / "previous").exists()
    imports.write("a.csv", LONG.replace("38.2", "37.9"))
    imports(path)
    kept = list((imports.folder / "previous").iterdir())
    assert [item.read_bytes() for item in kept] == [first["observations.csv"]]


def test_check_writes_nothing(imports):
    imports(imports.write("a.csv", LONG), options=["--check"])
    assert not imports.folder.exists()


def test_imported_figures_stand_in_for_those_of_the_repository(imports, tables):
    imports(
        imports.write("a.csv", LONG), options=["--source-id", "own-2024", "--source-title-zh", "本市公报"]
    )
    merged = load_tables(None, imports.folder)
    frame = merged.observations.query("place_id == '140100' and year == 2024 and basis == 'realtime'")
    assert frame[["value", "source_id", "clause"]].values.tolist() == [[38.2, "own-2024", "a.csv，第 2 行"]]
    assert merged.documents.query("document_id == 'own-2024'")["title_zh"].tolist() == ["本市公报"]
    assert len(merged.observations) == len(tables.observations)
    assert merged.version != tables.version


def test_two_rows_for_one_city_and_year(imports):
    imports(imports.write("a.csv", "city,year,value\n太原,2024,38\nTaiyuan,2024,38\n"))
    assert imports.where() == [(3, None, "140100 2024 年又一行")]
    assert not imports.folder.exists()


def test_every_fault_is_listed(imports):
    text = (
        "place_id,year,value,days_with_data\n140100,2024,-3,\n140100,2023,9999,\n999999,2022,30,\n140100,1999,3,\n"
        "Suzhou,2022,1,\n140200,2022,=1,\n140200,2023,30,366\n140300,2024,x,400\n"
    )
    imports(imports.write("a.csv", text))
    assert imports.where() == [
        (2, "value", "-3"),
        (3, "value", "9999"),
        (4, "place_id", "999999"),
        (5, "year", "1999"),
        (6, "place_id", "Suzhou"),
        (7, "value", "=1"),
        (8, "days_with_data", "366"),
        (9, "value", "x"),
        (9, "days_with_data", "400"),
    ]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("城市,年份,PM2.5(mg/m3)", "PM2.5(mg/m3)"),
        ("城市,年份,年份,PM2.5", "年份"),
        ("甲,年份,PM2.5", "没有地点列"),
        ("城市,PM2.5", "没有年份列"),
        ("城市,年份,2024", "两种表的列名"),
    ],
)
def test_headings_that_are_not_understood(imports, heading, found):
    imports(imports.write("a.csv", heading + "\n太原,2024,0.03,3\n"))
    assert [fault["found"] for fault in imports.faults] == [found]


def test_code_and_name_of_two_places(imports):
    imports(imports.write("a.csv", "代码,城市,年份,数值\n140100,大同,2024,3\n"))
    assert imports.where() == [(2, "城市", "大同")]


def test_carve_out_is_not_its_parent(imports):
    rows = imports(imports.write("a.csv", "城市,年份,数值\n保定,2024,40\n雄安新区,2024,39\n定州,2024,41\n"))
    assert rows == {
        ("130600", 2024): (40.0, None),
        ("130682", 2024): (41.0, None),
        ("133100", 2024): (39.0, None),
    }


def test_formulas_and_markup_in_a_workbook(imports):
    rows = [
        ["城市", 2024, "备注"],
        ["太原", "=1+1", ""],
        ["=cmd|' /C calc'!A0", 2, ""],
        ["<img src=x onerror=alert(1)>", 3, ""],
    ]
    imports(imports.write("a.xlsx", workbook([*rows, ["长治", 3, "=HYPERLINK(1)"]])))
    assert imports.where() == [
        (2, "2024", "=1+1"),
        (3, "城市", "=cmd|' /C calc'!A0"),
        (4, "城市", "<img src=x onerror=alert(1)>"),
        (5, "备注", "=HYPERLINK(1)"),
    ]


def test_basis_and_year(imports):
    text = "城市,年份,数值,口径\n太原,2024,38,官方\n太原,2023,39,\n"
    imports(imports.write("a.csv", text), options=["--year", "2024", "--basis", "realtime"])
    assert b"official,,local-annual-table" in imports.tables()["observations.csv"]
    assert list(imports.rows) == [("140100", 2024)]


def test_own_tables_at_fault_are_not_touched(imports):
    imports(imports.write("a.csv", LONG))
    table = imports.folder / "observations.csv"
    table.write_bytes(broken := table.read_bytes().replace(b"140100", b"999999"))
    imports(imports.write("b.csv", LONG))
    assert (2, "place_id", "999999") in imports.where()
    assert table.read_bytes() == broken


def test_english_sentences(imports):
    imports(imports.write("a.csv", "城市,年份,数值\n太原,2024,x\n"), options=["--lang", "en"])
    assert "expected a figure above 0 and at most 300" in imports.said


TITLED = (
    "2025年各市环境空气质量,,\n单位：微克/立方米,,\n,,\n城市,2024,2025年\n太原市,30.1,29\n"
    "古交市,40,41\n合计,30,=AVERAGE(B2:B5)\n全省平均,30,30\n"
)
TAIYUAN = {("140100", 2024): (30.1, None), ("140100", 2025): (29.0, None)}


def test_rows_of_no_place_are_left_out_when_asked(imports):
    path = imports.write("a.csv", TITLED)
    assert imports(path, options=["--skip-unknown"]) == TAIYUAN
    assert "略去 3 行，不是图志的地点：古交市、合计、全省平均。" in imports.said
    assert "列名之上的 2 行标题未作数据：2025年各市环境空气质量、单位:微克/立方米。" in imports.said


def test_a_fault_of_an_unknown_name_tells_the_option(imports):
    imports(imports.write("a.csv", TITLED))
    unknown = [fault for fault in imports.faults if fault["column"] == "城市"]
    assert [(fault["row"], fault["found"]) for fault in unknown] == [
        (6, "古交市"), (7, "合计"), (8, "全省平均")
    ]  # fmt: skip
    assert all("--skip-unknown" in fault["expected"] for fault in unknown)
    imports(imports.write("b.csv", "城市,年份,数值\n太原,20,3\n"))
    assert "--skip-unknown" not in imports.faults[0]["expected"]


def test_leaving_out_hides_no_fault(imports):
    text = (
        "代码,城市,年份,数值\n140100,长治市,2024,30\n140100,合计,2024,31\n,,2024,32\n140400,长治市,2024,x\n"
    )
    imports(imports.write("a.csv", text + ',"=cmd|x",2024,3\n'), options=["--skip-unknown"])
    assert [row for row, _column, _found in imports.where()] == [2, 3, 4, 5, 6]
    imports(imports.write("b.csv", "城市,年份,数值\n合计,2024,30\n"), options=["--skip-unknown"])
    assert imports.faults[0]["found"] == "没有一行是认识的地点"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("", "城市,年份,PM2.5"),
        ("各市空气质量（PM2.5、PM10、SO2）\n", "城市,年份,PM2.5"),
        ("单位：μg/m³（CO 为 mg/m³）\n", "城市,年份,PM2.5浓度"),
        ("甲省生态环境厅，2025年1月\n\n\n各市细颗粒物浓度\n", "城市,年份,年均值"),
        ("标题\n" * 9, "城市\t年份\t年均值"),
        ("标题\n", "城市;年份;年均值"),
    ],
)
def test_titles_above_the_heading(imports, title, heading):
    row = "太原,2024,30\n".replace(",", "\t" if "\t" in heading else ";" if ";" in heading else ",")
    rows = imports(imports.write("a.csv", f"{title}{heading}\n{row}"))
    assert imports.faults == []
    assert rows == {("140100", 2024): (30.0, None)}


@pytest.mark.parametrize(
    "title",
    [
        "单位：毫克/立方米",
        "单位：mg/m3",
        "2025年各市PM10浓度",
        "各市PM2.5、O3浓度",
        "二氧化硫",
        "单位：ppb",
        "单位：%",
    ],
)
def test_titles_of_another_unit_or_substance_are_faults(imports, title):
    imports(imports.write("a.csv", f"全省\n{title}\n城市,年份,年均值\n太原,2024,30\n"))
    assert [row for row, _column, _found in imports.where()] == [2]


def test_title_in_a_workbook_and_faults_keep_their_lines(imports):
    book = workbook([["2025年空气质量", None], [None, None], ["地市", 2024], ["太原市", 38], ["长治", "x"]])
    imports(imports.write("a.xlsx", book))
    assert imports.where() == [(5, "2024", "x")]
    imports(imports.write("b.csv", "标题\n城市,年份,数值（mg/m3）\n太原,2024,30\n"))
    assert imports.where()[0][:2] == (2, "数值(mg/m3)")


def test_a_heading_too_far_down_is_not_looked_for(imports):
    imports(imports.write("a.csv", "标题\n" * 10 + "城市,年份,数值\n太原,2024,30\n"))
    assert imports.code == 2
