"""What was wrong with a reader's table, or what it laid over the atlas, what was left out, and where to look next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from importing.faults import ImportFault, visible
from pages.shared.html import alert, element, link, table, text
from pages.shared.links import HOME, href
from pages.shared.session_overlay import LeftOut
from policy.atlas import Atlas
from policy.observed import observed_years
from policy.overlay import Overlay
from translations import Words

FAULTS_SHOWN: Final = 50
ROWS_SHOWN: Final = 30
NAMES_SHOWN: Final = 20
LONGEST_NAME: Final = 60


def fault_lines(words: Words, faults: Sequence[ImportFault]) -> list[str]:
    """Every fault in a sentence; of very many, the first ones and a count."""
    _ = words.gettext
    if not faults:
        return []
    heading = _("表格没有采用，共 {count} 处问题；原来的数据不变：", count=len(faults))
    lines = [element("p", text(heading))]
    lines += [alert(fault.sentence(words)) for fault in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(element("p", text(_("其余 {count} 处未列出。", count=len(faults) - FAULTS_SHOWN))))
    return lines


def next_steps_html(atlas: Atlas, words: Words, overlay: Overlay) -> str:
    """Links to where the figures can be seen: two layers of the map in their last year, the page of the first place."""
    _ = words.gettext
    last = max(row.year for row in overlay.rows)
    year = {"year": str(last)} if last in observed_years(atlas.register) else {}
    place = atlas.register.places[overlay.rows[0].place_id]
    name = words.pick(place.name_zh, place.name_en)
    links = (
        (_("地图：实测 PM2.5"), href(HOME, words, layer="observed", **year)),
        (_("地图：是否达标"), href(HOME, words, layer="attainment", **year)),
        (_("{place}的页面", place=name), href("city", words, place=place.place_id)),
    )
    listed = element("p", *(link(label, address) for label, address in links), class_="next-steps")
    return element("section", element("h2", text(_("下一步：看叠加的数值"))), listed)


def left_out_html(words: Words, left_out: LeftOut) -> str:
    """What of the table is not among the figures, in a sentence each."""
    _ = words.gettext
    told = []
    if left_out.titles:
        listed = _listed(words, left_out.titles)
        told.append(
            _("列名之上的 {count} 行标题未作数据：{listed}。", count=len(left_out.titles), listed=listed)
        )
    if left_out.skipped:
        listed = _listed(words, left_out.skipped)
        told.append(
            _("略去 {count} 行，不是图志的地点：{listed}。", count=len(left_out.skipped), listed=listed)
        )
    if left_out.ignored:
        listed = _listed(words, left_out.ignored)
        told.append(_("未采用 {count} 个名称或列：{listed}。", count=len(left_out.ignored), listed=listed))
    return "".join(element("p", text(sentence), class_="left-out") for sentence in told)


def rows_html(atlas: Atlas, words: Words, overlay: Overlay) -> str:
    """The figures, or the first of very many."""
    _ = words.gettext
    places = atlas.register.places
    rows = [
        [
            text(words.pick(places[row.place_id].name_zh, places[row.place_id].name_en)),
            text(row.year),
            text(f"{row.value:g}"),
            text(row.days_with_data or _("未写明")),
        ]
        for row in overlay.rows[:ROWS_SHOWN]
    ]
    title = _("已叠加 {name}：{count} 个数值", name=overlay.name, count=len(overlay.rows))
    headings = [_("地点"), _("年份"), "PM2.5 µg/m³", _("有效天数")]
    shown = element("section", element("h2", text(title)), table(headings, rows, title))
    if len(overlay.rows) > ROWS_SHOWN:
        shown += element("p", text(_("只列出前 {count} 行。", count=ROWS_SHOWN)), class_="left-out")
    return shown


def _listed(words: Words, names: Sequence[str]) -> str:
    more = len(names) - NAMES_SHOWN
    tail = [words.gettext("另有 {count} 个", count=more)] if more > 0 else []
    return words.join([*(visible(name)[:LONGEST_NAME] for name in names[:NAMES_SHOWN]), *tail])
