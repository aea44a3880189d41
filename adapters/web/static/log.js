/** The scrolled list of messages: keeps its place, sticks to the end, and marks quietly what changed out of sight. */

import { el, icon, morphChildren, on, toggle } from "./dom.js";
import { messageList } from "./messages.js";

const NEAR_END_PX = 48;
const ABOVE_PX = 20;
const TALL_GAP_PX = 12;
const SEEN_AFTER_MS = 2500;
const OWN_PRESS_MS = 4000;

function pill(direction, word) {
  return el(
    "button",
    { type: "button", class: `pill ${direction}`, hidden: true },
    icon(direction),
    el("span", { "data-word": word }),
  );
}

export class Log {
  #above = pill("up", "changed_above");
  #below = pill("down", "new_below");
  #places = new Map();
  #fresh = new Set();
  #pressed = new Map();
  #signatures = new Map();
  #shown = null;
  #stuck = true;
  #hidden = true;
  #redraw = () => {};
  #seen;

  /** `press(messageId, choiceId, action)` is called for a pressed choice. */
  constructor(id, titleId, press) {
    this.list = el("div", {
      class: "messages",
      role: "log",
      tabindex: "0",
      id: `${id}-log`,
      "aria-labelledby": titleId,
    });
    this.element = el("div", { class: "scroll" }, this.list, this.#above, this.#below);
    this.#seen = new IntersectionObserver((entries) => this.#noticed(entries), { root: this.list, threshold: 0.3 });
    on(this.list, "scroll", () => this.#look());
    on(this.list, "click", (event) => this.#clicked(event, press));
    on(this.#below, "click", () => this.#goTo(this.#endTop()));
    on(this.#above, "click", () => this.#goTo((this.#hiddenAbove()?.offsetTop ?? 0) - ABOVE_PX));
    new ResizeObserver(() => {
      const appears = this.#appears();
      if (this.#stuck && (appears || !this.#endsTall())) this.#toEnd();
    }).observe(this.list);
    // A picture that comes later makes its message grow; a load is heard only on its way down.
    this.list.addEventListener("load", () => this.#stuck && this.#toEnd(), true);
  }

  /** True once each time the list comes into sight, such as when its tab is picked on a phone. */
  #appears() {
    const appears = this.#hidden && this.list.clientHeight > 0;
    this.#hidden = this.list.clientHeight === 0;
    return appears;
  }

  /** True when the last message is taller than what is in sight: it is then read from its top. */
  #endsTall() {
    return (this.list.lastElementChild?.offsetHeight ?? 0) > this.list.clientHeight;
  }

  #endTop() {
    const { lastElementChild: last, scrollHeight, clientHeight } = this.list;
    return this.#endsTall() ? last.offsetTop - TALL_GAP_PX : scrollHeight - clientHeight;
  }

  #toEnd() {
    this.list.scrollTop = this.#endTop();
  }

  #goTo(top) {
    this.list.scrollTop = top;
    this.list.focus({ preventScroll: true });
  }

  #article(messageId) {
    return this.list.querySelector(`[data-message="${CSS.escape(messageId)}"]`);
  }

  #hiddenAbove() {
    const top = this.list.getBoundingClientRect().top;
    const articles = [...this.#fresh].map((each) => this.#article(each)).filter(Boolean);
    return articles.find((article) => article.getBoundingClientRect().bottom <= top) ?? null;
  }

  /** Notes where the reader is, and what is out of sight from there. */
  #look() {
    const { scrollTop, clientHeight } = this.list;
    if (clientHeight === 0) return;
    this.#stuck = scrollTop > this.#endTop() - NEAR_END_PX;
    if (this.#stuck) toggle(this.#below, false);
    if (this.#shown) this.#places.set(this.#shown, this.#stuck ? null : scrollTop);
    toggle(this.#above, this.#hiddenAbove() !== null);
  }

  #noticed(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      this.#seen.unobserve(target);
      setTimeout(() => {
        this.#fresh.delete(target.dataset.message);
        this.#redraw();
      }, SEEN_AFTER_MS);
    }
  }

  #clicked(event, press) {
    const button = event.target.closest("button[data-action]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const messageId = button.closest("[data-message]").dataset.message;
    this.#pressed.set(messageId, Date.now());
    press(messageId, button.closest("[data-choice]").dataset.choice, button.dataset.action);
  }

  /** Marks what changed since the last drawing, but not by this window's own press; returns whether something came. */
  #compare(messages, sameView) {
    const before = this.#signatures;
    this.#signatures = new Map(messages.map((message) => [message.id, JSON.stringify(message)]));
    if (!sameView) {
      this.#fresh.clear();
      return false;
    }
    for (const [messageId, signature] of this.#signatures) {
      const changed = before.has(messageId) && before.get(messageId) !== signature;
      const own = Date.now() - (this.#pressed.get(messageId) ?? 0) < OWN_PRESS_MS;
      if (changed && !own) this.#fresh.add(messageId);
    }
    return messages.some((message) => !before.has(message.id));
  }

  #arrive(view, sameView, added) {
    if (!sameView) {
      const place = this.#places.get(view) ?? null;
      this.#stuck = place === null;
      this.list.scrollTop = place ?? this.#endTop();
    }
    const appears = this.#appears();
    if (this.#stuck && (added || appears || !this.#endsTall())) this.#toEnd();
    else if (added) toggle(this.#below, true);
    for (const each of this.#fresh) if (this.#article(each)) this.#seen.observe(this.#article(each));
    this.#look();
  }

  /** Draws the messages of a view (a person's sight of a place); returns whether something new came. */
  render(view, messages, context) {
    const sameView = view === this.#shown;
    this.#redraw = () => this.render(view, messages, context);
    const added = this.#compare(messages, sameView);
    this.#shown = null;
    // Another person's messages are not news to be read aloud.
    if (!sameView) this.list.setAttribute("aria-busy", "true");
    morphChildren(this.list, messageList(messages, { ...context, fresh: this.#fresh }));
    this.#shown = view;
    this.#arrive(view, sameView, added);
    if (!sameView) setTimeout(() => this.list.removeAttribute("aria-busy"), 0);
    return added;
  }
}
