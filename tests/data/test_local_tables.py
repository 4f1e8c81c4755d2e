"""Tables of an installation of its own, on top of the repository's."""

import pytest

from data.checks import main
from data.tables import TableFaultsError, load_tables

DOCUMENT = (
    "document_id,kind,relation,title_zh,title_en,issuer_zh,issuer_en,number_zh,level,scope_id,issued_on,url,"
    "official_url,completeness,status,licence,note_zh,note_en\n"
    "own,data_source,,本市,Own city,,,,,,,,,,unknown,,,\n"
)
OBSERVATION = (
    "place_id,year,metric,value,unit_symbol,basis,days_with_data,source_id,clause\n"
    "140100,2024,pm25_annual_mean,38.4,µg/m³,realtime,,own,第 2 行\n"
)


@pytest.fixture
def local(tmp_path):
    (tmp_path / "documents.csv").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "observations.csv").write_text(OBSERVATION, encoding="utf-8")
    return tmp_path


def test_folder_that_is_not_there_adds_nothing(tmp_path, tables):
    loaded = load_tables(None, tmp_path / "none")
    assert loaded.version == tables.version
    assert loaded.observations.equals(tables.observations)


def test_local_figure_stands_in_for_that_of_the_repository(local, tables):
    loaded = load_tables(None, local)
    wanted = "place_id == '140100' and year == 2024"
    before, after = (
        frame.query(wanted).set_index("basis")["value"]
        for frame in (tables.observations, loaded.observations)
    )
    assert after["realtime"] == 38.4 != before["realtime"]
    assert after.drop("realtime").equals(before.drop("realtime"))
    assert loaded.version != tables.version


def test_setting_names_the_folder(local, monkeypatch):
    monkeypatch.setenv("ATLAS_LOCAL_DATA", str(local))
    assert "own" in set(load_tables().documents["document_id"])


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("observations", "140100", "999999", "place_id"),
        ("observations", ",own,", ",nobody,", "source_id"),
        ("observations", "38.4", "0", "value"),
        ("observations", "realtime,,", "realtime,367,", "days_with_data"),
        ("observations", "µg/m³", "mg/m³", "unit_symbol"),
        ("documents", "\nown,", "\ngb-3095-2012,", "document_id"),
        ("documents", "data_source", "standard", "kind"),
    ],
)
def test_faults_are_told_with_the_path(local, table, old, new, column):
    path = local / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(TableFaultsError) as raised:
        load_tables(None, local)
    assert (str(path), 2, column) in {(fault.file, fault.row, fault.column) for fault in raised.value.faults}


def test_check_looks_at_them_as_well(local, capsys):
    path = local / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("140100", "999999"), encoding="utf-8")
    assert main(["--local-folder", str(local)]) == 1
    assert str(path) in capsys.readouterr().out
