// The map on a page of the static site: no server, every layer is a file fetched when it is asked for.

import { mountAtlas } from "./atlas_map.js";
import { html, setText } from "./dom.js";
import { fetchJson } from "./load.js";
import { SiteFilter } from "./site_filter.js";

const NO_PLACE = "000000";
const NAMED = ["layer", "year", "region", "province", "class", "place"];
const LONGEST_SAID = 40;
// A server answers these; a file cannot.
const WITHOUT_SERVER = { beside: "" };

/**
 * Mount the map where the page has room for it.
 *
 * @param {object} setting `lang`, `geometry_url`, `index_url`, `list_url`, `first` (name of the layer shown first) and
 *   `place_page` (address of a place's page with 000000 for the place), `shown` (how many places the filters leave), `differs`
 *   (that the map shows another layer than the finding speaks of) and `unknown` (that the address asks for what is not there).
 */
async function start(setting) {
  const openPlace = (id) => location.assign(setting.place_page.replace(NO_PLACE, id));
  const list = await fetchJson(setting.list_url);
  const base = new URL(setting.list_url, document.baseURI);
  const asked = new URLSearchParams(location.search);
  const positions = new Map((await fetchJson(setting.index_url)).places.map(({ id }, place) => [id, place]));
  const first = list.layers.find(({ name }) => name === setting.first);
  const stateOf = (params) => ({
    layer: layerOf(list.layers, params) ?? first,
    place: positions.has(params.get("place")) ? params.get("place") : "",
  });
  const state = stateOf(asked);
  const form = document.getElementById("map-choice");
  const filter = new SiteFilter(form, list.filters, asked, { shown: setting.shown, onChange: () => change() });
  // Folded away on a phone, where they would push the map off the screen; not when the address asks for some.
  const filters = form.querySelector(".filters");
  filters.open = filter.params().length > 0 || matchMedia("(min-width: 761px)").matches;
  const message = async () => {
    const { layer, place } = state;
    const table = await fetchJson(new URL(layer.table, base));
    return filter.apply({
      ...table,
      ...(place ? cardOf(await fetchJson(new URL(layer.cards, base)), positions.get(place)) : {}),
      geometry_url: setting.geometry_url,
      index_url: setting.index_url,
      selected: place || null,
      labels: { ...table.labels, ...WITHOUT_SERVER },
    });
  };
  const container = document.getElementById("site-atlas");
  const view = mountAtlas(container, {
    payload: await message(),
    onSelect: (id) => {
      state.place = id;
      write(state, filter, setting);
      refresh();
    },
    onOpen: openPlace,
  });
  document.getElementById("plain-map").hidden = true;
  container.hidden = false;
  let asking = 0;
  async function refresh() {
    asking += 1;
    const turn = asking;
    tell(state.layer, setting);
    const next = await message();
    // Whoever chose again meanwhile wants that one.
    if (turn !== asking) return;
    // A class that this layer and year have not is no longer asked for.
    write(state, filter, setting);
    view.update(next);
  }
  // Another layer, year or filter is a step that the browser's button goes back on.
  function change() {
    write(state, filter, setting, { isStep: true });
    refresh();
  }
  const choice = new LayerChoice(form, list.layers, state.layer, (layer) => {
    if (layer.layer !== state.layer.layer) filter.forgetClass();
    state.layer = layer;
    change();
  });
  choice.show(state.layer);
  tell(state.layer, setting, notFound(asked, state, filter));
  keepLanguage(queryOf(state, filter, setting));
  window.addEventListener("popstate", () => {
    const wanted = new URLSearchParams(location.search);
    const before = queryOf(state, filter, setting);
    Object.assign(state, stateOf(wanted));
    filter.ask(wanted);
    const query = queryOf(state, filter, setting);
    // A link within the page, or the view of the map alone.
    if (query === before) return;
    choice.show(state.layer);
    keepLanguage(query);
    refresh();
  });
}

// What the card of a place says, out of the lines that all places of the layer share.
function cardOf({ lines, places, sources }, place) {
  return { selected_lines: (places[place] ?? []).map((line) => lines[line]), selected_sources: sources };
}

