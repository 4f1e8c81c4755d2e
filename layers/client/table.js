// The ranking beside the map: sorted, filtered and walked through without the mouse, it does all the map does.

import { html, setText } from "./dom.js";
import { compareRows } from "./model.js";
import { Line } from "./table_line.js";

const COLUMNS = ["rank", "name", "value", "entry", "province", "note"];
// Every line is a grid of its own, so that lines out of sight need no layout; hence widths that depend on no content.
// Least pixels, and the share of what is left over.
const WIDTHS = {
  zh: { rank: [38, 0], name: [94, 1], value: [88, 0], entry: [108, 1.4], key: [46, 0], province: [60, 0], note: [76, 1.6] },
  en: { rank: [38, 0], name: [100, 1], value: [88, 0], entry: [166, 1.4], key: [50, 0], province: [104, 0], note: [84, 1.6] },
};
const SORTS = {
  value_desc: { key: "value", descending: true },
  value_asc: { key: "value", descending: false },
  name: { key: "name", descending: false },
  province: { key: "province", descending: false },
};
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

export class Table {
  /**
   * @param {{onHover: Function, onSelect: Function, onOpen: Function}} callbacks Each called with an index; `onSelect`
   *   also with whether it was the value that was pressed.
   */
  constructor(callbacks) {
    this.callbacks = callbacks;
    this.lines = [];
    this.positions = new Map();
    this.shown = [];
    this.text = "";
    this.current = -1;
    this.count = html("p", { class: "atlas-count", "aria-live": "polite" });
    this.filter = html("input", {
      type: "search",
      class: "atlas-filter",
      autocomplete: "off",
      spellcheck: "false",
      on: { input: () => this.#narrow(this.filter.value) },
    });
    this.heads = Object.fromEntries(COLUMNS.map((key) => [key, this.#head(key)]));
    const head = html("tr", { role: "row" }, ...Object.values(this.heads));
    this.body = html("tbody", { role: "rowgroup" });
    this.table = html("table", { role: "grid" }, html("thead", { role: "rowgroup" }, head), this.body);
    this.empty = html("p", { class: "atlas-empty", hidden: true });
    this.scroller = html("div", { class: "atlas-scroller" }, this.table, this.empty);
    this.element = html(
      "section",
      { class: "atlas-ranking" },
      html("div", { class: "atlas-ranking-head" }, this.filter, this.count),
      this.scroller,
    );
    this.#listen();
  }

  /** Show a message's rows; `stands` tells which of them the legend's emphasis leaves. */
  show(payload, rows, stands) {
    this.labels = payload.labels;
    this.rows = rows;
    this.stands = stands;
    this.ranges = Boolean(payload.ranges);
    if (payload.layer_id !== this.layerId || payload.sort !== this.sortAsked) {
      this.layerId = payload.layer_id;
      this.sortAsked = payload.sort;
      this.sort = SORTS[payload.sort] ?? SORTS.value_desc;
      if (rows.every(({ value }) => value === null)) this.sort = { key: "entry", descending: false };
    }
    this.collator = new Intl.Collator(payload.lang === "en" ? "en" : "zh-Hans-CN", { numeric: true });
    this.#label(payload);
    this.#makeLines();
    this.arrange();
  }

  /** Sort, filter and number the rows anew. Lines stay where they are and take up other rows: moving them costs more. */
  arrange() {
    const focused = this.#focusedPlace();
    const wanted = this.text.trim().toLowerCase();
    this.shown = this.rows
      .filter((row) => row.visible && this.stands(row) && (!wanted || row.search.includes(wanted)))
      .sort((left, right) => compareRows(left, right, this.sort, this.collator));
    this.positions = new Map(this.shown.map(({ index }, position) => [index, position]));
    this.shown.forEach((row, position) => this.lines[position].show(row, this.ranges, this.labels.basis));
    this.#attachLines(this.shown.length);
    const { labels } = this;
    setText(this.count, (labels.shown ?? "").replace("{shown}", this.shown.length).replace("{total}", this.rows.length));
    this.empty.hidden = this.shown.length > 0;
    setText(this.empty, labels.none_found ?? "");
    for (const key of COLUMNS) {
      const direction = this.sort.descending ? "descending" : "ascending";
      this.heads[key].setAttribute("aria-sort", this.sort.key === key ? direction : "none");
    }
    this.hover(this.hovered);
    this.#mark();
    if (focused >= 0) this.#lineOf(focused)?.element.focus({ preventScroll: true });
  }

  hover(index) {
    this.hoveredLine?.element.classList.remove("atlas-row-hover");
    this.hovered = index;
    this.hoveredLine = this.#lineOf(index);
    this.hoveredLine?.element.classList.add("atlas-row-hover");
  }

  /** Mark a row as selected; with `reveal` scroll the list (never the page) to it. */
  select(index, reveal) {
    this.selected = index;
    if (index >= 0) this.current = index;
    this.#mark();
    if (reveal) this.#scrollTo(this.#lineOf(index), true);
  }

  /** Go back to the row that the reader was on. */
  focus() {
    this.#lineOf(this.current)?.element.focus({ preventScroll: true });
  }

  #lineOf(index) {
    return this.lines[this.positions.get(index)];
  }

  #focusedPlace() {
    return this.lines.find(({ element }) => element.matches(":focus"))?.index ?? -1;
  }

  #head(key) {
    const button = html("button", { type: "button", on: { click: () => this.#sortBy(key) } });
    return html("th", { role: "columnheader", scope: "col", class: `atlas-${key}` }, button);
  }

  #sortBy(key) {
    const column = key === "rank" ? "value" : key;
    const again = this.sort.key === column;
    this.sort = { key: column, descending: again ? !this.sort.descending : column === "value" };
    this.arrange();
    this.scroller.scrollTop = 0;
  }

  #narrow(text) {
    this.text = text;
    this.arrange();
    this.scroller.scrollTop = 0;
  }

  #label({ labels, lang, unit_symbol: unitSymbol }) {
    const valueless = this.rows.every(({ value }) => value === null);
    const noteless = this.rows.every(({ note }) => !note);
    const titles = { ...labels, name: labels.place, entry: valueless ? labels.value : labels.class };
    for (const key of COLUMNS) setText(this.heads[key].firstChild, titles[key] ?? "");
    setText(this.heads.value.firstChild, unitSymbol ? `${labels.value} ${unitSymbol}` : labels.value);
    this.table.setAttribute("aria-label", labels.table_label);
    this.filter.placeholder = labels.filter;
    this.filter.setAttribute("aria-label", labels.filter);
    this.table.classList.toggle("atlas-no-values", valueless);
    this.table.classList.toggle("atlas-no-notes", noteless);
    this.table.classList.toggle("atlas-ranges", this.ranges);
    const widths = lang === "en" ? WIDTHS.en : WIDTHS.zh;
    const hidden = [...(valueless ? ["rank", "value"] : []), ...(noteless ? ["note"] : [])];
    const columns = COLUMNS.filter((key) => !hidden.includes(key));
    const tracks = columns.map((key) => (this.ranges && key === "entry" ? widths.key : widths[key]));
    const template = tracks.map(([least, share]) => (share ? `minmax(${least}px, ${share}fr)` : `${least}px`));
    this.table.style.setProperty("--atlas-columns", template.join(" "));
    this.table.style.minWidth = `${tracks.reduce((sum, [least]) => sum + least, 0)}px`;
  }

  #makeLines() {
    if (this.lines.length === this.rows.length) return;
    this.lines = this.rows.map(() => new Line(COLUMNS));
    this.body.replaceChildren();
  }

