"""Titles stand alone, captions are short and say a finding, classes are told without colour, codes can be read."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from coloraide import Color
from PIL import Image

from layers.catalogue import CATALOGUE, FAMILIES, build_layer
from layers.press.captions import alternative_text, caption, citation_item, citation_text, closed
from layers.press.export import PressJob, file_bytes, findings_on, press_job, press_sheet
from layers.press.fonts import face
from layers.press.frames import frame_of
from layers.press.furniture import QUIET_MODULES, SMALLEST_MODULE_PT, contrasting, qr_modules, qr_size
from layers.press.main_finding import main_finding
from layers.press.map_rules import errors_of
from layers.press.request import PressRequest
from layers.press.sheet_words import QR_SIDE
from layers.press.sizes import screen_dpi, sheet_size
from layers.press.subject import press_drawn
from layers.press.title_lines import breaks, set_title
from layers.press.typesetting import Typesetter, pieces
from policy.atlas import Atlas
from tests.layers.press.conftest import MADE_ON, artists
from tests.policy.made_up import real_register
from translations import words_for

MEMBERS = [family.prefix + family.members(real_register())[0] for family in FAMILIES.values()]
OF_AIR = (
    "observed",
    "gap",
    "attainment",
    "change",
    "change_percent",
    "path",
    "target_2025",
    "standard.gb-3095-2012",
)
SETTER = Typesetter(None, None, face())  # type: ignore[arg-type]
MM = 72 / 25.4
GREY_FLOOR = 5.0
"""Steps of L* between neighbours of a scale; CIE76 calls 2.3 just noticeable."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layer_id", OF_AIR)
def test_a_title_names_the_pollutant_and_the_year(layer_id: str, lang: str) -> None:
    drawn = press_drawn(real_register(), build_layer(real_register(), layer_id, 2025), words_for(lang))
    assert "PM2.5" in drawn.title
    assert "2025" in drawn.title


@pytest.mark.parametrize("layer_id", [*CATALOGUE, *MEMBERS])
def test_every_layer_has_a_finding_in_both_languages(layer_id: str, atlas: Atlas) -> None:
    register = atlas.register
    layer = build_layer(register, layer_id, 2025)
    for frame_id in ("china", "fenwei-plain", "140100", "710000"):
        frame = frame_of(atlas, frame_id)
        said = {}
        for lang in ("zh", "en"):
            words = words_for(lang)
            said[lang] = main_finding(register, press_drawn(register, layer, words), frame, words)
        assert said["zh"].endswith("。")
        assert said["en"].endswith(".")
        assert "。" not in said["en"]
        assert len(said["zh"]) <= 120


def test_the_finding_counts_the_places_of_the_frame(atlas: Atlas) -> None:
    words, register = words_for("zh"), atlas.register
    frame = frame_of(atlas, "fenwei-plain")
    drawn = press_drawn(register, build_layer(register, "attainment", 2025), words)
    met = sum(place.code == "a" for place in drawn.places if place.place_id in frame.focus)
    assert met > 0
    assert f"{met} 个已到写明的目标值" in main_finding(register, drawn, frame, words)
    assert "；8 个接近，无法判定；2 个未收录实测值。" in main_finding(register, drawn, frame, words)
    lower = replace(drawn, places=tuple(replace(place, code="b") for place in drawn.places))
    assert f"{len(frame.focus)} 个高于写明的目标值。" in main_finding(register, lower, frame, words)


@pytest.mark.parametrize("layer_id", ["change", "change_percent", "path", "gap"])
def test_the_finding_counts_as_the_legend_does(layer_id: str, atlas: Atlas) -> None:
    """Below, within and above the middle class of the legend."""
    words, register, frame = words_for("zh"), atlas.register, frame_of(atlas, "yangtze-river-delta")
    drawn = press_drawn(register, build_layer(register, layer_id, 2025), words)
    codes = [place.code for place in drawn.places if place.place_id in frame.focus]
    said = main_finding(register, drawn, frame, words)
    for group in ("abc", "d", "efg"):
        count = sum(code in group for code in codes)
        assert count == 0 or f"{count} 个" in said


@pytest.mark.parametrize(("lang", "first"), [("zh", "香港没有数值："), ("en", "No figure for Hong Kong: ")])
def test_a_chosen_place_without_a_figure_is_told_before_its_neighbours(
    lang: str, first: str, atlas: Atlas
) -> None:
    words, register = words_for(lang), atlas.register
    drawn = press_drawn(register, build_layer(register, "attainment", 2025), words)
    said = main_finding(register, drawn, frame_of(atlas, "810000"), words)
    assert said.startswith(first)
    assert words.pick("相邻的深圳", "Neighbouring Shenzhen") in said


@pytest.mark.parametrize("text", ["PM2.5 为 17.3 微克/立方米", "见国发〔2023〕24号文", "PM2.5 at 17.3 µg/m³"])
def test_units_and_document_numbers_stay_on_one_line(text: str) -> None:
    kept = [one for one in ("17.3 微克/立方米", "国发〔2023〕24号", "17.3 µg/m³") if one in text]
    assert any(kept[0] in piece for piece in pieces(text))


@pytest.fixture(scope="module")
def own_job(atlas: Atlas) -> PressJob:
    request = PressRequest(
        "attainment",
        "fenwei-plain",
        "png",
        MADE_ON,
        lang="en",
        year=2025,
        title="Who is in 2025?",
        note="By hand",
    )
    return press_job(atlas, request)


