// The map as a Streamlit component.

import { mountAtlas } from "./atlas_map.js";
import { Drawer } from "./drawer.js";
import { bridge } from "./streamlit_bridge.js";

export const show = bridge((container, payload, send) => {
  const drawer = new Drawer(container);
  let shown = payload;
  const view = mountAtlas(container, {
    payload,
    onSelect: (id) => send("select", id),
    // In a frame of another site there is no room for a page: the link below the map opens the whole.
    onOpen: payload.embedded ? undefined : (id) => send("open", id),
    onExport: payload.embedded || payload.picks ? undefined : () => send("export", true),
    onPoint: (...point) => send("point", point),
  });
  return {
    update(next) {
      view.update(next);
      if (next.layer_id !== shown.layer_id || next.year !== shown.year) drawer.giveWay();
      shown = next;
    },
    destroy() {
      drawer.destroy();
      view.destroy();
    },
  };
});
