// The search box as a Streamlit component. It is on every screen, so it also sees to the drawer that leads to them.

import { withWords } from "./language.js";
import { closeOnNavigation } from "./drawer.js";
import { closeOnEscape } from "./figures.js";
import { mountSearch } from "./place_search.js";
import { bridge } from "./streamlit_bridge.js";

// For a replica that takes a reader over on the way to an address that names no language.
function noteLanguage(payload) {
  const { lang, labels } = withWords(payload);
  document.cookie = `atlas_lang=${lang}; path=/; SameSite=Lax`;
  // Words that Streamlit has in English alone, or not at all: the style of the page shows ours.
  for (const [name, word] of [["menu", labels.menu], ["choose-file", labels.choose_file]]) {
    document.documentElement.style.setProperty(`--word-${name}`, JSON.stringify(word));
  }
}

export const show = bridge((container, payload, send) => {
  const stop = closeOnNavigation(container);
  closeOnEscape();
  noteLanguage(payload);
  const box = mountSearch(container, {
    payload,
    onOpen: (id) => send("open", id),
    onAsk: (text) => send("ask", text),
  });
  return {
    update(next) {
      noteLanguage(next);
      box.update(next);
    },
    destroy() {
      stop();
      box.destroy();
    },
  };
});
