// The card of the selected place.

import { html, icon, setText } from "./dom.js";
import { swatch } from "./paint.js";

const CROSS = "M6 6l12 12M18 6L6 18";
const ARROW = "M5 12h13M13 6l6 6-6 6";

export class Card {
  /** @param {{onOpen: () => void, onClose: () => void}} callbacks `onOpen` may be missing. */
  constructor({ onOpen, onClose }) {
    this.onOpen = onOpen;
    this.onClose = onClose;
    this.element = html("section", { class: "atlas-card", hidden: true });
    // The focus stays where the place was chosen; what is said there must be on the page before, and short.
    this.said = html("p", { class: "atlas-offscreen", role: "status" });
  }

  /** Show where the figures come from, from now on for every place. */
  unfold() {
    this.unfolded = true;
    if (this.details) this.details.open = true;
  }

  /** Move to the other corner, or back. */
  stepAside(aside) {
    this.element.classList.toggle("atlas-card-aside", aside);
  }

  /** Show a row, or nothing; what the server adds about a place comes with the message that knows of its selection. */
  show(row, { labels, selected, selected_lines: lines, selected_sources: sources = [], unit_symbol: unitSymbol }) {
    this.element.hidden = !row;
    const figure = row?.valueText ? `${row.valueText} ${unitSymbol ?? ""}` : "";
    setText(this.said, row ? [row.name, figure, row.entry.label].filter(Boolean).join(" · ") : "");
    if (!row) {
      this.element.replaceChildren();
      return;
    }
    const value = row.valueText
      ? html(
          "p",
          { class: "atlas-card-value" },
          html("i", { text: labels.value ?? "" }),
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
    const beside = this.onOpen && labels.beside
      ? html("a", { class: "atlas-card-beside", href: labels.beside_address + row.id, text: labels.beside })
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
      ...(told.length ? [this.#told(told, sources, labels.basis)] : []),
      ...[open, beside].filter(Boolean),
    );
  }

  // Folded, for the map is what the reader came for; a reader who opens it once wants it open for the next place too.
  #told(lines, sources, summary) {
    this.details = html(
      "details",
      {
        class: "atlas-card-lines",
        open: this.unfolded,
        on: { toggle: ({ target }) => (this.unfolded = target.open) },
      },
      html("summary", { text: summary }),
      ...lines.map((text) => html("p", {}, ...linked(text, sources))),
    );
    return this.details;
  }
}

// A line whose documents open their entries. One title may stand inside another: the one that begins first counts.
function linked(text, sources) {
  const found = sources
    .map((source) => ({ ...source, start: text.indexOf(source.text) }))
    .filter(({ start }) => start >= 0)
    .sort((one, other) => one.start - other.start || other.text.length - one.text.length)[0];
  if (!found) return [text];
  const end = found.start + found.text.length;
  return [text.slice(0, found.start), html("a", { href: found.href, text: found.text }), ...linked(text.slice(end), sources)];
}
