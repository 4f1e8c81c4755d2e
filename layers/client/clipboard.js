// Copying, also where the page came over plain http and the browser hides its clipboard interface.

import { html } from "./dom.js";

/** Copy a text; `near` is where a field may be put for a moment. Gives whether it worked. */
export async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = html("textarea", { class: "atlas-offscreen", readonly: true });
    field.value = text;
    near.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
