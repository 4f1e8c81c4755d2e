// The search box as a Streamlit component.

import { mountSearch } from "./place_search.js";
import { bridge } from "./streamlit_bridge.js";

export const show = bridge((container, payload, send) =>
  mountSearch(container, {
    payload,
    onOpen: (id) => send("open", id),
    onAsk: (text) => send("ask", text),
  }),
);
