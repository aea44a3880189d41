/** The line one writes in: a draft that is kept, a menu of commands on "/", and an error that loses nothing. */

import { keepMessage, messageDraft } from "./drafts.js";
import { el, icon, morphChildren, on, toggle } from "./dom.js";

const COMMAND = /^\/\S*$/;

function matching(commands, text) {
  if (!COMMAND.test(text)) return [];
  const typed = text.toLowerCase();
  const begun = commands.filter((command) => command.name.startsWith(typed));
  return [...new Set([...commands.filter((command) => isWhole(command, typed)), ...begun])];
}

/** A whole command, in any of the languages it is understood in, is not the beginning of another one. */
function isWhole({ name, also }, typed) {
  return name === typed || also.includes(typed);
}

function lineOf(id, place) {
  return el("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-commands`,
    "aria-describedby": `${id}-trouble`,
    dir: "auto",
    enterkeyhint: "send",
    "data-word-label": `message_${place}`,
    "data-word-placeholder": `message_${place}`,
  });
}

export class Composer {
  #place;
  #say;
  #input;
  #list;
  #trouble;
  #handle = null;
  #commands = [];
  #active = 0;
  #sending = false;

  /** `say(text)` resolves to an error text, or to null when the message was taken. */
  constructor(id, place, say) {
    this.#place = place;
    this.#say = say;
    this.#input = lineOf(id, place);
    this.#list = el("ul", {
      id: `${id}-commands`,
      role: "listbox",
      class: "commands",
      hidden: true,
      "data-word-label": "commands",
    });
    this.#trouble = el("p", { id: `${id}-trouble`, class: "trouble", role: "alert" });
    const slash = el("button", { type: "button", class: "round", "data-word-label": "commands" }, icon("slash"));
    const send = el("button", { type: "submit", class: "round send", "data-word-label": "send" }, icon("send"));
    const line = el("div", { class: "line" }, slash, this.#input, send);
    this.element = el("form", { class: "composer", novalidate: true }, this.#list, line, this.#trouble);
    this.#listen(slash);
  }

  #listen(slash) {
    on(this.element, "submit", (event) => this.#submit(event));
    on(this.#input, "input", () => this.#typed());
    on(this.#input, "keydown", (event) => this.#key(event));
    on(this.#input, "blur", () => this.#drawMenu(false));
    on(this.#list, "click", (event) => this.#picked(event));
    on(slash, "click", () => this.#slashed());
    // The line keeps its focus while the menu is touched, or the menu would close under the finger.
    for (const node of [this.#list, slash]) on(node, "pointerdown", (event) => event.preventDefault());
  }

  #row({ name, about }, index) {
    const attributes = {
      role: "option",
      id: `${this.#list.id}-${index}`,
      "data-command": name,
      "aria-selected": String(index === this.#active),
    };
    return el("li", attributes, el("span", { class: "command" }, name), el("span", { class: "quiet" }, about));
  }

  #drawMenu(open = true) {
    const found = open ? matching(this.#commands, this.#input.value) : [];
    this.#active = Math.max(Math.min(this.#active, found.length - 1), 0);
    morphChildren(
      this.#list,
      el(
        "ul",
        {},
        found.map((command, index) => this.#row(command, index)),
      ),
    );
    toggle(this.#list, found.length > 0);
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length === 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", `${this.#list.id}-${this.#active}`);
    this.#list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  #write(text) {
    this.#input.value = text;
    keepMessage(this.#handle, this.#place, text);
  }

  #typed() {
    this.#active = 0;
    this.#trouble.textContent = "";
    keepMessage(this.#handle, this.#place, this.#input.value);
    this.#drawMenu();
  }

  #chosen() {
    return this.#list.hidden ? null : (this.#list.children[this.#active]?.dataset.command ?? null);
  }

  #saysIt(command) {
    const typed = this.#input.value.toLowerCase();
    return this.#commands.some((each) => each.name === command && isWhole(each, typed));
  }

  #key(event) {
    if (this.#list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.#list.children.length;
    if (step) {
      event.preventDefault();
      this.#active = (this.#active + step + count) % count;
      this.#drawMenu();
    } else if (event.key === "Escape") {
      this.#drawMenu(false);
    } else if (event.key === "Tab" && !event.shiftKey && this.#input.value !== this.#chosen()) {
      event.preventDefault();
      this.#write(`${this.#chosen()} `);
      this.#drawMenu();
    }
  }

  #picked(event) {
    const row = event.target.closest("[data-command]");
    if (!row) return;
    this.#write(row.dataset.command);
    this.#send();
    this.#input.focus();
  }

  #slashed() {
    const open = this.#list.hidden;
    if (open && !COMMAND.test(this.#input.value)) this.#input.value = "/";
    this.#input.focus();
    this.#drawMenu(open);
  }

  #submit(event) {
    event.preventDefault();
    const command = this.#chosen();
    if (command && !this.#saysIt(command)) this.#write(command);
    this.#send();
  }

  async #send() {
    const text = this.#input.value;
    if (!text.trim() || this.#sending) return;
    const speaker = this.#handle;
    this.#busy(true);
    const problem = await this.#say(text);
    this.#busy(false);
    if (!problem && messageDraft(speaker, this.#place) === text) keepMessage(speaker, this.#place, "");
    if (this.#handle !== speaker) return;
    this.#trouble.textContent = problem ?? "";
    this.#input.value = messageDraft(speaker, this.#place);
  }

  #busy(sending) {
    this.#sending = sending;
    this.element.toggleAttribute("data-pending", sending);
    if (!sending) return;
    this.#trouble.textContent = "";
    this.#drawMenu(false);
  }

  focus() {
    this.#input.focus();
  }

  render(state) {
    this.#commands = state.commands;
    if (this.#handle === state.you.handle) return;
    this.#handle = state.you.handle;
    this.#input.value = messageDraft(this.#handle, this.#place);
    this.#trouble.textContent = "";
    this.#drawMenu(false);
  }
}
