/** A column of the page: the club's room or a person's private lane, with its head, messages and composer. */

import { Composer } from "./composer.js";
import { dropForm, lastFormDraft } from "./drafts.js";
import { el, icon, morphChildren, on, said, speak, toggle } from "./dom.js";
import { Log } from "./log.js";
import { face, languageName, personOptions } from "./people.js";

function laneHead(state, titleId, pair) {
  const { you, words, people } = state;
  const about = [you.company, languageName(you.language, words)].filter(Boolean).join(" · ");
  const name = pair
    ? el("select", { "aria-label": words.pick_person, "data-pick": true }, personOptions(people, words))
    : el("bdi", { class: "name" }, you.name);
  return el(
    "div",
    {},
    face(you),
    el("div", { class: "who" }, name, el("span", { class: "quiet" }, about)),
    el(
      "h2",
      { class: "chip", id: titleId },
      icon("lock"),
      el("span", {}, words.lane),
      el("span", { class: "sr" }, `: ${you.name}`),
    ),
  );
}

function actorSwitch(actors, chosen, words) {
  if (actors.length < 2) return null;
  const buttons = actors.map((person) =>
    el(
      "button",
      {
        type: "button",
        "data-actor": person.handle,
        "aria-pressed": String(person.handle === chosen),
      },
      face(person),
      el("span", {}, person.name.split(" ")[0]),
    ),
  );
  return el("div", { class: "actors", role: "group", "aria-label": words.act_as }, buttons);
}

/** Whoever is in several clubs picks whose room this is. */
function clubSwitch(clubs, words) {
  if (clubs.length < 2) return null;
  const options = clubs.map(({ id, name }) => el("option", { value: id }, name));
  return el("select", { "aria-label": words.room, "data-club": true }, options);
}

function roomHead(state, titleId, actors) {
  const { room, words, you } = state;
  const picker = clubSwitch(state.clubs, words);
  return el(
    "div",
    {},
    el("span", { class: "face place", "aria-hidden": "true" }, icon("room")),
    el(
      "div",
      { class: "who" },
      el("h2", { class: picker ? "sr" : "name", id: titleId }, said(room?.title ?? words.room)),
      picker,
      room ? el("span", { class: "quiet" }, words.room_about) : null,
    ),
    actorSwitch(actors, you.handle, words),
  );
}

function codeStrip(state) {
  if (!state.operator?.code) return null;
  return el(
    "div",
    { class: "strip" },
    el("span", {}, state.words.code),
    el("code", { tabindex: "0" }, state.operator.code),
    el("button", { type: "button", class: "small", "data-copy": state.operator.code }, state.words.copy),
  );
}

/** What is replied to, until it is sent or let go. */
function replyStrip(message, words) {
  if (!message) return null;
  const begins = message.blocks.find((block) => block.text)?.text ?? "";
  return el(
    "div",
    { class: "strip" },
    el("span", {}, `${words.reply_to}: `, said(begins.slice(0, REPLY_LETTERS))),
    el("button", { type: "button", class: "small", "data-reply": "drop" }, words.discard),
  );
}

function draftStrip(draft, words) {
  if (!draft) return null;
  const { title, action } = draft.form;
  return el(
    "div",
    { class: "strip" },
    el("span", {}, `${words.unfinished}: `, said(title)),
    el("button", { type: "button", class: "small primary", "data-draft": "open", "data-form": action }, words.go_on),
    el("button", { type: "button", class: "small", "data-draft": "drop", "data-form": action }, words.discard),
  );
}

const REPLY_LETTERS = 60;

export class Column {
  #section;
  #place;
  #acts;
  #store;
  #head = el("header", { class: "head" });
  #strips = el("div", { class: "strips" });
  #empty = said("", "p", { class: "empty" });
  #composer;
  #replied = null;

