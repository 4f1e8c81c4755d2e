// TopoJSON → shapes that share their arcs. Coordinates become web Mercator, 0…1 from west to east and north to
// south, so that every zoom level is one multiplication away.

const EARTH_CIRCUMFERENCE_KM = 40075.017;
const ISLET_KM2 = 0.1;
const MAINLAND_KM2 = 100;
const REMOTE_ISLAND_KM = 25;
const REMOTE_ISLAND_MAX_KM2 = 80;

/** Longitude and latitude (degrees, WGS 84) → web Mercator, 0…1. */
export function mercator(longitude, latitude) {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return [longitude / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/**
 * Decode a topology with the objects `places` and `south_sea_lines`.
 *
 * @param {object} topology TopoJSON, quantised or not; each place carries its 6-digit id.
 * @returns {{arcs: Float64Array[], places: object[], borders: {place: number[], province: number[],
 *   outline: number[]}, seaLines: number[][]}} `places[i]` has `id`, `polygons` (rings of arc numbers, `~n` is
 *   arc n backwards), `bounds` [west, north, east, south], `area` (km²) and `dots` (remote small
 *   islands, Mercator points).
 * @throws {Error} When the file is not such a topology: a half-read map must not be drawn.
 */
export function decodeTopology(topology) {
  const objects = topology?.objects;
  if (topology?.type !== "Topology" || !objects?.places?.geometries?.length) {
    throw new Error("the geometry file is not a topology with places");
  }
  const arcs = decodeArcs(topology);
  const places = objects.places.geometries.map((geometry) => decodePlace(geometry, arcs));
  markRemoteIslands(places, arcs);
  return {
    arcs,
    places,
    borders: sortBorders(places, arcs),
    seaLines: collectLines(objects.south_sea_lines),
  };
}

/** Walk the points of a ring without repeating the points where its arcs meet. */
export function ringPoints(ring, arcs) {
  const points = [];
  for (const number of ring) {
    const arc = arcs[number < 0 ? ~number : number];
    const count = arc.length / 2;
    for (let step = points.length ? 1 : 0; step < count; step += 1) {
      const index = number < 0 ? count - 1 - step : step;
      points.push(arc[2 * index], arc[2 * index + 1]);
    }
  }
  return points;
}

function decodeArcs({ arcs, transform }) {
  const [scaleX, scaleY] = transform?.scale ?? [1, 1];
  const [shiftX, shiftY] = transform?.translate ?? [0, 0];
  return arcs.map((arc) => {
    const points = new Float64Array(arc.length * 2);
    let x = 0;
    let y = 0;
    arc.forEach((position, index) => {
      x = transform ? x + position[0] : position[0];
      y = transform ? y + position[1] : position[1];
      const [eastward, southward] = mercator(x * scaleX + shiftX, y * scaleY + shiftY);
      if (!Number.isFinite(eastward + southward)) throw new Error("the geometry file holds a broken coordinate");
      points[2 * index] = eastward;
      points[2 * index + 1] = southward;
    });
    return points;
  });
}

function decodePlace({ id, type, arcs: numbers }, arcs) {
  const polygons = type === "MultiPolygon" ? numbers : [numbers];
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const number of polygons.flat(2)) {
    if (!arcs[number < 0 ? ~number : number]) throw new Error(`the geometry file lacks an arc of ${id}`);
  }
  let area = 0;
  for (const [outer] of polygons) {
    const points = ringPoints(outer, arcs);
    stretch(bounds, points);
    area += ringArea(points);
  }
  return { id: String(id), polygons, bounds, area, dots: [] };
}

function stretch(bounds, points) {
  for (let index = 0; index < points.length; index += 2) {
    bounds[0] = Math.min(bounds[0], points[index]);
    bounds[1] = Math.min(bounds[1], points[index + 1]);
    bounds[2] = Math.max(bounds[2], points[index]);
    bounds[3] = Math.max(bounds[3], points[index + 1]);
  }
}

/** Area of a ring in km²; Mercator stretches both ways by 1 / cos(latitude). */
function ringArea(points) {
  let twice = 0;
  const count = points.length;
  for (let index = 0; index < count; index += 2) {
    const next = (index + 2) % count;
    twice += points[index] * points[next + 1] - points[next] * points[index + 1];
  }
  return Math.abs(twice / 2) * kilometresAt(points[1]) ** 2;
}

/** Kilometres in one Mercator unit at a Mercator y. */
function kilometresAt(y) {
  return EARTH_CIRCUMFERENCE_KM / Math.cosh((0.5 - y) * 2 * Math.PI);
}

// An arc in one place is coast or frontier, in two places a border; the first two digits of an id are its province.
function sortBorders(places, arcs) {
  const users = new Map();
  for (const { id, polygons } of places) {
    for (const number of polygons.flat(2)) {
      const arc = number < 0 ? ~number : number;
      if (!users.has(arc)) users.set(arc, []);
      users.get(arc).push(id.slice(0, 2));
    }
  }
  const borders = { place: [], province: [], outline: [] };
  for (const [arc, provinces] of users) {
    if (provinces.length > 1) borders[provinces[0] === provinces[1] ? "place" : "province"].push(arc);
    else if (!isIslet(arcs[arc])) borders.outline.push(arc);
  }
  return borders;
}

// Islets are filled but not outlined: a thousand outlines would smear the coast into a grey band.
function isIslet(arc) {
  const last = arc.length - 2;
  const closed = arc[0] === arc[last] && arc[1] === arc[last + 1];
  return closed && ringArea(arc) < ISLET_KM2;
}

// Far islands (钓鱼岛, 赤尾屿, 三沙) are smaller than a pixel on the map of the country: they get a dot that stays.
function markRemoteIslands(places, arcs) {
  const large = [];
  const small = [];
  for (const place of places) {
    for (const [outer] of place.polygons) {
      const points = ringPoints(outer, arcs);
      const bounds = [Infinity, Infinity, -Infinity, -Infinity];
      stretch(bounds, points);
      const area = ringArea(points);
      if (area >= MAINLAND_KM2) large.push(bounds);
      if (area >= ISLET_KM2 && area < REMOTE_ISLAND_MAX_KM2) small.push({ place, bounds });
    }
  }
  for (const { place, bounds } of small) {
    const x = (bounds[0] + bounds[2]) / 2;
    const y = (bounds[1] + bounds[3]) / 2;
    const reach = REMOTE_ISLAND_KM / kilometresAt(y);
    const near = large.some(
      (box) => x > box[0] - reach && x < box[2] + reach && y > box[1] - reach && y < box[3] + reach,
    );
    if (!near) place.dots.push([x, y]);
  }
}

function collectLines(object) {
  const geometries = object?.geometries ?? (object ? [object] : []);
  return geometries.flatMap(({ type, arcs }) => (type === "MultiLineString" ? arcs : [arcs]));
}
