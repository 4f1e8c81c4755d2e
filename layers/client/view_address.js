// The view in the address: `#map=zoom/latitude/longitude`. The page around the map may rewrite its address at any
// time and drop the fragment; it is put back without touching the rest.

const PATTERN = /^#map=(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/;
const LOOK_AGAIN_MS = 500;

// Beyond these nothing is drawn: degrees, and the zoom that shows the whole country on the smallest screen.
const REACH = { south: -6, north: 60, west: 58, east: 150, farthest: 1, nearest: 20 };

/** Read a view out of a fragment; `null` when it is none or shows nothing of the country. */
export function parseView(fragment) {
  const found = PATTERN.exec(fragment ?? "");
  if (!found) return null;
  const [zoom, latitude, longitude] = found.slice(1).map(Number);
  if (zoom < REACH.farthest || zoom > REACH.nearest) return null;
  if (latitude < REACH.south || latitude > REACH.north) return null;
  if (longitude < REACH.west || longitude > REACH.east) return null;
  return { zoom, latitude, longitude };
}

/** Write a view as a fragment. */
export function formatView({ zoom, latitude, longitude }) {
  return `#map=${Number(zoom.toFixed(2))}/${latitude.toFixed(3)}/${longitude.toFixed(3)}`;
}

let arrived = false;

// The page may have rewritten its address before the map was there: the browser still knows what was asked for.
function arrivalFragment() {
  if (arrived) return "";
  arrived = true;
  const [arrival] = performance.getEntriesByType("navigation");
  const address = arrival && URL.canParse?.(arrival.name) ? new URL(arrival.name) : null;
  return address?.pathname === location.pathname ? address.hash : "";
}

export class ViewAddress {
  /** @param {(view: object) => void} onView Called when the reader changes the fragment. */
  constructor(onView) {
    this.pathname = location.pathname;
    this.fragment = [location.hash, arrivalFragment()].find(parseView) ?? "";
    this.opened = parseView(this.fragment);
    this.keep();
    this.onHashChange = () => {
      const view = parseView(location.hash);
      if (!view || location.hash === this.fragment) return;
      this.fragment = location.hash;
      onView(view);
    };
    this.keep = this.keep.bind(this);
    window.addEventListener("hashchange", this.onHashChange);
    window.navigation?.addEventListener?.("currententrychange", this.keep);
    this.timer = setInterval(this.keep, LOOK_AGAIN_MS);
  }

  /** Remember a view, or the whole country (`null`), which needs no fragment. */
  write(view) {
    this.fragment = view ? formatView(view) : "";
    if (location.hash !== this.fragment && (!location.hash || parseView(location.hash))) this.#replace(this.fragment);
  }

  /** Put the fragment back when the page has dropped it, as long as this is still the same page. */
  keep() {
    if (this.fragment && !location.hash && location.pathname === this.pathname) this.#replace(this.fragment);
  }

  /** The full address of what is on the screen. */
  link() {
    return `${location.origin}${location.pathname}${location.search}${this.fragment}`;
  }

  close() {
    clearInterval(this.timer);
    window.removeEventListener("hashchange", this.onHashChange);
    window.navigation?.removeEventListener?.("currententrychange", this.keep);
    if (location.pathname !== this.pathname && parseView(location.hash)) this.#replace("");
  }

  #replace(fragment) {
    try {
      history.replaceState(history.state, "", `${location.pathname}${location.search}${fragment}`);
    } catch {
      // A document without an address of its own (a frame, a preview) has nothing to keep.
    }
  }
}