  /** A place ("room" or "lane") in `section`; `acts` has say, press, resume, pick, act, copied and redraw. */
  constructor(section, place, acts, store) {
    this.#section = section;
    this.#place = place;
    this.#acts = acts;
    this.#store = store;
    const { id } = section;
    this.#composer = new Composer(id, place, (text) => this.#say(text));
    this.log = new Log(id, `${id}-title`, (message, choice, action) =>
      acts.press(this.#handle, place, message, choice, action),
    );
    this.log.element.prepend(this.#empty);
    section.append(this.#head, this.#strips, this.log.element, this.#composer.element);
    on(section, "click", (event) => this.#clicked(event.target.closest("button")?.dataset ?? {}));
    on(this.#head, "change", (event) => {
      if (event.target.matches("[data-pick]")) acts.pick(id, event.target.value);
      if (event.target.matches("[data-club]")) store.lookAt(this.#handle, event.target.value);
    });
  }

  async #say(text) {
    const problem = await this.#acts.say(this.#handle, this.#place, text, this.#replied?.message ?? null);
    if (!problem) this.#reply(null);
    return problem;
  }

  #reply(message) {
    this.#replied = message && { message, handle: this.#handle };
    this.#acts.redraw();
    if (message) this.#composer.focus();
  }

  get #handle() {
    return this.#section.dataset.handle;
  }

  #clicked({ draft, actor, copy, form, about, reply, of }) {
    if (about) this.#acts.about(this.#handle, this.#place, of, about);
    if (reply) this.#reply(reply === "drop" ? null : of);
    if (draft === "open") this.#acts.resume(this.#handle, this.#place, lastFormDraft(this.#handle, this.#place).form);
    if (draft === "drop") dropForm(this.#handle, this.#place, form);
    if (draft === "drop") this.#acts.redraw();
    if (actor) this.#acts.act(actor);
    if (copy) this.#acts.copied(this.#handle, copy);
  }

  #drawHead(state, view) {
    const titleId = `${this.#section.id}-title`;
    const head = this.#place === "room" ? roomHead(state, titleId, view.actors) : laneHead(state, titleId, view.pair);
    morphChildren(this.#head, head);
    const picker = this.#head.querySelector("[data-pick]");
    if (picker) picker.value = state.you.handle;
    const clubs = this.#head.querySelector("[data-club]");
    if (clubs) clubs.value = state.clubs.find((club) => club.chosen)?.id ?? "";
    const draft = draftStrip(lastFormDraft(state.you.handle, this.#place), state.words);
    if (this.#replied?.handle !== state.you.handle) this.#replied = null;
    const replied = state[this.#place]?.messages.find(({ id }) => id === this.#replied?.message);
    const reply = replyStrip(replied, state.words);
    morphChildren(this.#strips, el("div", {}, this.#place === "lane" ? codeStrip(state) : null, draft, reply));
  }

  #context(state, language) {
    const named = new Map(state.people.map((person) => [person.name, person]));
    const stranger = (name) => ({ name, company: null, initials: [...name].slice(0, 1).join("").toUpperCase() });
    return {
      where: this.#section.id,
      words: state.words,
      language,
      personNamed: (name) => named.get(name) ?? stranger(name),
      pendingOf: (choice) => this.#store.pendingMark(`${state.you.handle}/${choice}`),
    };
  }

  /** Draws the column for a person; returns whether a message came that was not there before. */
  render(state, view) {
    const there = state[this.#place];
    const messages = there?.messages ?? [];
    const language = there?.language ?? state.you.language;
    this.#section.dataset.handle = state.you.handle;
    this.#section.lang = state.you.language;
    this.log.list.lang = language;
    this.#drawHead(state, view);
    speak(this.#section, state.words);
    this.#composer.render(state);
    toggle(this.#composer.element, there !== null);
    this.#empty.textContent = there === null ? state.words.room_closed : state.words[`empty_${this.#place}`];
    toggle(this.#empty, messages.length === 0);
    return this.log.render(state.you.handle, messages, this.#context(state, language));
  }
}
