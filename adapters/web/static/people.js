/** The people of the club: a face for each, the list to pick from, and the way in for a visitor. */

import { el, icon, morphChildren } from "./dom.js";
import { routeTo } from "./route.js";

const TINTS = 5;
const tints = new Map();

/** The colour of a face follows its company, so that colleagues look alike and neighbours in the list do not. */
function tintOf(person) {
  const group = person.company ?? "";
  if (!tints.has(group)) tints.set(group, (tints.size + TINTS - 1) % TINTS);
  return tints.get(group);
}

/** A round face with initials; without a person it is Reppu's. */
export function face(person) {
  if (!person) return el("span", { class: "face reppu", "aria-hidden": "true" }, icon("pack"));
  return el("span", { class: `face tint-${tintOf(person)}`, "aria-hidden": "true" }, person.initials);
}

export const languageName = (language, words) => words[`language_${language}`] ?? language;

function personLink(person, current, words) {
  const name = el("span", { class: "name" }, el("bdi", {}, person.name));
  const role = person.role ? el("span", { class: "quiet role" }, person.role) : null;
  const language = el(
    "span",
    { class: "tongue" },
    el("abbr", { "aria-hidden": "true" }, person.language),
    el("span", { class: "sr" }, languageName(person.language, words)),
  );
  return el(
    "li",
    { "data-key": person.handle },
    el(
      "a",
      {
        href: routeTo(person.handle),
        "data-person": person.handle,
        "aria-current": person.handle === current ? "true" : null,
      },
      face(person),
      el("span", { class: "who" }, name, role),
      language,
    ),
  );
}

function groups(people) {
  const byCompany = new Map();
  for (const person of people) {
    const company = person.company ?? "";
    byCompany.set(company, [...(byCompany.get(company) ?? []), person]);
  }
  return [...byCompany];
}

function group([company, members], current, words) {
  const title = company || words.others || "";
  return el(
    "section",
    { "data-key": `company-${company}` },
    el("h3", {}, el("bdi", {}, title)),
    el(
      "ul",
      { role: "list" },
      members.map((person) => personLink(person, current, words)),
    ),
  );
}

/** Scrolls the list alone; scrollIntoView would also move the place where Tab begins. */
function showInMiddle(list, link) {
  if (link) list.scrollTop = link.offsetTop - (list.clientHeight - link.offsetHeight) / 2;
}

/** The column of people; `onVisitor` is asked for when a visitor is to be added. */
export function createPeople(root, onVisitor) {
  const title = el("h2", { id: "people-title", "data-word": "people" });
  const list = el("nav", { class: "list", tabindex: "-1", "aria-labelledby": title.id });
  const add = el(
    "button",
    { type: "button", class: "quiet-button add" },
    icon("add"),
    el("span", { "data-word": "add_visitor" }),
  );
  add.addEventListener("click", onVisitor);
  root.append(el("div", { class: "head" }, title), list, add);
  let shown = null;

  function render(state) {
    morphChildren(
      list,
      el(
        "div",
        {},
        groups(state.people).map((each) => group(each, state.you.handle, state.words)),
      ),
    );
    if (shown === state.you.handle) return;
    shown = state.you.handle;
    showInMiddle(list, list.querySelector("[aria-current]"));
  }

  return { render };
}

/** Options of a person picker, grouped as the list is. */
export function personOptions(people, words) {
  return groups(people).map(([company, members]) =>
    el(
      "optgroup",
      { label: company || words.others },
      members.map((person) => el("option", { value: person.handle }, person.name)),
    ),
  );
}
