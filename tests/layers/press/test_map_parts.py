"""What stands on the map of a sheet: counties of an area, names of small places and of those around, scale bar, islands."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import shapely

from geo.geometry import Geometry
from layers.drawn import DrawnPlace
from layers.press.drawing_settings import drawing
from layers.press.export import PressJob, findings_on, press_job, press_sheet
from layers.press.files import figure_of
from layers.press.frames import frame_of
from layers.press.free_corner import free_corner, spot_beside
from layers.press.label_spots import LabelWish, leader
from layers.press.labels import LabelPlacer
from layers.press.map_labels import value_line
from layers.press.map_rules import errors_of
from layers.press.order import PressFigure
from layers.press.reading_figure import SeenFigure, seen
from layers.press.request import PressRequest
from layers.press.shapes import sheet_shapes, without_pinholes
from layers.press.south_sea import sea_lines_of, within_lines
from layers.press.window import Box
from policy.atlas import Atlas
from tests.layers.press.conftest import MADE_ON, toy_sheet
from translations import words_for

Drawn = tuple[PressJob, PressFigure, SeenFigure]
GREY_GROUND = "#eef1f4"


@pytest.fixture(scope="module")
def drawn_sheet(atlas: Atlas) -> Callable[..., Drawn]:
    """A wide sheet of a layer in a frame, drawn once."""

    @cache
    def sheet(layer: str, frame: str, size: str = "wide", lang: str = "zh") -> Drawn:
        job = press_job(atlas, PressRequest(layer, frame, "png", MADE_ON, size=size, lang=lang))
        made = press_sheet(atlas, job)
        with drawing():
            return job, made, seen(figure_of(made))

    return sheet


def colour_of(look: SeenFigure, gid: str) -> tuple[float, ...]:
    """Red, green and blue of a patch."""
    return tuple(look.patches[gid].colour[:3])


def test_an_area_of_counties_is_drawn_by_its_counties(
    drawn_sheet: Callable[..., Drawn], atlas: Atlas
) -> None:
    job, made, look = drawn_sheet("gap", "taiyuan-basin")
    assert job.frame.counties == ("140121", "140728", "140781", "141122", "141181")
    assert job.frame.partial == ("140700", "141100")
    assert job.frame.title(words_for("zh")) == "太原盆地 · 太原市和 2 个市的 4 个县（市）"
    assert {gid for gid in look.patches if gid.startswith("county-")} == {
        f"county-{one}" for one in job.frame.counties if one != "140121"
    }
    pale = colour_of(look, "place-140700")
    assert pale == colour_of(look, "place-140400")
    assert colour_of(look, "county-140728") != pale
    assert colour_of(look, "place-140100") != pale
    assert "chosen" in look.patches
    assert {f"county-label-{one}" for one in job.frame.counties} <= set(look.texts)
    assert errors_of(findings_on(atlas, job, made)) == []


def test_the_sheet_says_what_an_area_of_counties_is(drawn_sheet: Callable[..., Drawn], atlas: Atlas) -> None:
    _job, _made, look = drawn_sheet("gap", "taiyuan-basin")
    note = look.text_of("extent-note").replace(" ", "")
    assert "太原市和5处园区" in note
    assert "不表示全县属于太原盆地" in note
    assert "颜色、数值和个数是所在3个地级市的" in note
    english = frame_of(atlas, "taiyuan-basin").extent_note(words_for("en"))
    assert "24" in english
    assert "25" in english
    assert frame_of(atlas, "fenwei-plain").extent_note(words_for("zh")) == ""


@pytest.mark.parametrize(
    ("frame", "lang", "title", "edge"),
    [
        (
            "taiyuan-basin",
            "en",
            "Taiyuan Basin · Taiyuan and 4 counties in 2 cities",
            "not the extent of the",
        ),
        ("wuhai-and-surroundings", "zh", "乌海市及周边地区 · 其中点名的乌海市", "外框：点名的乌海市，不是"),
        ("wuhai-and-surroundings", "en", "Wuhai and surroundings · only Wuhai named", "not the extent of"),
    ],
)
def test_a_card_says_that_its_outline_is_not_the_areas_and_ends_above_the_foot(
    drawn_sheet: Callable[..., Drawn], frame: str, lang: str, title: str, edge: str
) -> None:
    job, made, look = drawn_sheet("attainment", frame, size="card", lang=lang)
    assert job.frame.title(words_for(lang)) == title
    assert edge in look.text_of("legend-edge").replace("\n", " ")
    lowest = min(text.box.bottom for gid, text in look.texts.items() if gid.startswith("legend-"))
    assert lowest > made.boxes["foot"].top


def test_figures_above_and_below_zero_have_their_sign(drawn_sheet: Callable[..., Drawn]) -> None:
    _job, _made, look = drawn_sheet("gap", "taiyuan-basin")
    written = {gid: text.text for gid, text in look.texts.items() if gid.endswith("-value")}
    assert written["label-140100-value"].startswith("−")
    assert written["label-141100-value"].startswith("+")


@pytest.mark.parametrize(
    ("value", "signed", "said"),
    [
        (0.6, True, "+0.6"),
        (-0.6, True, "−0.6"),
        (-0.04, True, "0.0"),
        (0.0, True, "0.0"),
        (12.0, False, "12.0"),
    ],
)
def test_signs(value: float, signed: bool, said: str) -> None:
    place = DrawnPlace("140100", "a", value, "0", "#ffffff", None)
    assert value_line(place, 1, signed=signed) == (said,)


def test_a_small_place_keeps_its_colour_in_sight(drawn_sheet: Callable[..., Drawn]) -> None:
    job, _made, look = drawn_sheet("observed", "fenwei-plain")
    assert "leader-610403" in look.patches
    for place_id in job.frame.focus:
        place = look.patches[f"place-{place_id}"].polygons
        names = [look.texts[f"label-{other}"].box.shape for other in job.frame.focus]
        free = shapely.difference(place, shapely.union_all(names))
        assert free.area > 0.4 * place.area, place_id


def test_what_lies_around_is_named(drawn_sheet: Callable[..., Drawn]) -> None:
    _job, _made, look = drawn_sheet("observed", "fenwei-plain")
    around = {text.text for gid, text in look.texts.items() if gid.startswith("context-label-")}
    assert {"陕西", "甘肃", "河南"} <= around
    assert (look.texts["label-610600"].text, look.texts["label-410300"].text) == ("延安", "洛阳")


def test_islands_in_the_window_of_a_province_are_named(drawn_sheet: Callable[..., Drawn]) -> None:
    _job, _made, look = drawn_sheet("observed", "province-440000", "portrait")
    assert look.texts["island-label-0"].text == "东沙群岛"
    _job, _made, look = drawn_sheet("observed", "710000", "square")
    assert {look.texts[f"island-label-{number}"].text for number in (6, 7)} == {"钓鱼岛", "赤尾屿"}
    assert "islet-named-7" in look.patches


def test_sansha_is_named_among_the_places_of_hainan(drawn_sheet: Callable[..., Drawn]) -> None:
    _job, made, look = drawn_sheet("observed", "province-460000")
    assert made.inset is not None
    assert made.inset.box.holds(look.texts["label-460300"].box)
    assert look.texts["label-460300"].text == "三沙"


def test_names_of_islands_keep_clear_of_the_lines(
    drawn_sheet: Callable[..., Drawn], atlas: Atlas, china_sheet: PressFigure
) -> None:
    job, made, look = drawn_sheet("observed", "460300")
    assert errors_of(findings_on(atlas, job, made)) == []
    with drawing():
        sheets = [(look, "sea-line-"), (seen(figure_of(china_sheet)), "inset-sea-line-")]
    for found, prefix in sheets:
        lines = [patch.lines for patch in found.with_prefix(prefix) if patch.gid.startswith(prefix)]
        home = within_lines(lines)
        for number in range(6):
            box = found.texts[f"island-label-{number}"].box.shape
            assert min(shapely.distance(line, box) for line in lines) > 0.2, number
            assert shapely.intersection(home, box).area > 0.3 * box.area, number


def test_the_scale_bar_keeps_off_names_and_lines_of_the_sea(drawn_sheet: Callable[..., Drawn]) -> None:
    _job, made, look = drawn_sheet("observed", "460300")
    bar = made.boxes["scale-bar"].shape
    things = [patch.lines for patch in look.with_prefix("sea-line-")]
    things += [text.box.shape for gid, text in look.texts.items() if gid.startswith("island-label-")]
    assert not any(shapely.intersects(bar, thing) for thing in things)


def test_no_corner_is_given_where_there_is_none(toy: Geometry) -> None:
    made = toy_sheet(toy)
    shapes = sheet_shapes(toy, made.window)
    assert free_corner(made, shapes, (40.0, 12.0), 4.0) is not None
    assert free_corner(made, shapes, (40.0, 12.0), 4.0, [made.window.box.shape]) is None
    assert free_corner(made, shapes, (made.window.box.width, 12.0), 4.0) is None


def test_a_spot_beside_the_map_is_clear_of_what_stands_there() -> None:
    room, locator = Box(0.0, 0.0, 100.0, 100.0), Box(0.0, 0.0, 80.0, 60.0)
    assert spot_beside(room, (50.0, 12.0), [locator], 2.0) == (0.0, 88.0)
    assert spot_beside(room, (50.0, 12.0), [Box(0.0, 20.0, 100.0, 100.0)], 2.0) == (0.0, 0.0)
    assert spot_beside(room, (120.0, 12.0), [], 2.0) is None


def test_a_name_larger_than_its_place_stands_beside_it_at_the_end_of_a_line() -> None:
    around, small = shapely.box(0, 0, 300, 300), shapely.box(140, 140, 152, 152)
    land = {"around": around.difference(small), "small": small}
    placer = LabelPlacer(Measured(), Box(0.0, 0.0, 300.0, 300.0), land, coloured=land)
    wish = LabelWish("small", ("大名字",), 146.0, 146.0, 10.0, small, 0.0, far=True)
    box = placer.plan([wish])["small"]
    assert not shapely.intersects(box.shape, small)
    line = placer.leaders["small"]
    assert shapely.intersects(line, small)
    assert shapely.distance(line, box.shape) < 1e-6
    assert placer.plan([LabelWish("small", ("大名字",), 146.0, 146.0, 10.0, small, 0.0)]) == {}


def test_two_lines_to_names_do_not_cross() -> None:
    small = {key: shapely.box(100 + shift, 100, 108 + shift, 108) for key, shift in (("a", 0), ("b", 9))}
    around = shapely.box(0, 0, 200, 200).difference(shapely.union_all(list(small.values())))
    land = {"around": around, **small}
    placer = LabelPlacer(Measured(), Box(0.0, 0.0, 200.0, 200.0), land, coloured=land)
    wishes = [
        LabelWish(key, ("大名字",), *shape.centroid.coords[0], 10.0, shape, 0.0, far=True)
        for key, shape in small.items()
    ]
    placed = placer.plan(wishes)
    one, other = (placer.leaders[key] for key in "ab")
    assert not shapely.intersects(one, other)
    assert not shapely.intersects(one, placed["b"].shape)


class Measured:
    """A typesetter that only measures: every character is as wide as it is high."""

    def width(self, text: str, size: float) -> float:
        """Points."""
        return len(text) * size


def test_a_line_to_a_name_reaches_into_what_it_names() -> None:
    wish = LabelWish("a", ("名",), 5.0, 5.0, 10.0, shapely.box(0, 0, 10, 10), 0.0)
    line = leader(wish, shapely.box(30, 0, 40, 10), 3.0)
    assert 1.0 < shapely.length(shapely.intersection(line, wish.own)) <= 3.0


@pytest.mark.parametrize(("smallest", "holes"), [(0.5, 2), (2.0, 1), (200.0, 0)])
def test_pinholes_are_filled(smallest: float, holes: int) -> None:
    rings: list[Any] = [shapely.box(1, 1, 2, 2).exterior, shapely.box(3, 3, 9, 9).exterior]
    polygon = shapely.Polygon(shapely.box(0, 0, 20, 20).exterior, rings)
    assert len(without_pinholes(polygon, smallest).interiors) == holes


def test_the_sea_lines_go_around_the_islands(atlas: Atlas) -> None:
    home = within_lines(list(shapely.get_parts(sea_lines_of(atlas.geometry))))
    assert home.contains(shapely.Point(114.0, 9.6))
    assert not home.contains(shapely.Point(121.0, 14.6))
