/** The short answer to a press, read aloud politely and gone after a while. */

import { el, icon } from "./dom.js";

const LINGER_MS = 6000;
const LINGER_PER_LETTER_MS = 40;

export function createToast(root) {
  let timer = null;
  const hide = () => {
    root.replaceChildren();
  };

  function show(text, { language = null, trouble = false } = {}) {
    if (!text) return;
    clearTimeout(timer);
    const words = el("span", { dir: "auto", lang: language }, text);
    root.replaceChildren(el("p", { class: trouble ? "trouble" : null }, icon(trouble ? "hint" : "check"), words));
    timer = setTimeout(hide, LINGER_MS + text.length * LINGER_PER_LETTER_MS);
  }

  return { show, hide };
}
