// The map of places with its legend and ranking: one view, whoever embeds it.

import { Card } from "./card.js";
import { copyText } from "./clipboard.js";
import { html, icon, setText } from "./dom.js";
import { Heading } from "./heading.js";
import { withWords } from "./language.js";
import { Legend } from "./legend.js";
import { fetchJson } from "./load.js";
import { MapView } from "./map_view.js";
import { readRows } from "./model.js";
import { Table } from "./table.js";
import { decodeTopology } from "./topology.js";

const PLUS = "M12 5v14M5 12h14";
const MINUS = "M5 12h14";
const FRAME = "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5";
const LINK = "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1";
const CONFIRMATION_MS = 2200;
const ANSWER_MS = 4000;
const LEAST_SHARE = 0.5;

/**
 * Put the map into an element.
 *
 * @param {HTMLElement|ShadowRoot} container
 * @param {object} options
 * @param {object} options.payload The first message.
 * @param {object} [options.topology] The geometry itself, when it need not be fetched from `geometry_url`.
 * @param {object} [options.index] The index itself, when it need not be fetched from `index_url`.
 * @param {(id: string) => void} [options.onSelect] Called with the place selected, `""` for none.
 * @param {(id: string) => void} [options.onOpen] Called with the place whose page is asked for; without it the
 *   buttons that lead there are left out.
 * @param {() => void} [options.onExport] Called when images of the map are asked for; without it there is no button.
 * @param {(longitude: number, latitude: number) => void} [options.onPoint] Called with a point chosen, where the
 *   message asks for points (`picks`) instead of places.
 * @returns {{update: (payload: object) => void, destroy: () => void}}
 */
export function mountAtlas(container, options) {
  const atlas = new Atlas(container, options);
  return { update: (payload) => atlas.update(payload), destroy: () => atlas.destroy() };
}

const geometries = new Map();

// The geometry is decoded once per page, however often the map comes and goes.
function readGeometry(url) {
  if (!geometries.has(url)) {
    const reading = fetchJson(url).then(decodeTopology);
    reading.catch(() => geometries.delete(url));
    geometries.set(url, reading);
  }
  return geometries.get(url);
}

