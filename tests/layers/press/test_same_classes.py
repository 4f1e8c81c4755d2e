"""Web map and press image give every place the same class and colour: every layer, every fifth of a family."""

from collections import Counter

import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from layers.catalogue import CATALOGUE, FAMILIES, build_layer, has_years
from layers.drawn import DrawnLayer, draw
from layers.press.drawing_settings import drawing
from layers.press.export import PressJob, press_job, press_sheet
from layers.press.files import figure_of
from layers.press.map_drawing import MapStyle, draw_places
from layers.press.order import PressFigure
from layers.press.paint import HATCH_GROUND, Painter
from layers.press.reading_figure import SeenFigure, seen
from layers.press.request import PressRequest
from layers.press.shapes import SheetShapes, sheet_shapes
from layers.web_map import atlas_payload
from policy.atlas import Atlas
from tests.policy.made_up import real_register
from translations import words_for

EVERY = 5
MEMBERS = [
    family.prefix + member
    for family in FAMILIES.values()
    for member in family.members(real_register())[::EVERY]
]


@pytest.fixture(scope="module")
def shapes(atlas: Atlas, china_sheet: PressFigure) -> SheetShapes:
    """Shapes of the map of China, coarser than it is printed."""
    return sheet_shapes(atlas.geometry, china_sheet.window, tolerance=1.5)


def classes_on_the_web(drawn: DrawnLayer) -> dict[str, tuple[str, str | None]]:
    """Colour and hatch of each place as the message of the web map says them."""
    payload = atlas_payload(drawn, lang="zh")
    look = {entry["code"]: (entry["colour"], entry["hatch"]) for entry in payload["legend"]}
    ids = [place.place_id for place in drawn.places]
    return {place_id: look[code] for place_id, code in zip(ids, payload["codes"], strict=True)}


def classes_in_print(figure: SeenFigure, drawn: DrawnLayer) -> dict[str, tuple[str, str | None]]:
    """Colour and hatch of each place as drawn: the hatch is the one whose clip path holds its middle."""
    hatches = {
        gid.removeprefix("hatch-").rsplit("-", 1)[0]: patch.clip
        for gid, patch in figure.patches.items()
        if gid.startswith("hatch-") and gid.endswith("-0")
    }
    for clip in hatches.values():
        shapely.prepare(clip)
    colour_of_hatch = {entry.hatch: entry.colour for entry in drawn.legend if entry.hatch}
    found: dict[str, tuple[str, str | None]] = {}
    for gid, patch in figure.patches.items():
        if not gid.startswith("place-") or not gid[6:].isdigit():
            continue
        colour = to_hex(patch.colour)
        inside = patch.polygons.representative_point()
        kinds = [kind for kind, clip in hatches.items() if clip is not None and clip.contains(inside)]
        assert len(kinds) == (colour == HATCH_GROUND), gid
        found[gid[6:]] = (colour_of_hatch[kinds[0]], kinds[0]) if kinds else (colour, None)
    return found


@pytest.mark.parametrize("layer_id", [*CATALOGUE, *MEMBERS])
def test_every_place_has_the_class_of_the_web_map(
    layer_id: str, shapes: SheetShapes, china_sheet: PressFigure
) -> None:
    register = real_register()
    drawn = draw(register, build_layer(register, layer_id, 2025), words_for("zh"))
    with drawing():
        figure = Figure(figsize=(13, 8), dpi=72)
        painter = Painter(figure, Affine2D().scale(1 / 72) + figure.dpi_scale_trans)
        draw_places(painter, shapes, drawn, register.places, china_sheet.window.box, MapStyle())
        found = classes_in_print(seen(figure), drawn)
    assert len(found) == len(register.places) == 375
    assert found == classes_on_the_web(drawn)


def test_a_sheet_of_an_older_year_is_made_of_the_classes_of_its_message(atlas: Atlas) -> None:
    for layer_id in filter(has_years, CATALOGUE):
        job = press_job(atlas, PressRequest(layer_id, "fenwei-plain", "png", "2026-11-22", year=2020))
        drawn = draw(atlas.register, build_layer(atlas.register, layer_id, 2020), words_for("zh"))
        printed = {place.place_id: (place.colour, place.hatch) for place in job.drawn.places}
        assert len(printed) == 375
        assert printed == classes_on_the_web(drawn), layer_id


def test_the_whole_sheet_has_them_too(china_sheet: PressFigure, china_job: PressJob) -> None:
    with drawing():
        found = classes_in_print(seen(figure_of(china_sheet)), china_job.drawn)
    assert found == classes_on_the_web(china_job.drawn)


def test_a_place_and_its_neighbours_have_them_and_others_are_faded(atlas: Atlas) -> None:
    job = press_job(atlas, PressRequest("attainment", "140100", "png", "2026-11-22"))
    with drawing():
        figure = seen(figure_of(press_sheet(atlas, job)))
    found = classes_in_print(figure, job.drawn)
    web = classes_on_the_web(job.drawn)
    assert set(job.frame.focus) == {"140100", "140300", "140700", "140900", "141100"}
    assert {place_id: found[place_id] for place_id in job.frame.focus} == {
        place_id: web[place_id] for place_id in job.frame.focus
    }
    assert Counter(look for place_id, look in found.items() if place_id not in job.frame.focus).keys() == {
        ("#eef1f4", None)
    }
