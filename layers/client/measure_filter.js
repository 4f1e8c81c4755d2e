// Which measures a view leaves, and how many each choice of a filter would leave. Nothing here touches the page.

import { fold, holds, readQuery } from "./measure_search.js";

const NOT_BOUND = "e";
const LISTS = ["document", "sector", "year"];
const NAMES = ["scope", "department", "place", "measure"];
export const FACETS = ["document", "sector", "scope", "department", "year", "number", "place"];

const PASSES = {
  document: (entry, { document: wanted }) => !wanted.length || wanted.includes(entry.document),
  sector: (entry, { sector: wanted }) => !wanted.length || wanted.includes(entry.sector),
  scope: (entry, { scope: wanted }) => !wanted || entry.scope === wanted || entry.singled_out.includes(wanted),
  department: (entry, { department: wanted }) => !wanted || entry.departments.includes(wanted),
  year: (entry, { year: wanted }) => !wanted.length || wanted.some((year) => entry.years.includes(year)),
  number: (entry, { number: wanted }) => !wanted || entry.has_number,
  place: (entry, view, atlas) => !view.place || atlas.reachOf(entry, view.place) !== NOT_BOUND,
};

/** The measures with what is needed to filter and search them. */
export class Measures {
  /**
   * @param {object} index The index of measures.
   * @param {object[]} places The `places` of the index of places, in the order of the letters of `reach`.
   */
  constructor(index, places) {
    this.index = index;
    this.places = new Map(places.map((place, position) => [place.id, { ...place, position }]));
    this.documents = new Map(index.documents.map((document) => [document.id, document]));
    this.sectors = new Map(index.sectors.map((sector) => [sector.id, sector]));
    this.entries = index.measures.map((entry) => ({ ...entry, fields: this.#fields(entry) }));
    for (const entry of this.entries) entry.folded = entry.fields.map(({ text }) => fold(text)).join("\n");
    this.texts = this.entries.map(({ folded }) => folded);
    this.byId = new Map(this.entries.map((entry) => [entry.id, entry]));
  }

  /** The letter that says how a measure reaches a place. */
  reachOf({ reach }, placeId) {
    return this.index.reaches[reach][this.places.get(placeId)?.position] ?? NOT_BOUND;
  }

  /** A department in a language; the index, as the address, knows it by its Chinese name. */
  departmentName(name, lang) {
    return this.index.departments[name][lang];
  }

  /** The words of a search, each with where it has to stand; asked for many times for one search. */
  words(query) {
    if (query !== this.query) {
      this.query = query;
      this.found = readQuery(query, this.texts);
    }
    return this.found;
  }

  /** Whether there is all that a view names. */
  knows({ document, sector, scope, department, place, measure }) {
    const { scopes, departments } = this.index;
    return (
      document.every((id) => this.documents.has(id)) &&
      sector.every((id) => this.sectors.has(id)) &&
      (!scope || Object.hasOwn(scopes, scope)) &&
      (!department || Object.hasOwn(departments, department)) &&
      (!place || this.places.has(place)) &&
      (!measure || this.byId.has(measure))
    );
  }

  /** Measures that a view leaves; `except` names a filter that is not asked. */
  shown(view, except = null) {
    const words = this.words(view.q);
    return this.entries.filter(
      (entry) =>
        FACETS.every((facet) => facet === except || PASSES[facet](entry, view, this)) &&
        words.every((word) => holds(entry.folded, word)),
    );
  }

  /** How many measures each choice of a filter would leave, all other filters kept. */
  counts(view, facet) {
    const counts = new Map();
    for (const entry of this.shown(view, facet)) {
      for (const value of valuesOf(entry, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  }

  // What a search looks into, in the order in which a find is told; `shown` fields carry their own marks in the list.
  #fields(entry) {
    const document = this.documents.get(entry.document);
    const scopes = [entry.scope, ...entry.singled_out].map((id) => this.index.scopes[id]);
    const parts = ["zh", "en"].flatMap((lang) => [
      { key: "title", lang, text: entry.title[lang] },
      { key: "summary", lang, text: entry.summary[lang] },
      ...entry.figures.map((figure) => ({ key: "figures", lang, text: figureText(figure, lang) })),
      { key: "qualifier", lang, text: entry.qualifier[lang] },
      { key: "departments", lang, text: entry.departments.map((name) => this.departmentName(name, lang)).join(", ") },
      { key: "scope", lang, text: scopes.map((scope) => scope[lang]).join(" ") },
      { key: "clause_note", lang, text: entry.note[lang] },
      { key: "by_sector", lang, text: this.sectors.get(entry.sector)[lang] },
      { key: "by_document", lang, text: document[lang] },
    ]);
    parts.push({ key: "in_search", lang: null, text: `${entry.clause} ${entry.search}` });
    return parts.filter(({ text }) => text);
  }
}

/** A view without any filter. */
export function emptyView() {
  return { q: "", document: [], sector: [], scope: "", department: "", year: [], number: false, place: "", measure: "" };
}

/** The filters that are set, as `[facet, value]`; the text counts as one. */
export function activeFilters(view) {
  return ["q", ...FACETS].flatMap((facet) => {
    const value = view[facet];
    if (Array.isArray(value)) return value.map((item) => [facet, item]);
    return value ? [[facet, value]] : [];
  });
}

/** A view as query parameters, in the order in which the server writes them. */
export function viewAddress(view, lang) {
  const params = new URLSearchParams();
  const add = (name, value) => value && params.append(name, value);
  add("q", view.q.trim());
  for (const name of LISTS.slice(0, 2)) add(name, [...view[name]].sort().join(","));
  for (const name of NAMES.slice(0, 2)) add(name, view[name]);
  add("year", [...view.year].sort().join(","));
  add("number", view.number ? "1" : "");
  for (const name of NAMES.slice(2)) add(name, view[name]);
  add("lang", lang === "zh" ? "" : lang);
  return params.toString();
}

/** What `viewAddress` wrote, read again; the server has the say about what means nothing. */
export function readAddress(search) {
  const params = new URLSearchParams(search);
  const view = emptyView();
  for (const name of ["q", ...NAMES]) view[name] = params.get(name) ?? "";
  for (const name of LISTS) view[name] = (params.get(name) ?? "").split(",").filter(Boolean);
  return { ...view, number: params.get("number") === "1" };
}

function valuesOf(entry, facet) {
  if (facet === "scope") return new Set([entry.scope, ...entry.singled_out]);
  if (facet === "department") return entry.departments;
  if (facet === "year") return entry.years;
  if (facet === "number") return entry.has_number ? ["1"] : [];
  return [entry[facet]];
}

function figureText({ name, text, subject, qualifier, printed }, lang) {
  return [name[lang], text[lang], subject[lang], qualifier[lang], lang === "zh" ? printed : ""].filter(Boolean).join(" ");
}
