// One line of the ranking. It shows whichever row the order puts there and touches only what differs.

import { html, icon, setText } from "./dom.js";
import { paintSwatch, swatch } from "./paint.js";

const ARROW = "M5 12h13M13 6l6 6-6 6";
const BLANK = { colour: "#ffffff", code: "", hatch: null };

export class Line {
  /** @param {string[]} columns Names of the cells in order. */
  constructor(columns) {
    this.index = -1;
    this.cells = Object.fromEntries(
      columns.map((key) => [key, html("td", { role: "gridcell", class: `atlas-${key}` })]),
    );
    this.name = html("span", {});
    this.cells.name.append(this.name);
    this.key = swatch(BLANK);
    this.className = html("span", { class: "atlas-class-name" });
    this.cells.entry.append(this.key, this.className);
    this.element = html("tr", { role: "row", tabindex: -1 }, ...Object.values(this.cells));
  }

  /**
   * Show a row; on a layer of `ranges` the value says all about the class, and a missing value says why. `basis` says
   * what pressing the value opens.
   */
  show(row, ranges, basis) {
    const { cells } = this;
    const label = row.entry.label;
    this.index = row.index;
    setText(cells.rank, row.rank === null ? "" : String(row.rank));
    setText(this.name, row.shortName);
    setTitle(cells.name, row.name);
    setText(cells.value, row.valueText || (ranges ? label : "–"));
    cells.value.classList.toggle("atlas-reason", !row.valueText);
    setTitle(cells.value, row.valueText ? basis : "");
    setText(cells.province, row.shortProvince);
    setText(cells.note, row.note);
    setText(this.className, ranges && !row.valueText ? "" : label);
    setTitle(cells.entry, label);
    const painted = `${row.entry.code} ${row.entry.colour} ${row.entry.hatch}`;
    if (painted === this.painted) return;
    this.painted = painted;
    paintSwatch(this.key, row.entry);
  }

  /** Mark the line as selected (with a button that opens the place, if `openLabel` names one) and as focusable. */
  mark(selected, roving, openLabel) {
    const tabIndex = roving ? 0 : -1;
    if (this.element.tabIndex !== tabIndex) this.element.tabIndex = tabIndex;
    if (selected !== this.selected) {
      this.selected = selected;
      this.element.setAttribute("aria-selected", String(selected));
    }
    if (!selected || !openLabel) {
      this.open?.remove();
      this.open = null;
      return;
    }
    this.open ??= html("button", { type: "button", class: "atlas-row-open", tabindex: -1 }, icon(ARROW));
    this.open.title = openLabel;
    this.open.setAttribute("aria-label", openLabel);
    this.cells.name.append(this.open);
  }
}

function setTitle(element, text) {
  if (element.title !== text) element.title = text;
}
