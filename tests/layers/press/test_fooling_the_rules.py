"""Nobody fools the rules for maps: a sheet changed by hand, in any of these ways, is found out, and by the right rule.

Each case names the one rule that must find it, so that a rule which sees pixels is not helped by the rule that knows
every artist. Cases that do not touch each other are looked at together.
"""

from collections.abc import Callable, Collection
from contextlib import ExitStack, contextmanager

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.font_manager import FontProperties
from matplotlib.image import FigureImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Normal
from matplotlib.transforms import Affine2D, Bbox

from layers.press.drawing_settings import drawing
from layers.press.export import PressJob, names_for, press_job, press_sheet
from layers.press.files import figure_of
from layers.press.finding import Looked
from layers.press.map_rules import RULES
from layers.press.order import PressFigure
from layers.press.request import PressRequest
from policy.atlas import Atlas
from tests.layers.press.conftest import MADE_ON
from tests.layers.press.spoiled_sheets import (
    again,
    all_of,
    at,
    axes_on,
    boxed,
    forgotten,
    gone,
    laid,
    missing,
    moved,
    odd,
    over,
    put,
    qr_middle,
    reprojected,
    sheet_colour,
    sheet_rectangle,
    shrunk,
    strange,
    swapped,
    text_on,
    twice,
    white_over,
)
from translations import words_for

# Words that the font of the sheet lacks are put on it here on purpose.
pytestmark = pytest.mark.filterwarnings("ignore:Glyph")

RULE = {rule.__name__: rule for rule in RULES}


@pytest.fixture(scope="module")
def area_job(atlas: Atlas) -> PressJob:
    """Attainment in 汾渭平原, with a locator."""
    request = PressRequest(
        "attainment", "fenwei-plain", "png", MADE_ON, size="square", title="自己的标题", note="说明"
    )
    return press_job(atlas, request)


@pytest.fixture(scope="module")
def area_sheet(atlas: Atlas, area_job: PressJob) -> PressFigure:
    return press_sheet(atlas, area_job)


def found_by(rules: Collection[str], made: PressFigure, job: PressJob, atlas: Atlas) -> dict[str, str]:
    """What rules find wrong, in Chinese."""
    words = words_for("zh")
    with drawing():
        looked = Looked(made, job.drawn, atlas.geometry, names_for(atlas, job))
        findings = {rule: RULE[rule](looked) for rule in sorted(rules)}
    return {
        rule: "\n".join(words.render(finding.message) for finding in found if not finding.ok)
        for rule, found in findings.items()
    }


WHOLE_SHEET = Path([(0, 0), (960, 0), (960, 540), (0, 540), (0, 0)])
LATIN = FontProperties(family="DejaVu Sans")
NEAR_WHITE = (0.99, 0.99, 0.99, 1.0)
TAIWAN = (119.8, 21.7, 122.3, 25.5)

