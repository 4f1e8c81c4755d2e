// Colours and hatches. The kinds of "nothing to show" are told apart by their pattern.

import { html, svg } from "./dom.js";

export const FADED = "#eef1f4";
const HATCH_GROUND = "#f7f9fa";
const HATCH_INK = "#b4bfc9";

const HATCHES = {
  no_target: (ink) => dots(ink),
  no_observation: (ink) => strokes(ink, "M-1 1L1 -1M0 6L6 0M5 7L7 5"),
  insufficient_data: (ink) => strokes(ink, "M0 3H3.6"),
  undetermined: (ink) => strokes(ink, "M-1 5L1 7M0 0L6 6M5 -1L7 1"),
  not_read: (ink) => strokes(ink, "M3 0V3.6"),
  bases_differ: (ink) => strokes(ink, "M0 0L6 6M6 0L0 6"),
  no_path: (ink) => strokes(ink, "M3 1.4V4.6M1.4 3H4.6"),
  silent: (ink) => [svg("circle", { cx: 3, cy: 3, r: 0.8, fill: ink })],
  outside_plan: (ink) => strokes(ink, "M0 3H6M3 0V6"),
};

let drawings = 0;

/** A prefix that keeps the pattern ids of one drawing apart from those of another on the same page. */
export function nextPrefix() {
  drawings += 1;
  return `atlas-${drawings}`;
}

/** The patterns of one drawing, to be put into its SVG. */
export function hatchDefinitions(prefix) {
  const patterns = Object.entries(HATCHES).map(([name, marks]) =>
    svg(
      "pattern",
      { id: `${prefix}-${name}`, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 6, height: 6, fill: HATCH_GROUND }),
      ...marks(HATCH_INK),
    ),
  );
  return svg("defs", {}, ...patterns);
}

/** What fills a shape of this legend entry inside the drawing `prefix`. */
export function fillOf(entry, prefix) {
  return entry.hatch in HATCHES ? `url(#${prefix}-${entry.hatch})` : entry.colour;
}

/** A legend key: its colour, or its hatch (drawn by the style sheet); the class is named in words beside it. */
export function swatch(entry) {
  const key = html("span", { class: "atlas-swatch", "aria-hidden": "true" });
  paintSwatch(key, entry);
  return key;
}

/** Give a key made by `swatch` another class. */
export function paintSwatch(key, entry) {
  const hatched = entry.hatch in HATCHES;
  key.className = hatched ? `atlas-swatch atlas-hatch-${entry.hatch}` : "atlas-swatch";
  key.style.backgroundColor = hatched ? "" : entry.colour;
}

function dots(ink) {
  return [1.5, 4.5].map((middle) => svg("circle", { cx: middle, cy: middle, r: 0.7, fill: ink }));
}

function strokes(ink, d) {
  return [svg("path", { d, stroke: ink, "stroke-width": 0.9 })];
}
