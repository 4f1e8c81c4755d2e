// The map as a Streamlit component.

import { mountAtlas } from "./atlas_map.js";
import { bridge } from "./streamlit_bridge.js";

export const show = bridge((container, payload, send) =>
  mountAtlas(container, {
    payload,
    onSelect: (id) => send("select", id),
    onOpen: (id) => send("open", id),
  }),
);
