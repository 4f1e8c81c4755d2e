// The legend under the map, where it covers no land and no island. Each key is a button that emphasises its class.

import { html, icon } from "./dom.js";
import { swatch } from "./paint.js";

const CHEVRON = "M6 9l6 6 6-6";

export class Legend {
  /** @param {(codes: Set<string>) => void} onEmphasis Called with the classes to emphasise; empty means all. */
  constructor(onEmphasis) {
    this.onEmphasis = onEmphasis;
    this.emphasis = new Set();
    this.heading = html("span", {});
    this.strip = html("span", { class: "atlas-legend-strip", "aria-hidden": "true" });
    this.toggle = html(
      "button",
      { type: "button", class: "atlas-legend-toggle", on: { click: () => this.fold() } },
      this.heading,
      this.strip,
      icon(CHEVRON),
    );
    this.keys = html("ul", { class: "atlas-legend-keys" });
    this.note = html("p", { class: "atlas-legend-note" });
    this.all = html("button", { type: "button", class: "atlas-legend-all", on: { click: () => this.clear() } });
    this.element = html("section", { class: "atlas-legend" }, this.toggle, this.keys, this.note, this.all);
    this.fold(false);
  }

  /** Show a message's legend; the emphasis survives as long as its classes exist. */
  show(payload) {
    const { labels, legend } = payload;
    const codes = new Set(legend.map(({ code }) => code));
    const stays = payload.layer_id === this.layerId;
    this.layerId = payload.layer_id;
    this.emphasis = new Set([...this.emphasis].filter((code) => stays && codes.has(code)));
    // The finding counts the places of its own sentence, the legend every place that the map shows.
    const places = legend.reduce((sum, { count }) => sum + (count ?? 0), 0);
    const heading = labels.legend.replace("{count}", String(places));
    this.heading.textContent = payload.ranges && payload.unit_symbol ? `${heading} (${payload.unit_symbol})` : heading;
    this.element.setAttribute("aria-label", heading);
    this.note.textContent = payload.legend_note ?? "";
    this.note.hidden = !payload.legend_note;
    this.all.textContent = labels.show_all;
    this.buttons = new Map(legend.map((entry) => [entry.code, this.#key(entry)]));
    this.keys.replaceChildren(
      ...legend.map(({ code }) => html("li", {}, this.buttons.get(code))),
      ...(payload.marked_label ? [html("li", {}, markedKey(payload.marked_label))] : []),
    );
    this.strip.replaceChildren(...legend.filter(({ count }) => count !== 0).map(swatch));
    this.#mark();
  }

  /** Whether the emphasis leaves this row standing. */
  stands({ entry }) {
    return this.emphasis.size === 0 || this.emphasis.has(entry.code);
  }

  /** Fold the keys away, or show them again; where the style sheet lets it be folded. */
  fold(folded = !this.element.classList.contains("atlas-folded")) {
    this.element.classList.toggle("atlas-folded", folded);
    this.toggle.setAttribute("aria-expanded", !folded);
  }

  clear() {
    this.emphasis.clear();
    this.#mark();
    this.onEmphasis(this.emphasis);
  }

  #key(entry) {
    return html(
      "button",
      { type: "button", class: "atlas-key", on: { click: () => this.#emphasise(entry.code) } },
      swatch(entry),
      html("span", { class: "atlas-key-label", text: entry.label }),
      html("span", { class: "atlas-key-count", text: entry.count ?? "" }),
    );
  }

  #emphasise(code) {
    if (!this.emphasis.delete(code)) this.emphasis.add(code);
    if (this.emphasis.size === this.buttons.size) this.emphasis.clear();
    this.#mark();
    this.onEmphasis(this.emphasis);
  }

  #mark() {
    for (const [code, button] of this.buttons) {
      const pressed = this.emphasis.has(code);
      button.setAttribute("aria-pressed", pressed);
      button.classList.toggle("atlas-faint", this.emphasis.size > 0 && !pressed);
    }
    this.all.hidden = this.emphasis.size === 0;
  }
}

// The border is a sign beside the classes, not a class: it is explained, not pressed.
function markedKey(label) {
  return html(
    "span",
    { class: "atlas-key atlas-key-plain" },
    html("span", { class: "atlas-swatch atlas-swatch-marked", "aria-hidden": "true" }),
    html("span", { class: "atlas-key-label", text: label }),
  );
}
