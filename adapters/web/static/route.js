/** Who is shown, in the address: `#anna`, `#anna+mikko` for two side by side, `#join=TOKEN` for an invitation. */

export function readRoute() {
  const hash = location.hash.slice(1);
  if (hash.startsWith("join=")) return { join: decodeURIComponent(hash.slice(5)), first: null, second: null };
  const [first, second] = hash.split("+").map(decodeURIComponent);
  return { join: null, first: first || null, second: second && second !== first ? second : null };
}

export function routeTo(first, second = null) {
  return `#${[first, second].filter(Boolean).map(encodeURIComponent).join("+")}`;
}

/** Goes to a person or two; `quietly` leaves no step behind for the back button. */
export function go(first, second = null, quietly = false) {
  const hash = routeTo(first, second);
  if (hash === location.hash) return;
  if (quietly) history.replaceState(null, "", hash === "#" ? location.pathname : hash);
  else history.pushState(null, "", hash);
  window.dispatchEvent(new Event("reppu-route"));
}

export function onRoute(listener) {
  window.addEventListener("popstate", listener);
  window.addEventListener("hashchange", listener);
  window.addEventListener("reppu-route", listener);
}