KNOWN = [
    ("white over Taiwan", laid(white_over(*TAIWAN)), strange("PathPatch")),
    ("white over the inset", laid(white_over(106, 4, 122, 24, on="inset")), strange("PathPatch")),
    ("white over the stamp", laid(over("stamp")), strange("PathPatch")),
    ("white of an unknown family", laid(over("stamp"), "cover-1"), strange("cover-1")),
    ("white by a known name", laid(over("stamp"), "inset-ground"), again("inset-ground")),
    ("a rectangle that is no path", laid(lambda _: Rectangle((0, 0), 90, 90), "place-999999"), strange("place-999999")),
    ("an image", laid(lambda made: FigureImage(figure_of(made)), "place-999998"), strange("place-999998")),
    ("a line", laid(lambda _: Line2D([0, 9], [0, 9], color="white")), strange("Line2D")),
    ("a collection", laid(lambda _: LineCollection([[(0, 0), (9, 9)]], colors="white")), strange("LineCollection")),
    ("axes", contextmanager(axes_on), strange("Axes")),
    ("a text of the figure", contextmanager(text_on), strange("Text")),
    ("a halo larger than its name", put("halo-label-710000", path=WHOLE_SHEET), odd("halo-label-710000", "path")),
    ("a halo without its name", gone("label-360000"), odd("halo-label-360000", "path")),
    ("a name without halo", gone("halo-label-370000"), missing("halo-label-370000")),
    ("an artist drawn twice", twice("inset-frame"), again("inset-frame")),
    ("a coloured sheet", sheet_colour("#eeeeff"), odd("figure", "patch")),
    ("a pale place", put("place-140100", alpha=0.02), odd("place-140100", "alpha")),
    ("a pale line of the sea", put("inset-sea-line-3", alpha=0.02), odd("inset-sea-line-3", "alpha")),
    ("a near-white line of the sea", put("inset-sea-line-4", edgecolor=NEAR_WHITE), odd("inset-sea-line-4", "colour")),
    ("a hair-thin line of the sea", put("inset-sea-line-5", linewidth=0.02), odd("inset-sea-line-5", "linewidth")),
    ("a very thick line of the sea", put("inset-sea-line-6", linewidth=9.0), odd("inset-sea-line-6", "linewidth")),
    ("a dotted line of the sea", put("inset-sea-line-7", linestyle="dotted"), odd("inset-sea-line-7", "linestyle")),
    ("near-white borders", put("province-borders", edgecolor=NEAR_WHITE), odd("province-borders", "colour")),
    ("near-white stamp", put("stamp", color=NEAR_WHITE), odd("stamp", "colour")),
    ("a pale foot", put("made-1", alpha=0.02), odd("made-1", "alpha")),
    ("tiny sources", put("foot-1", fontsize=1.0), odd("foot-1", "fontsize")),
    ("a tiny island name", put("island-label-2", fontsize=1.0), odd("island-label-2", "fontsize")),
    ("Taiwan behind everything", put("place-710000", zorder=-50), odd("place-710000", "zorder")),
    ("its hatch behind everything", all_of("hatch-no_observation", zorder=-50), odd("hatch-no_observation-0", "zorder")),
    ("the inset behind everything", all_of("inset-place-", zorder=-50), odd("inset-place-460100", "zorder")),
    ("an invisible line", put("sea-line-1", visible=False), odd("sea-line-1", "visible")),
    ("a line without points", put("inset-sea-line-8", path=Path(np.zeros((0, 2)))), odd("inset-sea-line-8", "path")),
    ("a line cut away", put("inset-sea-line-9", clip_box=Bbox([[0, 0], [1, 1]])), odd("inset-sea-line-9", "clip")),
    ("a place without its clip", put("place-620900", clip_on=False), odd("place-620900", "clip")),
    ("a place moved by its transform", put("place-630100", transform=Affine2D()), odd("place-630100", "transform")),
    ("sources turned", put("foot-2", rotation=90), odd("foot-2", "layout")),
    ("sources in a font without their letters", put("foot-3", fontproperties=LATIN), odd("foot-3", "font")),
    ("a text with a box", contextmanager(lambda made: boxed(made, "label-350000")), odd("label-350000", "layout")),
    ("effects", put("title-1", path_effects=[Normal()]), odd("title-1", "effects")),
    ("a subtitle left out", gone("subtitle-"), missing("subtitle-1")),
    ("the QR code left out", gone("qr"), missing("qr")),
    ("the scale bar left out", gone("scale-bar"), missing("scale-bar-1")),
    ("the borders left out", gone("place-borders"), missing("place-borders")),
    ("the frame of the stamp left out", gone("stamp-frame"), missing("stamp-frame")),
    ("a hatch of a key left out", gone("key-z-hatch"), missing("key-z-hatch-0")),
    ("the hatch of Taiwan left out", gone("hatch-outside_plan"), missing("hatch-outside_plan-0")),
    ("the rule of the foot left out", gone("foot-rule"), missing("foot-rule")),
]  # fmt: skip
"""What the rule that knows every artist must find."""

