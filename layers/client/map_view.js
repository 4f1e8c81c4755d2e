// The Leaflet map: view, gestures, outlines, tooltip. Nothing here asks the server for anything.

import "./leaflet.js";
import { html, setText } from "./dom.js";
import { frameCountry } from "./frame.js";
import { Inset } from "./inset.js";
import { Labels, labelCandidates } from "./labels.js";
import { swatch } from "./paint.js";
import { ShapeLayer } from "./shape_layer.js";
import { ScreenShapes } from "./shapes.js";
import { ViewAddress } from "./view_address.js";

const L = globalThis.L;
const PAN_LIMITS = L.latLngBounds([-6, 58], [60, 150]);
const MAX_ZOOM = 9;
const CLOSEST_FRAME = 6.5;
const FRAME_PX = 24;
const CARD_CORNER_PX = 320;
const SWIPE_PX = 24;
const HINT_MS = 1400;
const TOOLTIP_OFFSET_PX = 14;
const POINT_ZOOM = 6.5;
const POINT_DECIMALS = 5;
const MOVING_KEYS = /^(?:Arrow|[-+=_]$)/;

export class MapView {
  /**
   * @param {HTMLElement} container Empty element with a height.
   * @param {object} atlas The decoded topology.
   * @param {object} index The index file.
   * @param {{onHover: (index: number) => void, onSelect: (index: number) => void,
   *   onPoint: (longitude: number, latitude: number) => void}} callbacks An index of -1 means none.
   */
  constructor(container, atlas, index, { onHover, onSelect, onPoint }) {
    this.container = container;
    this.onHover = onHover;
    this.onPoint = onPoint;
    this.rows = [];
    this.labelsShown = null;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // One finger scrolls the page, two fingers move the map: a map of 60 % of a phone would swallow every swipe.
    const touch = matchMedia("(pointer: coarse)").matches;
    this.map = L.map(container, {
      attributionControl: false,
      boxZoom: false,
      doubleClickZoom: false,
      dragging: !touch,
      fadeAnimation: false,
      inertia: !calm,
      maxBounds: PAN_LIMITS,
      maxBoundsViscosity: 0.9,
      maxZoom: MAX_ZOOM,
      minZoom: 1,
      wheelPxPerZoomLevel: 100,
      zoomAnimation: !calm,
      zoomControl: false,
      zoomSnap: 0,
    });
    const shapes = new ScreenShapes(atlas);
    this.address = new ViewAddress((view) => this.#open(view));
    if (this.address.opened) this.#open(this.address.opened);
    else this.showCountry();
    this.layer = new ShapeLayer(shapes).addTo(this.map);
    this.names = new Labels(this.map, this.layer.labelGroup(), labelCandidates(index.places, atlas));
    this.inset = new Inset(shapes);
    this.tooltip = html("div", { class: "atlas-tooltip", hidden: true });
    this.hint = html("div", { class: "atlas-hint", "aria-hidden": "true" });
    container.append(this.inset.element, this.tooltip, this.hint);
    this.#listen(onSelect);
    this.#tameWheel();
  }

  /** Show a message's rows; `stands` tells which of them the legend's emphasis leaves. */
  show(rows, stands, labels, language, firstId) {
    this.rows = rows;
    this.words = labels;
    this.labelsShown = [language, firstId];
    const changed = this.layer.paint(rows, stands);
    this.layer.mark(rows);
    this.inset.paint(rows, stands, labels.south_sea);
    this.names.draw(language, firstId);
    this.#updateInset();
    return changed;
  }

  hover(index) {
    this.layer.raise("hover", index);
  }

  /** Outline a place; with `reveal` also bring it into view when it lies outside. */
  select(index, reveal) {
    this.layer.raise("selected", index);
    if (index < 0) return;
    if (reveal) this.#reveal(this.layer.boundsOf(index));
  }

  /** Whether the middle of a place lies in the lower left corner of the view, where its card would cover it. */
  liesInCorner(index) {
    const [west, north, east, south] = this.layer.boundsOf(index);
    const size = ScreenShapes.worldSize(this.map.getZoom());
    const view = this.map.getPixelBounds();
    const left = ((west + east) / 2) * size - view.min.x;
    const top = ((north + south) / 2) * size - view.min.y;
    return left < CARD_CORNER_PX && top > view.getSize().y - CARD_CORNER_PX;
  }

  zoomBy(step) {
    this.movedByReader = true;
    this.map.setZoom(Math.round((this.map.getZoom() + step) * 2) / 2);
  }

  /** Whether the view is the reader's own: moved by hand, or given by the link. */
  get isChosen() {
    return this.address.fragment !== "";
  }

  /** The whole country, framed for the shape of the screen; the address needs no view then. */
  showCountry() {
    this.atHome = true;
    this.placesFramed = null;
    this.movedByReader = false;
    this.framing = true;
    this.home = this.#frame();
    this.map.setView(this.home.centre, this.home.zoom, { animate: false });
    this.framing = false;
    this.address.write(null);
    this.#refresh();
  }

  /** Frame some of the places; all of them are the whole country. The address keeps no view that nobody chose. */
  showPlaces(indices) {
    if (!indices.length || indices.length > this.rows.length / 2) {
      this.showCountry();
      return;
    }
    const size = ScreenShapes.worldSize(0);
    const boxes = indices.map((index) => this.layer.boundsOf(index));
    const corner = (x, y) => this.map.unproject([x * size, y * size], 0);
    const [west, north] = [0, 1].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [east, south] = [2, 3].map((side) => Math.max(...boxes.map((box) => box[side])));
    this.atHome = false;
    this.placesFramed = indices;
    this.movedByReader = false;
    this.framing = true;
    this.home = this.#frame();
    const padding = [FRAME_PX, FRAME_PX];
    const bounds = L.latLngBounds(corner(west, south), corner(east, north));
    this.map.fitBounds(bounds, { animate: false, maxZoom: CLOSEST_FRAME, padding });
    this.framing = false;
    this.address.write(null);
    this.#refresh();
  }

  /** Ask for points instead of places; mark one, `[longitude, latitude]`, and bring it into view where it came from elsewhere. */
  showPoint(picks, point) {
    this.picks = picks;
    if (!point || String(point) === String(this.point)) return;
    this.point = point;
    const place = [point[1], point[0]];
    this.marker ??= L.marker(place, {
      icon: L.divIcon({ className: "atlas-point", iconSize: [22, 22] }),
      interactive: false,
      keyboard: false,
    }).addTo(this.map);
    this.marker.setLatLng(place);
    if (String(point) === String(this.chosen) || this.isChosen) return;
    this.framing = true;
    this.atHome = false;
    this.placesFramed = null;
    this.map.setView(place, Math.max(this.map.getZoom(), POINT_ZOOM), { animate: false });
    this.framing = false;
    this.#refresh();
  }

  link() {
    return this.address.link();
  }

  destroy() {
    this.resizing?.disconnect();
    clearTimeout(this.hintTimer);
    this.address.close();
    this.map.remove();
  }

  #open({ zoom, latitude, longitude }) {
    this.home = this.#frame();
    this.atHome = false;
    this.placesFramed = null;
    this.movedByReader = true;
    this.map.setView([latitude, longitude], Math.min(zoom, MAX_ZOOM), { animate: false });
  }

