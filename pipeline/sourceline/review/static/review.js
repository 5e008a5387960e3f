// The review page: one claim after the other, by keys, mouse or touch. The server makes all HTML, escaped;
// this script fetches it, puts it in its place, and sends decisions.

import { $, $$, ask, attempt, complain, elements, say } from "/static/server.js";
import { announce, claimAt, fetchAhead } from "/static/claims.js";
import { isPicking, leave, take } from "/static/pick.js";
import { deciding, keys, keysOn, needArticle, needClaim } from "/static/keys.js";
import { turnTheme } from "/static/theme.js";
import { changed, closeForm, draft, editing, formActs, missing, openForm } from "/static/edit.js";

const page = { shownAt: performance.now(), away: 0, row: null };

// The list

const query = () => $("#rows").dataset.query;
const rowOf = (id) => $(`#rows li[data-id="${CSS.escape(id)}"]`);

async function more(back = false) {
  const rows = $("#rows");
  const edge = back ? rows.firstElementChild : rows.lastElementChild;
  if (!edge) return 0;
  const found = elements(await ask(`/rows?${query()}&start=${encodeURIComponent(edge.dataset.id)}${back ? "&back=1" : ""}`));
  const items = $$("li", found).filter((item) => !rowOf(item.dataset.id));
  if (back) rows.prepend(...items); else rows.append(...items);
  return items.length;
}

async function step(back = false) {
  const beside = (row) => (back ? row?.previousElementSibling : row?.nextElementSibling);
  const held = back ? [] : await ask("/held");
  let row = page.row;
  do {
    if (!beside(row)) await more(back);
    row = beside(row);
  } while (held.includes(row?.dataset.id));
  return goOn(row?.dataset.id, back);
}

async function goOn(id, back = false) {
  if (id && !rowOf(id)) await more();
  if (id) await open(id);
  return id ? "" : `That was the ${back ? "first" : "last"} of this list.`;
}

function pointAt(id) {
  $("#rows a[aria-current]")?.removeAttribute("aria-current");
  const row = rowOf(id);
  if (!row) return;
  page.row = row;
  $("a", row).setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
}

// The claim and its article

const shown = () => $("#main").dataset;
const addressOf = (id) => `/shown/${encodeURIComponent(id)}?${query()}`;

const typed = () => changed() || Boolean($("#note")?.value.trim());
const letGo = () => !typed() || confirm("What you typed here is not saved. Leave it?");

async function open(id, { keep = false } = {}) {
  if (!letGo()) return;
  const found = elements(await claimAt(addressOf(id)));
  leave();
  closeForm();
  $("#shown").replaceChildren(...found.childNodes);
  arrive();
  if (!keep) history.pushState({ id }, "", `/?${query()}${query() ? "&" : ""}claim=${encodeURIComponent(id)}`);
  $("#claim").focus({ preventScroll: true });
}

function arrive() {
  if (!shown().id) return;
  document.body.classList.remove("show-list");
  page.shownAt = performance.now();
  page.away = 0;
  $$(".numbered kbd").slice(0, 9).forEach((key, number) => { key.textContent = number + 1; });
  pointAt(shown().id);
  if (shown().hash) announce(shown().id);
  const next = page.row?.nextElementSibling;
  if (next) fetchAhead(addressOf(next.dataset.id));
  const target = $("#text .target .m-predicate, #text .target.m-predicate") ?? $("#text .target");
  if (target && getComputedStyle($("#article")).overflowY === "auto") target.scrollIntoView({ block: "center" });
  else scrollTo(0, 0);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) page.left = performance.now();
  else if (page.left) page.away += performance.now() - page.left;
});

// Acts

async function decide(decision, more = {}) {
  const seconds = (performance.now() - page.shownAt - page.away) / 1000;
  const answer = await ask("/decisions", {
    claim: shown().id, content_hash: shown().hash, decision, seconds, list: query(), ...more,
  });
  settle(answer);
  return answer;
}

function settle(answer) {
  complain("");
  $("#progress").replaceChildren(...elements(answer.progress).childNodes);
  const fresh = answer.row && elements(`<ol>${answer.row}</ol>`).querySelector("li");
  const row = fresh && rowOf(fresh.dataset.id);
  if (fresh && !row) page.row?.after(fresh);
  else if (row) {
    row.replaceChildren(...fresh.childNodes);
    if (row === page.row) $("a", row).setAttribute("aria-current", "true");
  }
}

async function decideAndGo(decision, words, more) {
  const { next } = await decide(decision, more);
  say(`${words} ${await (next === undefined ? step() : goOn(next))}`);
}

/** Sends the form; a correction leads on, a claim that was added is shown. */
async function send() {
  const form = editing();
  if (missing()) throw new Error(missing());
  const more = { draft: draft(), ...(form.dataset.article && { article: form.dataset.article }) };
  if (form.dataset.decision === "corrected") {
    say("Reading the article …");
    const { next } = await decide("corrected", more);
    closeForm();
    return say(`Corrected. ${await (next === undefined ? step() : goOn(next))}`);
  }
  const answer = await decide("added", more);
  closeForm();
  await open(answer.claim);
  return say("Added.");
}

function panel(id, open) {
  for (const form of $$("#reasons, #noting")) {
    form.hidden = !(open && form.id === id);
    $(`[aria-controls="${form.id}"]`)?.setAttribute("aria-expanded", String(!form.hidden));
  }
  if (open) $("input, textarea", $(`#${id}`)).focus();
  else $("#claim")?.focus({ preventScroll: true });
}

