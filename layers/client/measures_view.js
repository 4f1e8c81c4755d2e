// The measures: filters, list and the clause opened, in as many columns as there is room for.

import { html, icon, setText } from "./dom.js";
import { withWords } from "./language.js";
import { fetchJson } from "./load.js";
import { Clause } from "./measure_clause.js";
import { Chips, downloadBar, filterSheet } from "./measure_bars.js";
import { Facets } from "./measure_facets.js";
import { activeFilters, emptyView, Measures, readAddress, viewAddress } from "./measure_filter.js";
import { Rows } from "./measure_rows.js";
import { MEASURE_WORDS } from "./measure_words.js";
import { saveFile } from "./save_file.js";

const LENS = "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5";
const FUNNEL = "M4 5h16l-6 8v6l-4-2v-4z";
// Three columns from here on; two; else one, the rest in sheets.
const WIDE_PX = 1080;
const MIDDLE_PX = 760;
const LOOK_AGAIN_MS = 350;

/**
 * Put the measures into an element.
 *
 * @param {HTMLElement|ShadowRoot} container
 * @param {object} options
 * @param {object} options.payload The first message.
 * @param {(event: string, value: unknown) => void} options.send Tells the server: `select`, `open`, `download`.
 * @returns {{update: (payload: object) => void, destroy: () => void}}
 */
export function mountMeasures(container, { payload, send }) {
  const screen = new MeasureScreen(container, payload, send);
  return { update: (next) => screen.update(next), destroy: () => screen.destroy() };
}

class MeasureScreen {
  constructor(container, payload, send) {
    this.send = send;
    this.turn = 0;
    this.pathname = location.pathname;
    this.view = { ...emptyView(), ...payload.view };
    this.#accept(payload);
    this.root = html("div", { class: "atlas measures", "data-columns": "3" });
    this.root.addEventListener("keydown", (event) => event.stopPropagation());
    this.onPopState = () => this.#follow();
    window.addEventListener("popstate", this.onPopState);
    this.resizing = new ResizeObserver(([{ contentRect }]) => this.#arrange(contentRect.width));
    container.append(this.root);
    this.#load();
  }

  /** The view is the reader's: a message changes it only when the address itself was changed elsewhere. */
  update(payload) {
    const before = this.payload;
    this.#accept(payload);
    const moved = JSON.stringify(before.view) !== JSON.stringify(payload.view);
    if (payload.answer === null && moved && this.#isCurrent(payload)) this.view = { ...emptyView(), ...payload.view };
    if (payload.file && payload.answer === this.awaited) this.#save(payload.file);
    if (!this.rows) return;
    if (before.lang !== payload.lang) this.#build();
    this.#show();
    this.#writeAddress();
    this.lookAgain = setTimeout(() => this.#writeAddress(), LOOK_AGAIN_MS);
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.lookAgain);
    this.resizing.disconnect();
    window.removeEventListener("popstate", this.onPopState);
    this.clause?.destroy();
    this.facets?.destroy();
    this.root.remove();
  }

  // Back and forward: each entry of the history keeps its own view, whatever is still under way for another one.
  #follow() {
    clearTimeout(this.lookAgain);
    this.expected = null;
    if (location.pathname !== this.pathname || !this.rows) return;
    const view = readAddress(location.search);
    if (!this.measures.knows(view)) return;
    this.view = view;
    this.expected = viewAddress(view, "zh");
    this.#show();
  }

  // After a step in the history only the message about the entry that it led to is news.
  #isCurrent({ view }) {
    if (this.expected && viewAddress({ ...emptyView(), ...view }, "zh") !== this.expected) return false;
    this.expected = null;
    return true;
  }

