/** Messages as a chat shows them: who said it, and its blocks one under the other. */

import { el, icon, said } from "./dom.js";
import { face } from "./people.js";

const TONES = new Set(["plain", "primary", "yes", "maybe", "no"]);
const SHAPED = new Set(["yes", "maybe", "no"]);
const NUMBER = /^\d+$/;
const LONG_VALUE_LETTERS = 44;
const SAFE_PROTOCOLS = new Set(["http:", "https:", "mailto:"]);

function sizeInWords(size, language) {
  if (typeof size !== "number") return size ?? "";
  const large = size >= 1e6;
  const style = { style: "unit", unit: large ? "megabyte" : "kilobyte", maximumFractionDigits: large ? 1 : 0 };
  return new Intl.NumberFormat(language, style).format(large ? size / 1e6 : Math.ceil(size / 1000));
}

/** The address when a browser may safely follow it, else null. */
function safeAddress(url) {
  try {
    return SAFE_PROTOCOLS.has(new URL(url, location.href).protocol) ? url : null;
  } catch {
    return null;
  }
}

function option(choice, index, context) {
  const tone = TONES.has(choice.tone) ? choice.tone : "plain";
  const busy = context.pending !== null;
  const mine = context.pending === choice.action;
  const mark = choice.chosen ? icon("check") : SHAPED.has(tone) ? icon(tone) : null;
  return el(
    "button",
    {
      type: "button",
      class: `option ${tone}`,
      "data-action": choice.action,
      "data-key": `option-${index}`,
      "aria-pressed": SHAPED.has(tone) || choice.chosen || context.toggles ? String(Boolean(choice.chosen)) : null,
      "aria-disabled": busy ? "true" : null,
      "data-pending": mine ? "" : null,
    },
    mark,
    el("span", {}, choice.label),
    mine ? el("span", { class: "sr" }, context.words.sending ?? "") : null,
  );
}

function choiceBlock(block, id, context) {
  const pending = context.pendingOf(id);
  const toggles = block.options.some((each) => each.chosen);
  const row = el(
    "div",
    { class: `options many-${Math.min(block.options.length, 4)}` },
    block.options.map((each, index) => option(each, index, { ...context, pending, toggles })),
  );
  if (!block.question) return el("div", { class: "choice", "data-choice": id }, row);
  const label = said(block.question, "p", { class: "question", id });
  return el("div", { class: "choice", role: "group", "aria-labelledby": id, "data-choice": id }, label, row);
}

function linkBlock(block) {
  const href = safeAddress(block.url);
  if (!href) return said(`${block.label} ${block.url}`, "p");
  const attributes = { class: "attached", href, target: "_blank", rel: "noopener noreferrer" };
  return el("a", attributes, icon("link"), said(block.label));
}

/** A file to keep, or a page to look at: that one opens beside this page. */
function fileBlock(block, language) {
  const size = el("span", { class: "quiet" }, sizeInWords(block.size, language));
  const way = block.opens ? { target: "_blank", rel: "noopener noreferrer" } : { download: block.name };
  return el(
    "a",
    { class: "attached", href: safeAddress(block.href), ...way },
    icon(block.opens ? "link" : "file"),
    said(block.name),
    size,
  );
}

/** A picture in its place; its words stand for whoever does not see it. */
function pictureBlock(block) {
  return el("img", { class: "picture", src: safeAddress(block.href), alt: block.said, loading: "lazy" });
}

function progressBlock(block, id) {
  return el(
    "div",
    { class: "progress" },
    said(block.text, "p", { id }),
    el("progress", { value: block.done, max: Math.max(block.total, 1), "aria-labelledby": id }),
  );
}

/** Labels with their values beside them; values under their labels where one is long; a list where labels are numbers. */
function factsBlock(block) {
  const numbered = block.rows.every(([label]) => NUMBER.test(label));
  const stacked = block.rows.some(([, value]) => value.length > LONG_VALUE_LETTERS);
  const kind = numbered ? " numbered" : stacked ? " stacked" : "";
  return el(
    "dl",
    { class: `facts${kind}` },
    block.rows.map(([label, value]) => el("div", {}, said(label, "dt"), said(value, "dd"))),
  );
}

/** Text to hand on, with a button that copies it. */
function copyBlock(block, words) {
  const button = el("button", { type: "button", class: "small", "data-copy": block.text }, words.copy ?? "");
  return el("div", { class: "handed" }, said(block.label, "p", { class: "question" }), said(block.text, "p"), button);
}

function blockOf(block, id, context) {
  switch (block.kind) {
    case "title":
      return said(block.text, "h3");
    case "text":
      return said(block.text, "p");
    case "facts":
      return factsBlock(block);
    case "choice":
      return choiceBlock(block, id, context);
    case "link":
      return linkBlock(block);
    case "file":
      return fileBlock(block, context.language);
    case "picture":
      return pictureBlock(block);
    case "copy":
      return copyBlock(block, context.words);
    case "progress":
      return progressBlock(block, id);
    default:
      return null;
  }
}

function byline(message, name, context) {
  const edited = message.edited ? el("span", { class: "edited" }, context.words.edited ?? "") : null;
  return el(
    "p",
    { class: "byline" },
    said(name, "span", { class: "by" }),
    el("span", { class: "at" }, message.at),
    edited,
  );
}

/** What one can do about the message itself: acts that are offered on it, and a reply where one means something. */
function aboutRow(message, words) {
  if (!message.replies && !message.acts?.length) return null;
  const acts = (message.acts ?? []).map(({ label, action }) =>
    el("button", { type: "button", class: "small", "data-about": action, "data-of": message.id }, label),
  );
  const reply = message.replies
    ? el("button", { type: "button", class: "small", "data-reply": "to", "data-of": message.id }, words.reply)
    : null;
  return el("div", { class: "about-row" }, acts, reply);
}

/** One message as an article; `context` has where, words, language, people, fresh and pendingOf. */
function article(message, follows, context) {
  const kind = message.from === "reppu" || message.from === "you" ? message.from : "other";
  const name = kind === "you" ? context.words.you : kind === "reppu" ? "Reppu" : (message.name ?? message.from);
  const blocks = message.blocks.map((block, index) =>
    blockOf(block, `${context.where}-${message.id}-${index}`, context),
  );
  return el(
    "article",
    {
      class: `message from-${kind}`,
      "data-key": `message-${message.id}`,
      "data-message": message.id,
      "data-follows": follows,
      "data-fresh": context.fresh.has(message.id),
      "aria-label": `${name}, ${message.at}`,
    },
    kind === "you" ? null : face(kind === "reppu" ? null : context.personNamed(name)),
    el("div", { class: "bubble" }, byline(message, name, context), blocks, aboutRow(message, context.words)),
  );
}

/** All messages of a place, ready to be laid over what is shown. */
export function messageList(messages, context) {
  const sender = (message) => `${message.from}/${message.name ?? ""}`;
  return el(
    "div",
    {},
    messages.map((message, index) => {
      const follows = index > 0 && sender(messages[index - 1]) === sender(message);
      return article(message, follows, context);
    }),
  );
}
