"""The screen of a point: what is asked by address, box and map, and tables of points from upload to answer."""

import json
import time

import pytest

from layers.web_map import read_message
from pages.point_parts import batch_job
from pages.point_parts.batch_job import BatchJob, BatchRequest
from pages.shared.session_points import BATCH
from tests.screen_harness import open_screen, report_event
from tests.screens.reading import address, page, quiet, text, warnings


def finding(screen):
    [head] = page(screen).iter("h1")
    return text(head)


def said(screen):
    return " ".join(text(node) for node in page(screen).iter())


def test_without_a_point_the_screen_invites():
    screen = quiet(open_screen("locate"))
    assert "这个点适用什么" in finding(screen)
    assert "112.549,37.870" in said(screen)


def test_an_address_opens_its_answer():
    screen = quiet(open_screen("locate", at="110.45,35.479"))
    assert finding(screen).startswith("韩城市：")
    assert finding(screen).endswith("，在省界两侧 20 公里内")
    assert "涉气重点行业新建项目" in said(screen)
    assert "没有列出不等于没有规定" in said(screen)
    assert screen.text_input(key="locate_at").value == "110.45,35.479"


def test_a_datum_moves_the_point():
    wgs84 = read_point(open_screen("locate", at="110.45,35.479"))
    gcj02 = read_point(open_screen("locate", at="110.45,35.479", datum="gcj02"))
    assert wgs84 == [110.45, 35.479]
    assert gcj02 != wgs84


def read_point(screen):
    return map_message(quiet(screen))["point"]


def map_message(screen):
    data = component_data_bytes(screen, "locate_map")
    return read_message(data.partition(b"\n")[2])


def component_data_bytes(screen, key):
    for element in screen.get("bidi_component"):
        if element.proto.id.endswith(f"-{key}"):
            return element.proto.bytes
    raise AssertionError(key)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("35.479, 110.45", ["韩城市：", "按“纬度,经度”读取"]),
        ("110°27′00″E 35°28′44.4″N", ["韩城市："]),
        ("平遥县", ["平遥县（晋中市）", "平遥县不是一个点", "平遥工业园区", "园区自身的界线不在数据中"]),
        ("太原", ["（太原市）", "太原市不是一个点"]),
        ("140100", ["（太原市）"]),
        ("121.5,25.0", ["台湾省：不在行动计划范围内"]),
        ("114.17,22.32", ["不在行动计划范围内"]),
        ("122.9,30.0", ["不在任何县级行政区的陆地上", "最近的地点是舟山市"]),
        ("110.0,19.2", ["本省没有陆上省界"]),
        ("117.76,15.15", ["不在任何县级行政区的陆地上", "最近的地点是三沙市"]),
        ("140107", ["杏花岭区（太原市）"]),
        ("https://uri.amap.com/marker?position=112.549,37.870", ["按 GCJ-02 读取，换算为 WGS-84 112.5"]),
        ("http://api.map.baidu.com/marker?location=37.87,112.55", ["按 BD-09 读取"]),
        ("https://map.baidu.com/?location=37.87,112.55&coord_type=wgs84", ["杏花岭区（太原市）"]),
    ],
)
def test_what_can_be_asked(at, words):
    screen = open_screen("locate", at=at)
    assert not screen.exception
    for part in words:
        assert part in said(screen)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("181,95", "超出范围"),
        ("112.5", "1 个数"),
        ("鼓楼区", "可指多个地方"),
        ("30.5,40.5", "请选择"),
        ("太原盆地", "是一个区域"),
        ("112.55.37", "带两个小数点的数"),
        ("112.549-37.870", "分隔还是负号"),
        ("不存在的地方", "没有找到"),
        ("<script>alert(1)</script>", "<script>"),
        ("1" * 300, "不超过 200 个字"),
    ],
)
def test_what_cannot_be_answered_is_said(at, words):
    screen = open_screen("locate", at=at)
    assert not screen.exception
    assert words in " ".join(warnings(screen))


def test_a_datum_that_does_not_exist_is_said():
    assert "datum" in " ".join(warnings(open_screen("locate", at="112,37", datum="mars")))


def test_choices_of_an_ambiguous_county_lead_to_answers():
    screen = open_screen("locate", at="鼓楼区")
    links = [node.get("href") for node in page(screen).iter("a") if "鼓楼区" in text(node)]
    assert len(links) > 2
    assert all(link.startswith("locate?at=") for link in links)


def test_a_press_on_the_map_asks_for_that_point():
    screen = quiet(open_screen("locate"))
    screen = report_event(screen, "locate_map", {"point": [112.18123, 37.19]})
    assert address(screen) == {"at": "112.18123,37.19"}
    assert "平遥县（晋中市）" in finding(screen)


@pytest.mark.parametrize(
    "point", [None, "x", [1], [1, 2, 3], [181, 0], [0, 91], ["1", "2"], [True, 1], {"a": 1}]
)
def test_a_forged_press_is_ignored(point):
    screen = quiet(report_event(quiet(open_screen("locate")), "locate_map", {"point": point}))
    assert address(screen) == {}


