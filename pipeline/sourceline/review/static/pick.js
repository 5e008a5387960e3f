// Selecting words of the article, by mouse, touch or keys. Offsets count code points, as in the records.

import { $ } from "/static/server.js";

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.,\-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;
let picking = null;

export const isPicking = () => picking !== null;

/**
 * Lets the reviewer select words.
 * @param {string} what is asked for, in words
 * @param {[number, number] | null} from the words selected so far
 * @returns {Promise<{span: [number, number], words: string} | null>} null where it was left
 */
export function pick(what, from) {
  leave();
  const text = $("#text");
  const bar = $("#picking");
  if (!text) return Promise.resolve(null);
  $("b", bar).textContent = `Select the words: ${what}.`;
  bar.hidden = false;
  document.body.classList.add("picks");
  const words = [...text.textContent.matchAll(WORD)].map((found) => [found.index, found.index + found[0].length]);
  const start = from ? units(from[0]) : offsetOf($(".target", text));
  const end = from ? units(from[1]) : start + 1;
  const first = Math.max(words.findIndex(([, wordEnd]) => wordEnd > start), 0);
  const last = Math.max(words.findLastIndex(([wordStart]) => wordStart < end), first);
  text.focus({ preventScroll: true });
  return new Promise((done) => {
    picking = { words, anchor: first, focus: last, done, back: document.activeElement };
    show();
  });
}

/** The place in the article of a span of the records. */
export function rangeOf([start, end]) {
  const range = document.createRange();
  range.setStart(...place(units(start)));
  range.setEnd(...place(units(end)));
  return range;
}

/** What is selected in the article now, if anything. */
export function selected() {
  const selection = getSelection();
  const text = $("#text");
  if (!text || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  return taken(unitsAt(range.startContainer, range.startOffset), unitsAt(range.endContainer, range.endOffset));
}

function taken(start, end) {
  const all = $("#text").textContent;
  while (start < end && /\s/.test(all[start])) start += 1;
  while (end > start && /\s/.test(all[end - 1])) end -= 1;
  return start < end ? { span: [points(start), points(end)], words: all.slice(start, end) } : null;
}

export function take() {
  const found = selected();
  if (found) finish(found);
}

export function leave() {
  finish(null);
}

function finish(found) {
  if (!picking) return;
  const { done } = picking;
  picking = null;
  $("#picking").hidden = true;
  document.body.classList.remove("picks");
  getSelection().removeAllRanges();
  done(found);
}

function show() {
  const { words, anchor, focus } = picking;
  if (!words.length) return;
  const [low, high] = [Math.min(anchor, focus), Math.max(anchor, focus)];
  const range = document.createRange();
  range.setStart(...place(words[low][0]));
  range.setEnd(...place(words[high][1]));
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  const box = boxOf(words[focus]);
  const pane = $("#article");
  const frame = getComputedStyle(pane).overflowY === "auto" ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  if (box.top < frame.top + 120 || box.bottom > frame.bottom - 80) {
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }
}

function boxOf([start, end]) {
  const range = document.createRange();
  range.setStart(...place(start));
  range.setEnd(...place(end));
  return range.getClientRects()[0] ?? range.getBoundingClientRect();
}

function lineAway(down) {
  const { words, focus } = picking;
  const here = boxOf(words[focus]);
  let best = focus;
  let line = null;
  let distance = Infinity;
  for (let number = focus + (down ? 1 : -1); number >= 0 && number < words.length; number += down ? 1 : -1) {
    const box = boxOf(words[number]);
    if (Math.abs(box.bottom - here.bottom) < here.height / 2) continue;
    line ??= box.bottom;
    if (Math.abs(box.bottom - line) > here.height / 2) break;
    if (Math.abs(box.left - here.left) < distance) [best, distance] = [number, Math.abs(box.left - here.left)];
  }
  return best;
}

const moves = {
  ArrowLeft: () => picking.focus - 1,
  ArrowRight: () => picking.focus + 1,
  ArrowUp: () => lineAway(false),
  ArrowDown: () => lineAway(true),
};

document.addEventListener("keydown", (event) => {
  if (!picking || event.target.closest("#picking button")) return;
  if (event.key === "Enter") take();
  else if (event.key === "Escape") leave();
  else if (moves[event.key]) {
    const { words } = picking;
    picking.focus = Math.min(Math.max(moves[event.key](), 0), words.length - 1);
    if (!event.shiftKey) picking.anchor = picking.focus;
    show();
  } else if (event.key !== "Tab") return;
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// What is selected already would be dragged away, instead of a new selection begun within it.
document.addEventListener("pointerdown", (event) => {
  if (picking && event.pointerType === "mouse" && event.target.closest("#text") && !event.shiftKey) getSelection().removeAllRanges();
});

// With the mouse, to let go is to take; a click sets where the keys go on. Touch selects with the handles, then Take.
document.addEventListener("pointerup", (event) => {
  if (!picking || event.pointerType !== "mouse" || !event.target.closest("#text")) return;
  setTimeout(() => {
    if (!picking) return;
    if (!getSelection().isCollapsed) return take();
    const caret = getSelection();
    if (!caret.anchorNode || !$("#text").contains(caret.anchorNode)) return;
    const at = unitsAt(caret.anchorNode, caret.anchorOffset);
    const word = picking.words.findIndex(([, end]) => end >= at);
    if (word >= 0) picking.anchor = picking.focus = word;
    show();
  });
});
document.addEventListener("click", (event) => {
  if (picking && event.target.closest("#text a")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Offsets: code units of the DOM, code points of the records

const points = (unit) => [...$("#text").textContent.slice(0, unit)].length;
const units = (point) => [...$("#text").textContent].slice(0, point).join("").length;
const offsetOf = (element) => (element ? unitsAt(element, 0) : 0);

function unitsAt(node, offset) {
  const range = document.createRange();
  range.selectNodeContents($("#text"));
  range.setEnd(node, offset);
  return range.toString().length;
}

function place(unit) {
  const walk = document.createTreeWalker($("#text"), NodeFilter.SHOW_TEXT);
  let left = unit;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (left <= node.data.length) return [node, left];
    left -= node.data.length;
  }
  return [$("#text"), $("#text").childNodes.length];
}
