// How the whole country fits a screen, nothing of it cut off.

import { mercator } from "./topology.js";

const PADDING_PX = 12;
const WORLD_PX = 256;
// All land with Hainan and Taiwan; and the same down to the southernmost line in the South China Sea, in degrees.
const LAND = [73.3, 53.7, 135.3, 17.9];
// Latitudes between two of the lines in the sea, from the south: an edge of the map at one of them cuts none.
const BETWEEN_LINES = [4.9, 9.4, 13.6, 17.2];
const WHOLE = [73.3, 53.7, 135.3, 3.1];

/**
 * The view of the whole country.
 *
 * A tall screen shows the South China Sea at the scale of the land; a wide one shows the land alone, larger, and
 * leaves the sea to the inset.
 *
 * @param {{x: number, y: number}} size Of the map in pixels.
 * @returns {{zoom: number, centre: [number, number]}} Centre as Mercator x, y in 0…1.
 */
export function frameCountry(size) {
  const land = fit(LAND, size);
  const whole = fit(WHOLE, size);
  return whole.zoom < land.zoom ? betweenLines(land, size) : whole;
}

// As far south as leaves the north in view.
function betweenLines({ zoom, centre: [x] }, size) {
  const height = size.y / (WORLD_PX * 2 ** zoom);
  const [, north] = mercator(LAND[0], LAND[1]);
  const bottoms = BETWEEN_LINES.map((latitude) => mercator(LAND[0], latitude)[1]);
  const bottom = bottoms.find((edge) => edge - height <= north) ?? bottoms.at(-1);
  return { zoom, centre: [x, bottom - height / 2] };
}

function fit([west, north, east, south], size) {
  const [left, top] = mercator(west, north);
  const [right, bottom] = mercator(east, south);
  const world = Math.min((size.x - 2 * PADDING_PX) / (right - left), (size.y - 2 * PADDING_PX) / (bottom - top));
  return { zoom: Math.log2(Math.max(world / WORLD_PX, 1)), centre: [(left + right) / 2, (top + bottom) / 2] };
}
