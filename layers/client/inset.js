// The South China Sea beside the map of the mainland: same shapes, same colours, a frame of its own.

import { html, setText, svg } from "./dom.js";
import { FADED, fillOf, hatchDefinitions, nextPrefix } from "./paint.js";
import { ScreenShapes } from "./shapes.js";
import { mercator } from "./topology.js";

const WEST = 105.4;
const EAST = 124.1;
const NORTH = 25.4;
const SOUTH = 2.4;
const WIDTH_PX = 112;

export class Inset {
  /** @param {ScreenShapes} shapes */
  constructor(shapes) {
    const [left, top] = mercator(WEST, NORTH);
    const [right, bottom] = mercator(EAST, SOUTH);
    const zoom = Math.log2(WIDTH_PX / (right - left) / ScreenShapes.worldSize(0));
    const size = ScreenShapes.worldSize(zoom);
    const [originX, originY] = ScreenShapes.origin(zoom);
    const drawn = shapes.at(zoom);
    this.prefix = nextPrefix();
    this.paths = new Map();
    shapes.atlas.places.forEach(({ bounds: [west, north, east, south] }, index) => {
      if (west > right || east < left || north > bottom || south < top) return;
      this.paths.set(index, svg("path", { class: "atlas-place", d: drawn.places[index], fill: FADED }));
    });
    const line = (kind, d) => svg("path", { class: `atlas-line atlas-line-${kind}`, d });
    const height = (bottom - top) * size;
    this.caption = html("figcaption", {});
    this.element = html(
      "figure",
      { class: "atlas-inset" },
      svg(
        "svg",
        { viewBox: `0 0 ${WIDTH_PX} ${height.toFixed(1)}`, width: WIDTH_PX, height: height.toFixed(1), "aria-hidden": "true" },
        hatchDefinitions(this.prefix),
        svg(
          "g",
          { transform: `translate(${originX - left * size} ${originY - top * size})` },
          ...this.paths.values(),
          line("outline", drawn.borders.outline),
          line("province", drawn.borders.province),
          line("sea", drawn.seaLines),
        ),
      ),
      this.caption,
    );
  }

  /** Colour as the map is coloured. */
  paint(rows, stands, caption) {
    for (const [index, path] of this.paths) {
      const row = rows[index];
      path.setAttribute("fill", row.visible ? fillOf(row.entry, this.prefix) : FADED);
      path.setAttribute("fill-opacity", stands(row) ? "1" : "0.16");
    }
    setText(this.caption, caption ?? "");
  }
}
