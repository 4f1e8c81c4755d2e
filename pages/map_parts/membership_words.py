"""What the layer of the lists' change says: its opening sentence, and the card of a place."""

from __future__ import annotations

from layers.layer_findings import membership_heading
from layers.membership_layer import Change, change_label, change_of, changes_found
from pages.shared.html import element, link, text
from pages.shared.links import href
from policy.atlas import Atlas
from policy.membership import membership_of_place
from policy.scope import members_of_key_regions
from translations import Words


def membership_finding(atlas: Atlas, words: Words) -> list[str]:
    """How many places each way of changing has, and which regions' pages tell more."""
    _ = words.gettext
    register = atlas.register
    heading = membership_heading(atlas, words)
    moves = [
        _(
            "{label}：{places}",
            label=change_label(register, change),
            places=words.join(places_of(atlas, words, change)),
        )
        for change in changes_found(register)
        if change.kind == "moved"
    ]
    told = _("；").join(moves) + _("。")
    told += _("区域均值因此前后口径不同，不可直接相比。")
    pages = [
        link(words.pick(scope.name_zh, scope.name_en), href("region", words, scope=scope_id))
        for scope_id, scope in (
            (one, register.listed_scopes[one]) for one in members_of_key_regions(register)
        )
    ]
    return [
        element("h1", text(heading)),
        element("p", text(told), text(_("逐区对照：")), words.join(pages)),
    ]


def places_of(atlas: Atlas, words: Words, change: Change) -> list[str]:
    """Short names of the places that changed in one way."""
    register = atlas.register
    return [
        words.pick(place.short_name_zh, place.name_en)
        for place_id, place in register.places.items()
        if change_of(membership_of_place(register, place_id)) == change
    ]
