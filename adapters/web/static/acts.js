/** What the person at the page can do; each act is posted once and its reply is shown where it belongs. */

import { dropAll } from "./drafts.js";
import { go } from "./route.js";
import { ask, openForm } from "./sheet.js";

const LANGUAGES = ["sv", "fi", "en"];

/** `shown()` is {first, second, actor}; `set(changes)` changes it and redraws. */
export function createActs({ store, toast, shown, set, redraw, startAnew }) {
  const stateOf = (handle) => store.state(handle) ?? store.state(shown().first);
  const wordsOf = (handle) => stateOf(handle).words;
  const languageOf = (handle) => stateOf(handle).you.language;

  function showForm(handle, where, form) {
    openForm({
      form, keep: { handle, where }, words: wordsOf(handle), language: languageOf(handle), onClose: redraw,
      send: (fields) => store.act("submit", { person: handle, where, action: form.action, fields }),
      done: (reply) => tell(handle, where, reply),
    });
  }

  /** Shows what a reply brings: a short answer, and the next form if there is one. */
  function tell(handle, where, reply) {
    const { toast: text, error, form } = reply;
    toast.show(error ? error.text : text, { language: languageOf(handle), trouble: Boolean(error) });
    if (form) showForm(handle, where, form);
  }

  async function say(handle, where, text) {
    const reply = await store.act("say", { person: handle, where, text });
    if (!reply) return wordsOf(handle).no_answer;
    if (reply.error) return reply.error.text;
    tell(handle, where, reply);
    return null;
  }

  async function press(handle, where, message, choice, action) {
    const fields = { person: handle, where, message, action };
    const reply = await store.actOnce(`${handle}/${choice}`, action, "press", fields);
    if (reply) tell(handle, where, reply);
  }

  async function forward(step) {
    set({ moving: step });
    await store.act("clock", { forward: step });
    set({ moving: null });
  }

  async function restart() {
    const { first } = shown();
    const words = wordsOf(first);
    const answers = [
      { value: "demo", label: words.demo_club, about: words.demo_about },
      { value: "empty", label: words.empty_club, about: words.empty_about },
    ];
    const chosen = await ask({ title: words.start_over, text: words.start_over_about, answers, words, language: languageOf(first) });
    if (!chosen || !(await store.act("restart", { with: chosen }))) return;
    dropAll();
    startAnew();
  }

  function visitorForm(words, language, invited) {
    const options = LANGUAGES.map((value) => ({ value, label: words[`language_${value}`] }));
    const field = (name, kind, rest) => ({ name, kind, value: null, options: [], hint: null, required: true, limit: null, ...rest });
    return {
      action: "visitor", title: invited ? words.invited : words.add_visitor, submit: invited ? words.come_in : words.add,
      text: invited ? words.invited_about : words.visitor_about,
      fields: [field("name", "line", { label: words.name, limit: 60 }),
        field("language", "one", { label: words.language, value: language, options })],
    };
  }

  /** Asks for a visitor's name and language; with a token the visitor then says "/join TOKEN" to Reppu. */
  function visitor(token = null) {
    const { first } = shown();
    const words = wordsOf(first);
    const language = languageOf(first);
    const done = async ({ handle }) => {
      go(handle);
      if (token) await say(handle, "lane", `/join ${token}`);
    };
    openForm({
      form: visitorForm(words, language, token !== null), keep: { handle: first, where: "page" }, words, language, done,
      send: (fields) => store.act("people", fields), onClose: () => {},
    });
  }

  async function copied(handle, text) {
    await navigator.clipboard.writeText(text);
    toast.show(wordsOf(handle).copied, { language: languageOf(handle) });
  }

  return {
    say, press, forward, restart, visitor, copied, redraw,
    resume: showForm,
    act: (handle) => set({ actor: handle }),
    trouble: (handle) => toast.show(wordsOf(handle).no_answer, { language: languageOf(handle), trouble: true }),
  };
}