def test_the_box_writes_the_address():
    screen = open_screen("locate")
    screen.text_input(key="locate_at").set_value("平遥县").run()
    assert address(screen) == {"at": "平遥县"}
    screen.selectbox(key="locate_datum").set_value("gcj02").run()
    assert address(screen) == {"at": "平遥县", "datum": "gcj02"}


# --- tables -----------------------------------------------------------------------------------------------------


def request(content, kind="csv", swapped=False):
    return BatchRequest("1", "points.csv", content, kind, "wgs84", "zh", swapped)


def finished(job):
    while not job.is_over:
        job.look()
        time.sleep(0.05)
    return job


def answered(content, **options):
    job = BatchJob(request(content, **options))
    job.start()
    return finished(job)


def test_a_table_is_answered_in_a_process_of_its_own(built_geometry):
    job = answered("名称,经度,纬度\n甲,112.549,37.87\n乙,110.45,35.479\n".encode("gb18030"))
    assert (job.state, job.done, job.all) == ("done", 2, 2)
    assert set(job.files) == {"answers", "measures"}
    lines = job.files["answers"].decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "140100-outside" in lines[1]
    assert "610581-inside" in lines[2]


@pytest.mark.parametrize(
    ("content", "count", "words"),
    [
        (b"a,b\n1,2\n", 2, "没有 lon 列"),
        (b"lon,lat\nNaN,\n1,2\n", 2, "第 2 行"),
        (b"lon,lat\n" + b"x,1\n" * 70, 70, "第 2 行"),
        (b"lon,lat\n" + b"112,37\n" * 100_001, 1, "至多 100000 个点位"),
        (b"PK\x03\x04 no workbook", 1, "压缩包"),
    ],
)
def test_a_bad_table_is_refused_whole(content, count, words):
    job = answered(content)
    assert (job.state, job.fault_count) == ("refused", count)
    assert words in job.faults[0]
    assert len(job.faults) <= 50
    assert job.files == {}


def test_bad_rows_are_offered_as_one_press(built_geometry):
    screen = open_screen("locate")
    screen.session_state[BATCH] = answered("经度,纬度\n112.549,37.87\nx,1\n".encode())
    screen.run()
    screen.button(key="points_skip").click().run()
    job = finished(screen.session_state[BATCH])
    assert (job.state, job.all, job.bad) == ("done", 2, 1)
    lines = job.files["answers"].decode("utf-8-sig").splitlines()
    assert lines[0].startswith("经度,纬度,坐标系,县级代码,")
    assert "第 3 行" in lines[2]


def test_whatever_goes_wrong_ends_a_table(monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setattr(batch_job, "command", broken)
    assert answered(b"lon,lat\n112,37\n").state == "failed"
    assert batch_job.AT_ONCE.acquire(timeout=5)
    batch_job.AT_ONCE.release()


def test_a_table_that_takes_too_long_is_stopped(built_geometry, monkeypatch):
    monkeypatch.setattr(batch_job, "LONGEST_SECONDS", 0.5)
    assert answered(b"lon,lat\n" + b"112.549,37.87\n" * 90_000).state == "too_long"


def test_exchanged_columns_are_offered_as_one_press(built_geometry):
    content = b"lon,lat\n37.87,112.549\n"
    job = answered(content)
    assert (job.state, job.is_swapped) == ("refused", True)
    assert answered(content, swapped=True).state == "done"


def test_one_table_at_a_time_and_the_others_wait_and_can_be_stopped():
    with batch_job.AT_ONCE:
        job = BatchJob(request(b"lon,lat\n112,37\n"))
        job.start()
        time.sleep(0.2)
        assert job.look() == "waiting"
        job.cancel()
        assert finished(job).state == "stopped"
    assert batch_job.AT_ONCE.acquire(timeout=5)
    batch_job.AT_ONCE.release()


def test_a_running_table_can_be_stopped(built_geometry):
    job = BatchJob(request(b"lon,lat\n" + b"112.549,37.87\n" * 90_000))
    job.start()
    while job.look() == "waiting":
        time.sleep(0.02)
    job.cancel()
    assert finished(job).state == "stopped"
    assert job.files == {}


def test_a_table_that_nobody_looks_after_is_given_up(monkeypatch):
    monkeypatch.setattr(batch_job, "FORGOTTEN_SECONDS", 0.2)
    with batch_job.AT_ONCE:
        job = BatchJob(request(b"lon,lat\n112,37\n"))
        job.start()
        time.sleep(1.5)
        assert job.state == "stopped"


def test_the_screen_shows_answers_and_faults(built_geometry):
    for content, words in (
        (b"lon,lat\n112.549,37.87\n", "1 个点位已核查"),
        (b"lon,lat\nx,1\n", "共 1 处问题"),
        (b"lon,lat\n37.87,112.549\n", "两列写反了"),
    ):
        screen = open_screen("locate")
        screen.session_state[BATCH] = answered(content)
        screen.run()
        assert not screen.exception
        assert words in said(screen)
    screen.button(key="points_swap").click().run()
    assert finished(screen.session_state[BATCH]).state == "done"


def test_the_record_is_json(built_geometry):
    screen = open_screen("locate", at="112.18,37.19")
    [button] = [one for one in screen.get("download_button") if "JSON" in one.proto.label]
    assert button.proto.label
    assert json.dumps(map_message(screen)["picks"]) == "true"
