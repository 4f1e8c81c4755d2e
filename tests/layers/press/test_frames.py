"""What a sheet can show, by which names, and what is said of names there are not."""

import pytest

from layers.press.frame_extent import frame_bounds
from layers.press.frames import UnknownFrameError, frame_of, framed_scopes
from layers.press.sizes import MOST_PIXELS, SIZES, dpi_fault, highest_dpi, sheet_size
from policy.atlas import Atlas
from translations import words_for


@pytest.mark.parametrize(
    ("text", "frame_id", "kind", "count"),
    [
        ("china", "china", "china", 375),
        ("全国", "china", "china", 375),
        ("fenwei-plain", "fenwei-plain", "area", 15),
        ("汾渭平原", "fenwei-plain", "area", 15),
        ("jing-jin-ji-and-surroundings", "jing-jin-ji-and-surroundings", "area", 42),
        ("class-key-regions", "class-key-regions", "area", 88),
        ("taiyuan-basin", "taiyuan-basin", "area", 3),
        ("province-140000", "province-140000", "province", 11),
        ("山西省", "province-140000", "province", 11),
        ("140000", "province-140000", "province", 11),
        ("Shanxi", "province-140000", "province", 11),
        ("140100", "140100", "place", 5),
        ("太原", "140100", "place", 5),
        (" 太原市 ", "140100", "place", 5),
        ("110000", "110000", "place", 6),
        ("province-110000", "province-110000", "province", 1),
        ("710000", "710000", "place", 1),
        ("133100", "133100", "place", 4),
    ],
)
def test_frames_by_id_and_name(text: str, frame_id: str, kind: str, count: int, atlas: Atlas) -> None:
    frame = frame_of(atlas, text)
    assert (frame.frame_id, frame.kind, len(frame.focus)) == (frame_id, kind, count)
    assert list(frame.focus) == sorted(frame.focus)
    assert (frame.chosen == frame_id) == (kind == "place")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("fenwei", "fenwei-plain"),
        ("汾渭平", "fenwei-plain"),
        ("山西", "province-140000"),
        ("太源市", "140100"),
        ("x" * 500, ""),
    ],
)
def test_unknown_frames_are_answered_with_near_ones(text: str, near: str, atlas: Atlas) -> None:
    if text == "山西":
        assert frame_of(atlas, text).frame_id == near
        return
    with pytest.raises(UnknownFrameError) as caught:
        frame_of(atlas, text)
    sentence = words_for("en").render(caught.value.message)
    assert near in sentence
    assert len(sentence) < 200


def test_an_area_without_a_list_cannot_be_framed(atlas: Atlas) -> None:
    with pytest.raises(UnknownFrameError, match="没有地点名单"):
        frame_of(atlas, "fen-river-valley")
    assert "fen-river-valley" not in {scope.scope_id for scope in framed_scopes(atlas.register)}
    assert [scope.kind for scope in framed_scopes(atlas.register)][:3] == ["key_region"] * 3


def test_titles_of_frames(atlas: Atlas) -> None:
    zh, en = words_for("zh"), words_for("en")
    assert frame_of(atlas, "140100").title(zh) == "太原市及相邻地点"
    assert frame_of(atlas, "fenwei-plain").title(zh) == "汾渭平原 · 15 个地点"
    assert frame_of(atlas, "china").title(en) == "China · 375 places"
    assert frame_of(atlas, "710000").title(zh) == "台湾省"


def test_the_frame_of_hainan_is_the_island_and_that_of_sansha_the_sea(atlas: Atlas) -> None:
    _crs, island = frame_bounds(atlas.geometry, frame_of(atlas, "province-460000"))
    _crs, sea = frame_bounds(atlas.geometry, frame_of(atlas, "460300"))
    assert island[3] - island[1] < 300_000
    assert sea[3] - sea[1] > 1_000_000


def test_paper_lies_or_stands_as_the_frame_asks_for() -> None:
    assert sheet_size("a4", 1.3).is_landscape
    assert not sheet_size("a4", 0.8).is_landscape
    assert sheet_size("wide", 0.5) == sheet_size("wide", 2.0)
    assert sheet_size("a3", 1.3).width == pytest.approx(420 / 25.4 * 72, abs=0.01)


@pytest.mark.parametrize("size", SIZES)
def test_the_finest_picture_of_each_sheet_keeps_within_the_pixels(size: str) -> None:
    sheet, dpi = sheet_size(size, 2.0), highest_dpi(size)
    assert not dpi_fault(size, dpi)
    assert dpi == 600 or dpi_fault(size, dpi + 1)
    assert dpi >= 300
    assert sheet.width * sheet.height * (dpi / 72) ** 2 <= MOST_PIXELS
    assert dpi_fault(size, 49)
    assert dpi_fault(size, 601)


def test_an_area_whose_list_is_not_whole_is_not_counted_as_its_places(atlas: Atlas) -> None:
    words = words_for("en")
    assert frame_of(atlas, "wuhai-and-surroundings").counted_as(words) == (
        "Wuhai and surroundings (only what is named)"
    )
    assert frame_of(atlas, "taiyuan-basin").counted_as(words) == "Taiyuan Basin (cities of what is named)"
    assert frame_of(atlas, "fenwei-plain").counted_as(words) == "Fenwei Plain"
    assert frame_of(atlas, "province-110000").title(words) == "Beijing · 1 place"
