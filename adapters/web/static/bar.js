/** The slim bar on top: what time it is in the club, the way forward in time, and the page's own tools. */

import { el, icon, morphChildren, on, speak, toggle } from "./dom.js";

const STEPS = ["hour", "day", "week", "next"];

function stepButton(step) {
  return el(
    "button",
    { type: "button", class: "step", "data-step": step },
    el("span", { class: "long", "data-word": `forward_${step}` }),
    el("span", { class: "short", "data-word": `short_${step}` }),
  );
}

function tool(name, picture, word) {
  return el(
    "button",
    { type: "button", class: "tool", "data-tool": name },
    icon(picture),
    el("span", { "data-word": word }),
  );
}

export class Bar {
  #root;
  #time = el("time");
  #next = el("span", { class: "next" });
  #offline = el("p", { class: "offline", role: "status" });
  #steps = el("div", { class: "steps", role: "group", "data-word-label": "clock" }, STEPS.map(stepButton));
  #pair = tool("pair", "pair", "pair");
  #hint = tool("hint", "hint", "try");
  #restart = tool("restart", "again", "start_over");

  /** `acts`: forward(step), pair(), restart(), hint(). */
  constructor(root, acts) {
    this.#root = root;
    const mark = el(
      "h1",
      {},
      el("img", { src: "/static/icon.svg", alt: "", width: 28, height: 28 }),
      el("span", {}, "Reppu"),
    );
    const tools = el("div", { class: "tools" }, this.#hint, this.#pair, this.#restart);
    root.append(mark, el("div", { class: "now" }, this.#time, this.#next), this.#offline, this.#steps, tools);
    on(root, "click", (event) => {
      const button = event.target.closest("button");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const { step, tool: name } = button.dataset;
      if (step) acts.forward(step);
      if (name) acts[name]();
    });
  }

  #drawSteps(moving) {
    for (const button of this.#steps.children) {
      button.toggleAttribute("data-pending", moving === button.dataset.step);
      button.setAttribute("aria-disabled", String(moving !== null));
    }
    this.#restart.toggleAttribute("data-pending", moving === "restart");
    this.#restart.setAttribute("aria-disabled", String(moving !== null));
  }

  /** `view` has moving (a step, or starting over, that is under way), pair, hint and up (whether the server is heard). */
  render({ clock, words, you }, view) {
    speak(this.#root, words);
    this.#root.lang = you.language;
    this.#time.dateTime = clock.now;
    this.#time.textContent = clock.text;
    this.#next.textContent = clock.next ? `${clock.next.in}: ${clock.next.what}` : "";
    this.#drawSteps(view.moving);
    this.#pair.setAttribute("aria-pressed", String(view.pair));
    this.#hint.setAttribute("aria-expanded", String(view.hint));
    const cut = view.up ? "" : words.offline;
    if (this.#offline.textContent !== cut) this.#offline.textContent = cut;
  }
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
    morphChildren(
      lines,
      el(
        "ol",
        {},
        state.try.map((line) => el("li", {}, line)),
      ),
    );
  }

  return { render };
}
