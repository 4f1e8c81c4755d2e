"""The figures behind any layer as CSV, with the columns of its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from layers.drawn import DrawnLayer
from layers.export_judged import change_csv, path_csv, standard_csv
from layers.export_membership import membership_csv
from layers.export_policy import indicator_csv, measure_count_csv
from layers.export_table import layer_csv
from layers.indicator_layer import INDICATOR_PREFIX
from layers.judged_layers import STANDARD_PREFIX
from layers.measure_count_layer import MEASURES_PREFIX
from layers.membership_layer import MEMBERSHIP_LAYER
from policy.register import Register
from translations import Words

CsvWriter = Callable[[Register, DrawnLayer, Collection[str], int, Words], bytes]
WRITERS: Final[dict[str, CsvWriter]] = {
    INDICATOR_PREFIX: indicator_csv,
    MEASURES_PREFIX: measure_count_csv,
    STANDARD_PREFIX: standard_csv,
    MEMBERSHIP_LAYER: membership_csv,
    "change": change_csv,
    "path": path_csv,
}
"""By the beginning of the layer's id; other layers have observed mean, target and verdict."""


def csv_of_layer(
    register: Register, drawn: DrawnLayer, visible: Collection[str], year: int, words: Words
) -> bytes:
    """The figures of a layer."""
    writer = next((found for start, found in WRITERS.items() if drawn.layer_id.startswith(start)), layer_csv)
    return writer(register, drawn, visible, year, words)
