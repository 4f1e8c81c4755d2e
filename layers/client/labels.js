// Names on the map: provinces on the map of the country, places closer in, none over another.

import { svg } from "./dom.js";
import { shortProvinceName } from "./model.js";
import { ScreenShapes } from "./shapes.js";
import { mercator } from "./topology.js";

const PLACES_FROM_ZOOM = 6;
const PLACES_FROM_ZOOM_SMALL = 5;
const CLEARANCE_PX = 4;
const MARGIN_PX = 40;
const SPOTS_TRIED = 12;
const TAIWAN = "71";
const WIDE_CHARACTER = /[\u2e80-\u9fff\uff00-\uffef]/;

/**
 * Candidates for labels, the largest first.
 *
 * @param {object[]} places The `places` of the index file, each with a point for its label.
 * @param {object} atlas The decoded topology, for the size of each place.
 */
export function labelCandidates(places, atlas) {
  const sized = atlas.places.map(({ area }, position) => ({ place: places[position], size: area }));
  sized.sort((left, right) => right.size - left.size);
  return { places: sized.map(({ place }) => toCandidate(place)), provinces: provinceCandidates(sized) };
}

/** Names drawn in a group that shares the coordinates of the shapes. */
export class Labels {
  constructor(map, group, candidates) {
    this.map = map;
    this.group = group;
    this.candidates = candidates;
    this.language = "zh";
    this.drawn = "";
  }

  /** Place the labels anew for the view and language; `firstId` goes before all others. */
  draw(language, firstId) {
    this.language = language;
    const zoom = this.map.getZoom();
    const small = this.map.getSize().x < 520;
    const named = zoom < (small ? PLACES_FROM_ZOOM_SMALL : PLACES_FROM_ZOOM) ? this.candidates.provinces : this.candidates.places;
    const fontSize = small ? 10.5 : 12;
    const placed = this.#choose(named, fontSize, firstId);
    const signature = JSON.stringify([zoom, fontSize, placed.map(({ x, y, text }) => [x, y, text])]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const kind = named === this.candidates.provinces ? "province" : "place";
    this.group.setAttribute("font-size", fontSize);
    this.group.replaceChildren(
      ...placed.map(({ x, y, text }) => svg("text", { class: `atlas-label atlas-label-${kind}`, x, y, text })),
    );
  }

  #choose(named, fontSize, firstId) {
    const zoom = this.map.getZoom();
    const size = ScreenShapes.worldSize(zoom);
    const [left, top] = ScreenShapes.origin(zoom);
    const view = this.map.getPixelBounds();
    const taken = [];
    const ordered = [...named].sort((one, other) => (other.id === firstId) - (one.id === firstId));
    const boxAt = (text, { x, y }) => {
      const worldX = x * size;
      const worldY = y * size;
      if (worldX < view.min.x - MARGIN_PX || worldX > view.max.x + MARGIN_PX) return null;
      if (worldY < view.min.y - MARGIN_PX || worldY > view.max.y + MARGIN_PX) return null;
      return {
        text,
        x: Math.round(worldX - left),
        y: Math.round(worldY - top),
        halfWidth: textWidth(text, fontSize) / 2 + CLEARANCE_PX,
        halfHeight: fontSize / 2 + CLEARANCE_PX / 2,
      };
    };
    for (const candidate of ordered) {
      const text = this.language === "en" ? candidate.en : candidate.zh;
      for (const spot of candidate.spots) {
        const box = boxAt(text, spot);
        if (!box || taken.some((other) => overlap(box, other))) continue;
        taken.push(box);
        break;
      }
    }
    return taken;
  }
}

// A province is named at the label of one of its places, so that the name lies on its land: of those nearest to its
// middle the first where no name of a larger one stands.
function provinceCandidates(sized) {
  const provinces = new Map();
  for (const { place, size } of sized) {
    const id = place.id.slice(0, 2);
    const province = provinces.get(id) ?? { id, places: [], size: 0, x: 0, y: 0 };
    const [x, y] = mercator(place.lon, place.lat);
    province.places.push({ place, x, y });
    province.size += size;
    province.x += x * size;
    province.y += y * size;
    provinces.set(id, province);
  }
  // Taiwan is named on every map, however small.
  const first = ({ id }) => id === TAIWAN;
  const ordered = [...provinces.values()].sort(
    (left, right) => first(right) - first(left) || right.size - left.size,
  );
  return ordered.map(({ id, places, size, x, y }) => {
    const away = (point) => (point.x - x / size) ** 2 + (point.y - y / size) ** 2;
    const spots = places.sort((one, other) => away(one) - away(other)).slice(0, SPOTS_TRIED);
    const { province_zh: zh, province_en: en } = spots[0].place;
    return { id, zh: shortProvinceName(zh), en: en || zh, spots };
  });
}

function toCandidate({ id, zh, zh_short: short, en, lon, lat }) {
  const [x, y] = mercator(lon, lat);
  return { id, zh: short || zh, en: en || zh, spots: [{ x, y }] };
}

function textWidth(text, fontSize) {
  let width = 0;
  for (const character of text) width += WIDE_CHARACTER.test(character) ? fontSize : 0.56 * fontSize;
  return width;
}

function overlap(one, other) {
  return (
    Math.abs(one.x - other.x) < one.halfWidth + other.halfWidth &&
    Math.abs(one.y - other.y) < one.halfHeight + other.halfHeight
  );
}