class Atlas {
  constructor(container, { payload, topology, index, onSelect, onOpen, onExport, onPoint }) {
    this.container = container;
    this.given = { topology, index };
    this.onSelect = onSelect ?? (() => {});
    this.onOpen = onOpen;
    this.onPoint = onPoint ?? (() => {});
    this.payload = withWords(payload);
    this.selected = payload.selected || null;
    this.heading = new Heading(onExport);
    this.legend = new Legend(() => this.#repaint());
    this.card = new Card({
      onOpen: onOpen && (() => this.#open(this.selected)),
      onClose: () => this.#choose(null),
    });
    this.table = new Table({
      onHover: (place) => this.#hover(place, "table"),
      onSelect: (place, onValue) => (onValue ? this.#askBasis(place) : this.#pick(place, "table")),
      onOpen: onOpen && ((place) => this.#open(this.rows[place].id)),
    });
    this.#build();
    this.#label();
    this.#load();
  }

  update(payload) {
    const before = this.payload;
    const selectedBefore = this.selected;
    this.payload = withWords(payload);
    this.#acceptSelection(payload.selected || null);
    this.#label();
    const moved = before.geometry_url !== payload.geometry_url || before.index_url !== payload.index_url;
    if (moved || (this.failed && !this.loading)) this.#load();
    else if (this.map) this.#show(this.selected === selectedBefore ? "nobody" : "server");
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.confirmation);
    this.map?.destroy();
    this.root.remove();
  }

  #build() {
    const button = (path, action) => html("button", { type: "button", on: { click: action } }, icon(path));
    this.tools = {
      zoom_in: button(PLUS, () => this.map?.zoomBy(1)),
      zoom_out: button(MINUS, () => this.map?.zoomBy(-1)),
      whole_country: button(FRAME, () => this.map?.showCountry()),
      copy_link: button(LINK, () => this.#copyLink()),
    };
    // The address of a file on the reader's own disk is of no use to anyone else.
    this.tools.copy_link.hidden = location.protocol === "file:";
    this.stamp = html("b", { class: "atlas-stamp" });
    this.sources = html("span", {});
    this.said = html("p", { class: "atlas-said", role: "status" });
    this.message = html("div", { class: "atlas-message", role: "status" });
    this.canvas = html("div", { class: "atlas-canvas", role: "region" });
    this.stage = html(
      "div",
      { class: "atlas-stage" },
      this.canvas,
      html("div", { class: "atlas-tools" }, ...Object.values(this.tools)),
      this.card.element,
      this.card.said,
      this.said,
      this.message,
    );
    const panel = html(
      "div",
      { class: "atlas-panel" },
      this.heading.element,
      this.stage,
      this.legend.element,
      html("p", { class: "atlas-sources" }, this.stamp, this.sources),
    );
    const grid = html("div", { class: "atlas-grid" }, panel, this.table.element);
    this.root = html("div", { class: "atlas atlas-waiting" }, grid);
    this.root.addEventListener("keydown", (event) => this.#onKey(event));
    this.container.append(this.root);
  }

  #label() {
    const { labels, lang, title, sources, stamp, embedded, document } = this.payload;
    this.root.classList.toggle("atlas-embedded", Boolean(embedded));
    this.root.classList.toggle("atlas-document", Boolean(document));
    this.root.lang = lang === "en" ? "en" : "zh-Hans";
    this.heading.show(this.payload);
    setText(this.stamp, stamp ?? "");
    this.stamp.hidden = !stamp;
    setText(this.sources, (sources ?? []).join(lang === "en" ? " " : ""));
    for (const [name, button] of Object.entries(this.tools)) {
      button.title = labels[name] ?? "";
      button.setAttribute("aria-label", labels[name] ?? "");
    }
    this.canvas.setAttribute("aria-label", labels.map_label ?? title ?? "");
  }

  async #load() {
    const asked = this.payload;
    this.loading = true;
    this.failed = false;
    this.legend.show(asked);
    this.#say(asked.labels.loading, false);
    // In a small frame of another site the map comes first.
    if (asked.embedded && this.stage.clientHeight < LEAST_SHARE * innerHeight) this.legend.fold(true);
    try {
      const [atlas, index] = await Promise.all([
        this.given.topology ? decodeTopology(this.given.topology) : readGeometry(asked.geometry_url),
        this.given.index ?? fetchJson(asked.index_url),
      ]);
      if (this.gone || asked.geometry_url !== this.payload.geometry_url) return;
      this.loading = false;
      this.#start(atlas, index);
    } catch (error) {
      if (this.gone) return;
      console.warn(`map: ${error.message}`);
      this.loading = false;
      this.#fail(this.payload.labels.load_failed);
    }
  }

  #start(atlas, index) {
    if (atlas.places.some(({ id }, position) => id !== index.places[position]?.id)) {
      throw new Error("geometry and index list different places");
    }
    this.index = index;
    this.positions = new Map(index.places.map(({ id }, position) => [id, position]));
    this.map?.destroy();
    this.canvas.replaceChildren();
    this.map = new MapView(this.canvas, atlas, index, {
      onHover: (place) => this.#hover(place, "map"),
      onSelect: (place) => this.#pick(place, "map"),
      onPoint: this.onPoint,
    });
    if (this.map.address.opened) this.framed = this.payload.layer_id;
    this.area = "";
    this.#show(this.map.address.opened ? "nobody" : "server");
  }

  #show(origin) {
    const started = performance.now();
    try {
      this.rows = readRows(this.payload, this.index.places);
    } catch (error) {
      console.warn(`map: ${error.message}`);
      this.#fail(this.payload.labels.load_failed);
      return;
    }
    this.#say("", false);
    this.legend.show(this.payload);
    this.#paint();
    this.#frame();
    this.root.dataset.layer = this.payload.layer_id;
    this.root.dataset.paintMs = (performance.now() - started).toFixed(1);
    this.table.show(this.payload, this.rows, (row) => this.legend.stands(row));
    this.#mark(origin);
    this.root.classList.toggle("atlas-picking", Boolean(this.payload.picks));
    this.map.showPoint(this.payload.picks, this.payload.point);
    this.root.dataset.showMs = (performance.now() - started).toFixed(1);
  }

