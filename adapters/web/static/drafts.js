/** What was typed and not yet sent, kept for this window until it is. */

const sayKey = (handle, where) => `say/${handle}/${where}`;
const formKey = (handle, where, action = "") => `form/${handle}/${where}/${action}`;

function write(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // Storage may be full or forbidden; the text is then still in its field.
  }
}

const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");

export const messageDraft = (handle, where) => sessionStorage.getItem(sayKey(handle, where)) ?? "";
export const keepMessage = (handle, where, text) => write(sayKey(handle, where), text || null);

/** What was typed into this very form before: {form, values, kept}, or null. */
export const formDraft = (handle, where, action) => read(formKey(handle, where, action));

/** The form of a person in a place that was left unfinished last, or null. */
export function lastFormDraft(handle, where) {
  const prefix = formKey(handle, where);
  const drafts = Object.keys(sessionStorage)
    .filter((key) => key.startsWith(prefix))
    .map(read);
  return drafts.sort((one, other) => other.kept - one.kept)[0] ?? null;
}

export function keepForm(handle, where, form, values) {
  write(formKey(handle, where, form.action), JSON.stringify({ form, values, kept: Date.now() }));
}

export const dropForm = (handle, where, action) => write(formKey(handle, where, action), null);

/** Starting over leaves nothing of the old club behind. */
export function dropAll() {
  for (const key of Object.keys(sessionStorage)) if (/^(say|form)\//.test(key)) write(key, null);
}
