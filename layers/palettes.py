"""Colours of the classes. Sequential for concentration, diverging for the gap, never red against green.

The concentration scale is a re-spread YlOrBr, the gap scale PuOr (ColorBrewer, Cynthia Brewer); the smallest
difference under the three colour-vision deficiencies is tested.
"""

from __future__ import annotations

from typing import Final

CONCENTRATION_BREAKS: Final = (5, 10, 15, 25, 30, 35, 40)
"""µg/m³, a value on a break belongs to the class below (≤): WHO guideline and interim targets, GB 3095-2012 and
-2026 class II, and the gate of clause （二十五）."""

CONCENTRATION: Final = (
    "#fffde0",
    "#ffeaa0",
    "#fec756",
    "#f98d23",
    "#e1640e",
    "#c44802",
    "#993404",
    "#662506",
)

GAP_BREAKS: Final = (-15.0, -8.0, -3.0, 3.0, 8.0, 15.0)
"""µg/m³ above the target; the middle class is the ±3, both ends included, within which a real-time mean decides
nothing."""

CHANGE_BREAKS: Final = (-10.0, -5.0, -1.0, 1.0, 5.0, 10.0)
"""µg/m³ since 2020."""

CHANGE_PERCENT_BREAKS: Final = (-30.0, -15.0, -3.0, 3.0, 15.0, 30.0)
"""Percent of the mean of 2020."""

PATH_BREAKS: Final = (-10.0, -6.0, -3.0, 3.0, 6.0, 10.0)
"""µg/m³ beside the straight way; the middle is the ±3 of a real-time mean."""

GAP: Final = ("#4b2a86", "#7c6fb3", "#b3aad6", "#f3f2ef", "#fac682", "#db7d18", "#8f4504")

KEY_REGIONS: Final = {
    "jing-jin-ji-and-surroundings": "#b9572b",
    "yangtze-river-delta": "#3b86b5",
    "fenwei-plain": "#e3b23c",
}
OTHER_PLACES: Final = "#e9ecef"

MEMBERSHIP: Final = {
    "stayed": "#9db0c0",
    "joined": "#2f7fb0",
    "named_apart": "#5c2d84",
    "left": "#4a4f57",
    "never": OTHER_PLACES,
}
MOVED: Final = {
    "jing-jin-ji-and-surroundings": "#c8501e",
    "yangtze-river-delta": "#3b86b5",
    "fenwei-plain": "#f0c040",
}
"""Places that changed key region in 2023, by the region they are in now; only two of the three have any."""

ATTAINMENT: Final = {
    "met": "#1f5f99",
    "met_indicative": "#a6d0ef",
    "not_met": "#b4540a",
    "not_met_indicative": "#e99436",
    "undetermined": "#bcb9ac",
}

DEMAND: Final = (
    "#e4faff",
    "#99d9f0",
    "#4fb8e2",
    "#0096d1",
    "#0074b0",
    "#0a5387",
    "#213456",
    "#1a1b26",
)
"""Demands with a number, and counts: blue, so that nobody takes them for concentrations."""

WORDED_DEMAND: Final = ("#f4e0b8", "#d8a866", "#a3702c", "#5f3912")
"""Demands without a number."""

OTHER_DEMANDS: Final = "#8d8793"

MISSING: Final = {
    "bases_differ": "#f5f6f7",
    "no_path": "#f5f6f7",
    "undetermined": "#f5f6f7",
    "not_read": "#f5f6f7",
    "silent": "#f5f6f7",
    "no_target": "#f5f6f7",
    "no_observation": "#f5f6f7",
    "insufficient_data": "#f5f6f7",
    "outside_plan": "#f5f6f7",
}


def class_index(value: float, breaks: tuple[float, ...]) -> int:
    """Index of the class of a value: a value on a break belongs to the class nearer to zero.

    So a concentration on a break belongs to the class below (≤), and a gap of exactly −3 to the middle class.
    """
    return sum(value > edge if edge > 0 else value >= edge for edge in breaks)
