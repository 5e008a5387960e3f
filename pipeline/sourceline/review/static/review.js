// The review page: one claim after the other, by keys, mouse or touch. The server makes all HTML, escaped;
// this script fetches it, puts it in its place, and sends decisions.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const page = { shownAt: performance.now(), away: 0, busy: false, row: null };

// Talking with the server

async function ask(address, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Error("The server does not answer, so nothing was saved. Is it still running?");
  }
  noteRun(answer.headers);
  const sent = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : await answer.text();
  if (!answer.ok) throw new Error(sent.message ?? (answer.status === 403 ? "This page belongs to a server that was stopped. Open the address that the new one printed." : sent));
  return sent;
}

function noteRun(headers) {
  const version = headers.get("X-Run");
  const problem = decodeURIComponent(headers.get("X-Problem") ?? "");
  if (problem) complain(problem);
  else if (version && version !== document.body.dataset.version) {
    document.body.dataset.version = version;
    complain("The run has changed and was read again. Decisions on claims that say something else now are listed under “changed since I decided”. Reload the page to see the new list.");
  }
}

function say(message) {
  const live = $("#live");
  live.textContent = message;
  live.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => live.classList.remove("shown"), 2500);
}

function complain(message) {
  const banner = $("#problem");
  banner.textContent = message;
  banner.hidden = !message;
}

async function attempt(act) {
  if (page.busy) return;
  page.busy = true;
  try {
    await act();
  } catch (error) {
    complain(error.message);
  } finally {
    page.busy = false;
  }
}

function elements(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

// The list

const query = () => $("#rows").dataset.query;
const queried = (name, otherwise) => new URLSearchParams(query()).get(name) ?? otherwise;
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
  const beside = () => (back ? page.row?.previousElementSibling : page.row?.nextElementSibling);
  if (!beside()) await more(back);
  const next = beside();
  if (!next) return say(back ? "This is the first claim of the list." : "That was the last claim of this list.");
  await open(next.dataset.id);
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

async function open(id, { keep = false } = {}) {
  const found = elements(await ask(`/claims/${encodeURIComponent(id)}?${query()}`));
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
  pointAt(shown().id);
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
    claim: shown().id, content_hash: shown().hash, decision, seconds,
    order: queried("order", "doubtful"), status: queried("status", "open"), ...more,
  });
  settle(answer);
  return answer;
}

function settle(answer) {
  complain("");
  $("#progress").replaceChildren(...elements(answer.progress).childNodes);
  const fresh = answer.row && elements(`<ol>${answer.row}</ol>`).querySelector("li");
  const row = fresh && rowOf(fresh.dataset.id);
  if (row) {
    row.replaceChildren(...fresh.childNodes);
    if (row === page.row) $("a", row).setAttribute("aria-current", "true");
  }
}

async function decideAndGo(decision, words, more) {
  await decide(decision, more);
  say(words);
  await step();
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
  cancel: () => panel("", false),
  next: () => step(),
  previous: () => step(true),
  async undo() {
    const answer = await ask("/undo", {});
    settle(answer);
    if (answer.claim) await open(answer.claim);
    say(answer.message);
  },
  theme() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
    const theme = now === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    document.cookie = `sourceline_theme=${theme}; path=/; max-age=31536000; samesite=strict`;
  },
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
const keys = {
  a: "accept", r: "reject", c: "correct", s: "skip", u: "undo", m: "note", n: "add", j: "next", k: "previous",
  "/": "search", f: "filters", t: "article", "?": "help",
};
const needClaim = new Set(["accept", "reject", "correct", "skip", "note", "next", "previous", "add", "article"]);

function act(name) {
  if (!acts[name] || (needClaim.has(name) && !$("#main")?.dataset.id)) return;
  attempt(acts[name]);
}

const reject = () => attempt(() => decideAndGo("rejected", "Rejected.", {
  reasons: $$("#reasons input:checked").map((box) => box.value),
}));

function pressed(event) {
  const typing = event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  if (event.key === "Escape") {
    document.body.classList.remove("show-list");
    if ($("#reasons") && !($("#reasons").hidden && $("#noting").hidden)) act("cancel");
    else if (typing) $("#claim")?.focus();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.target.form?.requestSubmit();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn() || $("dialog[open]")) return;
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (digit && $("#reasons") && !$("#reasons").hidden) {
    const box = $$("#reasons input")[digit - 1];
    box.checked = event.shiftKey ? !box.checked : true;
    event.preventDefault();
    if (!event.shiftKey) reject();
    return;
  }
  const inList = event.target.closest("#rows");
  const name = keys[event.key] ?? (inList && { ArrowDown: "next", ArrowUp: "previous" }[event.key]);
  if (name) {
    event.preventDefault();
    act(name);
  }
}

const keysOn = () => localStorage.getItem("sourceline_keys") !== "off";

// Wiring

document.addEventListener("keydown", pressed);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) return act(button.dataset.act);
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target.closest("#rows a, a[data-claim]");
  if (!link || !$("#rows")) return;
  event.preventDefault();
  attempt(() => open(link.dataset.claim ?? link.closest("li").dataset.id));
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.id === "filters") return;
  event.preventDefault();
  if (form.id === "reasons") reject();
  if (form.id === "noting") {
    attempt(async () => {
      await decide("noted", { note: $("#note").value });
      await open(shown().id, { keep: true });
      say("Note saved.");
    });
  }
  if (form.id === "who") {
    attempt(async () => {
      await ask("/reviewer", { name: $("#name").value });
      location.assign("/");
    });
  }
});

const filters = $("#filters");
if (filters) {
  filters.addEventListener("change", () => {
    sessionStorage.setItem("focus", document.activeElement.id);
    filters.requestSubmit();
  });
  filters.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
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