const acts = {
  accept: () => decideAndGo("accepted", "Accepted."),
  skip: () => decideAndGo("skipped", "Skipped."),
  reject: () => panel("reasons", $("#reasons").hidden),
  note: () => panel("noting", $("#noting").hidden),
  cancel() {
    if (!editing()) return panel("", false);
    if (!letGo()) return undefined;
    closeForm();
    return $("#claim").focus({ preventScroll: true });
  },
  async correct(button) {
    if (!editing()) openForm(await ask(`/claims/${encodeURIComponent(shown().id)}/form`), button?.dataset);
  },
  async add() {
    if (!editing()) openForm(await ask(`/articles/${encodeURIComponent($("#article").dataset.article)}/form`));
  },
  agree: (button) => decideAndGo("settled", "Settled.", { agrees: button.dataset.decision }),
  candidate: (button) => decideAndGo("corrected", "Corrected.", {
    pick: [Number(button.dataset.argument), Number(button.dataset.rank)],
  }),
  take,
  leave,
  next: async () => say(await step()),
  previous: async () => say(await step(true)),
  async undo() {
    const answer = await ask("/undo", {});
    settle(answer);
    if (answer.claim) await open(answer.claim);
    say(answer.message);
  },
  theme: turnTheme,
  list: () => document.body.classList.toggle("show-list"),
  help: () => $("#help").showModal(),
  search: () => $("#f-text").focus(),
  filters() {
    document.body.classList.add("show-list");
    $("#f-status").focus();
  },
  article() {
    const article = $("#article");
    (document.activeElement === article ? $("#claim") : article).focus();
  },
};

function act(name, button) {
  if (formActs[name]) return void formActs[name](button);
  if (name === "take" || name === "leave") return acts[name]();
  const main = $("#main")?.dataset;
  if (!acts[name] || (needClaim.has(name) && !main?.hash) || (needArticle.has(name) && !main?.id)) return undefined;
  return attempt(() => acts[name](button), { waits: !deciding.has(name) });
}

const reject = () => attempt(() => decideAndGo("rejected", "Rejected.", {
  reasons: $$("#reasons input:checked").map((box) => box.value),
}));

function pressed(event) {
  const typing = event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  if (event.key === "Escape") {
    if (editing()) return act("cancel");
    document.body.classList.remove("show-list");
    if ($("#reasons") && !($("#reasons").hidden && $("#noting").hidden)) act("cancel");
    else if (typing) $("#claim")?.focus();
    return undefined;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    (event.target.form ?? editing())?.requestSubmit();
    return undefined;
  }
  if (editing() || isPicking() || typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn() || $("dialog[open]")) return undefined;
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (digit && $("#reasons") && !$("#reasons").hidden) {
    const box = $$("#reasons input")[digit - 1];
    box.checked = event.shiftKey ? !box.checked : true;
    event.preventDefault();
    if (!event.shiftKey) reject();
    return undefined;
  }
  const numbered = digit && $$(".numbered")[digit - 1];
  if (numbered) {
    event.preventDefault();
    return act(numbered.dataset.act, numbered);
  }
  const inList = event.target.closest("#rows");
  const name = keys[event.key] ?? (inList && { ArrowDown: "next", ArrowUp: "previous" }[event.key]);
  if (name) {
    event.preventDefault();
    if (!event.repeat || name === "next" || name === "previous") act(name);  // a key held down decides once
  }
  return undefined;
}

// Wiring

document.addEventListener("keydown", pressed);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) return act(button.dataset.act, button);
  if (event.metaKey || event.ctrlKey || event.shiftKey) return undefined;
  const link = event.target.closest("#rows a, a[data-claim]");
  if (!link || !$("#rows")) return undefined;
  event.preventDefault();
  return attempt(() => open(link.dataset.claim ?? link.closest("li").dataset.id), { waits: true });
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.id === "filters") return;
  event.preventDefault();
  if (form.id === "reasons") reject();
  if (form.id === "edit") attempt(send);
  if (form.id === "noting") {
    attempt(async () => {
      await decide("noted", { note: $("#note").value });
      $("#note").value = "";
      await open(shown().id, { keep: true });
      say("Note saved.");
    });
  }
  if (form.id === "who") {
    attempt(async () => {
      await ask("/reviewer", { name: $("#name").value });
      location.assign("/");
    }, { waits: true });
  }
});

addEventListener("beforeunload", (event) => typed() && event.preventDefault());

const filters = $("#filters");
if (filters) {
  filters.addEventListener("change", () => {
    if (document.activeElement.id !== "f-text") sessionStorage.setItem("focus", document.activeElement.id);
    filters.requestSubmit();
  });
  filters.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
  // Which filters are set stands beside their name; who closed them sees more of the list.
  const fold = $("#more");
  if (sessionStorage.getItem("folded")) fold.open = false;
  fold.addEventListener("toggle", () => (fold.open ? sessionStorage.removeItem("folded") : sessionStorage.setItem("folded", "1")));
  const focused = sessionStorage.getItem("focus");
  sessionStorage.removeItem("focus");
  $("#list").addEventListener("scroll", ({ target }) => {
    if (target.scrollTop + target.clientHeight > target.scrollHeight - 400) attempt(() => more());
  });
  addEventListener("popstate", (event) => (event.state?.id ? attempt(() => open(event.state.id, { keep: true })) : location.reload()));
  const box = $("#keys-on");
  box.checked = keysOn();
  box.addEventListener("change", () => localStorage.setItem("sourceline_keys", box.checked ? "on" : "off"));
  arrive();
  (focused ? document.getElementById(focused) : $("#claim"))?.focus({ preventScroll: true });
}
