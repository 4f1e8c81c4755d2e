// The card of the selected place.

import { html, icon } from "./dom.js";
import { swatch } from "./paint.js";

const CROSS = "M6 6l12 12M18 6L6 18";
const ARROW = "M5 12h13M13 6l6 6-6 6";

export class Card {
  /** @param {{onOpen: () => void, onClose: () => void}} callbacks `onOpen` may be missing. */
  constructor({ onOpen, onClose }) {
    this.onOpen = onOpen;
    this.onClose = onClose;
    this.element = html("section", { class: "atlas-card", hidden: true, "aria-live": "polite" });
  }

  /** Move to the other corner, or back. */
  stepAside(aside) {
    this.element.classList.toggle("atlas-card-aside", aside);
  }

  /** Show a row, or nothing; what the server adds about a place comes with the message that knows of its selection. */
  show(row, { labels, selected, selected_lines: lines, unit_symbol: unitSymbol }) {
    this.element.hidden = !row;
    if (!row) {
      this.element.replaceChildren();
      return;
    }
    const value = row.valueText
      ? html(
          "p",
          { class: "atlas-card-value" },
          html("b", { text: row.valueText }),
          html("span", { text: unitSymbol }),
        )
      : null;
    const close = html(
      "button",
      { type: "button", class: "atlas-card-close", "aria-label": labels.close, title: labels.close, on: { click: this.onClose } },
      icon(CROSS),
    );
    const open = this.onOpen
      ? html(
          "button",
          { type: "button", class: "atlas-card-open", on: { click: this.onOpen } },
          html("span", { text: labels.open }),
          icon(ARROW),
        )
      : null;
    const told = row.id === selected && lines?.length ? lines : [];
    const remarks = [row.note, row.visible ? "" : labels.filtered_out].filter(Boolean);
    this.element.replaceChildren(
      close,
      html("h3", { text: row.name }),
      html("p", { class: "atlas-card-province", text: row.province === row.name ? row.otherName : `${row.province} · ${row.otherName}` }),
      ...[value].filter(Boolean),
      html("p", { class: "atlas-card-class" }, swatch(row.entry), html("span", { text: row.entry.label })),
      ...remarks.map((text) => html("p", { class: "atlas-card-note", text })),
      ...(told.length ? [this.#told(told, labels.basis)] : []),
      ...[open].filter(Boolean),
    );
  }

  // Folded, for the map is what the reader came for; a reader who opens it once wants it open for the next place too.
  #told(lines, summary) {
    return html(
      "details",
      {
        class: "atlas-card-lines",
        open: this.unfolded,
        on: { toggle: ({ target }) => (this.unfolded = target.open) },
      },
      html("summary", { text: summary }),
      ...lines.map((text) => html("p", { text })),
    );
  }
}
