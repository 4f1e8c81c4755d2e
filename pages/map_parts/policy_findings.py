"""The opening sentences of the layers of the whole policy: an indicator by its rungs, and clauses counted."""

from __future__ import annotations

from layers.definition import ChoroplethLayer
from layers.indicator_layer import INDICATOR_PREFIX, IndicatorSummary
from layers.indicator_words import verdict_names
from layers.measure_count_layer import MEASURES_PREFIX
from pages.shared import cached
from pages.shared.html import element, text
from pages.shared.sources import document_link
from policy.atlas import Atlas
from translations import Words


def policy_finding(atlas: Atlas, words: Words, layer: ChoroplethLayer) -> list[str] | None:
    """The heading and paragraph of an indicator or a count of clauses as HTML; None for any other layer."""
    if layer.layer_id.startswith(INDICATOR_PREFIX):
        key = layer.layer_id.removeprefix(INDICATOR_PREFIX)
        summary = cached.summary_of_indicator(atlas, atlas.tables.version, key)
        return [
            element("h1", text(indicator_heading(words, layer, summary))),
            *indicator_lines(words, summary),
        ]
    if layer.layer_id.startswith(MEASURES_PREFIX):
        return count_finding(atlas, words, layer)
    return None


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
    return [element("p", text(line)) for line in lines]


def count_finding(atlas: Atlas, words: Words, layer: ChoroplethLayer) -> list[str]:
    """The fewest and the most clauses, and the documents they are counted in."""
    _ = words.gettext
    counts = [int(cell.value) for cell in layer.cells.values() if cell.value is not None]
    heading = _(
        "{title}：最少 {low} 条，最多 {high} 条",
        title=words.render(layer.title),
        low=min(counts),
        high=max(counts),
    )
    told = _("只计读到全文的文件；条数多表示读到的文件多，不表示要求更严。计入的文件：")
    cited = [
        document_link(atlas.register.documents[source.document_id], None, words) for source in layer.sources
    ]
    return [element("h1", text(heading)), element("p", text(told), "；".join(cited))]