  #attachLines(count) {
    const { body } = this;
    while (body.childElementCount > count) body.lastChild.remove();
    const missing = this.lines.slice(body.childElementCount, count);
    body.append(...missing.map(({ element }) => element));
  }

  #listen() {
    const { body, callbacks } = this;
    const indexOf = (event) => this.lines.find(({ element }) => element.contains(event.target))?.index ?? -1;
    body.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "touch") callbacks.onHover(indexOf(event));
    });
    body.addEventListener("pointerleave", () => callbacks.onHover(-1));
    body.addEventListener("click", (event) => {
      const index = indexOf(event);
      if (index < 0) return;
      if (event.target.closest("button")) callbacks.onOpen(index);
      else callbacks.onSelect(index, Boolean(event.target.closest(".atlas-value")));
    });
    body.addEventListener("focusin", (event) => {
      this.current = indexOf(event);
      this.#mark();
      callbacks.onHover(this.current);
    });
    body.addEventListener("focusout", () => callbacks.onHover(-1));
    body.addEventListener("keydown", (event) => this.#walk(event, indexOf(event)));
  }

  #walk(event, index) {
    const position = this.positions.get(index) ?? 0;
    const last = this.shown.length - 1;
    let next = null;
    if (event.key in STEPS) next = Math.max(0, Math.min(last, position + STEPS[event.key]));
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = last;
    if (next !== null) {
      event.preventDefault();
      this.lines[next].element.focus({ preventScroll: true });
      this.#scrollTo(this.lines[next]);
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.callbacks.onSelect(index);
    }
  }

  // One line at a time takes part in the tab order: the current one, else the first.
  #mark() {
    const roving = this.#lineOf(this.current) ?? this.lines[0];
    const selected = this.#lineOf(this.selected);
    const openLabel = this.callbacks.onOpen ? this.labels?.open : "";
    for (const line of this.lines) line.mark(line === selected, line === roving, openLabel);
  }

  // Scrolls the list, never the page; `toMiddle` when the reader comes from elsewhere.
  #scrollTo(line, toMiddle = false) {
    if (!line) return;
    const { scroller } = this;
    const { element } = line;
    const top = element.offsetTop - this.table.tHead.offsetHeight;
    const bottom = element.offsetTop + element.offsetHeight - scroller.clientHeight;
    if (scroller.scrollTop <= top && scroller.scrollTop >= bottom) return;
    if (toMiddle) scroller.scrollTop = (top + bottom) / 2;
    else scroller.scrollTop = scroller.scrollTop > top ? top : bottom;
  }
}
