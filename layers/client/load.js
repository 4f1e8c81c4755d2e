// Files with a content hash in their name: once in the browser's cache they are never asked for again.

const files = new Map();
const spoilt = new Set();

/**
 * Fetch a JSON file, once per page.
 *
 * @throws {Error} When it cannot be had or is not JSON, with its address.
 */
export function fetchJson(url) {
  const address = new URL(url, document.baseURI).href;
  if (!files.has(address)) {
    const reading = read(address);
    reading.catch(() => {
      files.delete(address);
      spoilt.add(address);
    });
    files.set(address, reading);
  }
  return files.get(address);
}

async function read(address) {
  // A file that came broken must not come out of the cache again.
  const response = await fetch(address, { cache: spoilt.has(address) ? "reload" : "force-cache" });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}

/** Put a style sheet into a root (a document's head or a shadow root) and wait until it holds. */
export function loadStyles(url, root) {
  const address = new URL(url, document.baseURI).href;
  if ([...root.querySelectorAll("link")].some(({ href }) => href === address)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  return new Promise((resolve) => {
    // Without its styles the map is still better than nothing.
    link.onload = resolve;
    link.onerror = resolve;
    link.href = address;
    root.append(link);
  });
}
