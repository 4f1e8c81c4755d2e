"""Neighbours of a place with their figures, across provincial borders."""

from __future__ import annotations

from pages.shared.html import element, figure, link, table, text
from pages.shared.links import href
from pages.shared.sources import boundary_details, observation_details, target_details
from pages.shared.status_words import verdict_name
from policy.atlas import Atlas
from policy.attainment import attainment_of
from policy.place_record import neighbour_entries
from translations import Words


def neighbours_html(atlas: Atlas, words: Words, place_id: str) -> str:
    """A table of neighbours, the longest shared edge first."""
    _ = words.gettext
    rows = [
        neighbour_row(atlas, words, entry["place_id"], entry["shared_km"], entry["same_province"])
        for entry in neighbour_entries(atlas, place_id)
    ]
    if not rows:
        return element("p", text(_("没有陆上相邻的地点。")))
    headings = [_("相邻地点"), _("共同边界（公里）"), _("2025 年实测"), _("2025 年目标"), _("判定")]
    beside = link(_("与相邻地点比较"), href("compare", words, place=place_id))
    return table(headings, rows, _("相邻地点")) + element("p", beside)


def neighbour_row(
    atlas: Atlas, words: Words, place_id: str, shared_km: float, same_province: bool
) -> list[str]:
    """One neighbour; another province is named beside it."""
    place = atlas.register.places[place_id]
    verdict = attainment_of(atlas.register, place_id)
    name = link(words.pick(place.short_name_zh, place.name_en), href("city", words, place=place_id))
    if not same_province:
        province = words.pick(place.province.short_name_zh, place.province.name_en)
        name += element("span", text(province), class_="badge", title=words.gettext("跨省界"))
    observed = text("—")
    if verdict.observation is not None:
        observed = figure(
            f"{verdict.observation.value:g}", observation_details(atlas, words, verdict.observation)
        )
    target = text("—")
    if verdict.target is not None and verdict.target.figure.value is not None:
        mark = "" if verdict.target.is_printed else "≈ "
        details = target_details(atlas, words, verdict.target.statement)
        details.append((words.gettext("折算"), text(words.render(verdict.target.figure.arithmetic))))
        target = figure(f"{mark}{verdict.target.figure.value:g}", details)
    shared = figure(f"{shared_km:g}", boundary_details(atlas, words))
    return [name, shared, observed, target, text(verdict_name(words, verdict))]
