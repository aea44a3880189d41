/** What is known of the people shown now, and which of their presses are under way. */

import { NoAnswer, NobodyThere, fetchState, post } from "./api.js";

const RETRY_MS = 2000;

/** These show a missing answer beside what was typed, so that no other word about it is needed. */
const TYPED = new Set(["say", "submit", "people"]);

export class Store extends EventTarget {
  #slots = new Map();
  #pending = new Map();
  #clubs = new Map();

  /** Events: "change"; "gone" and "trouble" with the person's handle as detail. */
  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  async #fetchUntilFresh(handle, slot) {
    do {
      slot.again = false;
      slot.state = await fetchState(handle, this.#clubs.get(handle));
    } while (slot.again);
    this.#tell("change");
  }

  /** Loads a person's state; a wish during a running load makes it load once more. */
  #load(handle) {
    const slot = this.#slots.get(handle);
    if (!slot) return Promise.resolve();
    slot.again = true;
    slot.running ??= this.#fetchUntilFresh(handle, slot)
      .catch((problem) => {
        if (problem instanceof NobodyThere) this.#tell("gone", handle);
        else setTimeout(() => this.#load(handle), RETRY_MS);
      })
      .finally(() => {
        slot.running = null;
      });
    return slot.running;
  }

  refresh() {
    return Promise.all([...this.#slots.keys()].map((handle) => this.#load(handle)));
  }

  /** Keeps these people loaded and forgets all others. */
  watchPeople(handles) {
    for (const handle of [...this.#slots.keys()]) if (!handles.includes(handle)) this.#slots.delete(handle);
    for (const handle of handles) {
      if (this.#slots.has(handle)) continue;
      this.#slots.set(handle, { state: null, running: null, again: false });
      this.#load(handle);
    }
  }

  /** Lets somebody who is in several clubs look at another of them, and act there. */
  lookAt(handle, club) {
    this.#clubs.set(handle, club);
    return this.#load(handle);
  }

  /** Posts an act of a person, in the club picked if one is, and refreshes; null when there was no answer. */
  async act(path, fields) {
    try {
      const reply = await post(path, { club: this.#clubs.get(fields.person), ...fields });
      await this.refresh();
      return reply;
    } catch (problem) {
      if (!(problem instanceof NoAnswer)) throw problem;
      if (!TYPED.has(path)) this.#tell("trouble", fields.person);
      return null;
    }
  }

  /** Like `act`, but never twice at once for the same key; null when one is under way. */
  async actOnce(key, mark, path, fields) {
    if (this.#pending.has(key)) return null;
    this.#pending.set(key, mark);
    this.#tell("change");
    try {
      return await this.act(path, fields);
    } finally {
      this.#pending.delete(key);
      this.#tell("change");
    }
  }

  state(handle) {
    return this.#slots.get(handle)?.state ?? null;
  }

  pendingMark(key) {
    return this.#pending.get(key) ?? null;
  }

  isStale(version) {
    return [...this.#slots.values()].some((slot) => slot.state?.version !== version);
  }
}
