"""What each layer is called, without building it."""

from __future__ import annotations

from layers.catalogue import CATALOGUE, FAMILIES, layer_ids
from layers.indicator_layer import INDICATOR_PREFIX
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import MEASURES_PREFIX, sector_title
from policy.judgement import yardstick_name, yardsticks
from policy.register import Register
from translations import Words


def layer_titles(register: Register, words: Words) -> dict[str, str]:
    """Titles of all layers by id, in the order of the catalogue; members of a family begin with its name."""
    limits = yardsticks(register)
    indicators = {row.comparable_key: row for row in reversed(list(register.indicators.values()))}

    def member_title(layer_id: str) -> str:
        prefix = next(prefix for prefix in FAMILIES if layer_id.startswith(prefix))
        member = layer_id.removeprefix(prefix)
        names = {
            INDICATOR_PREFIX: lambda: words.pick(indicators[member].name_zh, indicators[member].name_en),
            MEASURES_PREFIX: lambda: words.render(sector_title(member)),
            STANDARD_PREFIX: lambda: words.render(yardstick_name(limits[member])),
        }
        family = words.render(FAMILIES[prefix].title)
        return words.gettext("{family}：{member}", family=family, member=names[prefix]())

    return {
        layer_id: words.render(CATALOGUE[layer_id].title) if layer_id in CATALOGUE else member_title(layer_id)
        for layer_id in layer_ids(register)
    }
