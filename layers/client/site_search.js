// The search on pages of the static site: places, areas, layers and documents by name. Without scripts a link stands
// in its place that leads to the list of places.

import { closeOnEscape } from "./figures.js";
import { FIND_WORDS } from "./find_words.js";
import { mountSearch } from "./place_search.js";

const CODE = /^\d{6}$/;

/**
 * Put the search where the link stands.
 *
 * @param {HTMLElement} container With `data-index`, the address of all names, and a link to the list of places.
 */
function mount(container) {
  const list = container.querySelector("a").href;
  const home = new URL("..", list);
  const lang = container.closest("[lang]").lang.startsWith("en") ? "en" : "zh";
  container.replaceChildren();
  mountSearch(container, {
    payload: { index_url: container.dataset.index, lang, labels: FIND_WORDS[lang] },
    onOpen: (id) => location.assign(new URL(CODE.test(id) ? `places/${id}.html` : id, home)),
    onAsk: () => location.assign(list),
  });
}

document.querySelectorAll(".find").forEach(mount);
closeOnEscape();
