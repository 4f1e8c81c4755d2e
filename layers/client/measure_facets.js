// The filters beside the list: each choice with the number of measures it would leave.

import { html, setText } from "./dom.js";
import { mountSearch } from "./place_search.js";

export class Facets {
  /**
   * @param {object} measures The measures.
   * @param {object} payload Language, words and the address of the index of places.
   * @param {(change: object) => void} onChange Called with the part of the view that changes.
   */
  constructor(measures, payload, onChange) {
    this.measures = measures;
    this.payload = payload;
    this.onChange = onChange;
    this.counted = [];
    const { labels, lang } = payload;
    const { index } = measures;
    this.clear = html("button", { type: "button", class: "measures-clear", text: labels.clear_all });
    this.element = html(
      "div",
      { class: "measures-facets" },
      html("div", { class: "measures-facets-head" }, html("h2", { text: labels.filters }), this.clear),
      this.#place(),
      this.#boxes("document", labels.by_document, index.documents.map((row) => [row.id, row[lang], row.number])),
      this.#scopes(),
      this.#departments(),
      this.#boxes("year", labels.by_year, index.years.map((year) => [year, year]), "measures-pills"),
      this.#boxes("number", labels.by_number, [["1", labels.only_numbers]]),
      this.#boxes("sector", labels.by_sector, index.sectors.map((row) => [row.id, row[lang]])),
    );
  }

  /** Show a view and count what each choice would leave. */
  show(view) {
    this.view = view;
    const counts = new Map();
    for (const { facet, value, input, count, line } of this.counted) {
      if (!counts.has(facet)) counts.set(facet, this.measures.counts(view, facet));
      const number = counts.get(facet).get(value) ?? 0;
      const chosen = facet === "number" ? view.number : Array.isArray(view[facet]) ? view[facet].includes(value) : view[facet] === value;
      if (input) input.checked = chosen;
      setText(count, line ? `${line} (${number})` : String(number));
      if (input) input.closest("label").classList.toggle("measures-empty", number === 0 && !chosen);
      else count.disabled = number === 0 && !chosen;
    }
    this.scope.value = view.scope;
    this.department.value = view.department;
    const place = this.measures.places.get(view.place);
    this.chosen.hidden = !place;
    this.box.hidden = Boolean(place);
    if (place) setText(this.chosen.firstChild, nameOf(place, this.payload.lang));
  }

  destroy() {
    this.search.destroy();
  }

  #place() {
    const { labels, lang, index_url: indexUrl } = this.payload;
    this.box = html("div", { class: "measures-place-box" });
    this.search = mountSearch(this.box, {
      payload: { index_url: indexUrl, lang, labels: { search: labels.by_place_hint } },
      onOpen: (place) => this.onChange({ place }),
    });
    const remove = html("button", {
      type: "button",
      text: "×",
      "aria-label": labels.remove_filter.replace("{name}", labels.by_place),
      on: { click: () => this.onChange({ place: "" }) },
    });
    this.chosen = html("p", { class: "measures-place", hidden: true }, html("b", {}), remove);
    return group(labels.by_place, this.chosen, this.box);
  }

  #boxes(facet, title, choices, className = "") {
    const lines = choices.map(([value, name, remark]) => {
      const input = html("input", { type: "checkbox", value, on: { change: () => this.#toggle(facet, value) } });
      const count = html("span", { class: "measures-number" });
      this.counted.push({ facet, value, input, count });
      const words = html("span", { class: "measures-choice" }, html("span", { text: name }), remark ? html("small", { text: remark }) : null);
      return html("label", {}, input, words, count);
    });
    return group(title, html("div", { class: `measures-boxes ${className}` }, ...lines));
  }

  #toggle(facet, value) {
    if (facet === "number") {
      this.onChange({ number: !this.view.number });
      return;
    }
    const chosen = this.view[facet];
    this.onChange({ [facet]: chosen.includes(value) ? chosen.filter((item) => item !== value) : [...chosen, value] });
  }

  #scopes() {
    const { labels, lang } = this.payload;
    const { entries, index } = this.measures;
    const whole = new Set(entries.map(({ scope }) => scope));
    const special = new Set(entries.flatMap(({ singled_out: names }) => names).filter((id) => !whole.has(id)));
    const options = (ids) => [...ids].map((id) => this.#option("scope", id, index.scopes[id][lang]));
    this.scope = html(
      "select",
      { "aria-label": labels.by_scope, on: { change: () => this.onChange({ scope: this.scope.value }) } },
      html("option", { value: "", text: labels.any_scope }),
      html("optgroup", { label: labels.whole_clauses }, ...options(whole)),
      html("optgroup", { label: labels.singled_out_by }, ...options(sorted(special, (id) => index.scopes[id][lang], lang))),
    );
    return group(labels.by_scope, this.scope);
  }

  #departments() {
    const { labels, lang } = this.payload;
    const { entries, documents } = this.measures;
    const lineOf = (name) => (lang === "en" ? `${this.measures.departmentName(name, lang)} ${name}` : name);
    const groups = [...documents.values()].map((document) => {
      const own = entries.filter((entry) => entry.document === document.id).flatMap((entry) => entry.departments);
      const names = sorted(new Set(own), (name) => this.measures.departmentName(name, lang), lang);
      return names.length
        ? html("optgroup", { label: document[lang] }, ...names.map((name) => this.#option("department", name, lineOf(name))))
        : null;
    });
    this.department = html(
      "select",
      { "aria-label": labels.by_department, on: { change: () => this.onChange({ department: this.department.value }) } },
      html("option", { value: "", text: labels.any_department }),
      ...groups,
    );
    return group(labels.by_department, this.department);
  }

  #option(facet, value, line) {
    const option = html("option", { value });
    this.counted.push({ facet, value, count: option, line });
    return option;
  }
}

/** The name of a place in a language. */
export function nameOf(place, lang) {
  return (lang === "en" ? place.en : place.zh) || place.zh;
}

function group(title, ...children) {
  return html("fieldset", {}, html("legend", { text: title }), ...children);
}

function sorted(values, textOf, lang) {
  const collator = new Intl.Collator(lang === "en" ? "en" : "zh-Hans-CN", { numeric: true });
  return [...values].sort((one, other) => collator.compare(textOf(one), textOf(other)));
}
