// One clause opened: what it asks, of whom, by when, and the map of the places it binds.

import { mountAtlas } from "./atlas_map.js";
import { copyText } from "./clipboard.js";
import { html, icon, setText } from "./dom.js";
import { nameOf } from "./measure_facets.js";
import { marked } from "./measure_search.js";

const CROSS = "M6 6l12 12M18 6L6 18";
const LINK = "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1";

export class Clause {
  /**
   * @param {object} measures
   * @param {object} payload
   * @param {{onClose: () => void, onFilter: (change: object) => void, onOpen: (placeId: string) => void}} callbacks
   */
  constructor(measures, payload, callbacks) {
    this.measures = measures;
    this.payload = payload;
    this.callbacks = callbacks;
    const { labels } = payload;
    this.hint = html("p", { class: "measures-hint", text: labels.choose_measure });
    this.body = html("div", { class: "measures-clause-body" });
    this.mapHolder = html("div", { class: "measures-map" });
    this.mapMessage = html("p", { class: "measures-map-waiting", role: "status", text: labels.map_waiting });
    this.listToggle = html("button", {
      type: "button",
      class: "measures-link",
      "aria-expanded": "false",
      text: labels.places_list,
      on: { click: () => this.#foldList() },
    });
    this.mapPart = html("div", { class: "measures-map-part measures-list-folded" }, this.mapMessage, this.mapHolder, this.listToggle);
    this.content = html("div", { class: "measures-clause-content", hidden: true }, this.body, this.mapPart);
    this.close = button(CROSS, labels.back_to_list, () => callbacks.onClose());
    this.close.classList.add("measures-clause-close");
    // In a sheet, reading starts here and not at whatever can be scrolled.
    this.close.autofocus = true;
    this.element = html("div", { class: "measures-clause-sheet", role: "region" }, this.hint, this.content);
  }

  /** Show the measure of a view with its map; the map may still be on its way. */
  show(view, map, address) {
    const entry = this.measures.byId.get(view.measure);
    this.hint.hidden = Boolean(entry);
    this.content.hidden = !entry;
    if (!entry) {
      this.shownId = null;
      return;
    }
    this.address = address;
    this.element.setAttribute("aria-label", entry.title[this.payload.lang]);
    // What is there already stays: what was unfolded, and where the keyboard is.
    const said = JSON.stringify([entry.id, view.q, view.place]);
    if (said !== this.said) this.body.replaceChildren(...this.#parts(entry, view, this.measures.words(view.q)));
    this.said = said;
    if (entry.id !== this.shownId) this.element.scrollTop = 0;
    this.shownId = entry.id;
    this.#showMap(map?.measure === entry.id ? map : null);
  }

  destroy() {
    this.atlas?.destroy();
  }

  #parts(entry, view, words) {
    const { labels, lang } = this.payload;
    const document = this.measures.documents.get(entry.document);
    return [
      html(
        "header",
        { class: "measures-clause-head" },
        html(
          "p",
          {},
          html("b", { text: entry.clause_label[lang] }),
          html("a", { href: this.#address("method", { document: document.id }), text: document.number || document[lang] }),
          html("span", { text: this.measures.sectors.get(entry.sector)[lang] }),
        ),
        button(LINK, labels.copy_clause_link, (event) => this.#copy(event.currentTarget)),
        this.close,
      ),
      html("h2", {}, ...marked(entry.title[lang], words)),
      ...this.#atPlace(entry, view),
      html("p", { class: "measures-clause-summary" }, ...marked(entry.summary[lang], words)),
      ...this.#figures(entry, words),
      html("dl", {}, ...this.#facts(entry, document, words)),
    ];
  }

  #atPlace(entry, view) {
    const { labels, lang } = this.payload;
    const place = this.measures.places.get(view.place);
    if (!place) return [];
    const name = nameOf(place, lang);
    const reach = this.measures.reachOf(entry, view.place);
    return [
      html(
        "p",
        { class: "measures-at-place" },
        html("span", { text: labels.at_place.replace("{place}", name) }),
        html("span", { class: `measures-reach measures-reach-${reach}`, text: labels[`reach_${reach}`] }),
        html("a", { href: this.#address("city", { place: view.place }), text: labels.open_city.replace("{place}", name) }),
      ),
    ];
  }

  #figures(entry, words) {
    const { labels } = this.payload;
    if (!entry.figures.length) return [html("p", { class: "measures-none-said", text: labels.figures_none })];
    return [
      html("h3", { text: labels.figures.replace("{count}", entry.figures.length) }),
      html("ul", { class: "measures-figures" }, ...entry.figures.map((figure) => this.#figure(figure, entry, words))),
    ];
  }

  #figure(figure, entry, words) {
    const { labels, lang } = this.payload;
    const scope = figure.scope === entry.scope ? "" : this.measures.index.scopes[figure.scope][lang];
    const parts = [figure.subject[lang], scope, figure.qualifier[lang]].filter(Boolean);
    const remarks = [...new Map(parts.map((text) => [text.toLowerCase(), text])).values()].join(lang === "en" ? "; " : "；");
    const said = [
      [labels.strength, figure.strength[lang] || labels.strength_none],
      [labels.printed_words, figure.printed],
      [labels.deadline, figure.deadline[lang] || labels.deadline_none],
      [labels.scope, this.measures.index.scopes[figure.scope][lang]],
      [labels.clause_note, figure.note[lang]],
    ].filter(([, text]) => text);
    return html(
      "li",
      {},
      html(
        "details",
        {},
        html(
          "summary",
          {},
          html("span", { class: "measures-figure-name" }, ...marked(figure.name[lang], words)),
          html("b", {}, this.#strength(figure), ...marked(figure.text[lang], words)),
          this.#deadline(figure.deadline[lang]),
        ),
        html("dl", {}, ...said.map(([name, text]) => html("div", {}, html("dt", { text: name }), html("dd", { text })))),
      ),
      remarks ? html("p", { class: "measures-figure-remark" }, ...marked(remarks, words)) : null,
    );
  }

  // It changes what the figure means, so it stands before it; unfolded, it has the printed word beside it.
  #strength(figure) {
    const word = figure.strength_word[this.payload.lang];
    return word ? html("span", { class: "measures-strength", text: `${word} · ` }) : null;
  }

  #deadline(deadline) {
    const { labels } = this.payload;
    if (!deadline) return html("span", { class: "measures-deadline measures-undated", text: "—", "aria-label": labels.deadline_none });
    const passed = hasPassed(deadline) ? ` ${labels.past}` : "";
    return html("span", { class: "measures-deadline", text: `${deadline}${passed}` });
  }

  #facts(entry, document, words) {
    const { labels, lang } = this.payload;
    const { scopes } = this.measures.index;
    const chip = (change, ...nodes) =>
      html("button", { type: "button", class: "measures-chip", on: { click: () => this.callbacks.onFilter(change) } }, ...nodes);
    const filter = (change, text) => chip(change, ...marked(text, words));
    const departments = entry.departments.map((name) => chip({ department: name }, ...this.#department(name, entry, words)));
    const facts = [
      [labels.scope, [filter({ scope: entry.scope }, scopes[entry.scope][lang])]],
      [labels.singled_out, entry.singled_out.map((id) => filter({ scope: id }, scopes[id][lang]))],
      [labels.qualifier, entry.qualifier[lang] ? marked(entry.qualifier[lang], words) : []],
      [labels.departments, departments.length ? departments : [html("span", { class: "measures-quiet", text: labels.departments_none })]],
      [labels.clause_note, entry.note[lang] ? marked(entry.note[lang], words) : []],
      [labels.clause_source, this.#source(entry, document)],
    ];
    return facts
      .filter(([, nodes]) => nodes.length)
      .map(([name, nodes]) => html("div", {}, html("dt", { text: name }), html("dd", {}, ...nodes)));
  }

  // Behind our English stands the Chinese, for only that is in the document.
  #department(name, entry, words) {
    const { labels, lang } = this.payload;
    const english = lang === "en";
    const original = html("span", { class: "measures-original", lang: "zh-Hans" }, ...marked(name, words));
    const lead = english ? ` (${labels.lead})` : `（${labels.lead}）`;
    return [
      ...marked(this.measures.departmentName(name, lang), words),
      ...(english ? [" ", original] : []),
      entry.lead.includes(name) ? lead : null,
    ].filter(Boolean);
  }

  #source(entry, document) {
    const { labels, lang } = this.payload;
    // Our own name of a document without a title takes no marks of a title.
    const isTitle = lang !== "en" && !document.zh.includes("所存文本未载标题");
    const title = isTitle ? `《${document.zh}》` : lang === "en" ? document.en : document.zh;
    const own = html("a", { href: this.#address("method", { document: document.id }), text: `${title} ${document.number} ${entry.clause_label[lang]}` });
    const official = /^https?:/.test(document.address)
      ? html("a", { href: document.address, target: "_blank", rel: "noopener", text: labels.clause_official })
      : null;
    return [own, official ? " · " : null, official, html("p", { class: "measures-quiet", text: labels.own_words })].filter(Boolean);
  }

  #address(screen, params) {
    const { lang } = this.payload;
    return `${screen}?${new URLSearchParams({ ...params, ...(lang === "zh" ? {} : { lang }) })}`;
  }

  #showMap(map) {
    this.mapMessage.hidden = Boolean(map);
    this.mapHolder.classList.toggle("measures-map-stale", !map);
    this.mapHolder.setAttribute("aria-busy", String(!map));
    if (!map) return;
    const { geometry_url: geometry, index_url: index, lang } = this.payload;
    const message = { ...map, geometry_url: geometry, index_url: index, lang };
    if (message.layer_id === this.layerId) return;
    this.layerId = message.layer_id;
    if (this.atlas) this.atlas.update(message);
    else this.atlas = mountAtlas(this.mapHolder, { payload: message, onOpen: (id) => this.callbacks.onOpen(id) });
  }

  // The list of places says all that the map says; it is long, so it comes when asked for.
  #foldList() {
    const folded = this.mapPart.classList.toggle("measures-list-folded");
    this.listToggle.setAttribute("aria-expanded", String(!folded));
  }

  async #copy(near) {
    const { labels } = this.payload;
    const copied = await copyText(this.address(), this.element);
    setText(near.lastChild, copied ? labels.link_copied : `${labels.copy_by_hand} ${this.address()}`);
    near.classList.add("measures-copied");
    setTimeout(() => near.classList.remove("measures-copied"), 2200);
  }
}

function button(path, label, action) {
  return html(
    "button",
    { type: "button", class: "measures-icon", title: label, "aria-label": label, on: { click: action } },
    icon(path),
    html("span", { class: "measures-icon-said", role: "status" }),
  );
}

// A year ends with its December, a month with its last day.
function hasPassed(deadline) {
  const found = /^(\d{4})(?:-(\d{2}))?$/.exec(deadline);
  if (!found) return false;
  return new Date() >= new Date(Number(found[1]), Number(found[2] ?? 12), 1);
}
