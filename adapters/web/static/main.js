/** The playground: a small chat room one can act in as anyone. */

import { Acts } from "./acts.js";
import { NoAnswer, fetchState, listen } from "./api.js";
import { Bar, createHint } from "./bar.js";
import { Column } from "./column.js";
import { on, speak, toggle } from "./dom.js";
import { createPeople } from "./people.js";
import { go, onRoute, readRoute } from "./route.js";
import { Store } from "./store.js";
import { Tabs } from "./tabs.js";
import { createToast } from "./toast.js";

const RETRY_MS = 1500;
const HINT = "reppu-hint-closed";

const at = (id) => document.getElementById(id);
const main = at("main");
const store = new Store();
const toast = createToast(at("toast"));
const view = { first: null, second: null, actor: null, moving: null, up: true, hint: !localStorage.getItem(HINT) };

let arriving = true;

function set(changes) {
  Object.assign(view, changes);
  draw();
}

function showHint(visible) {
  if (visible) localStorage.removeItem(HINT);
  else localStorage.setItem(HINT, "yes");
  set({ hint: visible });
}

const acts = new Acts({ store, toast, shown: () => view, set, redraw: () => draw(), startAnew });

const bar = new Bar(at("bar"), {
  forward: (step) => acts.forward(step),
  restart: () => acts.restart(),
  pair: togglePair,
  hint: () => showHint(!view.hint),
});
const hint = createHint(at("try"), () => showHint(false));
const people = createPeople(at("people"), () => acts.visitor());
const tabs = new Tabs(at("tabs"), main, () => draw());
const columns = {
  second: new Column(at("second"), "lane", acts, store),
  room: new Column(at("room"), "room", acts, store),
  lane: new Column(at("lane"), "lane", acts, store),
};

/** The second person at first is somebody of another company, so that the two see different things. */
function someoneElse(state) {
  const others = state.people.filter((person) => person.handle !== view.first);
  return (others.find((person) => person.company && person.company !== state.you.company) ?? others[0])?.handle ?? null;
}

function togglePair() {
  const state = store.state(view.first);
  if (state) go(view.first, view.second ? null : someoneElse(state));
}

function tabList(first, second) {
  const own = (state) => state.you.name.split(" ")[0];
  const { words } = first;
  return [
    second
      ? { name: "second", label: own(second), titledBy: "second-title" }
      : { name: "people", label: words.people, titledBy: "people-title" },
    { name: "room", label: words.room, titledBy: "room-title" },
    { name: "lane", label: second ? own(first) : words.lane, titledBy: "lane-title" },
  ];
}

function drawColumns(first, second) {
  const acting = (view.actor === view.second && second) || first;
  const pair = Boolean(second);
  if (pair && columns.second.render(second, { pair })) tabs.mark("second");
  if (columns.lane.render(first, { pair })) tabs.mark("lane");
  if (columns.room.render(acting, { actors: pair ? [second.you, first.you] : [] })) tabs.mark("room");
}

/** On a phone a person just picked is shown where there is something to see: the room, or the lane of who has none. */
function settleTab(first) {
  if (arriving && tabs.narrow) main.dataset.tab = first.room ? "room" : "lane";
  arriving = false;
}

function draw() {
  const first = store.state(view.first);
  const second = view.second ? store.state(view.second) : null;
  if (!first || (view.second && !second)) return;
  const { words, you } = first;
  document.documentElement.lang = you.language;
  document.title = [you.name, first.room?.title, "Reppu"].filter(Boolean).join(" · ");
  document.body.removeAttribute("data-loading");
  main.toggleAttribute("data-pair", Boolean(second));
  toggle(at("people"), !second);
  toggle(at("second"), Boolean(second));
  speak(document.body.querySelector("#people"), words);
  at("skip").textContent = words.skip;
  bar.render(first, { moving: view.moving, pair: Boolean(view.second), hint: view.hint, up: view.up });
  hint.render(first, view.hint);
  people.render(first);
  settleTab(first);
  drawColumns(first, second);
  tabs.render(tabList(first, second), words, you.language);
}

/** Whoever the server begins with; it also answers while the page is still without a person. */
async function startAnew(join = null) {
  try {
    const state = await fetchState(null);
    go(state.you.handle, null, true);
    store.watchPeople([state.you.handle]);
    await store.refresh();
    if (join) acts.visitor(join);
  } catch (problem) {
    if (!(problem instanceof NoAnswer)) throw problem;
    setTimeout(() => startAnew(join), RETRY_MS);
  }
}

function follow() {
  const { join, first, second } = readRoute();
  if (join || !first) {
    startAnew(join);
    return;
  }
  store.watchPeople([first, second].filter(Boolean));
  if (view.first && first !== view.first) toast.hide();
  arriving ||= !second && first !== view.first;
  Object.assign(view, { first, second, actor: first });
  draw();
}

function heard({ up, version }) {
  if (up !== view.up) set({ up });
  const unsure = version === null;
  if (up && (unsure || store.isStale(version))) store.refresh();
}

on(at("skip"), "click", (event) => {
  event.preventDefault();
  const column = tabs.narrow ? main.dataset.tab : "room";
  (columns[column]?.log.list ?? at("people").querySelector(".list")).focus();
});
on(store, "change", draw);
on(store, "gone", () => startAnew());
on(store, "trouble", ({ detail }) => acts.trouble(detail ?? view.first));
onRoute(follow);
follow();
listen(heard);
