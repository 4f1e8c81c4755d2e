// Building blocks for elements. Text always goes in as text, never as markup.

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * Make an HTML element.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `text` sets the text, `on` holds listeners by event name;
 *   `true` gives an empty attribute; `null`, `undefined` and `false` are left out.
 * @param {...(Node|string|null)} children
 * @returns {HTMLElement}
 */
export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * Make an SVG element; parameters as `html`.
 *
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG_NAMESPACE, tag), attributes, children);
}

/** Set the text of an element only when it differs, so that nothing repaints without need. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** An icon drawn as one stroked path in a 24 × 24 box. */
export function icon(path) {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: "atlas-icon", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: path }),
  );
}

function fill(element, { text, on, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on ?? {})) element.addEventListener(name, listener);
  if (text !== undefined && text !== null) element.textContent = text;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