SEEN = [
    ("colours", "white over Taiwan", laid(white_over(*TAIWAN)), "710000"),
    ("colours", "white over the inset", laid(white_over(109.5, 18, 119, 24, on="inset")), "441600"),
    ("colours", "white over the keys", laid(over("key-c")), "图例“10 至 15”"),
    ("colours", "Taiwan pale", put("place-710000", alpha=0.02), "710000"),
    ("colours", "Taiwan without hatch", gone("hatch-outside_plan"), "710000"),
    ("colours", "Taiwan with a faint hatch", all_of("hatch-outside_plan", edgecolor=NEAR_WHITE), "710000"),
    ("colours", "Taiwan with a thin hatch", all_of("hatch-outside_plan", linewidth=0.05), "710000"),
    ("colours", "places of the inset gone", gone("inset-place-45"), "450100"),
    ("colours", "a place gone", gone("place-620900"), "620900"),
    ("colours", "a place of another colour", put("place-620900", facecolor="#993404"), "620900"),
    ("colours", "a small place of another colour", put("place-820000", facecolor="#993404"), "820000"),
    ("colours", "a place of the inset of another colour", put("inset-place-440100", facecolor="#111111"), "440100"),
    ("colours", "a place lies elsewhere", moved("place-632800", 40, 0), "632800"),
    ("colours", "a key of another colour", put("key-b", facecolor="#993404"), "图例“5 至 10”"),
    ("colours", "keys exchanged", swapped("key-c", "key-e", "facecolor"), "图例“10 至 15”"),
    ("sea_lines", "lines of the main map gone", gone("sea-line-"), "画出 0 段"),
    ("sea_lines", "one line covered", laid(white_over(107.5, 11, 110.5, 16.5, on="inset")), "看不清楚"),
    ("sea_lines", "lines thin", all_of("inset-sea-line-", linewidth=0.1), "看不清楚"),
    ("sea_lines", "lines pale", all_of("inset-sea-line-", edgecolor=NEAR_WHITE), "看不清楚"),
    ("sea_lines", "lines behind", put("inset-sea-line-5", zorder=-50), "第 5 段"),
    ("sea_lines", "a line elsewhere", moved("inset-sea-line-6", 0, 12), "第 6 段"),
    ("islets", "islets gone", gone("inset-islet-460300"), "岛礁看不到"),
    ("islets", "islets pale", all_of("inset-islet-460300", alpha=0.05), "岛礁看不到"),
    ("islets", "islets covered", laid(white_over(113, 8, 116, 11, on="inset")), "岛礁看不到"),
    ("borders", "borders pale", all_of("province-borders", alpha=0.05), "国界或省界在图上看不清楚"),
    ("readable", "stamp covered", laid(over("stamp")), "未经审核"),
    ("readable", "stamp pale", put("stamp", alpha=0.1), "未经审核"),
    ("readable", "stamp near white", put("stamp", color=NEAR_WHITE), "未经审核"),
    ("readable", "half a source line covered", laid(lambda _: sheet_rectangle(200, 20, 900, 60)), "看不清楚"),
    ("readable", "an island name covered", laid(over("island-label-4")), "黄岩岛"),
    ("readable", "a title turned pale", put("title-1", color="#dddddd"), "看不清楚"),
    ("qr", "another code", shrunk("qr", 0.5), "二维码"),
    ("qr", "code covered in part", laid(lambda made: sheet_rectangle(*qr_middle(made))), "二维码"),
    ("qr", "code turned", put("qr", transform=Affine2D().rotate_deg_around(900, 60, 90)), "二维码"),
    ("qr", "code gone", gone("qr"), "二维码"),
    ("qr", "code pale", put("qr", facecolor="#dddddd"), "二维码"),
]  # fmt: skip
"""What rules that see pixels must find."""

SAID = [
    ("written", "the heading of the legend left out", gone("legend-counts"), "图上没有写明“地点数”"),
    ("borders", "borders elsewhere", moved("province-borders", 8, 8), "“province-borders”画在了没有边界的地方"),
    ("borders", "the outline elsewhere", moved("outline", 8, 0), "“outline”画在了没有边界的地方"),
    ("borders", "borders of the inset elsewhere", moved("inset-outline", 8, 8), "“inset-outline”画在了没有边界"),
    ("borders", "a place elsewhere", moved("place-820000", 20, -20), "地点 820000 画在了别处"),
    ("borders", "a country of its own", laid(white_over(123, 29, 126, 32), "place-999999"), "999999"),
    ("island_names", "an island name far away", moved("island-label-3", -40, 0), "“南沙群岛”离它的岛屿太远"),
    ("island_names", "two island names exchanged", swapped("island-label-0", "island-label-5", "position"), "“曾母暗沙”离它"),
    ("south_sea", "an island renamed", put("island-label-4", text="西沙群岛"), "没有注出黄岩岛"),
    ("south_sea", "the inset renamed", put("inset-title-0", text="南海"), "没有图名"),
    ("nothing_over_islands", "a name over Hainan", at("label-440000", 109.7, 19.2), "注记“广东”压住了岛屿"),
    ("nothing_over_islands", "a name over Taiwan", at("label-350000", 120.9, 23.6), "注记“福建”压住了岛屿"),
    ("nothing_over_islands", "a name in the inset over Hainan", at("island-label-1", 109.8, 19.2, "inset"), "“西沙群岛”压住"),
    ("nothing_over_islands", "a name in the inset over islets", at("island-label-2", 114.3, 10.2, "inset"), "“中沙群岛”压住"),
    ("written", "a province renamed", put("label-710000", text="福建"), "“福建”应为“台湾”"),
    ("written", "another frame", put("frame-name-1", text="世界"), "全国"),
    ("written", "another subtitle", put("subtitle-1", text="别的"), "没有写明"),
    ("written", "another class", put("legend-b-1", text="6 – 11"), "5 至 10"),
    ("written", "keys moved", swapped("key-b", "key-f", "path"), "不在一行"),
    ("written", "counts exchanged", swapped("legend-b-count", "legend-g-count", "position"), "不在一行"),
    ("legend", "another count", put("legend-c-count", text="1"), "10 至 15"),
    ("written", "a class that goes on", put("legend-f-1", text="30 至 350"), "没有写明“30 至 35”"),
    ("written", "a title with more", put("title-1", text="虚构的2025 年 PM2.5 实测年均值"), "没有写明"),
    ("counts_as_bars", "a bar cut short", shrunk("legend-bar-g", 0.4), "条长与地点数不符"),
    ("foot_as_ordered", "another source", put("foot-2", text="《别的》。"), "《别的》"),
    ("foot_as_ordered", "another day", put("made-1", text="制作日期 2026-11-222"), "2026-11-222"),
    ("names_on_places", "land in the sea by an island's name", shrunk("islet-named-7", 30), "来历不明"),
    ("scale_bar", "a scale bar too long", shrunk("scale-bar-2", 1.5), "比例尺与地图不符"),
    ("scale_bar", "a scale bar that says more", put("scale-bar-text", text="9000 公里"), "比例尺与地图不符"),
    ("stamp", "a stamp elsewhere", moved("stamp", 500, 300), "左下角"),
]  # fmt: skip
"""What rules that read artists must find."""

