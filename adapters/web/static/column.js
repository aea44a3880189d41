/** A column of the page: the club's room or a person's private lane, with its head, messages and composer. */

import { createComposer } from "./composer.js";
import { dropForm, lastFormDraft } from "./drafts.js";
import { el, icon, morphChildren, on, said, speak, toggle } from "./dom.js";
import { createLog } from "./log.js";
import { face, languageName, personOptions } from "./people.js";

function laneHead(state, titleId, pair) {
  const { you, words, people } = state;
  const about = [you.company, languageName(you.language, words)].filter(Boolean).join(" · ");
  const name = pair
    ? el("select", { "aria-label": words.pick_person, "data-pick": true }, personOptions(people, words))
    : el("bdi", { class: "name" }, you.name);
  return el("div", {}, face(you),
    el("div", { class: "who" }, name, el("span", { class: "quiet" }, about)),
    el("h2", { class: "chip", id: titleId }, icon("lock"), el("span", {}, words.lane), el("span", { class: "sr" }, `: ${you.name}`)));
}

function actorSwitch(actors, chosen, words) {
  if (actors.length < 2) return null;
  const buttons = actors.map((person) => el("button", {
    type: "button", "data-actor": person.handle, "aria-pressed": String(person.handle === chosen),
  }, face(person), el("span", {}, person.name.split(" ")[0])));
  return el("div", { class: "actors", role: "group", "aria-label": words.act_as }, buttons);
}

function roomHead(state, titleId, actors) {
  const { room, words, you } = state;
  return el("div", {}, el("span", { class: "face place", "aria-hidden": "true" }, icon("room")),
    el("div", { class: "who" }, el("h2", { class: "name", id: titleId }, said(room?.title ?? words.room)),
      room ? el("span", { class: "quiet" }, words.room_about) : null),
    actorSwitch(actors, you.handle, words));
}

function codeStrip(state) {
  if (!state.operator?.code) return null;
  return el("div", { class: "strip" }, el("span", {}, state.words.code),
    el("code", { tabindex: "0" }, state.operator.code),
    el("button", { type: "button", class: "small", "data-copy": state.operator.code }, state.words.copy));
}

function draftStrip(draft, words) {
  if (!draft) return null;
  const { title, action } = draft.form;
  return el("div", { class: "strip" }, el("span", {}, `${words.unfinished}: `, said(title)),
    el("button", { type: "button", class: "small primary", "data-draft": "open", "data-form": action }, words.go_on),
    el("button", { type: "button", class: "small", "data-draft": "drop", "data-form": action }, words.discard));
}

/**
 * Makes a column in `section` for a place ("room" or "lane").
 *
 * `acts` has say, press, resume, pick, act and copied, each told the person's handle first.
 */
export function createColumn(section, place, acts, store) {
  const id = section.id;
  const titleId = `${id}-title`;
  const handle = () => section.dataset.handle;
  const head = el("header", { class: "head" });
  const strips = el("div", { class: "strips" });
  const empty = said("", "p", { class: "empty" });
  const composer = createComposer(id, place, (text) => acts.say(handle(), place, text));
  const log = createLog(id, (message, choice, action) => acts.press(handle(), place, message, choice, action));
  log.element.prepend(empty);
  log.list.setAttribute("aria-labelledby", titleId);
  section.append(head, strips, log.element, composer.element);

  on(section, "click", (event) => {
    const { draft, actor, copy, form } = event.target.closest("button")?.dataset ?? {};
    if (draft === "open") acts.resume(handle(), place, lastFormDraft(handle(), place)?.form);
    if (draft === "drop") { dropForm(handle(), place, form); acts.redraw(); }
    if (actor) acts.act(actor);
    if (copy) acts.copied(handle(), copy);
  });
  on(head, "change", (event) => { if (event.target.matches("[data-pick]")) acts.pick(id, event.target.value); });

  function drawHead(state, view) {
    const drawn = place === "room" ? roomHead(state, titleId, view.actors) : laneHead(state, titleId, view.pair);
    morphChildren(head, drawn);
    const picker = head.querySelector("[data-pick]");
    if (picker) picker.value = state.you.handle;
    const draft = lastFormDraft(state.you.handle, place);
    morphChildren(strips, el("div", {}, place === "lane" ? codeStrip(state) : null, draftStrip(draft, state.words)));
  }

  function contextOf(state, where) {
    const named = new Map(state.people.map((person) => [person.name, person]));
    const personNamed = (name) => named.get(name) ?? { name, company: null, initials: [...name].slice(0, 1).join("").toUpperCase() };
    const pendingOf = (choice) => store.pendingMark(`${state.you.handle}/${choice}`);
    return { where: id, words: state.words, language: where?.language ?? state.you.language, personNamed, pendingOf };
  }

  /** Draws the column for a person; returns whether a message came that was not there before. */
  function render(state, view) {
    const where = state[place];
    section.dataset.handle = state.you.handle;
    section.lang = state.you.language;
    log.list.lang = where?.language ?? state.you.language;
    drawHead(state, view);
    speak(section, state.words);
    composer.render(state);
    toggle(composer.element, where !== null);
    empty.textContent = where === null ? state.words.room_closed : state.words[`empty_${place}`];
    toggle(empty, !where?.messages.length);
    return log.render(state.you.handle, where?.messages ?? [], contextOf(state, where));
  }

  return { section, log, render };
}
