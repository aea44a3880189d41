/** Dialogs: a sheet that asks, keeps what was typed as a draft, and shows what is wrong where it is wrong. */

import { dropForm, formDraft, keepForm } from "./drafts.js";
import { el, icon, on, said } from "./dom.js";
import { createField } from "./fields.js";

/** A native modal dialog with a title and a way out; it removes itself when closed. */
export function openDialog({ title, words, language, content, onClose = () => {} }) {
  const heading = said(title, "h2", { id: "sheet-title" });
  const close = el("button", { type: "button", class: "round plain", "aria-label": words.close }, icon("close"));
  const dialog = el(
    "dialog",
    { class: "sheet", lang: language, "aria-labelledby": "sheet-title" },
    el("div", { class: "sheet-head" }, heading, close),
    content,
  );
  on(close, "click", () => dialog.close());
  on(dialog, "close", () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("input, textarea, select") ?? close).focus();
  return dialog;
}

function withDraft(form, draft) {
  if (!draft) return form;
  const fields = form.fields.map((field) =>
    field.name in draft.values ? { ...field, value: draft.values[field.name] } : field,
  );
  return { ...form, fields };
}

function formBody(form, words) {
  const fields = form.fields.map((field, index) => createField(field, `field-${index}`, words));
  const trouble = el("p", { class: "trouble", role: "alert" });
  const submit = el("button", { type: "submit", class: "option primary" }, el("span", {}, form.submit));
  const element = el(
    "form",
    { class: "sheet-body", novalidate: true },
    form.text ? said(form.text, "p", { class: "about" }) : null,
    fields.map((field) => field.element),
    trouble,
    el("div", { class: "sheet-foot" }, submit),
  );
  return { element, fields, trouble, submit };
}

function showTrouble(error, { fields, trouble }) {
  trouble.textContent = error.text ?? "";
  const wrong = fields.filter((field) => error.fields?.[field.name]);
  for (const field of fields) field.blame(error.fields?.[field.name] ?? "");
  wrong[0]?.focus();
}

class FormSheet {
  #form;
  #keep;
  #words;
  #body;
  #dialog;
  #busy = false;

  constructor({ form, keep, words, language, onClose }) {
    this.#form = form;
    this.#keep = keep;
    this.#words = words;
    this.#body = formBody(withDraft(form, formDraft(keep.handle, keep.where, form.action)), words);
    this.#dialog = openDialog({ title: form.title, words, language, content: this.#body.element, onClose });
    on(this.#body.element, "input", () => keepForm(keep.handle, keep.where, form, this.#values()));
  }

  #values() {
    return Object.fromEntries(this.#body.fields.map((field) => [field.name, field.read()]));
  }

  #wait(busy) {
    this.#busy = busy;
    this.#body.submit.toggleAttribute("data-pending", busy);
    this.#body.submit.setAttribute("aria-disabled", String(busy));
  }

  onSubmit(send, done) {
    on(this.#body.element, "submit", async (event) => {
      event.preventDefault();
      if (this.#busy) return;
      this.#wait(true);
      const reply = await send(this.#values());
      this.#wait(false);
      if (!reply) showTrouble({ text: this.#words.no_answer }, this.#body);
      else if (reply.error) showTrouble(reply.error, this.#body);
      else this.#finish(reply, done);
    });
  }

  #finish(reply, done) {
    dropForm(this.#keep.handle, this.#keep.where, this.#form.action);
    this.#dialog.close();
    done(reply);
  }
}

/**
 * Opens a form. `send(fields)` resolves to a Reply, or to null when there was no answer.
 *
 * `keep` names the draft: {handle, where}; `done(reply)` is told when the form was taken.
 */
export function openForm({ send, done, ...form }) {
  new FormSheet(form).onSubmit(send, done);
}

/** A question with a few large answers; resolves to the chosen value, or to null when closed without an answer. */
export function ask({ title, text, answers, words, language }) {
  return new Promise((resolve) => {
    const buttons = answers.map(({ value, label, about }) => {
      const button = el(
        "button",
        { type: "button", class: "answer" },
        el("strong", {}, label),
        el("span", { class: "quiet" }, about),
      );
      return on(button, "click", () => {
        resolve(value);
        dialog.close();
      });
    });
    const content = el(
      "div",
      { class: "sheet-body" },
      el("p", { class: "about" }, text),
      el("div", { class: "answers" }, buttons),
    );
    const dialog = openDialog({ title, words, language, content, onClose: () => resolve(null) });
  });
}