def test_title_and_note_of_ones_own_are_in_caption_alternative_text_and_citation(own_job: PressJob) -> None:
    words = words_for("en")
    parts = (own_job.drawn, own_job.frame, own_job.order, words)
    assert caption(*parts).startswith("Who is in 2025? Fenwei Plain, 15 places.")
    assert "By hand." in caption(*parts)
    for text in (alternative_text(*parts), citation_text(*parts), citation_item(*parts)["title"]):
        assert "Who is in 2025?" in text
        assert "?." not in text
    assert citation_item(*parts)["note"] == "By hand"


def test_a_caption_is_short_before_its_sources(own_job: PressJob, atlas: Atlas) -> None:
    job = own_job.in_language(atlas.register, "zh")
    plain = replace(job.order, title="", note="")
    first, second = caption(job.drawn, job.frame, plain, words_for("zh")).split("\n")
    assert len(first) <= 105
    assert "《山西省落实〈空气质量持续改善行动计划〉实施方案》第26项" in second
    assert "cnmaps" not in second
    assert second.endswith("不得公开发表。")
    assert closed("完了！", words_for("zh")) == "完了！"


def test_english_sources_are_in_english_but_for_the_number(own_job: PressJob) -> None:
    texts = [source.text for source in own_job.drawn.sources]
    assert any("国发〔2023〕24号, clause" in text for text in texts)
    assert not any("年均值" in text or "@" in text or "（" in text for text in texts)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("2025 年 PM2.5 年均值是否达到 2025 年目标", ("2025 年 PM2.5 年均值", "是否达到 2025 年目标")),
        ("2020 年，疫情之年的 PM2.5", ("2020 年，", "疫情之年的 PM2.5")),
    ],
)
def test_titles_break_between_words(title: str, lines: tuple[str, ...]) -> None:
    assert set_title(SETTER, title, 22.4, 235.0, 4).lines == lines
    assert "".join(breaks(title)[0]) == title


def test_a_name_is_not_broken() -> None:
    assert "秦皇岛" in breaks("今日秦皇岛的空气", ["秦皇岛"])[0]
    assert "秦皇岛" not in breaks("今日秦皇岛的空气")[0]


@pytest.mark.parametrize("layer_id", [*CATALOGUE, *MEMBERS])
def test_classes_are_told_apart_in_grey(layer_id: str) -> None:
    """Any two classes differ by their marks, or by five steps of lightness; those of one arm of a scale by lightness."""
    drawn = press_drawn(real_register(), build_layer(real_register(), layer_id, 2025), words_for("zh"))
    classes = [entry for entry in drawn.legend if not entry.hatch]
    assert len(classes) > 1
    for one, other in combinations(classes, 2):
        apart = abs(lightness(one.colour) - lightness(other.colour))
        assert one.mark != other.mark or apart >= GREY_FLOOR, (one.label, other.label)
    letters = [entry.mark for entry in classes if entry.mark.isalpha()]
    assert letters == sorted(set(letters))


def test_verdicts_are_told_apart_in_grey_without_their_letters() -> None:
    drawn = press_drawn(real_register(), build_layer(real_register(), "attainment", 2025), words_for("zh"))
    values = sorted(lightness(entry.colour) for entry in drawn.legend if not entry.hatch)
    assert min(other - one for one, other in pairwise(values)) >= GREY_FLOOR


@pytest.mark.parametrize("layer_id", ["observed", "gap"])
def test_a_scale_runs_evenly_in_grey(layer_id: str) -> None:
    drawn = press_drawn(real_register(), build_layer(real_register(), layer_id, 2025), words_for("zh"))
    values = [lightness(entry.colour) for entry in drawn.legend if not entry.hatch]
    assert min(abs(one - other) for one, other in pairwise(values)) >= GREY_FLOOR


@pytest.mark.parametrize("layer_id", [*CATALOGUE, *MEMBERS])
def test_marks_can_be_read_on_their_colour(layer_id: str) -> None:
    drawn = press_drawn(real_register(), build_layer(real_register(), layer_id, 2025), words_for("zh"))
    for entry in drawn.legend:
        if entry.mark:
            assert Color(entry.colour).contrast(contrasting(entry.colour), method="wcag21") >= 3.0, (
                entry.label
            )


def lightness(colour: str) -> float:
    """L*, what a grey print keeps."""
    return float(Color(colour).convert("lab-d65")["lightness"])


@pytest.mark.parametrize(
    "tail", ["", "?layer=observed&year=2025&place=140100&lang=en", "?layer=" + "x" * 120]
)
def test_a_code_is_twenty_millimetres_and_three_pixels_a_module(tail: str) -> None:
    modules = qr_modules(f"https://atlas.example.org/{tail}")
    assert modules is not None
    side = qr_size(modules, QR_SIDE)
    module = side / (len(modules) + 2 * QUIET_MODULES)
    assert side >= 20 * MM
    assert module >= SMALLEST_MODULE_PT
    assert (module * screen_dpi("wide") / 72).is_integer()
    assert module >= 0.33 * MM


def test_a_card_is_1200_pixels_wide_and_its_letters_twenty_high() -> None:
    card = sheet_size("card", 1.0)
    scale = screen_dpi("card") / 72
    assert (card.width * scale, card.height * scale) == (1200, 630)
    assert min(card.text, card.foot) * scale >= 20


def test_a_card_of_the_command_has_its_size_and_no_code(atlas: Atlas) -> None:
    request = PressRequest("gap", "140100", "png", MADE_ON, size="card", address="https://atlas.example.org")
    job = press_job(atlas, request)
    made = press_sheet(atlas, job)
    assert errors_of(findings_on(atlas, job, made)) == []
    assert Image.open(BytesIO(file_bytes(atlas, job, made))).size == (1200, 630)
    assert "qr" not in artists(made)
    signed = artists(made)["label-141100-value"].get_text()
    assert signed.startswith("+")