AREA = [
    ("locator", "provinces of the locator gone", gone("locator-province-65"), "位置图没有完整"),
    ("locator", "provinces invisible", all_of("locator-province-", visible=False), "位置图没有完整"),
    ("locator", "the marked places gone", gone("locator-focus"), "位置图没有完整"),
    ("locator", "the locator covered", laid(white_over(80, 20, 120, 50, on="locator")), "位置图没有完整"),
    ("known_parts", "Taiwan of the locator gone", gone("locator-province-71"), "locator-province-710000"),
    ("sea_lines", "lines of the locator gone", gone("locator-sea-line-"), "画出 0 段"),
    ("known_parts", "metric gone", gone("metric"), "metric-1"),
    ("known_parts", "note gone", gone("note"), "note-1"),
    ("known_parts", "outline of the focus gone", gone("focus-outline"), "focus-outline"),
    ("names_on_places", "names exchanged", swapped("label-141000", "label-610300", "position"), "离它所指的地方太远"),
    ("written", "another metric", put("metric-1", text="别的"), "没有写明"),
    ("written", "another figure", put("label-610100-value", text="1.0"), "应为"),
]  # fmt: skip


ALONE = [
    (
        "china",
        ("borders", "land in the sea", put("place-310000", path=WHOLE_SHEET), "地点 310000 画在了别处"),
    ),
    ("china", ("extent", "another projection", reprojected, "规定的四至")),
    ("china", ("south_sea", "the inset forgotten", forgotten("inset"), "缺少南海诸岛附图")),
    ("area", ("locator", "the locator forgotten", forgotten("locator"), "缺少位置图")),
]
"""What would change too much else to be looked at with others."""

CASES = [
    *(("china", "known", "known_parts", *row) for row in KNOWN),
    *(("china", "seen", *row) for row in SEEN),
    *(("china", "said", *row) for row in SAID),
    *(("area", "area", *row) for row in AREA),
    *((sheet, row[1], *row) for sheet, row in ALONE),
]
"""Sheet, with which others, rule, what is done, how, and what the rule then says."""


def group_of(number: int) -> tuple[str, str, int]:
    """Changes of a sheet that are made at once, for a sheet is slow to look at: never two that a rule calls the same."""
    sheet, table, rule, _done, _change, said = CASES[number]
    alike = [case for case in CASES[:number] if (case[1], case[2], case[5]) == (table, rule, said)]
    return sheet, table, len(alike)


@pytest.fixture(scope="module")
def found(
    atlas: Atlas, china_sheet: PressFigure, china_job: PressJob, area_sheet: PressFigure, area_job: PressJob
) -> Callable[[int], str]:
    """What a case's rule says of the sheet that it, and others of its group, changed."""
    sheets = {"china": (china_sheet, china_job), "area": (area_sheet, area_job)}
    said: dict[tuple[str, str, int], dict[str, str]] = {}

    def look(number: int) -> str:
        group = group_of(number)
        if group not in said:
            made, job = sheets[group[0]]
            cases = [case for other, case in enumerate(CASES) if group_of(other) == group]
            with ExitStack() as changes:
                # What is taken off goes last: nothing else could be done with it.
                for case in sorted(cases, key=lambda case: case[4].__qualname__.startswith("gone")):
                    changes.enter_context(case[4](made))
                said[group] = found_by({case[2] for case in cases}, made, job, atlas)
        return said[group][CASES[number][2]]

    return look


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{case[2]}: {case[3]}" for case in CASES])
def test_what_is_changed_is_found(number: int, found: Callable[[int], str]) -> None:
    assert CASES[number][5] in found(number)


@pytest.mark.parametrize("sheet", ["china", "area"])
def test_what_was_put_right_again_is_fine(sheet: str, atlas: Atlas, request: pytest.FixtureRequest) -> None:
    made, job = request.getfixturevalue(f"{sheet}_sheet"), request.getfixturevalue(f"{sheet}_job")
    assert set(found_by(set(RULE), made, job, atlas).values()) == {""}
