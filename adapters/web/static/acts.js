/** What the person at the page can do; each act is posted once and its reply is shown where it belongs. */

import { dropAll } from "./drafts.js";
import { go } from "./route.js";
import { ask, openForm } from "./sheet.js";

const LANGUAGES = ["sv", "fi", "en"];
const NAME_LIMIT = 60;

function visitorForm(words, language, invited) {
  const options = LANGUAGES.map((value) => ({ value, label: words[`language_${value}`] }));
  const field = (name, kind, rest) => ({
    name,
    kind,
    value: null,
    options: [],
    hint: null,
    required: true,
    limit: null,
    ...rest,
  });
  return {
    action: "visitor",
    title: invited ? words.invited : words.add_visitor,
    submit: invited ? words.come_in : words.add,
    text: invited ? words.invited_about : words.visitor_about,
    fields: [
      field("name", "line", { label: words.name, limit: NAME_LIMIT }),
      field("language", "one", { label: words.language, value: language, options }),
    ],
  };
}

export class Acts {
  #store;
  #toast;
  #page;

  /** `page` has shown() ({first, second, actor}), set(changes), redraw() and startAnew(). */
  constructor({ store, toast, ...page }) {
    this.#store = store;
    this.#toast = toast;
    this.#page = page;
  }

  /** The words and language in which the page speaks with a person. */
  #tongue(handle) {
    const state = this.#store.state(handle) ?? this.#store.state(this.#page.shown().first);
    return { words: state.words, language: state.you.language };
  }

  /** Shows what a reply brings: a short answer, and the next form if there is one. */
  #tell(handle, where, { toast, error, form }) {
    this.#toast.show(error ? error.text : toast, { language: this.#tongue(handle).language, trouble: Boolean(error) });
    if (form) this.resume(handle, where, form);
  }

  /** Opens a form, with what was typed into it before. */
  resume(handle, where, form) {
    openForm({
      ...this.#tongue(handle),
      form,
      keep: { handle, where },
      onClose: this.#page.redraw,
      send: (fields) => this.#store.act("submit", { person: handle, where, action: form.action, fields }),
      done: (reply) => this.#tell(handle, where, reply),
    });
  }

  /** Says a text; resolves to an error text, or to null when it was taken. */
  async say(handle, where, text, repliesTo = null) {
    const reply = await this.#store.act("say", { person: handle, where, text, replies_to: repliesTo });
    if (!reply) return this.#tongue(handle).words.no_answer;
    if (reply.error) return reply.error.text;
    this.#tell(handle, where, reply);
    return null;
  }

  async press(handle, where, message, choice, action) {
    const fields = { person: handle, where, message, action };
    const reply = await this.#store.actOnce(`${handle}/${choice}`, action, "press", fields);
    if (reply) this.#tell(handle, where, reply);
  }

  /** Asks for an act that is offered on what somebody wrote. */
  async about(handle, where, message, action) {
    const reply = await this.#store.actOnce(`${handle}/${message}`, action, "about", {
      person: handle,
      where,
      message,
      action,
    });
    if (reply) this.#tell(handle, where, reply);
  }

  async forward(step) {
    this.#page.set({ moving: step });
    await this.#store.act("clock", { forward: step });
    this.#page.set({ moving: null });
  }

  async restart() {
    const { words, language } = this.#tongue(this.#page.shown().first);
    const answers = [
      { value: "demo", label: words.demo_club, about: words.demo_about },
      { value: "empty", label: words.empty_club, about: words.empty_about },
    ];
    const chosen = await ask({ title: words.start_over, text: words.start_over_about, answers, words, language });
    if (!chosen) return;
    this.#page.set({ moving: "restart" });
    const begun = await this.#store.act("restart", { with: chosen });
    this.#page.set({ moving: null });
    if (!begun) return;
    dropAll();
    this.#page.startAnew();
  }

  /** Asks for a visitor's name and language; with a token the visitor then says "/join TOKEN" to Reppu. */
  visitor(token = null) {
    const { first } = this.#page.shown();
    const { words, language } = this.#tongue(first);
    openForm({
      form: visitorForm(words, language, token !== null),
      keep: { handle: first, where: "page" },
      words,
      language,
      send: (fields) => this.#store.act("people", fields),
      onClose: this.#page.redraw,
      done: async ({ handle }) => {
        go(handle);
        const problem = token ? await this.say(handle, "lane", `/join ${token}`) : null;
        this.#toast.show(problem, { language, trouble: true });
      },
    });
  }

  async copied(handle, text) {
    const { words, language } = this.#tongue(handle);
    await navigator.clipboard.writeText(text);
    this.#toast.show(words.copied, { language });
  }

  /** Puts another person into a column of two side by side. */
  pick(column, handle) {
    const { first, second } = this.#page.shown();
    if (column === "second") go(first, handle);
    else go(handle, second);
  }

  /** Of two side by side, this one now acts in the room. */
  act(handle) {
    this.#page.set({ actor: handle });
  }

  trouble(handle) {
    const { words, language } = this.#tongue(handle);
    this.#toast.show(words.no_answer, { language, trouble: true });
  }

  redraw() {
    this.#page.redraw();
  }
}
