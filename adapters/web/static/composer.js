/** The line one writes in: a draft that is kept, a menu of commands on "/", and an error that loses nothing. */

import { keepMessage, messageDraft } from "./drafts.js";
import { el, icon, morphChildren, on, toggle } from "./dom.js";

const COMMAND = /^\/\S*$/;

function matching(commands, text) {
  if (!COMMAND.test(text)) return [];
  return commands.filter((command) => command.name.toLowerCase().startsWith(text.toLowerCase()));
}

function parts(where) {
  const listId = `${where}-commands`;
  const input = el("input", {
    type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": listId, "aria-describedby": `${where}-trouble`, dir: "auto", enterkeyhint: "send",
    "data-word-label": where === "room" ? "message_room" : "message_lane",
    "data-word-placeholder": where === "room" ? "message_room" : "message_lane",
  });
  return {
    input,
    list: el("ul", { id: listId, role: "listbox", class: "commands", hidden: true, "data-word-label": "commands" }),
    slash: el("button", { type: "button", class: "round", "data-word-label": "commands" }, icon("slash")),
    send: el("button", { type: "submit", class: "round send", "data-word-label": "send" }, icon("send")),
    trouble: el("p", { id: `${where}-trouble`, class: "trouble", role: "alert" }),
  };
}

/** `say(text)` resolves to an error text, or to null when the message was taken; `false` leaves it to be tried again. */
export function createComposer(id, place, say) {
  const { input, list, slash, send, trouble } = parts(id);
  input.dataset.wordLabel = `message_${place}`;
  input.dataset.wordPlaceholder = `message_${place}`;
  const line = el("div", { class: "line" }, slash, input, send);
  const form = el("form", { class: "composer", novalidate: true }, list, line, trouble);
  let handle = null;
  let commands = [];
  let active = 0;
  let sending = false;

  function drawMenu(open = true) {
    const found = open ? matching(commands, input.value) : [];
    active = Math.min(Math.max(active, 0), Math.max(found.length - 1, 0));
    const rows = found.map((command, index) => el("li", {
      role: "option", id: `${list.id}-${index}`, "data-command": command.name, "aria-selected": String(index === active),
    }, el("span", { class: "command" }, command.name), el("span", { class: "quiet" }, command.about)));
    morphChildren(list, el("ul", {}, rows));
    toggle(list, found.length > 0);
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length === 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  function write(text) {
    input.value = text;
    keepMessage(handle, place, text);
  }

  async function sendNow(text) {
    if (!text.trim() || sending) return;
    const speaker = handle;
    sending = true;
    form.toggleAttribute("data-pending", true);
    trouble.textContent = "";
    drawMenu(false);
    const problem = await say(text);
    sending = false;
    form.toggleAttribute("data-pending", false);
    if (problem) trouble.textContent = problem;
    else if (problem === null && messageDraft(speaker, place) === text) keepMessage(speaker, place, "");
    if (handle === speaker) input.value = messageDraft(handle, place);
  }

  const chosen = () => (list.hidden ? null : list.children[active]?.dataset.command ?? null);

  function move(event, step) {
    event.preventDefault();
    active = (active + step + list.children.length) % list.children.length;
    drawMenu();
  }

  function key(event) {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") move(event, 1);
    else if (event.key === "ArrowUp") move(event, -1);
    else if (event.key === "Escape") drawMenu(false);
    else if (event.key === "Tab" && !event.shiftKey && input.value !== chosen()) {
      event.preventDefault();
      write(`${chosen()} `);
      drawMenu();
    }
  }

  function fromMenu(event) {
    const row = event.target.closest("[data-command]");
    if (!row) return;
    write(row.dataset.command);
    sendNow(row.dataset.command);
    input.focus();
  }

  on(form, "submit", (event) => {
    event.preventDefault();
    const command = chosen();
    if (command) write(command);
    sendNow(input.value);
  });
  on(input, "input", () => { active = 0; trouble.textContent = ""; keepMessage(handle, place, input.value); drawMenu(); });
  on(input, "keydown", key);
  on(input, "blur", () => drawMenu(false));
  on(list, "pointerdown", (event) => event.preventDefault());
  on(list, "click", fromMenu);
  on(slash, "pointerdown", (event) => event.preventDefault());
  on(slash, "click", () => {
    const open = list.hidden;
    if (open && !COMMAND.test(input.value)) input.value = "/";
    input.focus();
    drawMenu(open);
  });

  function render(state) {
    commands = state.commands;
    if (handle === state.you.handle) return;
    handle = state.you.handle;
    input.value = messageDraft(handle, place);
    trouble.textContent = "";
    drawMenu(false);
  }

  return { element: form, render };
}
