// Watches the fills of the map's paths from the top page, frame by frame, wherever they are: in the page, in a shadow
// root or in an iframe of the same origin.
//
// Repaint time := from the first `click` event on a control to the begin of the frame that follows the first frame
// in which every place has its new fill. (The callbacks of a frame run before it is painted, those of the next one
// after it.)
(() => {
  const QUIET_MS = 400;
  let roots = [];

  function rootsBelow(root, found) {
    found.push(root);
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) rootsBelow(element.shadowRoot, found);
    return found;
  }

  function findRoots() {
    roots = rootsBelow(document, []);
  }

  function places(selector) {
    for (const root of roots) {
      const found = root.querySelectorAll(selector);
      if (found.length) return found;
    }
    for (const frame of document.querySelectorAll("iframe")) {
      const found = frame.contentDocument?.querySelectorAll(selector) ?? [];
      if (found.length) return found;
    }
    return [];
  }

  // A pattern is called `url(#<prefix>-<name>)`, its prefix is the drawing's own.
  const plain = (fill) => (fill?.startsWith("url(") ? fill.replace(/^url\(["']?#[^)]*?-\d+-(\w+)["']?\)$/, "$1") : fill);

  const fillsOf = (paths) => Array.from(paths, (path) => plain(path.getAttribute("fill"))).join();

  function boxOf(path, selector) {
    const box = (path.closest(selector) ?? path.ownerSVGElement).getBoundingClientRect();
    const { left, top, right, bottom } = path.getBoundingClientRect();
    return { left: left - box.left, top: top - box.top, right: right - box.left, bottom: bottom - box.top, box };
  }

  window.mapProbe = {
    // Resolves with the times of the click and of the repaint (ms since the page began) once the fills are the
    // expected ones, the script is at rest and nothing has changed for a while; `expected` is the joined list.
    watch(selector, expected, fromStart = false) {
      findRoots();
      let click = fromStart ? 0 : null;
      const onClick = (event) => (click ??= event.timeStamp);
      document.addEventListener("click", onClick, true);
      return (this.result = new Promise((resolve) => {
        let last = null;
        let seen = null;
        let painted = null;
        let frames = 0;
        const frame = () => {
          const now = performance.now();
          frames += 1;
          let paths = places(selector);
          if (!paths.length) {
            findRoots();
            paths = places(selector);
          }
          const fills = fillsOf(paths);
          if (seen !== null && painted === null) painted = now;
          if (fills !== last) {
            last = fills;
            seen = fills === expected ? now : null;
            painted = null;
          }
          const app = document.querySelector('[data-testid="stApp"]');
          const atRest = app?.dataset.testScriptState === "notRunning";
          if (painted !== null && atRest && now - painted > QUIET_MS) {
            document.removeEventListener("click", onClick, true);
            resolve({ click, painted, origin: performance.timeOrigin, frames, count: paths.length });
          } else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }));
    },

    fills(selector) {
      findRoots();
      return fillsOf(places(selector));
    },

    // The place that lies whole inside the map and nearest to its middle, and where it lies.
    landmark(selector, boxSelector) {
      findRoots();
      let best = null;
      Array.from(places(selector)).forEach((path, index) => {
        const at = boxOf(path, boxSelector);
        const inside = at.left > 0 && at.top > 0 && at.right < at.box.width && at.bottom < at.box.height;
        const distance = Math.hypot(at.left + at.right - at.box.width, at.top + at.bottom - at.box.height);
        if (inside && at.right > at.left && (!best || distance < best.distance)) best = { index, distance, at };
      });
      return best && { index: best.index, ...this.where(selector, boxSelector, best.index) };
    },

    where(selector, boxSelector, index) {
      const { left, top, right, bottom } = boxOf(places(selector)[index], boxSelector);
      return { left, top, right, bottom };
    },
  };
})();
