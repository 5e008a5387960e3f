// Which key does what, and which acts need something on show.

export const keys = {
  a: "accept", r: "reject", c: "correct", s: "skip", u: "undo", m: "note", n: "add", j: "next", k: "previous",
  "/": "search", f: "filters", t: "article", "?": "help",
};
export const deciding = new Set(["accept", "skip", "agree", "candidate", "undo"]);
export const needClaim = new Set(["accept", "reject", "correct", "skip", "note"]);
export const needArticle = new Set(["next", "previous", "add", "article"]);

/** @returns {boolean} whether single keys act; a reviewer may turn them off */
export const keysOn = () => localStorage.getItem("sourceline_keys") !== "off";
