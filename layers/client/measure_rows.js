// The list in the middle: one option a measure, grouped by document, walked through with the arrow keys.

import { html, setText } from "./dom.js";
import { excerpt, fold, holds, marked } from "./measure_search.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
const LONGEST_SUMMARY = { zh: 62, en: 120 };
const LONGEST_FIND = 60;
const FIELD_NAMES = { figures: "by_figures" };

export class Rows {
  /** @param {(id: string) => void} onChoose Called with the measure to open. */
  constructor(measures, payload, onChoose) {
    this.measures = measures;
    this.payload = payload;
    this.onChoose = onChoose;
    const { labels, lang } = payload;
    this.options = new Map(measures.entries.map((entry) => [entry.id, this.#option(entry)]));
    this.groups = measures.index.documents.map((document) => {
      const own = measures.entries.filter((entry) => entry.document === document.id);
      const count = html("span", { class: "measures-number" });
      const head = html("p", { class: "measures-group", id: `group-${document.id}` }, html("span", { text: document[lang] }), count);
      const box = html("div", { role: "group", "aria-labelledby": `group-${document.id}` }, head, ...own.map(({ id }) => this.options.get(id)));
      return { box, count, own };
    });
    this.list = html("div", { role: "listbox", "aria-label": labels.measures_label }, ...this.groups.map(({ box }) => box));
    this.empty = html(
      "div",
      { class: "measures-none", hidden: true },
      html("p", { text: labels.measures_none }),
      html("p", { text: labels.measures_none_hint }),
    );
    this.element = html("div", { class: "measures-scroller" }, this.list, this.empty);
    this.list.addEventListener("click", (event) => this.#pick(event.target.closest("[role=option]")));
    this.list.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Show what a view leaves. */
  show(view, entries) {
    this.view = view;
    this.shown = entries.map(({ id }) => id);
    const left = new Set(this.shown);
    const words = this.measures.words(view.q);
    for (const [id, option] of this.options) {
      option.hidden = !left.has(id);
      if (left.has(id)) this.#fill(option, this.measures.byId.get(id), words);
      option.setAttribute("aria-selected", String(id === view.measure));
    }
    for (const { box, count, own } of this.groups) {
      const number = own.filter(({ id }) => left.has(id)).length;
      box.hidden = number === 0;
      setText(count, String(number));
    }
    this.empty.hidden = entries.length > 0;
    this.#rove(left.has(this.current) ? this.current : left.has(view.measure) ? view.measure : this.shown[0]);
  }

  /** Bring the chosen measure into sight without moving the page. */
  reveal() {
    const option = this.options.get(this.view.measure);
    if (!option || option.hidden || this.element.scrollHeight <= this.element.clientHeight) return;
    const { top, bottom } = option.getBoundingClientRect();
    const frame = this.element.getBoundingClientRect();
    if (top < frame.top + 34 || bottom > frame.bottom) this.element.scrollTop += top - frame.top - frame.height / 3;
  }

  /** Go into the list, to the current line. */
  focus() {
    this.options.get(this.current)?.focus();
  }

  #option(entry) {
    const parts = {
      clause: html("span", { class: "measures-clause-label", text: entry.clause }),
      title: html("b", { class: "measures-title" }),
      reach: html("span", { class: "measures-reach", hidden: true }),
      summary: html("p", { class: "measures-summary" }),
      found: html("p", { class: "measures-found", hidden: true }),
      facts: html("p", { class: "measures-facts", text: this.#facts(entry) }),
    };
    const option = html(
      "div",
      { role: "option", class: "measures-row", tabindex: "-1", "data-id": entry.id },
      html("p", { class: "measures-line" }, parts.clause, parts.title, parts.reach),
      parts.summary,
      parts.found,
      parts.facts,
    );
    option.parts = parts;
    return option;
  }

  #facts(entry) {
    const { labels, lang } = this.payload;
    const count = entry.figures.length;
    const joined = lang === "en" ? ", " : "、";
    const lead = entry.lead.map((name) => this.measures.departmentName(name, lang));
    return [
      this.measures.sectors.get(entry.sector)[lang],
      count ? labels.figures_count.replace("{count}", count) : "",
      entry.years.join(joined),
      lead.length ? `${labels.lead} ${lead.join(joined)}` : "",
    ]
      .filter(Boolean)
      .join(" · ");
  }

  #fill({ parts }, entry, words) {
    const { lang, labels } = this.payload;
    parts.title.replaceChildren(...marked(entry.title[lang], words));
    const summary = excerpt(entry.summary[lang], words, LONGEST_SUMMARY[lang] ?? LONGEST_SUMMARY.zh);
    parts.summary.replaceChildren(...marked(summary, words));
    const find = this.#findElsewhere(entry, words);
    parts.found.hidden = !find;
    parts.found.replaceChildren(...(find ? this.#told(find, words) : []));
    const reach = this.view.place ? this.measures.reachOf(entry, this.view.place) : "";
    parts.reach.hidden = !reach;
    parts.reach.className = `measures-reach measures-reach-${reach}`;
    setText(parts.reach, reach ? labels[`reach_${reach}`] : "");
  }

  #told({ key, lang, text }, words) {
    const { labels, lang: ours } = this.payload;
    const where = lang && lang !== ours ? labels.in_other_language : labels[FIELD_NAMES[key] ?? key];
    return [html("span", { text: `${labels.found_in} ${where}` }), " ", ...marked(excerpt(text, words, LONGEST_FIND), words)];
  }

  // Where a word was found that the line itself does not show.
  #findElsewhere(entry, words) {
    const { lang } = this.payload;
    const visible = fold(`${entry.title[lang]}\n${entry.summary[lang]}`);
    const hidden = words.find((word) => !holds(visible, word));
    return hidden ? entry.fields.find(({ text }) => holds(fold(text), hidden)) : null;
  }

  #pick(option) {
    if (!option) return;
    this.#rove(option.dataset.id);
    this.onChoose(option.dataset.id);
  }

  // One option at a time takes part in the tab order.
  #rove(id) {
    this.options.get(this.current)?.setAttribute("tabindex", "-1");
    this.current = id;
    this.options.get(id)?.setAttribute("tabindex", "0");
  }

  #onKey(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    const last = this.shown.length - 1;
    const position = this.shown.indexOf(option.dataset.id);
    let next = null;
    if (event.key in STEPS) next = Math.max(0, Math.min(last, position + STEPS[event.key]));
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = last;
    if (next !== null) {
      event.preventDefault();
      this.#rove(this.shown[next]);
      this.options.get(this.current).focus();
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#pick(option);
    }
  }
}
