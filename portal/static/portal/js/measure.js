/* A measure: what is entered stays on this phone until the clinic has it, and is sent until it does.

   The form is the page's own; its id makes sending it twice the same as once. Without this script it is
   sent the plain way. */

import { keepDraft } from "./keep.js";
import { backOff } from "./player/outbox.js";

const TIMEOUT_MS = 15_000;
const TRY_AGAIN = [408, 425, 429];

const form = document.getElementById("measure");
const saving = document.getElementById("saving");
const button = form.querySelector('[type="submit"]');
let tries = 0;
let retry = null;
let busy = false;

/** Show one line of what is going on; null for none. */
function say(name) {
  saving.hidden = name === null;
  for (const line of saving.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
}

/* Questions that wait for the answer to another one. What is hidden is not sent. */
function showAsked() {
  for (const part of form.querySelectorAll("[data-shown-when]")) {
    const { shownWhen, shownFor } = part.dataset;
    const given = new FormData(form).get(shownWhen);
    part.hidden = given !== shownFor;
    for (const control of part.querySelectorAll("input, textarea")) control.disabled = part.hidden;
  }
}

/** saved: where to go on. refused: the page itself shows why. signed_out, again: what they say. */
async function post() {
  try {
    const response = await fetch(window.location.href, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const at = new URL(response.url);
    const isOurs = at.origin === window.location.origin;
    if (response.redirected && isOurs) {
      return response.ok && at.pathname.startsWith(form.dataset.done) ? { kind: "saved", at } : { kind: "signed_out" };
    }
    const refused = isOurs && response.status >= 400 && response.status < 500;
    return { kind: refused && !TRY_AGAIN.includes(response.status) ? "refused" : "again" };
  } catch {
    return { kind: "again" };
  }
}

async function send() {
  if (busy) return;
  busy = true;
  clearTimeout(retry);
  retry = null;
  button.disabled = true;
  say(tries ? "trying" : "sending");
  const answer = await post();
  busy = false;
  button.disabled = false;
  if (answer.kind === "saved") window.location.replace(answer.at);
  else if (answer.kind === "refused") form.submit();
  else if (answer.kind === "signed_out") say("signed_out");
  else sendLater();
}

function sendLater() {
  say("trying");
  retry = setTimeout(send, backOff(tries));
  tries += 1;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  tries = 0;
  send();
});
window.addEventListener("online", () => {
  if (retry) send();
});
keepDraft(form, showAsked);
