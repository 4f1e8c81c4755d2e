"""A sheet of the real country, one of the toy country, and ways to break them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from data.tables import Tables
from geo.geometry import Geometry
from geo.store import ensure_geometry
from layers.drawn import DrawnLayer, DrawnPlace, LegendEntry, SourceLine
from layers.press.compose import press_figure
from layers.press.export import PressJob, press_job, press_sheet
from layers.press.files import figure_of
from layers.press.frames import PressFrame
from layers.press.order import MapNames, PressFigure, PressOrder
from layers.press.request import PressRequest
from policy.atlas import Atlas
from tests.toy_country import CARVE_OUT, PLACES, ToySource

MADE_ON = "2026-11-22"
TOY_FRAME = PressFrame("toy", "area", "甲乙丙", "Toyland", PLACES)


@pytest.fixture(scope="session")
def atlas(tables: Tables, built_geometry: Geometry) -> Atlas:
    """The real atlas."""
    return Atlas(tables, built_geometry)


@pytest.fixture(scope="session")
def china_job(atlas: Atlas) -> PressJob:
    """Observed means of 2025 on a map of China."""
    return press_job(
        atlas, PressRequest("observed", "china", "png", MADE_ON, address="https://atlas.example.org")
    )


@pytest.fixture(scope="session")
def china_sheet(atlas: Atlas, china_job: PressJob) -> PressFigure:
    """The sheet of it. Whoever changes it puts it right again."""
    return press_sheet(atlas, china_job)


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Geometry:
    """The toy country, built."""
    return ensure_geometry([CARVE_OUT], tmp_path_factory.mktemp("toy"), source=ToySource())


def toy_layer() -> DrawnLayer:
    """Three classes and two kinds of nothing over the toy country."""
    legend = (
        LegendEntry("a", "≤ 10", "#ffeaa0", None, 1),
        LegendEntry("b", "10 – 20", "#f98d23", None, 2),
        LegendEntry("c", "> 20", "#993404", None, 1),
        LegendEntry("x", "没有数据", "#f5f6f7", "no_observation", 1),
        LegendEntry("z", "不在范围内", "#f5f6f7", "outside_plan", 1),
    )
    look = {entry.code: entry for entry in legend}
    values: dict[str, float | None] = {"a": 8.2, "b": 15.5, "c": 31.0, "x": None, "z": None}
    places = tuple(
        DrawnPlace(
            place_id, code, values[code], "1" if code == "c" else "0", look[code].colour, look[code].hatch
        )
        for place_id, code in zip(PLACES, "abbcxz", strict=True)
    )
    return DrawnLayer(
        "toy", "2025 年试验值", "微克/立方米；一个编造的国家", "µg/m³", 1, 2025, legend, places,
        {"1": "估计值"}, (SourceLine("toy", None, "《试验数据》 第一条"),), "数值", "每级含上限",
    )  # fmt: skip


def toy_sheet(toy: Geometry, drawn: DrawnLayer | None = None, **changes: Any) -> PressFigure:
    """The toy country on a sheet; `changes` go into the order."""
    names = MapNames(
        dict(zip(PLACES, ("甲一", "甲三", "甲二", "乙一", "乙二", "丙"), strict=True)),
        {"910000": "甲", "920000": "乙", "930000": "丙"},
    )
    order = PressOrder(
        **{"lang": "zh", "made_on": MADE_ON, "data_version": "abc123", "size": "square", **changes}
    )
    return press_figure(toy, names, drawn or toy_layer(), TOY_FRAME, order)


def artists(made: PressFigure) -> dict[str, Any]:
    """Artists of a sheet by gid."""
    return {artist.get_gid(): artist for artist in figure_of(made).get_children() if artist.get_gid()}


@contextmanager
def without(made: PressFigure, *prefixes: str) -> Iterator[None]:
    """A sheet from which all artists whose gid begins so are gone."""
    hidden = [artist for gid, artist in artists(made).items() if gid.startswith(prefixes)]
    assert hidden, prefixes
    for artist in hidden:
        artist.set_visible(False)
    try:
        yield
    finally:
        for artist in hidden:
            artist.set_visible(True)