  #repaint() {
    this.#paint();
    this.table.stands = (row) => this.legend.stands(row);
    this.table.arrange();
  }

  #paint() {
    const { labels, lang } = this.payload;
    this.map.show(this.rows, (row) => this.legend.stands(row), labels, lang, this.selected);
  }

  // A layer may ask for the places of some classes to be framed; once, for the view is the reader's from then on.
  #frame() {
    const { frame, layer_id: layerId } = this.payload;
    if (!frame || frame === "china") this.#frameArea();
    else if (layerId !== this.framed) {
      this.framed = layerId;
      this.#showPlaces(({ entry }) => frame.includes(entry.code));
    }
  }

  // A filter of area frames the places it leaves, when it changes and the view is not the reader's own.
  #frameArea() {
    const { area = "" } = this.payload;
    const before = this.area ?? "";
    this.area = area;
    if (area === before || this.map.isChosen) return;
    if (area) this.#showPlaces(({ visible }) => visible);
    else this.map.showCountry();
  }

  #showPlaces(wanted) {
    this.map.showPlaces(this.rows.filter(wanted).map(({ index }) => index));
  }

  #hover(place, origin) {
    if (origin === "table") this.map.hover(place);
    else this.map.hover(place);
    this.table.hover(place);
  }

  #pick(place, origin) {
    const id = place < 0 ? null : this.rows[place].id;
    if (id && id === this.selected) this.#open(id);
    else this.#choose(id, origin);
  }

  // A figure opens where it comes from; it never leads away.
  #askBasis(place) {
    this.card.unfold();
    this.#choose(this.rows[place].id, "table");
  }

  #choose(id, origin) {
    if (id === this.selected) return;
    const leaves = !id && this.card.element.matches(":focus-within");
    this.selected = id;
    this.pending = { id, until: performance.now() + ANSWER_MS };
    this.#mark(origin);
    if (leaves) this.table.focus();
    this.onSelect(id ?? "");
  }

  // What the reader picked last counts until the server has heard of it: an answer to an older click is no order.
  #acceptSelection(id) {
    if (this.pending && id !== this.pending.id && performance.now() < this.pending.until) return;
    this.pending = null;
    this.selected = id;
  }

  // A selection made elsewhere is brought into view; one that only stays selected moves nothing.
  #mark(origin) {
    const place = this.positions.get(this.selected) ?? -1;
    const isLeft = this.rows[place]?.visible;
    this.map.select(place, isLeft && (origin === "table" || origin === "server"));
    this.table.select(place, origin === "map" || origin === "server");
    this.card.show(this.rows[place], this.payload);
    // On a phone the card lies above the list, out of sight of the finger that asked for it.
    if (place >= 0 && origin === "table") this.stage.scrollIntoView({ block: "nearest" });
    if (place >= 0 && origin !== "nobody") this.card.stepAside(this.map.liesInCorner(place));
  }

  #open(id) {
    if (id) this.onOpen?.(id);
  }

  async #copyLink() {
    const { labels } = this.payload;
    const link = this.map ? this.map.link() : location.href;
    const copied = await copyText(link, this.root);
    this.#confirm(copied ? labels.link_copied : `${labels.copy_by_hand} ${link}`);
  }

  #confirm(text) {
    setText(this.said, text);
    this.said.classList.add("atlas-shown");
    clearTimeout(this.confirmation);
    this.confirmation = setTimeout(() => this.said.classList.remove("atlas-shown"), CONFIRMATION_MS);
  }

  #say(text, withRetry) {
    this.root.classList.toggle("atlas-waiting", Boolean(text));
    this.message.hidden = !text;
    if (!text) return;
    const retry = withRetry
      ? html("button", { type: "button", text: this.payload.labels.retry, on: { click: () => this.#load() } })
      : null;
    this.message.replaceChildren(...[html("p", { text }), retry].filter(Boolean));
    this.message.classList.toggle("atlas-failed", withRetry);
  }

  #fail(text) {
    this.failed = true;
    this.#say(text, true);
  }

  #onKey(event) {
    if (event.key === "Escape" && this.selected) this.#choose(null);
    // Keys typed here are not the page's shortcuts.
    event.stopPropagation();
  }
}
