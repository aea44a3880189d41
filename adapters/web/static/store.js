/** What is known of the people shown now, and which of their presses are under way. */

import { NoAnswer, NobodyThere, fetchState, post } from "./api.js";

const RETRY_MS = 2000;

export function createStore() {
  const slots = new Map();
  const pending = new Map();
  const watchers = new Set();
  const changed = () => watchers.forEach((watch) => watch());
  let onGone = () => {};
  let onTrouble = () => {};

  async function fetchUntilFresh(handle, slot) {
    do {
      slot.again = false;
      slot.state = await fetchState(handle);
    } while (slot.again);
    changed();
  }

  /** Loads a person's state; a wish during a running load makes it load once more. */
  function load(handle) {
    const slot = slots.get(handle);
    if (!slot) return Promise.resolve();
    slot.again = true;
    slot.running ??= fetchUntilFresh(handle, slot)
      .catch((problem) => {
        if (problem instanceof NobodyThere) onGone(handle);
        else setTimeout(() => load(handle), RETRY_MS);
      })
      .finally(() => { slot.running = null; });
    return slot.running;
  }

  const refresh = () => Promise.all([...slots.keys()].map(load));

  /** Keeps these people loaded and forgets all others. */
  function watchPeople(handles) {
    for (const handle of [...slots.keys()]) if (!handles.includes(handle)) slots.delete(handle);
    for (const handle of handles) {
      if (slots.has(handle)) continue;
      slots.set(handle, { state: null, running: null, again: false });
      load(handle);
    }
  }

  /** Posts an act of a person and refreshes; null when there was no answer (the person has then been told). */
  async function act(path, fields) {
    try {
      const reply = await post(path, fields);
      await refresh();
      return reply;
    } catch (problem) {
      if (!(problem instanceof NoAnswer)) throw problem;
      onTrouble(fields.person);
      return null;
    }
  }

  /** Like `act`, but never twice at once for the same key; null when one is under way. */
  async function actOnce(key, mark, path, fields) {
    if (pending.has(key)) return null;
    pending.set(key, mark);
    changed();
    try {
      return await act(path, fields);
    } finally {
      pending.delete(key);
      changed();
    }
  }

  return {
    act, actOnce, refresh, watchPeople,
    state: (handle) => slots.get(handle)?.state ?? null,
    pendingMark: (key) => pending.get(key) ?? null,
    isStale: (version) => [...slots.values()].some((slot) => slot.state?.version !== version),
    watch: (watcher) => watchers.add(watcher),
    whenGone: (listener) => { onGone = listener; },
    whenTrouble: (listener) => { onTrouble = listener; },
  };
}
