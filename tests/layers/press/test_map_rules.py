"""Each rule for maps lets a good sheet pass and catches a broken one: the drawn artists are what counts."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from matplotlib.path import Path

from geo.geometry import Geometry
from layers.drawn import DrawnLayer
from layers.press.drawing_settings import drawing
from layers.press.export import PressJob, findings_on, press_job, press_sheet
from layers.press.finding import Finding, Looked
from layers.press.map_rules import RULES, errors_of
from layers.press.order import MapNames, PressFigure
from layers.press.request import PressRequest
from layers.press.rules_of_extent import extent, hainan_tip, south_sea, taiwan
from layers.press.rules_of_sheet import legend, nothing_over_islands, on_the_sheet, sources, stamp
from layers.press.rules_of_sight import sea_lines
from layers.press.south_sea import NAMED_ISLANDS
from policy.atlas import Atlas
from tests.layers.press.conftest import MADE_ON, artists, toy_layer, toy_sheet, without
from translations import words_for

Rule = Callable[[Looked], list[Finding]]


def faults(rule: Rule, made: PressFigure, drawn: DrawnLayer, geometry: Geometry) -> list[str]:
    """What one rule finds wrong, in Chinese."""
    words = words_for("zh")
    with drawing():
        looked = Looked(made, drawn, geometry, MapNames({}, {}))
        return [words.render(finding.message) for finding in errors_of(rule(looked))]


@contextmanager
def changed(artist: Any, name: str, value: Any) -> Iterator[None]:
    """An artist with one property changed for a while."""
    before = getattr(artist, f"get_{name}")()
    getattr(artist, f"set_{name}")(value)
    try:
        yield
    finally:
        getattr(artist, f"set_{name}")(before)


def moved_over(made: PressFigure, gid: str, lon: float, lat: float) -> AbstractContextManager[None]:
    """A text moved over a position on the Earth."""
    artist = artists(made)[gid]
    return changed(artist, "position", made.window.point(lon, lat))


def test_a_map_of_china_passes_every_rule(
    china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    findings = findings_on(atlas, china_job, china_sheet)
    assert errors_of(findings) == []
    assert [finding.rule for finding in findings] == [rule.__name__ for rule in RULES]


@pytest.mark.parametrize("size", ["square", "portrait", "a4"])
def test_long_english_names_find_room_on_every_sheet(size: str, atlas: Atlas) -> None:
    request = PressRequest(
        "path", "china", "png", MADE_ON, lang="en", size=size, address="https://atlas.example.org"
    )
    job = press_job(atlas, request)
    assert errors_of(findings_on(atlas, job, press_sheet(atlas, job))) == []


@pytest.mark.parametrize("place_id", ["460300", "460200", "330900", "province-460000"])
def test_islands_are_shown_whole(place_id: str, atlas: Atlas) -> None:
    job = press_job(atlas, PressRequest("observed", place_id, "png", MADE_ON, size="a4"))
    made = press_sheet(atlas, job)
    assert errors_of(findings_on(atlas, job, made)) == []


def test_each_named_island_has_a_shape_where_its_name_says(atlas: Atlas) -> None:
    shapes = atlas.geometry.places.geometry.to_numpy()
    for island in NAMED_ISLANDS:
        spot = shapely.Point(island.lon, island.lat).buffer(island.radius_deg)
        assert shapely.intersects(shapes, spot).any(), island.name_zh


@pytest.mark.parametrize(
    ("rule", "gone", "said"),
    [
        (extent, ("place-140100",), "地点 140100 没有完整画出"),
        (south_sea, ("inset-sea-line-4",), "应有 10 段断续线，画出 9 段"),
        (south_sea, ("inset-frame",), "没有图框"),
        (south_sea, ("inset-title",), "没有图名"),
        (south_sea, ("island-label-4",), "没有注出黄岩岛"),
        (south_sea, ("island-label-7",), "没有注出赤尾屿"),
        (taiwan, ("place-710000",), "没有画出台湾省"),
        (taiwan, ("hatch-outside_plan",), "台湾省是空白的"),
        (taiwan, ("label-710000",), "没有注出台湾省"),
        (hainan_tip, ("place-46",), "最南端"),
        (stamp, ("stamp",), "没有审图号"),
        (sources, ("foot",), "没有数据来源"),
        (sources, ("foot",), "没有许可说明"),
        (sources, ("made",), "没有制作日期"),
        (sources, ("title",), "没有图层名称和年份"),
        (legend, ("key-b",), "图例缺少“5 至 10”"),
    ],
)
def test_what_is_missing_is_found(
    rule: Rule, gone: tuple[str, ...], said: str, china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    with without(china_sheet, *gone):
        assert said in "".join(faults(rule, china_sheet, china_job.drawn, atlas.geometry))
    assert faults(rule, china_sheet, china_job.drawn, atlas.geometry) == []


def test_a_name_over_an_island_of_another_is_found(
    china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    with (
        moved_over(china_sheet, "label-420000", 120.15, 30.1),
        moved_over(china_sheet, "label-330000", 119.55, 23.5),
    ):
        found = faults(nothing_over_islands, china_sheet, china_job.drawn, atlas.geometry)
    assert found == ["注记“浙江”压住了岛屿。"]


@pytest.mark.parametrize("gid", ["stamp", "scale-bar-text", "legend-x-1", "title-1"])
def test_a_box_over_land_is_found(
    gid: str, china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    with moved_over(china_sheet, gid, 109.2, 19.2):
        assert f"“{gid}”压住了陆地或岛屿。" in faults(
            nothing_over_islands, china_sheet, china_job.drawn, atlas.geometry
        )


def test_a_name_over_a_line_of_the_sea_is_found(
    china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    with moved_over(china_sheet, "label-440000", 122.65, 24.0):
        assert "“广东”压住了断续线。" in faults(
            nothing_over_islands, china_sheet, china_job.drawn, atlas.geometry
        )


def test_lines_of_the_sea_that_touch_are_found(
    china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    one, other = (artists(china_sheet)[f"inset-sea-line-{number}"] for number in (1, 2))
    joined = Path(np.vstack([one.get_path().vertices[-1:], other.get_path().vertices]))
    with changed(other, "path", joined):
        assert "南海诸岛的断续线相连。" in faults(south_sea, china_sheet, china_job.drawn, atlas.geometry)


def test_a_map_cut_short_is_found(china_sheet: PressFigure, china_job: PressJob, atlas: Atlas) -> None:
    window = china_sheet.window
    cut = replace(china_sheet, window=replace(window, box=replace(window.box, right=window.box.left + 300)))
    found = faults(extent, cut, china_job.drawn, atlas.geometry)
    assert "全国图的图幅没有到达规定的四至。" in found
    assert "地点 230800 没有完整画出。" in found


def test_a_map_of_china_without_inset_is_found(
    china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    assert faults(south_sea, replace(china_sheet, inset=None), china_job.drawn, atlas.geometry) == [
        "缺少南海诸岛附图。"
    ]


def test_a_map_of_the_whole_of_hainan_needs_the_inset_too(atlas: Atlas) -> None:
    job = press_job(atlas, PressRequest("observed", "province-460000", "png", MADE_ON))
    made = press_sheet(atlas, job)
    assert made.inset is not None
    assert faults(south_sea, made, job.drawn, atlas.geometry) == []
    assert faults(south_sea, replace(made, inset=None), job.drawn, atlas.geometry) == ["缺少南海诸岛附图。"]


def test_a_map_of_sansha_has_the_lines_and_names_itself(atlas: Atlas) -> None:
    job = press_job(atlas, PressRequest("observed", "460300", "png", MADE_ON, size="a4"))
    made = press_sheet(atlas, job)
    assert faults(south_sea, made, job.drawn, atlas.geometry) == []
    with without(made, "sea-line-9"):
        assert faults(south_sea, made, job.drawn, atlas.geometry) == ["南海诸岛应有 10 段断续线，画出 9 段。"]
    with without(made, "island-label-3"):
        assert faults(south_sea, made, job.drawn, atlas.geometry) == ["没有注出南沙群岛。"]


def test_an_inset_that_ends_too_soon_is_found(
    china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    assert china_sheet.inset is not None
    inset = replace(
        china_sheet.inset, box=replace(china_sheet.inset.box, bottom=china_sheet.inset.box.bottom + 30)
    )
    found = faults(south_sea, replace(china_sheet, inset=inset), china_job.drawn, atlas.geometry)
    assert "没有到达规定的四至" in "".join(found)


def test_a_stamp_elsewhere_or_with_other_words_is_found(
    china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    text = artists(china_sheet)["stamp"]
    with changed(text, "position", (700.0, 500.0)):
        assert faults(stamp, china_sheet, china_job.drawn, atlas.geometry) == [
            "审图号或“未经审核”标记不在左下角。"
        ]
    with changed(text, "text", "仅供"):
        assert faults(stamp, china_sheet, china_job.drawn, atlas.geometry) == [
            "没有审图号，也没有“未经审核”标记。"
        ]
    with changed(text, "color", "white"):
        assert faults(stamp, china_sheet, china_job.drawn, atlas.geometry) == [
            "没有审图号，也没有“未经审核”标记。"
        ]


def test_a_wrong_count_in_the_legend_is_found(
    china_sheet: PressFigure, china_job: PressJob, atlas: Atlas
) -> None:
    with changed(artists(china_sheet)["legend-b-count"], "text", "70"):
        assert faults(legend, china_sheet, china_job.drawn, atlas.geometry) == [
            "图例缺少“5 至 10”或其地点数。"
        ]


def test_text_off_the_sheet_is_found(china_sheet: PressFigure, china_job: PressJob, atlas: Atlas) -> None:
    with changed(artists(china_sheet)["made-1"], "position", (900.0, 20.0)):
        found = faults(on_the_sheet, china_sheet, china_job.drawn, atlas.geometry)
    assert len(found) == 1
    assert re.match(r"“制作日期.*”超出纸边。", found[0])


def test_text_over_text_is_found(china_sheet: PressFigure, china_job: PressJob, atlas: Atlas) -> None:
    over = artists(china_sheet)["legend-b-1"].get_position()
    with changed(artists(china_sheet)["legend-c-1"], "position", over):
        assert faults(on_the_sheet, china_sheet, china_job.drawn, atlas.geometry) == [
            "“5 至 10”与“10 至 15”重叠。"
        ]


def test_a_legend_of_many_long_lines_is_set_smaller(toy: Geometry) -> None:
    drawn = toy_layer()
    plain = artists(toy_sheet(toy, size="wide"))["legend-a-1"].get_fontsize()
    more = tuple(
        replace(drawn.legend[0], code=code, label="很长的图例说明" * 5, count=0) for code in "defghijklmno"
    )
    crowded = replace(drawn, legend=(*drawn.legend, *more))
    made = toy_sheet(toy, crowded, size="wide")
    assert artists(made)["legend-a-1"].get_fontsize() < plain
    assert faults(on_the_sheet, made, crowded, toy) == []


def test_a_locator_without_a_line_of_the_sea_is_found(toy: Geometry) -> None:
    made = toy_sheet(toy, size="wide")
    assert "应有 10 段断续线，画出 2 段。" in faults(sea_lines, made, toy_layer(), toy)


def test_the_approval_number_takes_the_place_of_the_draft_stamp(toy: Geometry) -> None:
    made = toy_sheet(toy, approval_number="GS（2026）0000号")
    assert faults(stamp, made, toy_layer(), toy) == []
    assert artists(made)["stamp"].get_text() == "审图号：GS（2026）0000号"
    assert "stamp-frame" not in artists(made)
