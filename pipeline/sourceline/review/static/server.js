// Talking with the server, and with the reviewer about it.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const GONE = "The server does not answer, so nothing was saved. What you typed is still here: start `sourceline review` again, and if its address is another, copy your words before you open it.";
const OTHER = "This page belongs to a server that was stopped; nothing was saved. Copy what you typed, then open the address that the new one printed.";

export async function ask(address, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Error(GONE);
  }
  noteRun(answer.headers);
  const sent = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : await answer.text();
  if (!answer.ok) throw new Error(sent.message ?? (answer.status === 403 ? OTHER : sent));
  return sent;
}

function noteRun(headers) {
  const version = headers.get("X-Run");
  const problem = decodeURIComponent(headers.get("X-Problem") ?? "");
  if (problem) complain(problem);
  else if (Number(version) > Number(document.body.dataset.version)) {
    document.body.dataset.version = version;
    complain("The run has changed and was read again. Decisions on claims that say something else now are listed under “changed since I decided”. Reload the page to see the new list.");
  }
}

export function say(message) {
  const live = $("#live");
  live.textContent = message;
  live.classList.toggle("shown", Boolean(message));
  clearTimeout(say.timer);
  say.timer = setTimeout(() => live.classList.remove("shown"), 2500);
}

export function complain(message) {
  const banner = $("#problem");
  banner.textContent = message;
  banner.hidden = !message;
}

let busy = false;
let waiting = null;

/**
 * Runs one act at a time; what goes wrong is told, in the form that is open if there is one.
 *
 * An act that `waits` is run when the one before it is done, the latest of several. One that decides never waits: it
 * would be about the claim that comes up meanwhile, which nobody has looked at.
 */
export async function attempt(act, { waits = false } = {}) {
  if (busy) {
    if (waits) waiting = act;
    return;
  }
  busy = true;
  try {
    await act();
  } catch (error) {
    const wrong = $("#edit .wrong");
    if (wrong && error.message !== GONE && error.message !== OTHER) {
      wrong.textContent = error.message;
      wrong.hidden = false;
      wrong.scrollIntoView({ block: "nearest" });
    } else complain(error.message);
  } finally {
    busy = false;
  }
  const next = waiting;
  waiting = null;
  if (next) await attempt(next);
}

export function elements(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}
