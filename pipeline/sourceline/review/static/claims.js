// Claims as the server shows them; the next one is fetched while the reviewer reads.

import { $, ask } from "/static/server.js";

let ahead = null;

const version = () => document.body.dataset.version;

/** @returns {Promise<string>} the claim and its article, as HTML; what was fetched ahead is used once */
export async function claimAt(address) {
  const known = ahead;
  ahead = null;
  const html = known?.address === address ? await known.html : "";
  return html && known.version === version() ? html : ask(address);
}

/** Fetches a claim that will be asked for next. What goes wrong is told when it is asked for. */
export function fetchAhead(address) {
  ahead = { address, version: version(), html: ask(address).catch(() => "") };
}

/** Tells the server which claim is open here, so that others pass it over. A failure shows with the next act. */
export async function announce(claim) {
  const { shared } = await ask("/opened", { claim }).catch(() => ({}));
  if (shared && $("#main").dataset.id === claim) $("#shared").textContent = "another reviewer has it open";
}
