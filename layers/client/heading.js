// What stands above the map: what is shown, the title, what the figures are, a note of whoever made it, the way to images.

import { html, icon, setText } from "./dom.js";

const DOWN = "M12 4v11M7 10.500l5 5 5-5M5 20h14";

export class Heading {
  /** @param {() => void} [onExport] Called when images are asked for; without it there is no button. */
  constructor(onExport) {
    this.kicker = html("p", { class: "atlas-kicker" });
    this.title = html("h2", {});
    this.subtitle = html("p", { class: "atlas-subtitle" });
    this.finding = html("p", { class: "atlas-finding" });
    this.note = html("p", { class: "atlas-own-note" });
    this.wayLabel = html("span", {});
    this.way = html(
      "button",
      { type: "button", class: "atlas-export", hidden: !onExport, on: { click: onExport ?? (() => {}) } },
      icon(DOWN),
      this.wayLabel,
    );
    const words = html("div", { class: "atlas-title-words" }, this.kicker, this.title, this.subtitle, this.finding, this.note);
    this.element = html("header", { class: "atlas-title" }, words, this.way);
  }

  /** Show a message's title and what goes with it. */
  show({ kicker, title, subtitle, finding, note, labels }) {
    setText(this.title, title ?? "");
    setText(this.wayLabel, labels.toImage ?? "");
    for (const [line, text] of [[this.kicker, kicker], [this.subtitle, subtitle], [this.finding, finding], [this.note, note]]) {
      setText(line, text ?? "");
      line.hidden = !text;
    }
  }
}
