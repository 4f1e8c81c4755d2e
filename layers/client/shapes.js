// Shapes of one topology as SVG paths at any zoom level. Each arc is projected and thinned once per level and used
// by all shapes that share it, so neighbours never gap or overlap.

import { mercator } from "./topology.js";

const TILE_PX = 256;
const TOLERANCE_PX = 0.35;
const DOT_RADIUS_PX = 1.1;
const KEPT_LEVELS = 5;
const [ORIGIN_X, ORIGIN_Y] = mercator(70, 57);

export class ScreenShapes {
  /** @param {object} atlas What `decodeTopology` returned. */
  constructor(atlas) {
    this.atlas = atlas;
    this.levels = new Map();
  }

  /** Pixels in the whole world at a zoom level. */
  static worldSize(zoom) {
    return TILE_PX * 2 ** zoom;
  }

  /** Where the paths' own origin lies, in world pixels: paths count from here to keep numbers short. */
  static origin(zoom) {
    const size = ScreenShapes.worldSize(zoom);
    return [Math.round(ORIGIN_X * size), Math.round(ORIGIN_Y * size)];
  }

  /**
   * Paths at a zoom level, kept for the last few levels.
   *
   * @param {number} zoom May be fractional.
   * @returns {{places: string[], borders: Record<string, string>, seaLines: string}}
   */
  at(zoom) {
    const known = this.levels.get(zoom);
    if (known) return known;
    const made = this.#make(zoom);
    if (this.levels.size >= KEPT_LEVELS) this.levels.delete(this.levels.keys().next().value);
    this.levels.set(zoom, made);
    return made;
  }

  #make(zoom) {
    const size = ScreenShapes.worldSize(zoom);
    const [left, top] = ScreenShapes.origin(zoom);
    const { arcs, places, borders, seaLines } = this.atlas;
    const thinned = arcs.map((arc) => thin(arc, size, left, top));
    const line = (numbers) => numbers.map((number) => openPath([number], thinned)).join("");
    return {
      places: places.map(
        ({ polygons, dots }) =>
          polygons.map((rings) => rings.map((ring) => closedPath(ring, thinned)).join("")).join("") +
          dots.map(([x, y]) => dotPath(x * size - left, y * size - top)).join(""),
      ),
      borders: { place: line(borders.place), province: line(borders.province), outline: line(borders.outline) },
      seaLines: seaLines.map((numbers) => openPath(numbers, thinned)).join(""),
    };
  }
}

/** A small circle as a path. */
export function dotPath(x, y, radius = DOT_RADIUS_PX) {
  return `M${round(x - radius)} ${round(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${
    -2 * radius
  } 0Z`;
}

function closedPath(ring, arcs) {
  const path = openPath(ring, arcs);
  return path && `${path}Z`;
}

function openPath(ring, arcs) {
  let path = "";
  for (const number of ring) {
    const arc = arcs[number < 0 ? ~number : number];
    const count = arc.length / 2;
    for (let step = path ? 1 : 0; step < count; step += 1) {
      const index = 2 * (number < 0 ? count - 1 - step : step);
      path += `${path ? "L" : "M"}${arc[index]} ${arc[index + 1]}`;
    }
  }
  return path;
}

// Douglas–Peucker in pixels; the ends always stay, so arcs still meet.
function thin(arc, size, left, top) {
  const count = arc.length / 2;
  const points = new Float64Array(arc.length);
  for (let index = 0; index < count; index += 1) {
    points[2 * index] = arc[2 * index] * size - left;
    points[2 * index + 1] = arc[2 * index + 1] * size - top;
  }
  const kept = new Uint8Array(count);
  kept[0] = 1;
  kept[count - 1] = 1;
  const spans = [[0, count - 1]];
  while (spans.length) {
    const [first, last] = spans.pop();
    const middle = farthest(points, first, last);
    if (middle < 0) continue;
    kept[middle] = 1;
    spans.push([first, middle], [middle, last]);
  }
  const result = [];
  for (let index = 0; index < count; index += 1) {
    if (kept[index]) result.push(round(points[2 * index]), round(points[2 * index + 1]));
  }
  return result;
}

function farthest(points, first, last) {
  const x = points[2 * first];
  const y = points[2 * first + 1];
  const dx = points[2 * last] - x;
  const dy = points[2 * last + 1] - y;
  const length = dx * dx + dy * dy;
  let worst = TOLERANCE_PX * TOLERANCE_PX;
  let found = -1;
  for (let index = first + 1; index < last; index += 1) {
    const px = points[2 * index] - x;
    const py = points[2 * index + 1] - y;
    const along = length ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
    const distance = (px - along * dx) ** 2 + (py - along * dy) ** 2;
    if (distance > worst) {
      worst = distance;
      found = index;
    }
  }
  return found;
}

function round(pixels) {
  return Math.round(pixels * 10) / 10;
}
