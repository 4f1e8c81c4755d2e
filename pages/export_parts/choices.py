"""What the export screen offers: frames, formats, sizes, and what each is called."""

from __future__ import annotations

from layers.catalogue import layer_ids
from layers.press.frames import CHINA, UnknownFrameError, frame_of, framed_scopes
from layers.press.job import TaskKind
from pages.shared.export_address import ExportChoices
from policy.atlas import Atlas
from policy.observed import observed_years
from translations import Message, Words


def export_choices(atlas: Atlas) -> ExportChoices:
    """What an address may say."""

    def frame_id(wanted: str) -> str | Message:
        try:
            return frame_of(atlas, wanted).frame_id
        except UnknownFrameError as error:
            return error.message

    return ExportChoices(layer_ids(atlas.register), observed_years(atlas.register), frame_id)


def frame_names(atlas: Atlas, words: Words) -> dict[str, str]:
    """Names of all frames by id: the country, named areas with a list, provinces, places; each says what it is.

    Both languages stand in the name of a place, so that it is found by typing either.
    """
    _ = words.gettext
    register = atlas.register
    names = {CHINA: _("全国")}
    kinds = {"key_region": _("重点区域"), "geography": _("地理区域")}
    for scope in framed_scopes(register):
        names[scope.scope_id] = f"{kinds[scope.kind]} · {words.pick(scope.name_zh, scope.name_en)}"
    for province_id, province in register.provinces.items():
        names[f"province-{province_id}"] = f"{_('省份')} · {words.pick(province.name_zh, province.name_en)}"
    for place_id, place in register.places.items():
        shown, other = place.name_zh, place.name_en
        if words.lang != "zh":
            shown, other = other, shown
        province = words.pick(place.province.short_name_zh, place.province.name_en)
        names[place_id] = f"{_('地点')} · {shown} {other}（{province}）"
    return names


def kind_names(words: Words) -> dict[TaskKind, str]:
    """What each kind of file is called on the button that makes and saves it; the pack of all comes first."""
    _ = words.gettext
    return {
        "pack": _("整套文件（ZIP）"),
        "print": _("PNG（印刷用，300 dpi）"),
        "png": _("PNG（屏幕用）"),
        "pdf": _("PDF（矢量，内嵌字体）"),
        "svg": _("SVG（文字可编辑）"),
        "paths": _("SVG（文字转曲）"),
        "html": _("可交互网页（HTML）"),
        "card": _("PNG（社交卡片，1200×630）"),
    }


def size_names(words: Words) -> dict[str, str]:
    """What each sheet is called."""
    _ = words.gettext
    return {
        "wide": _("横幅 16:9"),
        "square": _("方形 1:1"),
        "portrait": _("竖幅 4:5"),
        "card": _("社交卡片 1200×630"),
        "a4": "A4",
        "a3": "A3",
    }
