// Between a Streamlit component and a view: one view per element on the page, fed with each message.

import { loadStyles } from "./load.js";

/**
 * Make the function that Streamlit calls after every rerun.
 *
 * @param {(container: HTMLElement, payload: object, send: (event: string, value: string) => void) =>
 *   {update: Function, destroy: Function}} mount
 * @returns {(component: object, message: Uint8Array) => Promise<() => void>} Takes the component and the message
 *   (deflated JSON); gives a clean-up that does nothing once a newer call has taken the view over, for Streamlit
 *   also cleans up after calls that were overtaken.
 */
export function bridge(mount) {
  const views = new WeakMap();
  return async function show({ parentElement: root, setTriggerValue }, message) {
    const state = views.get(root) ?? { calls: 0 };
    views.set(root, state);
    state.calls += 1;
    state.send = setTriggerValue;
    const call = state.calls;
    const payload = await inflate(message);
    await loadStyles(payload.stylesheet_url, root);
    if (call === state.calls) {
      // Streamlit calls every page English: a Chinese one would be read out as English.
      document.documentElement.lang = payload.lang === "en" ? "en" : "zh-Hans";
      if (state.view) state.view.update(payload);
      else state.view = mount(root.querySelector("[data-atlas]") ?? root, payload, (...event) => state.send(...event));
    }
    return () => {
      if (call !== state.calls) return;
      state.view?.destroy();
      views.delete(root);
    };
  };
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}
