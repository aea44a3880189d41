/** The slim bar on top: what time it is in the club, the way forward in time, and the page's own tools. */

import { el, icon, morphChildren, on, speak, toggle } from "./dom.js";

const STEPS = ["hour", "day", "week", "next"];

function stepButton(step) {
  return el("button", { type: "button", class: "step", "data-step": step },
    el("span", { class: "long", "data-word": `forward_${step}` }), el("span", { class: "short", "data-word": `short_${step}` }));
}

function tool(name, picture, word) {
  return el("button", { type: "button", class: "tool", "data-tool": name }, icon(picture), el("span", { "data-word": word }));
}

/** `acts`: forward(step), pair(), restart(), hint(). */
export function createBar(root, acts) {
  const time = el("time");
  const next = el("span", { class: "next" });
  const steps = el("div", { class: "steps", role: "group", "data-word-label": "clock" }, STEPS.map(stepButton));
  const pair = tool("pair", "pair", "pair");
  const hint = tool("hint", "hint", "try");
  const tools = el("div", { class: "tools" }, hint, pair, tool("restart", "again", "start_over"));
  const mark = el("h1", {}, el("img", { src: "/static/icon.svg", alt: "", width: 28, height: 28 }), el("span", {}, "Reppu"));
  const offline = el("p", { class: "offline", role: "status" });
  root.append(mark, el("div", { class: "now" }, time, next), offline, steps, tools);

  on(root, "click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const { step, tool: name } = button.dataset;
    if (step) acts.forward(step);
    if (name) acts[name]();
  });

  function render(state, view) {
    const { clock, words } = state;
    speak(root, words);
    root.lang = state.you.language;
    time.dateTime = clock.now;
    time.textContent = clock.text;
    next.textContent = clock.next ? `${clock.next.in}: ${clock.next.what}` : "";
    for (const button of steps.children) {
      button.toggleAttribute("data-pending", view.moving === button.dataset.step);
      if (view.moving) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
    pair.setAttribute("aria-pressed", String(view.pair));
    hint.setAttribute("aria-expanded", String(view.hint));
    const cut = view.up ? "" : words.offline;
    if (offline.textContent !== cut) offline.textContent = cut;
  }

  return { render };
}

/** The three short lines of what to try, until they are closed. */
export function createHint(root, onClose) {
  const title = el("h2", { id: "try-title", "data-word": "try" });
  const lines = el("ol", { role: "list" });
  const close = el("button", { type: "button", class: "round plain", "data-word-label": "close" }, icon("close"));
  root.setAttribute("aria-labelledby", title.id);
  root.append(title, lines, close);
  on(close, "click", onClose);

  function render(state, visible) {
    toggle(root, visible && state.try.length > 0);
    root.lang = state.you.language;
    speak(root, state.words);
    morphChildren(lines, el("ol", {}, state.try.map((line) => el("li", {}, line))));
  }

  return { render };
}
