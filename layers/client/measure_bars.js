// Around the list: the filters that are set, the downloads, and the sheet that holds the filters on narrow screens.

import { html, icon } from "./dom.js";
import { nameOf } from "./measure_facets.js";
import { activeFilters } from "./measure_filter.js";

const CROSS = "M6 6l12 12M18 6L6 18";

/** The filters that are set, each to be taken off; the text of the search stands in its own box. */
export class Chips {
  /** @param {{onRemove: (facet: string, value: string) => void, onClear: () => void}} callbacks */
  constructor(measures, payload, callbacks) {
    this.measures = measures;
    this.payload = payload;
    this.callbacks = callbacks;
    this.element = html("div", { class: "measures-chips" });
  }

  show(view) {
    const { labels } = this.payload;
    const chips = activeFilters(view)
      .filter(([facet]) => facet !== "q")
      .map(([facet, value]) => this.#chip(facet, value));
    const all = html("button", { type: "button", class: "measures-clear", text: labels.clear_all, on: { click: this.callbacks.onClear } });
    this.element.replaceChildren(...chips, all);
    this.element.hidden = chips.length === 0;
  }

  #chip(facet, value) {
    const name = this.#nameOf(facet, value);
    return html(
      "button",
      {
        type: "button",
        title: facet === "department" ? value : null,
        "aria-label": this.payload.labels.remove_filter.replace("{name}", name),
        on: { click: () => this.callbacks.onRemove(facet, value) },
      },
      html("span", { text: name }),
      html("span", { "aria-hidden": "true", text: "×" }),
    );
  }

  #nameOf(facet, value) {
    const { labels, lang } = this.payload;
    const { measures } = this;
    if (facet === "number") return labels.by_number;
    if (facet === "place") return nameOf(measures.places.get(value), lang);
    if (facet === "document") return measures.documents.get(value).number || measures.documents.get(value)[lang];
    if (facet === "sector") return measures.sectors.get(value)[lang];
    if (facet === "department") return measures.departmentName(value, lang);
    return facet === "scope" ? measures.index.scopes[value][lang] : value;
  }
}

/** The sheet of the filters: where they go, and the button that says how many measures they leave. */
export function filterSheet(labels) {
  const close = () => element.close();
  const holder = html("div", { class: "measures-sheet-body" });
  const apply = html("button", { type: "button", class: "measures-apply", on: { click: close } });
  const cross = html("button", { type: "button", class: "measures-icon", "aria-label": labels.close, on: { click: close } }, icon(CROSS));
  const element = html("dialog", { class: "measures-sheet", "aria-label": labels.filters }, cross, holder, apply);
  return { element, holder, apply };
}

/** Buttons that hand out what is listed, as CSV or as a workbook. */
export function downloadBar(labels, onDownload) {
  const make = (kind, text) => html("button", { type: "button", text, on: { click: () => onDownload(kind) } });
  const said = html("span", { role: "status" });
  const element = html(
    "div",
    { class: "measures-downloads" },
    html("span", { text: labels.download }),
    make("csv", labels.download_csv),
    make("xlsx", labels.download_xlsx),
    said,
  );
  const enable = (some) => {
    for (const button of element.querySelectorAll("button")) button.disabled = !some;
  };
  return { element, said, enable };
}
