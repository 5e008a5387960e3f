// The form in which a claim is corrected or added. The server works everything out from what it holds.

import { $, $$, elements, say } from "/static/server.js";
import { pick, rangeOf, selected } from "/static/pick.js";

const NEXT = ["agent", "theme", "recipient", "place", "topic"];
let before = "";

export const editing = () => $("#edit");
export const changed = () => Boolean(editing()) && JSON.stringify(draft()) !== before;

/**
 * Puts the form in the place of the claim's table.
 * @param {string} html the form
 * @param {{ part?: string, of?: string }} at where to begin
 */
export function openForm(html, { part = "arguments", of = "" } = {}) {
  const chosen = selected();
  const form = $("#edit", elements(html));
  $("#form").replaceChildren(form);
  document.body.classList.add("edits");
  document.body.classList.toggle("adds", form.dataset.decision === "added");
  for (const part of $$("[data-part=arguments]", form)) slotsOf(part);
  before = JSON.stringify(draft());
  shade();
  form.scrollIntoView({ block: "nearest" });
  if (form.dataset.decision === "corrected") {
    const begin = $(`[data-part="${part}"]${of && `[data-of="${of}"]`}`, form) ?? form;
    return $(of ? ".span" : "select, input, .span", begin).focus();
  }
  const predicate = $("[data-part=predicate] .span", form);
  if (chosen) {
    put(predicate, chosen);
    return $("[data-list=arguments] [data-act=grow]", form).focus();
  }
  return choose(predicate).then((found) => found && $("[data-list=arguments] [data-act=grow]", form).focus());
}

export function closeForm() {
  $("#form")?.replaceChildren();
  document.body.classList.remove("edits", "adds");
  shade();
}

/** Underlines the words of the form's fields in the article, where the browser can. */
function shade() {
  if (!globalThis.Highlight) return;
  const spans = editing() && $("#text") ? $$(".span", editing()).map(spanOf).filter(Boolean) : [];
  CSS.highlights.set("form", new Highlight(...spans.map(rangeOf)));
}

const spanOf = (button) => (button.dataset.span ? button.dataset.span.split(",").map(Number) : null);

/** What the form holds, as the server reads it. */
export function draft() {
  const form = editing();
  const read = (part) => {
    const fields = Object.fromEntries($$("input, select", part).map((field) => [field.name, field.value]));
    const spans = Object.fromEntries($$(".span", part).map((button) => [button.dataset.name, spanOf(button)]));
    const of = part.dataset.of === undefined ? {} : { of: part.dataset.of === "" ? null : Number(part.dataset.of) };
    if (fields.slots !== undefined) fields.slots = fields.slots ? fields.slots.split(" ") : [];
    return { ...of, ...fields, ...spans };
  };
  const one = (name) => read($(`[data-part="${name}"]`, form));
  const all = (name) => $$(`[data-list="${name}"] > [data-part="${name}"]`, form).map(read);
  return {
    predicate: one("predicate"), arguments: all("arguments"), time: one("time"), attribution: all("attribution"),
    cues: all("cues"), ...one("factuality"), ...one("fact"),
  };
}

/** What is missing before it can be sent, or "". */
export function missing() {
  const empty = $$(".span", editing()).find((button) => !button.dataset.span && !["source"].includes(button.dataset.name)
    && !button.closest("[data-part=time]"));
  if (!empty) return "";
  empty.focus();
  return "Select the words of this field in the article, or remove it.";
}

async function choose(button) {
  const label = button.getAttribute("aria-label").split(":")[0].toLowerCase();
  const role = $("[name=role]", button.closest(".part"))?.value;
  const found = await pick(role ?? label, spanOf(button));
  if (found) put(button, found);
  button.focus();
  button.scrollIntoView({ block: "nearest" });
  return found;
}

function put(button, { span, words }) {
  button.dataset.span = span.join(",");
  button.ariaLabel = `${button.ariaLabel.split(", now ")[0]}, now ${words}`;
  $("bdi", button).textContent = words;
  shade();
}

async function grow(button) {
  const list = button.closest("[data-list]");
  const part = $("template", list).content.firstElementChild.cloneNode(true);
  button.before(part);
  if (list.dataset.list === "arguments") {
    const taken = $$("[name=role]", list).map((select) => select.value);
    $("[name=role]", part).value = NEXT.find((role) => !taken.slice(0, -1).includes(role)) ?? "other";
    roleChanged(part);
  }
  const wanted = list.dataset.list === "attribution" ? "cue" : "span";
  await choose($(`.span[data-name="${wanted}"]`, part));
  $("select", part)?.focus();
}

function slotsOf(part) {
  const slots = JSON.parse(editing().dataset.types)[$("[name=fact]", editing()).value] ?? {};
  const select = $("[name=slots]", part);
  const held = select.dataset.value;
  const names = Object.keys(slots);
  if (held && !names.includes(held) && held.split(" ").every((name) => names.includes(name))) names.unshift(held);
  select.replaceChildren(new Option("nothing", ""), ...names.map((name) => new Option(name.replaceAll("_", " ").replaceAll(" ", " "), name)));
  select.value = names.includes(held) ? held : "";
  select.closest("label").hidden = !names.length;
}

/** After another fact type: each argument fills the first free slot that its role may fill, where the role tells enough. */
function typeChanged() {
  const slots = JSON.parse(editing().dataset.types)[$("[name=fact]", editing()).value] ?? {};
  const parts = $$("[data-list=arguments] > [data-part=arguments]", editing());
  const free = new Set(parts);
  for (const part of parts) $("[name=slots]", part).dataset.value = "";
  for (const [name, roles] of Object.entries(slots)) {
    const rank = (part) => roles.indexOf($("[name=role]", part).value);
    const fits = [...free].filter((part) => rank(part) >= 0 && roles[rank(part)] !== "other");
    const best = fits.sort((a, b) => rank(a) - rank(b))[0];
    if (!best) continue;
    $("[name=slots]", best).dataset.value = name;
    free.delete(best);
  }
  parts.forEach(slotsOf);
}

function roleChanged(part) {
  const role = $("[name=role]", part).value;
  $(".preposition", part).hidden = role !== "other";
  slotsOf(part);
}

export const formActs = {
  pick: choose,
  grow,
  drop(button) {
    const list = button.closest("[data-list]");
    button.closest(".part").remove();
    shade();
    $("[data-act=grow]", list).focus();
    say("Removed; it is gone when you save.");
  },
  unnamed(button) {
    const source = $('[data-name="source"]', button.closest(".part"));
    source.dataset.span = "";
    $("bdi", source).textContent = "";
    shade();
  },
};

document.addEventListener("change", (event) => {
  const part = event.target.closest("#edit .part");
  if (!part) return;
  if (event.target.name === "slots") event.target.dataset.value = event.target.value;
  if (event.target.name === "role") roleChanged(part);
  if (event.target.name === "fact") typeChanged();
});
