// Filters of the map on a page without a server: key region, province and class, each a list of places as digits.

import { html } from "./dom.js";

const KINDS = ["region", "province", "class"];

export class SiteFilter {
  /**
   * @param {HTMLFormElement} form Holds a select for each kind, a reset button and an output.
   * @param {Record<string, {id: string, name: string, mask: string}[]>} choices By kind; classes come with each layer.
   * @param {URLSearchParams} asked What the address asks for.
   * @param {{shown: string, onChange: () => void}} options `shown` is a text with `{shown}` and `{count}`.
   */
  constructor(form, choices, asked, { shown, onChange }) {
    this.form = form;
    this.choices = { ...choices, class: [] };
    this.words = shown;
    this.selects = Object.fromEntries(KINDS.map((kind) => [kind, form.querySelector(`[name="${kind}"]`)]));
    this.reset = form.querySelector("[type=reset]");
    this.said = form.querySelector("output");
    this.ask(asked);
    for (const [kind, select] of Object.entries(this.selects)) {
      select.addEventListener("change", () => {
        this.wanted[kind] = select.value;
        onChange();
      });
    }
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.#clear();
      onChange();
      this.selects.region.focus();
    });
  }

  /** Take up what an address asks for; the class is looked for among those of the layer, in `apply`. */
  ask(asked) {
    this.wanted = Object.fromEntries(KINDS.map((kind) => [kind, asked.get(kind) ?? ""]));
    for (const kind of ["region", "province"]) this.#offer(kind);
  }

  /** Forget the class, which belongs to the layer before. */
  forgetClass() {
    this.wanted.class = "";
  }

  /** What stands in the address. */
  params() {
    return KINDS.filter((kind) => this.wanted[kind]).map((kind) => [kind, this.wanted[kind]]);
  }

  /** A message with only the places that all filters leave; its legend counts these. */
  apply(message) {
    const { codes, legend } = message;
    this.choices.class = legend
      .filter(({ code }) => codes.includes(code))
      .map(({ code, label }) => ({ id: code, name: label, mask: [...codes].map((one) => Number(one === code)).join("") }));
    this.#offer("class");
    const masks = KINDS.map((kind) => this.choices[kind].find(({ id }) => id === this.wanted[kind])?.mask).filter(Boolean);
    const visible = [...codes].map((_code, place) => Number(masks.every((mask) => mask[place] === "1"))).join("");
    const shown = visible.split("1").length - 1;
    this.reset.hidden = !masks.length;
    this.said.textContent = masks.length ? this.words.replace("{shown}", shown).replace("{count}", codes.length) : "";
    if (!masks.length) return message;
    const count = (code) => [...codes].filter((one, place) => one === code && visible[place] === "1").length;
    return {
      ...message,
      visible,
      area: [this.wanted.region, this.wanted.province].filter(Boolean).join("/"),
      legend: legend.map((entry) => ({ ...entry, count: count(entry.code) })),
    };
  }

  #clear() {
    for (const kind of KINDS) {
      this.wanted[kind] = "";
      this.selects[kind].value = "";
    }
  }

  // A choice that an address asks for and nobody offers is none.
  #offer(kind) {
    const select = this.selects[kind];
    const options = this.choices[kind].map(({ id, name }) => html("option", { value: id, text: name }));
    select.replaceChildren(select.options[0], ...options);
    if (!this.choices[kind].some(({ id }) => id === this.wanted[kind])) this.wanted[kind] = "";
    select.value = this.wanted[kind];
  }
}
