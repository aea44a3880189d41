/** The scrolled list of messages: keeps its place, sticks to the end, and marks quietly what changed out of sight. */

import { el, icon, morphChildren, on, toggle } from "./dom.js";
import { messageList } from "./messages.js";

const NEAR_END_PX = 48;
const ABOVE_PX = 20;
const SEEN_AFTER_MS = 2500;
const OWN_PRESS_MS = 4000;

/** A log for one place; `press(messageId, choiceId, action)` is called for a pressed choice. */
export function createLog(id, press) {
  const list = el("div", { class: "messages", role: "log", tabindex: "0", id: `${id}-log` });
  const above = el("button", { type: "button", class: "pill up", hidden: true }, icon("up"), el("span", { "data-word": "changed_above" }));
  const below = el("button", { type: "button", class: "pill down", hidden: true }, icon("down"), el("span", { "data-word": "new_below" }));
  const places = new Map();
  const fresh = new Set();
  const pressed = new Map();
  let signatures = new Map();
  let shown = null;
  let stuck = true;
  let redraw = () => {};

  const article = (messageId) => list.querySelector(`[data-message="${CSS.escape(messageId)}"]`);
  const toEnd = () => { list.scrollTop = list.scrollHeight; };
  const edge = (node) => (node.getBoundingClientRect().bottom <= list.getBoundingClientRect().top ? "above" : "seen");

  function look() {
    stuck = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
    if (stuck) toggle(below, false);
    if (shown) places.set(shown, stuck ? null : list.scrollTop);
    const hidden = [...fresh].some((each) => article(each) && edge(article(each)) === "above");
    toggle(above, hidden && list.clientHeight > 0);
  }

  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      setTimeout(() => { fresh.delete(target.dataset.message); redraw(); }, SEEN_AFTER_MS);
    }
  }, { root: list, threshold: 0.3 });

  function compare(messages, sameView) {
    const next = new Map(messages.map((message) => [message.id, JSON.stringify(message)]));
    let added = false;
    for (const [messageId, signature] of next) {
      const before = signatures.get(messageId);
      if (before === undefined) added = true;
      else if (before !== signature && Date.now() - (pressed.get(messageId) ?? 0) > OWN_PRESS_MS) fresh.add(messageId);
    }
    signatures = next;
    if (!sameView) fresh.clear();
    return added && sameView;
  }

  function arrive(sameView, added, view) {
    if (!sameView) {
      const place = places.get(view) ?? null;
      stuck = place === null;
      list.scrollTop = place ?? list.scrollHeight;
    }
    if (stuck) toEnd();
    else if (added) toggle(below, true);
    for (const each of fresh) if (article(each)) seen.observe(article(each));
    look();
  }

  /** Draws the messages of a view (a person's sight of a place); returns whether something new came. */
  function render(view, messages, context) {
    const sameView = view === shown;
    redraw = () => render(view, messages, context);
    const added = compare(messages, sameView);
    shown = null;
    if (!sameView) list.setAttribute("aria-busy", "true");
    morphChildren(list, messageList(messages, { ...context, fresh }));
    shown = view;
    arrive(sameView, added, view);
    if (!sameView) setTimeout(() => list.removeAttribute("aria-busy"), 0);
    return added;
  }

  on(list, "scroll", look);
  on(list, "click", (event) => {
    const button = event.target.closest("button[data-action]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const messageId = button.closest("[data-message]").dataset.message;
    pressed.set(messageId, Date.now());
    press(messageId, button.closest("[data-choice]").dataset.choice, button.dataset.action);
  });
  on(below, "click", () => { toEnd(); list.focus({ preventScroll: true }); });
  on(above, "click", () => {
    const target = [...fresh].map(article).find((each) => each && edge(each) === "above");
    if (target) list.scrollTop = target.offsetTop - ABOVE_PX;
    list.focus({ preventScroll: true });
  });
  new ResizeObserver(() => { if (stuck) toEnd(); }).observe(list);

  return { element: el("div", { class: "scroll" }, list, above, below), list, render };
}
