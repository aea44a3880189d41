/** Building and updating the page's elements; text only ever enters as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  yes: ["M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z"],
  maybe: ["M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z", "M12 4v16M9.5 4.5v15M7 6v12"],
  no: ["M6 6l12 12M18 6L6 18"],
  check: ["M4.5 12.5l5 5L19.5 7"],
  close: ["M6 6l12 12M18 6L6 18"],
  send: ["M4 12L20 4.5l-5 15-4-6.5zM11 13l9-8.5"],
  lock: ["M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  room: ["M4 5h16v11H11l-4.5 4v-4H4z"],
  pack: ["M6 20.5V11a6 6 0 0 1 12 0v9.5zM9.5 5.5V5a2.5 2.5 0 0 1 5 0v.5M9 20.5V16h6v4.5M9 12h6"],
  pair: ["M4 5h7v14H4zM13 5h7v14h-7z"],
  again: ["M5 12a7 7 0 1 0 2.5-5.4M5 4.5V9h4.5"],
  hint: ["M9 9a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1.1-1.3 2.3M12 17.6v.1"],
  add: ["M12 5v14M5 12h14"],
  file: ["M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12.5h5M10 16h5"],
  link: ["M9 5H5v14h14v-4M13 5h6v6M19 5l-8.5 8.5"],
  up: ["M12 19V5M6 11l6-6 6 6"],
  down: ["M12 5v14M6 13l6 6 6-6"],
  slash: ["M15 4.5L9 19.5"],
};

/** A line icon, silent for screen readers: a word always stands beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false", class: `icon icon-${name}` };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** An element with attributes (null and false are left out) and children; strings become text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An element that listens: `on(el("button"), "click", act)`. */
export function on(node, event, listener) {
  node.addEventListener(event, listener);
  return node;
}

/** Text that may hold any script or direction, kept from disturbing its neighbours. */
export function said(text, tag = "bdi", attributes = {}) {
  return el(tag, { dir: "auto", ...attributes }, text ?? "");
}

/** Fills `data-word` (text), `data-word-label` and `data-word-placeholder` inside root from the person's words. */
export function speak(root, words) {
  for (const node of root.querySelectorAll("[data-word]")) {
    const text = words[node.dataset.word] ?? "";
    if (node.textContent !== text) node.textContent = text;
  }
  for (const node of [root, ...root.querySelectorAll("[data-word-label]")]) {
    if (node.dataset.wordLabel) node.setAttribute("aria-label", words[node.dataset.wordLabel] ?? "");
  }
  for (const node of root.querySelectorAll("[data-word-placeholder]")) {
    node.placeholder = words[node.dataset.wordPlaceholder] ?? "";
  }
}

/** Shows or hides, without touching an element that already is as asked. */
export function toggle(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? (node.dataset.key ?? null) : null);

function alike(one, other) {
  return one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
}

function morphAttributes(from, to) {
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
}

function morph(from, to) {
  if (from.nodeType === Node.TEXT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  morphAttributes(from, to);
  morphChildren(from, to);
}

/** Makes the children of `from` those of `to`, keeping elements alive so that focus, scroll and silence are kept. */
export function morphChildren(from, to) {
  const keyed = new Map([...from.children].map((child) => [keyOf(child), child]));
  let cursor = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = keyOf(wanted);
    const candidate = key === null ? cursor : keyed.get(key);
    if (!candidate || !alike(candidate, wanted)) {
      from.insertBefore(wanted, cursor);
      continue;
    }
    if (candidate === cursor) cursor = cursor.nextSibling;
    else from.insertBefore(candidate, cursor);
    morph(candidate, wanted);
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}
