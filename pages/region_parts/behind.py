"""Who is still above: places of a region by the kind of figure they are held against; what cannot be told apart."""

from __future__ import annotations

from collections.abc import Sequence

from layers.region_standings import Standing, mixes_bases
from layers.region_words import signed
from pages.region_parts.names import place_link
from pages.shared.html import element, link, text
from pages.shared.links import href
from policy.atlas import Atlas
from policy.attainment import basis_name
from policy.membership import membership_of_place
from policy.summary import NOT_JUDGED
from translations import Words

KINDS = ("目标", "折算值", "指示值")
MOST_COMPARED = 6


def behind_html(words: Words, standings: Sequence[Standing]) -> str:
    """Places above their figure, printed figures first; those too close to tell and those not judged apart."""
    _ = words.gettext
    above = [one for one in standings if one.verdict.status == "not_met"]
    names = {
        "目标": _("高于文件写明的数值"),
        "折算值": _("高于由文件百分比折算的数值"),
        "指示值": _("高于由区域或全国要求折算的指示值"),
    }
    groups = [(names[kind], [one for one in above if kind_of(one) == kind], "above") for kind in KINDS]
    close = [one for one in standings if one.verdict.status == "undetermined"]
    rest = [one for one in standings if one.verdict.status in NOT_JUDGED]
    groups += [(_("与自己的数值接近，无法判定"), close, "close"), (_("没有判定"), rest, "rest")]
    items = [
        element(
            "li",
            element("b", text(_("{name}（{count}）", name=name, count=len(found)))),
            element("p", " ".join(behind_item(words, one) for one in found)),
            class_=class_,
        )
        for name, found, class_ in groups
        if found
    ]
    if not above:
        items.insert(0, element("li", element("b", text(_("没有地点高于自己的数值"))), class_="above"))
    note = _("每个地点后面是 2025 年均值与自己的数值之差（µg/m³）和均值口径；实况相差不超过 3 的不算高于。")
    return element(
        "section",
        element("h2", text(_("谁还高于自己的数值"))),
        element("p", text(note), class_="quiet"),
        element("ul", *items, class_="moves behind"),
        compared_html(words, above[:MOST_COMPARED]),
    )


def kind_of(standing: Standing) -> str:
    """The kind of the figure a place is held against, as its msgid."""
    target = standing.verdict.target
    return "" if target is None else target.kind.msgid


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
