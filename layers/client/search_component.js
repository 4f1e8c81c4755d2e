// The search box as a Streamlit component. It is on every screen, so it also sees to the drawer that leads to them.

import { closeOnNavigation } from "./drawer.js";
import { mountSearch } from "./place_search.js";
import { bridge } from "./streamlit_bridge.js";

export const show = bridge((container, payload, send) => {
  const stop = closeOnNavigation(container);
  const box = mountSearch(container, {
    payload,
    onOpen: (id) => send("open", id),
    onAsk: (text) => send("ask", text),
  });
  return {
    update: (next) => box.update(next),
    destroy() {
      stop();
      box.destroy();
    },
  };
});
