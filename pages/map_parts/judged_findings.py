"""The opening sentences of the layers that look at a year another way: change, straight way, any standard."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from layers.definition import ChoroplethLayer
from layers.judged_layers import STANDARD_PREFIX
from layers.status_words import judgement_names
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.attainment import basis_name
from policy.change import BASE_YEAR
from policy.effective import TARGET_YEAR
from policy.judgement import DECIDED, Flip, flips, yardstick_name, yardsticks
from policy.observed import REALTIME_MARGIN
from policy.standards import limit_for_year
from translations import Words


def judged_finding(atlas: Atlas, words: Words, layer: ChoroplethLayer, year: int) -> list[str] | None:
    """The heading and paragraphs as HTML; None for any other layer."""
    if layer.layer_id in ("change", "change_percent"):
        return change_finding(words, layer, year)
    if layer.layer_id == "path":
        return path_finding(words, layer, year)
    if layer.layer_id.startswith(STANDARD_PREFIX):
        return standard_finding(atlas, words, layer.layer_id.removeprefix(STANDARD_PREFIX), layer, year)
    return None


def known_values(layer: ChoroplethLayer) -> list[float]:
    """The values of the places that have one."""
    return [cell.value for cell in layer.cells.values() if cell.value is not None]


def change_finding(words: Words, layer: ChoroplethLayer, year: int) -> list[str]:
    """How many places fell and rose, and the middle one."""
    _ = words.gettext
    values = known_values(layer)
    unit_symbol = layer.unit_symbol or ""
    if year == BASE_YEAR or not values:
        return [element("h1", text(_("{base} 年是比较的起点，请选择之后的年份", base=BASE_YEAR)))]
    heading = _(
        "{year} 年，{count} 个地点可与 {base} 年比较：{down} 个下降，{up} 个上升，{same} 个持平",
        year=year,
        count=len(values),
        base=BASE_YEAR,
        down=sum(value < 0 for value in values),
        up=sum(value > 0 for value in values),
        same=sum(value == 0 for value in values),
    )
    middle = _(
        "中位数 {middle} {symbol}。年均值受气象影响，实况数据未扣除沙尘：西北地区和汾渭平原各年可能相差较大。",
        middle=signed(median(values)),
        symbol=unit_symbol,
    )
    return [element("h1", text(heading)), element("p", text(middle))]


def signed(value: float) -> str:
    """A number with its sign and one decimal, halves away from zero."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded:+}".replace("-", "−")


def path_finding(words: Words, layer: ChoroplethLayer, year: int) -> list[str]:
    """How many places are before and behind a straight way to their figure."""
    _ = words.gettext
    values = known_values(layer)
    if year == BASE_YEAR or not values:
        return [element("h1", text(_("{base} 年是比较的起点，请选择之后的年份", base=BASE_YEAR)))]
    heading = _(
        "{year} 年，{count} 个地点可与匀速下降相比：{before} 个快 3 以上，{behind} 个慢 3 以上，{near} 个相差不超过 3",
        year=year,
        count=len(values),
        before=sum(value < -REALTIME_MARGIN for value in values),
        behind=sum(value > REALTIME_MARGIN for value in values),
        near=sum(abs(value) <= REALTIME_MARGIN for value in values),
    )
    told = _(
        "匀速下降是本站画的尺子：从 2020 年实测到 2025 年目标、折算值或指示值取直线；没有文件要求逐年匀速，"
        "指示值也不是这座城市自己的目标。两年口径相同才比较，数据不足的年份不比较。单位 µg/m³。"
    )
    parts = [element("h1", text(heading)), element("p", text(told))]
    if year == TARGET_YEAR:
        same = _("{year} 年是路径的终点：口径相同时，与路径之差就是与目标的差距，不另说明快慢。", year=year)
        gap = link(_("看“与目标的差距”"), href("map", words, layer="gap"))
        parts.append(element("p", text(same), gap))
    return parts


def standard_finding(
    atlas: Atlas, words: Words, yardstick: str, layer: ChoroplethLayer, year: int
) -> list[str]:
    """How many places are within the limit, and who flips against the standard in force."""
    _ = words.gettext
    register = atlas.register
    limit = yardsticks(register)[yardstick]
    in_force = limit_for_year(register, year)
    codes = [cell.code for cell in layer.cells.values()]
    heading = _(
        "{year} 年按 {standard}：{within} 个地点不高于限值，{above} 个高于，{close} 个接近而无法判定",
        year=year,
        standard=words.render(yardstick_name(limit)),
        within=codes.count("a"),
        above=codes.count("b"),
        close=codes.count("c"),
    )
    cited = document_link(register.documents[limit.document_id], limit.clause, words)
    parts = [element("h1", text(heading)), element("p", text(_("限值来源：")), cited)]
    if limit == in_force:
        return [*parts, element("p", text(_("这就是 {year} 年执行的标准。", year=year)))]
    found = flips(register, year, limit)
    standard = words.render(yardstick_name(in_force))
    crossed = sum({flip.before.status, flip.after.status} == {"within", "above"} for flip in found)
    told = _(
        "与 {year} 年执行的 {standard} 相比，{count} 个地点的判定不同：{crossed} 个在达到与未达到之间改变，"
        "{band} 个进入或离开 ±3 的无法判定范围。当年标准的来源：",
        year=year,
        standard=standard,
        count=len(found),
        crossed=crossed,
        band=len(found) - crossed,
    )
    cited_in_force = document_link(register.documents[in_force.document_id], in_force.clause, words)
    return [*parts, element("p", text(told), cited_in_force), *flip_lists(atlas, words, found)]


def flip_lists(atlas: Atlas, words: Words, found: Sequence[Flip]) -> list[str]:
    """The places that flip, folded, by what the verdict was and is."""
    _ = words.gettext
    names = judgement_names(words)
    lists = []
    for before in DECIDED:
        for after in DECIDED:
            group = [flip for flip in found if (flip.before.status, flip.after.status) == (before, after)]
            if not group:
                continue
            summary = _(
                "{count} 个由“{before}”变为“{after}”",
                count=len(group),
                before=names[before],
                after=names[after],
            )
            links = " ".join(place_with_value(atlas, words, flip) for flip in group)
            lists.append(element("details", element("summary", text(summary)), element("p", links)))
    return [element("div", *lists, class_="flips")] if lists else []


def place_with_value(atlas: Atlas, words: Words, flip: Flip) -> str:
    """A place as a link to its page, with the mean that is judged."""
    place = atlas.register.places[flip.place_id]
    name = words.pick(place.short_name_zh, place.name_en)
    observation = flip.after.observation
    value = f" {observation.value:g} {words.render(basis_name(observation.basis))}" if observation else ""
    return element("span", link(name, href("city", words, place=flip.place_id)), text(value), class_="flip")
