"""What regions, their definitions and their places are called."""

from __future__ import annotations

import re

from pages.shared.html import link
from pages.shared.links import href
from policy.atlas import Atlas
from policy.records import Place
from policy.region_means import Basis
from translations import Words


def region_name(atlas: Atlas, words: Words, scope_id: str) -> str:
    """The name of a key region or geography."""
    scope = atlas.register.listed_scopes[scope_id]
    return words.pick(scope.name_zh, scope.name_en)


def definition_name(words: Words, name_zh: str) -> str:
    """A definition as published; in English its figures with the word for cities."""
    figures = re.match(r"[0-9]+(\+[0-9]+)?", name_zh)
    return words.pick(name_zh, words.gettext("{count} 个城市", count=figures[0]) if figures else None)


def basis_of_mean(words: Words, basis: Basis) -> str:
    """Whether a mean of a region is worked out here or published."""
    _ = words.gettext
    return _("官方均值") if basis == "official" else _("实况平均")


def place_link(words: Words, place: Place) -> str:
    """A link to the page of a place."""
    return link(words.pick(place.short_name_zh, place.name_en), href("city", words, place=place.place_id))


def signed(value: float) -> str:
    """A difference with its sign, as many decimals as it has."""
    return f"{value:+g}".replace("-", "−")
