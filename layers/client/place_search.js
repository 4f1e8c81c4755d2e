// A box that finds a place by any of its names: an ARIA combobox with a list.

import { html, icon, setText } from "./dom.js";
import { withWords } from "./language.js";
import { fetchJson } from "./load.js";

const LENS = "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5";
const MOST_SHOWN = 8;
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

let boxes = 0;

/**
 * Put the search box into an element.
 *
 * @param {HTMLElement|ShadowRoot} container
 * @param {object} options
 * @param {object} options.payload `index_url`, `lang` and, to replace some words, `labels`.
 * @param {object} [options.index] The index itself, when it need not be fetched.
 * @param {(id: string) => void} options.onOpen Called with the place chosen.
 * @param {(text: string) => void} [options.onAsk] Called with a text that no place matches.
 * @returns {{update: (payload: object) => void, destroy: () => void}}
 */
export function mountSearch(container, options) {
  const box = new SearchBox(container, options);
  return { update: (payload) => box.update(payload), destroy: () => box.destroy() };
}

/**
 * Places that match a text, best first: by code, by the start of a name, by any part of a name.
 *
 * @param {object[]} places The `places` of the index file.
 * @param {string} text
 */
export function findPlaces(places, text) {
  const wanted = normalise(text);
  if (!wanted) return [];
  const scored = [];
  places.forEach((place, position) => {
    const score = scoreOf(place, wanted);
    if (score < Infinity) scored.push([score, position, place]);
  });
  return scored.sort((left, right) => left[0] - right[0] || left[1] - right[1]).map(([, , place]) => place);
}

class SearchBox {
  constructor(container, { payload, index, onOpen, onAsk }) {
    boxes += 1;
    this.prefix = `atlas-search-${boxes}`;
    this.index = index;
    this.onOpen = onOpen;
    this.onAsk = onAsk ?? (() => {});
    this.found = [];
    this.active = -1;
    this.input = html("input", {
      type: "text",
      role: "combobox",
      class: "atlas-search-input",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${this.prefix}-list`,
      on: {
        focus: () => this.#ready(),
        input: () => this.#search(),
        keydown: (event) => this.#onKey(event),
        blur: () => this.#close(),
      },
    });
    this.list = html("ul", { role: "listbox", id: `${this.prefix}-list`, class: "atlas-search-list", hidden: true });
    // The list answers before the box loses the focus.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#choose(this.#positionOf(event.target)));
    this.said = html("p", { class: "atlas-offscreen", role: "status" });
    this.root = html(
      "div",
      { class: "atlas-search" },
      html("div", { class: "atlas-search-box" }, icon(LENS), this.input),
      this.list,
      this.said,
    );
    container.append(this.root);
    this.update(payload);
  }

  update(payload) {
    this.payload = withWords(payload);
    const { labels, lang } = this.payload;
    this.root.lang = lang === "en" ? "en" : "zh-Hans";
    this.input.placeholder = labels.search;
    this.input.setAttribute("aria-label", labels.search);
    this.list.setAttribute("aria-label", labels.search);
  }

  destroy() {
    this.root.remove();
  }

  async #ready() {
    if (this.index || this.reading) return;
    this.reading = fetchJson(this.payload.index_url);
    try {
      this.index = await this.reading;
      this.#search();
    } catch (error) {
      // Enter still asks the server.
      console.warn(`search: ${error.message}`);
    }
    this.reading = null;
  }

  #search() {
    if (!this.index) {
      this.#ready();
      return;
    }
    const { value } = this.input;
    this.found = findPlaces(this.index.places, value).slice(0, MOST_SHOWN);
    this.active = this.found.length ? 0 : -1;
    if (!value.trim()) this.#close();
    else this.#show();
  }

  #show() {
    const { labels, lang } = this.payload;
    const lines = this.found.map((place, position) => {
      const [name, other] = lang === "en" ? [place.en, place.zh] : [place.zh, place.en];
      const province = lang === "en" ? place.province_en : place.province_zh;
      return html(
        "li",
        { role: "option", id: `${this.prefix}-${position}`, class: "atlas-search-option" },
        html("b", { text: name || place.zh }),
        html("span", { text: [other, province === name ? "" : province].filter(Boolean).join(" · ") }),
      );
    });
    if (!lines.length) lines.push(html("li", { class: "atlas-search-none", text: labels.search_none }));
    this.list.replaceChildren(...lines);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    const { length } = this.found;
    const count = length === 1 ? labels.search_one : (labels.search_count ?? "").replace("{count}", length);
    setText(this.said, length ? count : labels.search_none);
    this.#mark();
  }

  #close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #mark() {
    [...this.list.children].forEach((line, position) => {
      if (line.role === "option" || line.getAttribute("role") === "option") {
        line.setAttribute("aria-selected", String(position === this.active));
      }
    });
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `${this.prefix}-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #positionOf(target) {
    return [...this.list.children].indexOf(target.closest("li"));
  }

  #choose(position) {
    const place = this.found[position];
    if (!place) return;
    this.input.value = "";
    this.found = [];
    this.#close();
    this.input.blur();
    this.onOpen(place.id);
  }

  #onKey(event) {
    // Letters typed here are not the page's shortcuts.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key in STEPS && this.found.length) {
      event.preventDefault();
      if (this.list.hidden) this.#show();
      this.active = (this.active + STEPS[event.key] + this.found.length) % this.found.length;
      this.#mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#enter();
    } else if (event.key === "Escape") {
      if (this.list.hidden) this.input.value = "";
      this.#close();
    }
  }

  #enter() {
    const text = this.input.value.trim();
    if (this.active >= 0) this.#choose(this.active);
    else if (text) {
      this.#close();
      this.onAsk(text);
    }
  }
}

function normalise(text) {
  return text.toLowerCase().replace(/[\s'’·-]+/g, "");
}

function scoreOf(place, wanted) {
  if (place.id.startsWith(wanted) && /^\d{2,}$/.test(wanted)) return place.id === wanted ? 0 : 3;
  const names = [place.zh, place.zh_short, place.en, ...(place.search ?? "").split(" ")].filter(Boolean).map(normalise);
  if (names.includes(wanted)) return 1;
  if (names.some((name) => name.startsWith(wanted))) return 2;
  return names.some((name) => name.includes(wanted)) ? 4 : Infinity;
}
