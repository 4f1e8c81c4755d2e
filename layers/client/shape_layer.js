// The Leaflet layer that holds one SVG path per place and the border lines above them. Paths are made once; a new
// message only changes fills.

import "./leaflet.js";
import { svg } from "./dom.js";
import { FADED, fillOf, hatchDefinitions, nextPrefix } from "./paint.js";
import { ScreenShapes } from "./shapes.js";

const L = globalThis.L;

export const ShapeLayer = L.Renderer.extend({
  options: { padding: 0.5 },

  /** @param {ScreenShapes} shapes */
  initialize(shapes) {
    L.Renderer.prototype.initialize.call(this);
    this._shapes = shapes;
    this._prefix = nextPrefix();
    this._fills = [];
    this._marked = [];
    this._raised = { hover: -1, selected: -1 };
  },

  /**
   * Colour the places; only what differs from the last call is touched.
   *
   * @param {object[]} rows Rows of `readRows`.
   * @param {(row: object) => boolean} stands False for places to fade by the legend's emphasis.
   * @returns {number} How many paths changed.
   */
  paint(rows, stands) {
    let changed = 0;
    rows.forEach((row, index) => {
      const fill = row.visible ? fillOf(row.entry, this._prefix) : FADED;
      const style = stands(row) ? fill : `${fill} faint`;
      if (this._fills[index] === style) return;
      this._fills[index] = style;
      this._paths[index].setAttribute("fill", fill);
      this._paths[index].setAttribute("fill-opacity", style === fill ? "1" : "0.16");
      changed += 1;
    });
    return changed;
  },

  /** Draw a border of its own around the places of these rows. */
  mark(rows) {
    const marked = rows.filter((row) => row.marked && row.visible).map(({ index }) => index);
    if (String(marked) === String(this._marked)) return;
    this._marked = marked;
    if (this._outlines) this._drawMarks();
  },

  /** Outline a place as `hover` or `selected`; -1 takes the outline away. */
  raise(kind, index) {
    this._raised[kind] = index;
    if (this._outlines) this._drawOutlines();
  },

  /** Which place an event target belongs to, or -1. */
  indexOf(target) {
    return this._indices.get(target) ?? -1;
  },

  /** Mercator bounds of a place: west, north, east, south. */
  boundsOf(index) {
    return this._shapes.atlas.places[index].bounds;
  },

  /** The group for labels, in the same coordinates as the shapes. */
  labelGroup() {
    return this._labels;
  },

  _initContainer() {
    const count = this._shapes.atlas.places.length;
    this._paths = Array.from({ length: count }, () => svg("path", { class: "atlas-place", fill: FADED }));
    this._indices = new Map(this._paths.map((path, index) => [path, index]));
    this._lines = Object.fromEntries(
      ["place", "outline", "province", "marked", "sea"].map((kind) => [kind, svg("path", { class: `atlas-line atlas-line-${kind}` })]),
    );
    this._outlines = Object.fromEntries(
      ["hover", "casing", "selected"].map((kind) => [kind, svg("path", { class: `atlas-raised atlas-raised-${kind}` })]),
    );
    this._labels = svg("g", { class: "atlas-labels leaflet-zoom-hide" });
    this._world = svg(
      "g",
      {},
      svg("g", {}, ...this._paths),
      ...Object.values(this._lines),
      ...Object.values(this._outlines),
      this._labels,
    );
    this._container = svg("svg", { class: "atlas-shapes", "aria-hidden": "true" }, hatchDefinitions(this._prefix), this._world);
  },

  _destroyContainer() {
    this._container.remove();
    this._container = undefined;
    this._drawnZoom = undefined;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    this._container.setAttribute("width", size.x);
    this._container.setAttribute("height", size.y);
    this._container.setAttribute("viewBox", `${min.x} ${min.y} ${size.x} ${size.y}`);
    L.DomUtil.setPosition(this._container, min);
    this._draw();
    this.fire("update");
  },

  _draw() {
    const zoom = this._map.getZoom();
    const [left, top] = ScreenShapes.origin(zoom);
    const pixelOrigin = this._map.getPixelOrigin();
    this._world.setAttribute("transform", `translate(${left - pixelOrigin.x} ${top - pixelOrigin.y})`);
    if (zoom === this._drawnZoom) return;
    this._drawnZoom = zoom;
    const shapes = this._shapes.at(zoom);
    shapes.places.forEach((path, index) => this._paths[index].setAttribute("d", path));
    for (const kind of ["place", "province", "outline"]) this._lines[kind].setAttribute("d", shapes.borders[kind]);
    this._lines.sea.setAttribute("d", shapes.seaLines);
    this._drawMarks();
    this._drawOutlines();
  },

  _drawMarks() {
    const { places } = this._shapes.at(this._map.getZoom());
    this._lines.marked.setAttribute("d", this._marked.map((index) => places[index]).join(""));
  },

  _drawOutlines() {
    const { places } = this._shapes.at(this._map.getZoom());
    const { hover, selected } = this._raised;
    this._outlines.hover.setAttribute("d", places[hover] ?? "");
    this._outlines.casing.setAttribute("d", places[selected] ?? "");
    this._outlines.selected.setAttribute("d", places[selected] ?? "");
  },
});
