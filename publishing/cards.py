"""Images for cards and print, drawn as the sheets are: of the home page, regions, layers and, when asked for, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from layers.press.export import MapRuleError, PressRequest, export_press
from layers.press.frames import UnknownFrameError, frame_of
from layers.press.sizes import CARD_DPI
from publishing.site import HOME_LAYER, LayerYear, Site
from translations import LANGUAGES

CHOICES: Final = ("none", "few", "all")


@dataclass(frozen=True)
class CardTask:
    """An image to be drawn."""

    name: str
    layer_id: str
    year: int
    frame: str
    lang: str

    @property
    def path(self) -> str:
        """Path below the root of the site."""
        return f"images/{self.name}.png"


def card_tasks(site: Site, choice: str) -> list[CardTask]:
    """What is to be drawn: `none`; `few`; or `all`, with every layer-year and every place."""
    if choice == "none":
        return []
    newest = site.years[-1]
    every = choice == "all"
    layers = [
        one for one in site.layer_years if every or (one.year in (None, newest) and "." not in one.layer_id)
    ]
    found = []
    for lang in LANGUAGES:
        found.append(CardTask(f"home-{lang}", HOME_LAYER, newest, "china", lang))
        found += [layer_card(one, newest, lang) for one in layers]
        found += [
            CardTask(f"region-{one}-{lang}", HOME_LAYER, newest, one, lang)
            for one in site.scope_ids
            if has_frame(site, one)
        ]
        if every:
            found += [
                CardTask(f"place-{one}-{lang}", HOME_LAYER, newest, one, lang) for one in site.place_ids
            ]
    return found


def layer_card(one: LayerYear, newest: int, lang: str) -> CardTask:
    """The nation in a layer-year."""
    return CardTask(f"layer-{one.name}-{lang}", one.layer_id, one.year or newest, "china", lang)


def has_frame(site: Site, scope_id: str) -> bool:
    """Whether an area has places that can be drawn."""
    try:
        frame_of(site.atlas, scope_id)
    except UnknownFrameError:
        return False
    return True


def card_png(site: Site, card: CardTask, today: str) -> bytes | None:
    """Draw an image, 1200 by 630 pixels; a draft unless the site has an approval number.

    None where a rule for maps does not let the sheet out: then the page has no image.
    """
    request = PressRequest(
        card.layer_id,
        card.frame,
        "png",
        made_on=today,
        lang=card.lang,
        year=card.year,
        size="card",
        dpi=CARD_DPI,
        address=site.options.base_url,
        approval_number=site.options.approval_number,
    )
    try:
        return export_press(site.atlas, request).content
    except MapRuleError:
        return None
