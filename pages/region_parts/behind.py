"""Who is still above: places of a region by the kind of figure they are held against; what cannot be told apart."""

from __future__ import annotations

from collections.abc import Sequence

from layers.region_standings import Standing, behind_groups, behind_note, mixes_bases
from pages.region_parts.names import place_link
from pages.shared.html import element, link, text
from pages.shared.links import href
from policy.atlas import Atlas
from policy.attainment import basis_name
from policy.membership import membership_of_place
from policy.rounding import signed
from translations import Words

MOST_COMPARED = 6


def behind_html(words: Words, standings: Sequence[Standing]) -> str:
    """Places above their figure, printed figures first; those too close to tell and those not judged apart."""
    _ = words.gettext
    above = [one for one in standings if one.verdict.status == "not_met"]
    items = [
        element(
            "li",
            element("b", text(_("{name}（{count}）", name=name, count=len(found)))),
            element("p", " ".join(behind_item(words, one) for one in found)),
            class_=class_,
        )
        for name, found, class_ in behind_groups(words, standings)
    ]
    if not above:
        items.insert(0, element("li", element("b", text(_("没有地点高于自己的数值"))), class_="above"))
    return element(
        "section",
        element("h2", text(_("谁还高于自己的数值"))),
        element("p", text(behind_note(words)), class_="quiet"),
        element("ul", *items, class_="moves behind"),
        compared_html(words, above[:MOST_COMPARED]),
    )


def behind_item(words: Words, standing: Standing) -> str:
    """A place with its margin and basis, or with the reason why there is none."""
    verdict = standing.verdict
    name = place_link(words, standing.place)
    if verdict.margin is None or verdict.observation is None:
        return element("span", name, element("small", text(words.render(verdict.reason))), class_="reason")
    basis = words.render(basis_name(verdict.observation.basis))
    if mixes_bases(verdict):
        basis = words.gettext("{basis}，含口径差", basis=basis)
    return element("span", name, element("small", text(f"{signed(verdict.margin)} {basis}")))


def compared_html(words: Words, standings: Sequence[Standing]) -> str:
    """A link that sets the furthest side by side."""
    if len(standings) < 2:
        return ""
    ids = ",".join(one.place.place_id for one in standings)
    said = words.gettext("并排比较超出最多的 {count} 个", count=len(standings))
    return element("p", link(said, href("compare", words, places=ids)))


def moved_compared_html(atlas: Atlas, words: Words, place_ids: Sequence[str]) -> str:
    """A link that sets the places that changed region side by side, up to six."""
    moved = [one for one in place_ids if membership_of_place(atlas.register, one).kind == "moved"]
    if not 2 <= len(moved) <= MOST_COMPARED:
        return ""
    said = words.gettext("并排比较换了区域的 {count} 个", count=len(moved))
    return element("p", link(said, href("compare", words, places=",".join(moved))))
