/** The playground's JSON API and its stream of changes. */

const ATTEMPTS = 3;
const PAUSE_MS = 600;
const RECONNECT_MS = 1000;

/** The server could not be reached, or answered something that is not JSON. */
export class NoAnswer extends Error {}

/** The person asked for does not exist here (any more). */
export class NobodyThere extends Error {}

/** The server understood and will not do it; asking again would not help. */
export class Refused extends NoAnswer {}

const pause = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** A fresh update id: one per tap, kept over retries so that a repeat does nothing twice. */
function updateId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function asked(url, options) {
  try {
    const response = await fetch(url, { cache: "no-store", ...options });
    return { status: response.status, body: await response.json() };
  } catch (cause) {
    throw new NoAnswer(url, { cause });
  }
}

/** What a person sees, in the club picked if one is; with no handle, or one that is gone, the server answers for whom to begin with. */
export async function fetchState(handle, club = null) {
  const picked = club ? `&club=${encodeURIComponent(club)}` : "";
  const query = handle ? `?person=${encodeURIComponent(handle)}&or=first${picked}` : "";
  const { status, body } = await asked(`/api/state${query}`);
  if (status !== 200) throw new NoAnswer(`state ${status}`);
  if (handle && body.you.handle !== handle) throw new NobodyThere(handle);
  return body;
}

function accepted({ status, body }) {
  if (status < 400 || body.error) return body;
  if (status < 500) throw new Refused(String(status));
  throw new NoAnswer(String(status));
}

/** Posts one act under one id; a lost connection is tried again, an answer (a refusal too) is final. */
export async function post(path, fields) {
  const body = JSON.stringify({ id: updateId(), ...fields });
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return accepted(await asked(`/api/${path}`, options));
    } catch (problem) {
      if (problem instanceof Refused || attempt === ATTEMPTS) throw problem;
      await pause(PAUSE_MS * attempt);
    }
  }
}

function openStream(tell) {
  const source = new EventSource("/api/events");
  source.onopen = () => tell({ up: true, version: null });
  source.onmessage = (event) => tell({ up: true, version: JSON.parse(event.data).version });
  source.onerror = () => {
    tell({ up: false, version: null });
    source.close();
    setTimeout(() => openStream(tell), RECONNECT_MS);
  };
}

/**
 * Tells `heard({up, version})` of every change.
 *
 * A browser allows six connections to a host, and each stream holds one; so of all open windows one listens
 * and passes on what it hears, and another takes over when it closes.
 */
export function listen(heard) {
  if (!navigator.locks || !window.BroadcastChannel) {
    openStream(heard);
    return;
  }
  const channel = new BroadcastChannel("reppu-changes");
  channel.onmessage = (event) => heard(event.data);
  const tell = (news) => {
    heard(news);
    channel.postMessage(news);
  };
  navigator.locks.request("reppu-changes", () => {
    openStream(tell);
    return new Promise(() => {});
  });
}