// The layer that an address names, in the words of the dashboard's: `layer=observed&year=2024`; the newest year without one.
function layerOf(layers, asked) {
  const members = layers.filter(({ layer }) => layer === asked.get("layer"));
  return members.find(({ year }) => String(year) === asked.get("year")) ?? members.at(-1);
}

// What the address asks for and nobody offers, as it stands there.
function notFound(asked, { layer, place }, filter) {
  const found = new Map([["layer", layer.layer], ["place", place], ...filter.params()]);
  // A layer of no year asks for none; without the layer its year is not there either.
  if (asked.get("layer") === layer.layer) found.set("year", layer.year === null ? asked.get("year") : String(layer.year));
  return NAMED.filter((name) => asked.get(name) && asked.get(name) !== found.get(name)).map(
    (name) => `${name}=${asked.get(name).slice(0, LONGEST_SAID)}`,
  );
}

// The finding speaks of one layer and year: with another one on the map that is said at the map, below the controls, which
// stay where they are under the pointer. What the address asks for in vain is said there too.
function tell({ name, title, year }, { first, differs, unknown }, missing = []) {
  const said = document.getElementById("map-differs");
  const layer = year === null ? title : `${title} · ${year}`;
  const parts = [
    ...(missing.length ? [unknown.replace("{asked}", missing.join("&"))] : []),
    ...(name === first ? [] : [differs.replace("{layer}", layer)]),
  ];
  said.hidden = !parts.length;
  setText(said, parts.join(" "));
}

// What is looked at stands in the address, so that it can be handed on.
function write(state, filter, setting, { isStep = false } = {}) {
  const query = queryOf(state, filter, setting);
  const address = `${location.pathname}${query}${location.hash}`;
  if (isStep && query !== location.search) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
  keepLanguage(query);
}

// The other language opens on the same layer, year, filters and view.
function keepLanguage(query) {
  const link = document.querySelector("a.language[hreflang]");
  const address = new URL(link.href);
  address.search = query;
  link.href = address.href;
  link.onclick = () => {
    address.hash = location.hash;
    link.href = address.href;
  };
}

function queryOf({ layer, place }, filter, { first }) {
  const params = new URLSearchParams();
  if (layer.name !== first) {
    params.set("layer", layer.layer);
    if (layer.year !== null) params.set("year", layer.year);
  }
  for (const [kind, value] of filter.params()) params.set(kind, value);
  if (place) params.set("place", place);
  const query = params.toString();
  return query ? `?${query}` : "";
}

class LayerChoice {
  constructor(form, layers, shown, onChoose) {
    this.form = form;
    this.layers = layers;
    this.onChoose = onChoose;
    this.layer = form.querySelector('[name="layer"]');
    this.year = form.querySelector('[name="year"]');
    this.page = form.querySelector("a");
    const groups = new Map();
    for (const { layer, title, group } of layers) {
      if (!groups.has(group)) groups.set(group, new Map());
      groups.get(group).set(layer, title);
    }
    for (const [label, members] of groups) {
      const options = [...members].map(([value, text]) => html("option", { value, text }));
      this.layer.append(html("optgroup", { label }, ...options));
    }
    this.layer.addEventListener("change", () => this.#choose(this.layer.value, this.last));
    this.year.addEventListener("change", () => this.#choose(this.layer.value, Number(this.year.value)));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
  }

  show(layer) {
    this.last = layer.year ?? this.last;
    const years = this.layers.filter((other) => other.layer === layer.layer && other.year !== null);
    this.layer.value = layer.layer;
    this.year.replaceChildren(...years.map(({ year }) => html("option", { value: year, text: year })));
    this.year.disabled = !years.length;
    if (layer.year !== null) this.year.value = String(layer.year);
    this.page.href = layer.page;
  }

  #choose(id, year) {
    const members = this.layers.filter((other) => other.layer === id);
    const chosen = members.find((other) => other.year === year) ?? members.at(-1);
    this.show(chosen);
    this.onChoose(chosen);
  }
}

const island = document.getElementById("site-map");
if (island) {
  start(JSON.parse(island.textContent)).catch((error) => console.warn(`map: ${error.message}`));
}
