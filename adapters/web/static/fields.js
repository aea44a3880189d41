/** The fields of a form: native controls with their label, hint and error beside them. */

import { el, icon, on, said } from "./dom.js";

const MANY_OPTIONS = 6;
const NEAR_LIMIT = 0.8;
const TYPES = { line: "text", day: "date", time: "time", number: "number" };

const listOf = (value) =>
  Array.isArray(value) ? value : value === null || value === undefined || value === "" ? [] : [value];

function common(field, id) {
  return {
    id,
    name: field.name,
    "aria-required": field.required ? "true" : null,
    dir: "auto",
    "aria-describedby": `${id}-hint ${id}-count ${id}-error`,
  };
}

function typed(field, id) {
  if (field.kind === "text") {
    const area = el("textarea", { ...common(field, id), rows: 4 });
    area.value = field.value ?? "";
    return area;
  }
  const input = el("input", { ...common(field, id), type: TYPES[field.kind] ?? "text", autocomplete: "off" });
  if (field.kind === "number") input.inputMode = "numeric";
  input.value = field.value ?? "";
  return input;
}

function picker(field, id, words) {
  const blank = el("option", { value: "" }, words.choose ?? "");
  const options = field.options.map((option) => el("option", { value: option.value }, option.label));
  const select = el("select", common(field, id), blank, options);
  select.value = listOf(field.value)[0] ?? "";
  return select;
}

function ticks(field, id) {
  const type = field.kind === "many" ? "checkbox" : "radio";
  const picked = new Set(listOf(field.value).map(String));
  return el(
    "div",
    { class: "ticks" },
    field.options.map((option, index) => {
      const input = el("input", { type, name: field.name, value: option.value, id: `${id}-${index}` });
      input.checked = picked.has(String(option.value));
      return el(
        "label",
        { class: "tick", for: input.id },
        input,
        el("span", { class: "box" }, icon("check")),
        said(option.label),
      );
    }),
  );
}

function labelOf(field, words) {
  return [said(field.label), field.required ? null : el("span", { class: "quiet" }, ` (${words.optional ?? ""})`)];
}

const isGroup = (field) => field.kind === "many" || (field.kind === "one" && field.options.length <= MANY_OPTIONS);

function counted(field, control, counter) {
  if (!field.limit || isGroup(field)) return;
  const count = () => {
    const length = [...control.value].length;
    counter.textContent = length >= field.limit * NEAR_LIMIT ? `${length} / ${field.limit}` : "";
    counter.classList.toggle("over", length > field.limit);
  };
  on(control, "input", count);
  count();
}

/** One field as {element, read(), blame(text)}; an error text stands beside it until it is changed. */
export function createField(field, id, words) {
  const hint = said(field.hint, "p", { class: "hint", id: `${id}-hint` });
  const counter = el("p", { class: "count", id: `${id}-count` });
  const error = el("p", { class: "trouble", id: `${id}-error` });
  const group = isGroup(field);
  const control = group ? ticks(field, id) : field.kind === "one" ? picker(field, id, words) : typed(field, id);
  const frame = { class: "field", "data-field": field.name };
  const described = { "aria-describedby": `${id}-hint ${id}-error` };
  const element = group
    ? el("fieldset", { ...frame, ...described }, el("legend", {}, labelOf(field, words)), hint, control, error)
    : el("div", frame, el("label", { for: id }, labelOf(field, words)), hint, control, counter, error);
  const focusable = group ? control.querySelector("input") : control;
  counted(field, control, counter);

  function blame(text) {
    error.textContent = text ?? "";
    element.toggleAttribute("data-wrong", Boolean(text));
    if (!group) control.setAttribute("aria-invalid", String(Boolean(text)));
  }

  function read() {
    if (!group) return control.value;
    const values = [...control.querySelectorAll("input:checked")].map((input) => input.value);
    return field.kind === "many" ? values : (values[0] ?? "");
  }

  on(element, "input", () => blame(""));
  return { name: field.name, element, read, blame, focus: () => focusable?.focus() };
}
