"""The opening sentences of the layers that look at a year another way: change, straight way, any standard."""

from __future__ import annotations

from collections.abc import Sequence

from layers.definition import ChoroplethLayer
from layers.judged_layers import STANDARD_PREFIX
from layers.layer_findings import change_words, observed_heading, path_words, standard_heading
from layers.status_words import judgement_names
from pages.shared.html import element, link, text
from pages.shared.links import href
from pages.shared.sources import document_link
from policy.atlas import Atlas
from policy.attainment import basis_name
from policy.effective import TARGET_YEAR
from policy.judgement import DECIDED, Flip, flips, yardstick_name, yardsticks
from policy.standards import limit_for_year
from translations import Words


def judged_finding(atlas: Atlas, words: Words, layer: ChoroplethLayer, year: int) -> list[str] | None:
    """The heading and paragraphs as HTML; None for any other layer."""
    if layer.layer_id in ("change", "change_percent"):
        return change_finding(words, layer, year)
    if layer.layer_id == "observed":
        return [element("h1", text(observed_heading(atlas.register, words, layer, year)))]
    if layer.layer_id == "path":
        return path_finding(words, layer, year)
    if layer.layer_id.startswith(STANDARD_PREFIX):
        return standard_finding(atlas, words, layer.layer_id.removeprefix(STANDARD_PREFIX), layer, year)
    return None


def change_finding(words: Words, layer: ChoroplethLayer, year: int) -> list[str]:
    """How many places fell and rose, and the middle one."""
    return as_html(change_words(words, layer, year))


def as_html(lines: Sequence[str]) -> list[str]:
    """The first line as heading, the others as paragraphs."""
    return [element("h1", text(lines[0])), *(element("p", text(line)) for line in lines[1:])]


def path_finding(words: Words, layer: ChoroplethLayer, year: int) -> list[str]:
    """How many places are before and behind a straight way to their figure."""
    _ = words.gettext
    parts = as_html(path_words(words, layer, year))
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
    heading = standard_heading(register, words, yardstick, layer, year)
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
