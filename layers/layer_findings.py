"""Opening sentences of layers: what a year, an indicator or a count of clauses comes to, made from the layer itself."""

from __future__ import annotations

from collections import Counter
from statistics import median

from layers.definition import ChoroplethLayer
from layers.indicator_layer import IndicatorSummary
from layers.indicator_words import verdict_names
from layers.membership_layer import Change, change_of
from layers.pm25_layers import SHORT_YEAR_NOTE
from policy.atlas import Atlas
from policy.change import BASE_YEAR
from policy.judgement import yardstick_name, yardsticks
from policy.membership import membership_of_place
from policy.observed import DAYS_NEEDED, REALTIME_MARGIN
from policy.register import Register
from policy.rounding import rounded, written
from policy.scope import members_of_key_regions
from translations import Words


def known_values(layer: ChoroplethLayer) -> list[float]:
    """The values of the places that have one."""
    return [cell.value for cell in layer.cells.values() if cell.value is not None]


def observed_heading(register: Register, words: Words, layer: ChoroplethLayer, year: int) -> str:
    """How many places have a mean, the lowest, the highest and the middle one, and how many are of too few days."""
    _ = words.gettext
    values = {place_id: cell.value for place_id, cell in layer.cells.items() if cell.value is not None}
    low, high = min(values, key=lambda one: values[one]), max(values, key=lambda one: values[one])
    first, last = (register.places[one] for one in (low, high))
    said = _(
        "{year} 年，{count} 个地点有 PM2.5 年均值：最低 {low:g}（{first}），最高 {high:g}（{last}），中位数 {middle:g} µg/m³",
        year=year,
        count=len(values),
        low=values[low],
        first=words.pick(first.short_name_zh, first.name_en),
        high=values[high],
        last=words.pick(last.short_name_zh, last.name_en),
        middle=rounded(median(values.values()), 1),
    )
    short = sum(cell.note == SHORT_YEAR_NOTE for cell in layer.cells.values())
    if not short:
        return said
    return _("{said}；其中 {short} 个地点不足 {days} 天，不作判定", said=said, short=short, days=DAYS_NEEDED)


def change_words(words: Words, layer: ChoroplethLayer, year: int) -> list[str]:
    """How many places fell and rose, and the middle one."""
    _ = words.gettext
    values = known_values(layer)
    unit_symbol = layer.unit_symbol or ""
    if year == BASE_YEAR or not values:
        return [_("{base} 年是比较的起点，请选择之后的年份", base=BASE_YEAR)]
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
        middle=written(median(values), 1, signed=True),
        symbol=unit_symbol,
    )
    return [heading, middle]


def path_words(words: Words, layer: ChoroplethLayer, year: int) -> list[str]:
    """How many places are before and behind a straight way to their figure."""
    _ = words.gettext
    values = known_values(layer)
    if year == BASE_YEAR or not values:
        return [_("{base} 年是比较的起点，请选择之后的年份", base=BASE_YEAR)]
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
    return [heading, told]


def standard_heading(
    register: Register, words: Words, yardstick: str, layer: ChoroplethLayer, year: int
) -> str:
    """How many places are within a limit."""
    codes = [cell.code for cell in layer.cells.values()]
    return words.gettext(
        "{year} 年按 {standard}：{within} 个地点不高于限值，{above} 个高于，{close} 个接近而无法判定",
        year=year,
        standard=words.render(yardstick_name(yardsticks(register)[yardstick])),
        within=codes.count("a"),
        above=codes.count("b"),
        close=codes.count("c"),
    )


def count_words(words: Words, layer: ChoroplethLayer) -> list[str]:
    """The fewest and the most clauses, and what their number means."""
    _ = words.gettext
    counts = [int(cell.value) for cell in layer.cells.values() if cell.value is not None]
    heading = _(
        "{title}：最少 {low} 条，最多 {high} 条",
        title=words.render(layer.title),
        low=min(counts),
        high=max(counts),
    )
    return [heading, _("只计读到全文的文件；条数多表示读到的文件多，不表示要求更严。计入的文件：")]


def indicator_heading(words: Words, layer: ChoroplethLayer, summary: IndicatorSummary) -> str:
    """How many places a rule speaks of, and whose."""
    _ = words.gettext
    name = words.render(layer.title)
    found = summary.levels.total()
    below = found - summary.levels["nation"]
    if not found:
        return _("{name}：没有一个地点能确定在要求之内", name=name)
    if not below:
        return _("{name}：{found} 个地点在国家文件的要求之内，没有读到省、市另行规定", name=name, found=found)
    if not summary.levels["nation"]:
        return _(
            "{name}：国家文件没有对各地的要求，{below} 个地点在省级或市级文件的要求之内",
            name=name,
            below=below,
        )
    return _(
        "{name}：{found} 个地点在要求之内，其中 {below} 个由省级或市级文件规定",
        name=name,
        found=found,
        below=below,
    )


def indicator_lines(words: Words, summary: IndicatorSummary) -> list[str]:
    """What a rule means for a single city, how lower documents stand, and why the rest shows nothing."""
    _ = words.gettext
    names = verdict_names(words)
    bearings = {
        _(
            "{count} 个地点的要求针对全国、区域或全省合计，对单个城市只作参考", count=summary.whole_area
        ): summary.whole_area,
        _("{count} 个地点只涉及其中一部分，如港口、园区、建成区", count=summary.in_part): summary.in_part,
    }
    verdicts = [
        _("{verdict} {count} 个", verdict=names[key], count=summary.verdicts[key])
        for key in names
        if summary.verdicts[key]
    ]
    reasons = {
        "undetermined": _("{count} 个无法确定是否适用", count=summary.missing["undetermined"]),
        "not_read": _(
            "{count} 个在已读文件中没有读到（未读到不等于没有）", count=summary.missing["not_read"]
        ),
        "silent": _("{count} 个的各级文件都没有提到", count=summary.missing["silent"]),
    }
    missing = [reason for kind, reason in reasons.items() if summary.missing[kind]]
    lines = []
    if any(bearings.values()):
        said = [line for line, count in bearings.items() if count]
        lines.append(_("{list}。", list=_("；").join(said)))
    if verdicts:
        lines.append(_("省、市文件与国家文件相比（按地点计）：{list}。", list=words.join(verdicts)))
    if missing:
        lines.append(_("其余地点：{list}。", list=words.join(missing)))
    return lines


def membership_heading(atlas: Atlas, words: Words) -> str:
    """How many places each way of changing has."""
    _ = words.gettext
    register = atlas.register
    counts: Counter[Change] = Counter(
        change_of(membership_of_place(register, place_id)) for place_id in register.places
    )
    now = sum(len(ids) for ids in members_of_key_regions(register).values())
    kinds: Counter[str] = Counter()
    for change, count in counts.items():
        kinds[change.kind] += count
    return _(
        "2023 年重点区域重新列名：现行名单 {now} 个地点中，{stayed} 个一直在，{moved} 个换了区域，{joined} 个新列入，"
        "{named} 个此前已包括在内、现单独列名；另有 {left} 个不再列入",
        now=now,
        stayed=kinds["stayed"],
        moved=kinds["moved"],
        joined=kinds["joined"],
        named=kinds["named_apart"],
        left=kinds["left"],
    )
