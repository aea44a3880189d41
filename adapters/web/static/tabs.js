/** On a phone one column is shown at a time, picked by three tabs. */

import { el, morphChildren, on } from "./dom.js";

const NARROW = matchMedia("(max-width: 720px)");

export class Tabs {
  #root;
  #main;
  #onPick;
  #names = [];
  #unread = new Set();

  /** The picked tab is kept in `main`; `onPick` redraws after a change. */
  constructor(root, main, onPick) {
    this.#root = root;
    this.#main = main;
    this.#onPick = onPick;
    on(root, "click", (event) => this.#pick(event.target.closest("[data-tab]")?.dataset.tab));
    on(root, "keydown", (event) => this.#key(event));
    NARROW.addEventListener("change", onPick);
  }

  get narrow() {
    return NARROW.matches;
  }

  #pick(name) {
    if (!name) return;
    this.#main.dataset.tab = name;
    this.#unread.delete(name);
    this.#onPick();
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const count = this.#names.length;
    this.#pick(this.#names[(this.#names.indexOf(this.#main.dataset.tab) + step + count) % count]);
    this.#root.querySelector("[aria-selected=true]").focus();
  }

  #tab({ name, label }, words) {
    const current = this.#main.dataset.tab === name;
    const dot =
      this.#unread.has(name) && !current ? el("span", { class: "dot" }, el("span", { class: "sr" }, words.new)) : null;
    return el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "data-key": name,
        "data-tab": name,
        "aria-selected": String(current),
        "aria-controls": name,
        tabindex: current ? "0" : "-1",
      },
      el("span", {}, label),
      dot,
    );
  }

  /** Draws the tabs and gives the columns the part they play on a narrow or wide page. */
  render(tabs, words, language) {
    this.#names = tabs.map((tab) => tab.name);
    this.#root.lang = language;
    if (!this.#names.includes(this.#main.dataset.tab)) this.#main.dataset.tab = "room";
    morphChildren(
      this.#root,
      el(
        "div",
        {},
        tabs.map((tab) => this.#tab(tab, words)),
      ),
    );
    for (const { name, titledBy } of tabs) {
      const column = document.getElementById(name);
      if (NARROW.matches) column.setAttribute("role", "tabpanel");
      else column.removeAttribute("role");
      column.setAttribute("aria-labelledby", NARROW.matches ? `tab-${name}` : titledBy);
    }
  }

  /** Something new came in a column that is out of sight. */
  mark(name) {
    if (NARROW.matches && this.#main.dataset.tab !== name) this.#unread.add(name);
  }
}
