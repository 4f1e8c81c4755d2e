// Handing the reader a file that came in a message.

import { html } from "./dom.js";

/** Save `{name, mime, content}`, the content in base64; `near` is where a link may be put for a moment. */
export function saveFile({ name, mime, content }, near) {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = html("a", { href: address, download: name, hidden: true });
  near.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