  #accept(payload) {
    const words = MEASURE_WORDS[payload.lang] ?? MEASURE_WORDS.zh;
    const { labels } = withWords(payload);
    this.payload = { ...payload, labels: { ...labels, ...words } };
  }

  async #load() {
    const { labels, measures_url: measuresUrl, index_url: indexUrl } = this.payload;
    this.#say(labels.measures_loading, false);
    try {
      const [index, places] = await Promise.all([fetchJson(measuresUrl), fetchJson(indexUrl)]);
      if (this.gone) return;
      this.measures = new Measures(index, places.places);
      this.#build();
      this.resizing.observe(this.root);
      this.#show();
      this.rows.reveal();
    } catch (error) {
      if (this.gone) return;
      console.warn(`measures: ${error.message}`);
      this.#say(labels.measures_failed, true);
    }
  }

  #say(text, withRetry) {
    const { labels } = this.payload;
    const retry = withRetry ? html("button", { type: "button", text: labels.retry, on: { click: () => this.#load() } }) : null;
    this.root.replaceChildren(html("div", { class: "measures-message", role: "status" }, html("p", { text }), retry));
  }

  #build() {
    const { payload, measures } = this;
    const { labels, lang } = payload;
    this.clause?.destroy();
    this.facets?.destroy();
    this.root.lang = lang === "en" ? "en" : "zh-Hans";
    this.facets = new Facets(measures, payload, (change) => this.#change(change));
    this.facets.clear.addEventListener("click", () => this.#clear());
    this.rows = new Rows(measures, payload, (id) => this.#choose(id));
    this.clause = new Clause(measures, payload, {
      onClose: () => this.#close(),
      onFilter: (change) => this.#change(change),
      onOpen: (place) => this.send("open", place),
    });
    this.search = html("input", {
      type: "search",
      class: "measures-search",
      value: this.view.q,
      maxlength: 200,
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      placeholder: labels.measures_search_short,
      title: labels.measures_search,
      "aria-label": labels.measures_search,
      on: { input: () => this.#change({ q: this.search.value }), keydown: (event) => this.#onSearchKey(event) },
    });
    this.search.value = this.view.q;
    this.count = html("p", { class: "measures-count", role: "status" });
    this.chips = new Chips(measures, payload, { onRemove: (facet, value) => this.#remove(facet, value), onClear: () => this.#clear() });
    this.opener = html("button", { type: "button", class: "measures-opener", on: { click: () => this.sheet.element.showModal() } }, icon(FUNNEL), html("span", { text: labels.filters }));
    this.asideColumn = html("aside", { class: "measures-filters", "aria-label": labels.filters });
    this.clauseColumn = html("section", { class: "measures-clause" });
    this.#buildSheets();
    this.root.replaceChildren(
      this.asideColumn,
      html(
        "section",
        { class: "measures-middle" },
        html("div", { class: "measures-head" }, html("div", { class: "measures-search-box" }, icon(LENS), this.search), this.opener, this.count),
        this.chips.element,
        this.rows.element,
        this.downloads.element,
      ),
      this.clauseColumn,
      this.sheet.element,
      this.clauseSheet,
    );
    this.columns = null;
    this.#arrange(this.root.clientWidth);
  }

  #buildSheets() {
    const { labels } = this.payload;
    this.sheet = filterSheet(labels);
    this.downloads = downloadBar(labels, (kind) => this.#download(kind));
    this.clauseSheet = html("dialog", { class: "measures-sheet measures-sheet-clause", "aria-label": labels.clause_source });
    this.clauseSheet.addEventListener("close", () => {
      if (this.columns === 1 && this.view.measure) this.#close();
    });
  }

  // One column shows filters and clause in sheets of their own, two the filters.
  #arrange(width) {
    // Without a width it is being taken off the page.
    if (!width) return;
    const columns = width >= WIDE_PX ? 3 : width >= MIDDLE_PX ? 2 : 1;
    if (columns === this.columns) return;
    this.columns = columns;
    this.root.dataset.columns = columns;
    (columns === 3 ? this.asideColumn : this.sheet.holder).append(this.facets.element);
    (columns === 1 ? this.clauseSheet : this.clauseColumn).append(this.clause.element);
    if (columns === 3 && this.sheet.element.open) this.sheet.element.close();
    if (columns > 1 && this.clauseSheet.open) this.clauseSheet.close();
    this.#showSheet();
  }

  #show() {
    const { labels } = this.payload;
    const shown = this.measures.shown(this.view);
    this.shown = shown;
    if (this.search.value.trim() !== this.view.q.trim()) this.search.value = this.view.q;
    this.facets.show(this.view);
    this.rows.show(this.view, shown);
    this.clause.show(this.view, this.payload.map, () => this.#link());
    setText(this.count, labels.measures_count.replace("{shown}", shown.length).replace("{total}", this.measures.entries.length));
    setText(this.sheet.apply, labels.filters_show.replace("{count}", shown.length));
    this.downloads.enable(shown.length > 0);
    this.chips.show(this.view);
    const filters = activeFilters(this.view);
    this.facets.clear.hidden = filters.length === 0;
    this.opener.dataset.count = filters.filter(([facet]) => facet !== "q").length || "";
    this.#showSheet();
  }

  #showSheet() {
    if (this.columns !== 1) return;
    if (this.view.measure && !this.clauseSheet.open) this.clauseSheet.showModal();
    if (!this.view.measure && this.clauseSheet.open) this.clauseSheet.close();
  }

  #change(change) {
    this.expected = null;
    this.view = { ...this.view, ...change };
    if (this.columns === 1 && !("measure" in change)) this.view.measure = "";
    this.#show();
    this.#writeAddress();
    if (!("q" in change)) this.rows.reveal();
  }

  #remove(facet, value) {
    const before = this.view[facet];
    this.#change({ [facet]: Array.isArray(before) ? before.filter((item) => item !== value) : emptyView()[facet] });
    this.search.focus();
  }

  #clear() {
    this.#change({ ...emptyView(), measure: this.view.measure });
    if (this.columns !== 1) this.search.focus();
  }

  // The map of the clause is the one thing that the server makes.
  #choose(id) {
    const again = id === this.view.measure;
    this.expected = null;
    this.view = { ...this.view, measure: id };
    this.#show();
    if (again) return;
    this.#writeAddress("pushState");
    if (this.payload.map?.measure !== id) this.#ask("select", {});
  }

  #close() {
    this.expected = null;
    this.view = { ...this.view, measure: "" };
    this.#show();
    this.#writeAddress();
    this.rows.focus();
  }

  #download(kind) {
    setText(this.downloads.said, "");
    this.awaited = this.#ask("download", { kind, measures: this.shown.map(({ id }) => id), place: this.view.place });
  }

  #save(file) {
    this.awaited = null;
    saveFile(file, this.root);
    setText(this.downloads.said, this.payload.labels.download_started.replace("{name}", file.name));
  }

  #ask(event, value) {
    this.turn += 1;
    this.send(event, { ...value, address: viewAddress(this.view, this.payload.lang), turn: this.turn });
    return this.turn;
  }

  #onSearchKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      this.rows.focus();
    }
  }

  #link() {
    return `${location.origin}${location.pathname}${location.search}${location.hash}`;
  }

  // The address is written here and not by the server: a keystroke costs no run of the script.
  #writeAddress(how = "replaceState") {
    if (location.pathname !== this.pathname) return;
    const query = viewAddress(this.view, this.payload.lang);
    const search = query ? `?${query}` : "";
    if (search !== location.search) history[how](history.state, "", `${location.pathname}${search}${location.hash}`);
  }
}
