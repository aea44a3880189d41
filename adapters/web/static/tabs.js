/** On a phone one column is shown at a time, picked by three tabs. */

import { el, morphChildren, on } from "./dom.js";

const NARROW = matchMedia("(max-width: 720px)");

/** `columns` maps a tab's name to its section; `onPick` redraws after a change. */
export function createTabs(root, main, onPick) {
  let names = [];
  let unread = new Set();

  function pick(name, focus = false) {
    main.dataset.tab = name;
    unread.delete(name);
    onPick();
    if (focus) root.querySelector(`[data-tab="${name}"]`)?.focus();
  }

  on(root, "click", (event) => {
    const name = event.target.closest("[data-tab]")?.dataset.tab;
    if (name) pick(name);
  });

  on(root, "keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    pick(names[(names.indexOf(main.dataset.tab) + step + names.length) % names.length], true);
  });

  function tabOf({ name, label }, words) {
    const current = main.dataset.tab === name;
    const dot = unread.has(name) && !current ? el("span", { class: "dot" }, el("span", { class: "sr" }, words.new)) : null;
    return el("button", {
      type: "button", role: "tab", id: `tab-${name}`, "data-key": name, "data-tab": name, "aria-selected": String(current),
      "aria-controls": name, tabindex: current ? "0" : "-1",
    }, el("span", {}, label), dot);
  }

  /** Draws the tabs and gives the columns the part they play on a narrow or wide page. */
  function render(tabs, words, language) {
    names = tabs.map((tab) => tab.name);
    root.lang = language;
    if (!names.includes(main.dataset.tab)) main.dataset.tab = "room";
    morphChildren(root, el("div", {}, tabs.map((tab) => tabOf(tab, words))));
    for (const { name, titledBy } of tabs) {
      const column = document.getElementById(name);
      if (NARROW.matches) column.setAttribute("role", "tabpanel");
      else column.removeAttribute("role");
      column.setAttribute("aria-labelledby", NARROW.matches ? `tab-${name}` : titledBy);
    }
  }

  const mark = (name) => { if (NARROW.matches && main.dataset.tab !== name) unread.add(name); };
  NARROW.addEventListener("change", onPick);
  return { render, pick, mark, narrow: () => NARROW.matches };
}