  #frame() {
    const { zoom, centre } = frameCountry(this.map.getSize());
    const world = ScreenShapes.worldSize(0);
    return { zoom, centre: L.CRS.EPSG3857.pointToLatLng(L.point(centre[0] * world, centre[1] * world), 0) };
  }

  #listen(onSelect) {
    const { map, container } = this;
    map.on("movestart", () => this.#hideTooltip());
    map.on("moveend", () => this.#afterMove());
    const moved = () => {
      this.movedByReader = true;
    };
    map.on("dragstart", moved);
    container.addEventListener("keydown", ({ key }) => MOVING_KEYS.test(key) && moved());
    container.addEventListener("touchstart", ({ touches }) => touches.length > 1 && moved(), { passive: true });
    // Leaflet's own click knows a drag from a click.
    map.on("click", ({ originalEvent, latlng }) => {
      if (this.picks) this.#choosePoint(latlng);
      else {
        // The card says more, over the same place.
        this.#hideTooltip();
        onSelect(this.layer.indexOf(originalEvent.target));
      }
    });
    container.addEventListener("keydown", ({ key }) => this.picks && key === "Enter" && this.#choosePoint(map.getCenter()));
    // Before Leaflet does: its own focus scrolls the page under the finger, and the tap is lost.
    container.addEventListener("mousedown", () => container.focus({ preventScroll: true }), { capture: true });
    container.addEventListener("pointermove", (event) => this.#point(event));
    container.addEventListener("pointerleave", () => this.#point(null));
    this.resizing = new ResizeObserver(() => {
      // Hidden, printed or taken out for a moment: there is nothing to frame.
      if (!container.clientWidth || !container.clientHeight) return;
      const places = this.movedByReader ? null : this.placesFramed;
      this.framing = this.atHome || Boolean(places);
      map.invalidateSize({ pan: false });
      if (this.atHome) this.showCountry();
      else if (places) this.showPlaces(places);
    });
    this.resizing.observe(container);
  }

  #choosePoint({ lng, lat }) {
    this.chosen = [lng, lat].map((degrees) => Number(degrees.toFixed(POINT_DECIMALS)));
    this.onPoint(...this.chosen);
  }

  #afterMove() {
    // Only a reader leaves what was framed: a turned phone or a page that grows moves the map too.
    if (this.framing || ((this.atHome || this.placesFramed) && !this.movedByReader)) return;
    this.placesFramed = null;
    const { home, map } = this;
    const centre = map.getCenter();
    const away = map.project(centre).distanceTo(map.project(home.centre));
    this.atHome = Math.abs(map.getZoom() - home.zoom) < 0.01 && away < 2;
    this.address.write(this.atHome ? null : { zoom: map.getZoom(), latitude: centre.lat, longitude: centre.lng });
    this.#refresh();
  }

  #refresh() {
    if (!this.labelsShown) return;
    this.names.draw(...this.labelsShown);
    this.#updateInset();
  }

  #updateInset() {
    const zoomedIn = this.map.getZoom() > this.home.zoom + 0.6;
    const inView = this.map.getBounds().getSouth() < 3.6;
    this.inset.element.classList.toggle("atlas-hidden", zoomedIn || inView);
  }

  #point(event) {
    const index = event && event.pointerType !== "touch" ? this.layer.indexOf(event.target) : -1;
    if (index !== this.pointed) {
      this.pointed = index;
      this.onHover(index);
      if (index < 0) this.#hideTooltip();
      else this.#fillTooltip(this.rows[index]);
    }
    if (index >= 0) this.#moveTooltip(event);
  }

  #fillTooltip(row) {
    if (!row) return;
    const { tooltip } = this;
    const value = row.valueText
      ? html("div", { class: "atlas-tooltip-value" }, html("b", { text: row.valueText }), ` ${row.unitSymbol}`)
      : null;
    tooltip.replaceChildren(
      html("div", { class: "atlas-tooltip-name" }, html("b", { text: row.name }), html("span", { text: row.province })),
      ...[value].filter(Boolean),
      html("div", { class: "atlas-tooltip-class" }, swatch(row.entry), html("span", { text: row.entry.label })),
    );
    const remarks = [row.note, row.visible ? "" : this.words.filtered_out].filter(Boolean);
    for (const text of remarks) tooltip.append(html("div", { class: "atlas-tooltip-note", text }));
    tooltip.hidden = false;
    this.tooltipSize = [tooltip.offsetWidth, tooltip.offsetHeight];
  }

  #moveTooltip(event) {
    const frame = this.container.getBoundingClientRect();
    const [width, height] = this.tooltipSize ?? [0, 0];
    const x = event.clientX - frame.left;
    const y = event.clientY - frame.top;
    const left = x + TOOLTIP_OFFSET_PX + width > frame.width ? x - TOOLTIP_OFFSET_PX - width : x + TOOLTIP_OFFSET_PX;
    const top = y + TOOLTIP_OFFSET_PX + height > frame.height ? y - TOOLTIP_OFFSET_PX - height : y + TOOLTIP_OFFSET_PX;
    this.tooltip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  #hideTooltip() {
    this.tooltip.hidden = true;
  }

  #reveal([west, north, east, south]) {
    const size = ScreenShapes.worldSize(this.map.getZoom());
    const view = this.map.getPixelBounds();
    const x = ((west + east) / 2) * size;
    const y = ((north + south) / 2) * size;
    if (x > view.min.x && x < view.max.x && y > view.min.y && y < view.max.y) return;
    this.movedByReader = true;
    this.map.panTo(this.map.unproject([x, y]), { animate: false });
  }

  // The wheel scrolls the page until the reader has clicked into the map or holds Ctrl (⌘): a page with a large
  // map in it must stay scrollable.
  #tameWheel() {
    const { container } = this;
    let active = false;
    this.map.scrollWheelZoom.enable();
    container.addEventListener("pointerdown", () => {
      active = true;
    });
    container.addEventListener("pointerleave", () => {
      active = false;
    });
    const guard = (event) => {
      if (active || event.ctrlKey || event.metaKey) {
        this.movedByReader = true;
        return;
      }
      event.stopImmediatePropagation();
      this.#showHint(this.words?.wheel_hint);
    };
    container.addEventListener("wheel", guard, { capture: true, passive: true });
    this.#watchFingers();
  }

  // One finger going sideways wants to move the map; up and down it only scrolls the page, which needs no advice.
  #watchFingers() {
    let start = null;
    const options = { passive: true };
    this.container.addEventListener("touchstart", ({ touches }) => (start = touches.length === 1 ? touches[0] : null), options);
    this.container.addEventListener(
      "touchmove",
      ({ touches }) => {
        if (!start || touches.length !== 1 || this.map.dragging.enabled()) return;
        const sideways = Math.abs(touches[0].clientX - start.clientX);
        if (sideways > SWIPE_PX && sideways > Math.abs(touches[0].clientY - start.clientY)) {
          this.#showHint(this.words?.touch_hint);
        }
      },
      options,
    );
  }

  #showHint(text) {
    if (!text) return;
    setText(this.hint, text);
    this.hint.classList.add("atlas-shown");
    clearTimeout(this.hintTimer);
    this.hintTimer = setTimeout(() => this.hint.classList.remove("atlas-shown"), HINT_MS);
  }
}
