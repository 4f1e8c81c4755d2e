"""What the screen of one's own figures says beside them: what was left out, and where to look next."""

import html

from data.tables import Tables
from geo.store import Geometry
from pages.overlay_parts.laid_over import left_out_html, next_steps_html
from pages.shared.session_overlay import LeftOut
from policy.atlas import Atlas
from policy.overlay import Overlay, OverlayRow
from translations import words_for


def test_next_steps_lead_to_the_last_year_and_the_first_place(
    tables: Tables, built_geometry: Geometry
) -> None:
    atlas = Atlas(tables, built_geometry)
    rows = tuple(
        OverlayRow(place, year, 30.0, "realtime", None)
        for place, year in (("140100", 2024), ("110000", 2023))
    )
    said = html.unescape(next_steps_html(atlas, words_for("en"), Overlay("own.csv", rows)))
    for address in (
        "./?layer=observed&year=2024&lang=en",
        "./?layer=attainment&year=2024&lang=en",
        "city?place=140100&lang=en",
    ):
        assert f'href="{address}"' in said
    future = (OverlayRow("140100", 2039, 30.0, "realtime", None),)
    assert "year=" not in next_steps_html(atlas, words_for("zh"), Overlay("own.csv", future))


def test_what_was_left_out_is_listed_and_escaped() -> None:
    left_out = LeftOut(skipped=("古交市", "<img src=x>", *("合计",) * 30), ignored=("备注",))
    said = left_out_html(words_for("zh"), left_out)
    assert "略去 32 行" in said
    assert "古交市、&lt;img src=x&gt;、合计" in said
    assert "另有 12 个" in said
    assert "备注" in said
    assert left_out_html(words_for("zh"), LeftOut()) == ""
