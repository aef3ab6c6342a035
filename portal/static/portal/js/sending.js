/* Sends a page's own form until the clinic has it, and says what is going on. Nothing is lost on the way: the
   draft stays on this phone (keep.js), and the form's id makes sending it twice the same as once. Without this
   script the form is sent the plain way.

   The form names in data-done where an accepted one leads; its page has a #saving with a line for each state. */

import { backOff } from "./player/outbox.js";

const TIMEOUT_MS = 15_000;
const TRY_AGAIN = [408, 425, 429];

export class Sending {
  #tries = 0;
  #retry = null;
  #busy = false;

  constructor(form) {
    this.form = form;
    this.saving = document.getElementById("saving");
    this.button = form.querySelector('[type="submit"]');
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#tries = 0;
      this.#send();
    });
    window.addEventListener("online", () => this.#retry && this.#send());
  }

  async #send() {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#retry);
    this.#retry = null;
    this.button.disabled = true;
    this.#say(this.#tries ? "trying" : "sending");
    const answer = await this.#post();
    this.#busy = false;
    this.button.disabled = false;
    if (answer.kind === "saved") window.location.replace(answer.at);
    else if (answer.kind === "refused") this.form.submit();
    else if (answer.kind === "signed_out") this.#say("signed_out");
    else this.#sendLater();
  }

  #sendLater() {
    this.#say("trying");
    this.#retry = setTimeout(() => this.#send(), backOff(this.#tries));
    this.#tries += 1;
  }

  /** Show one line of what is going on. */
  #say(name) {
    this.saving.hidden = false;
    for (const line of this.saving.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
  }

  /** saved: where to go on. refused: the page itself shows why. signed_out, again: what they say. */
  async #post() {
    try {
      const response = await fetch(window.location.href, {
        method: "POST",
        body: new FormData(this.form),
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return this.#meaningOf(response, new URL(response.url));
    } catch {
      return { kind: "again" };
    }
  }

  #meaningOf(response, at) {
    const isOurs = at.origin === window.location.origin;
    if (response.redirected && isOurs) {
      return response.ok && this.#isDone(at.pathname) ? { kind: "saved", at } : { kind: "signed_out" };
    }
    const refused = isOurs && response.status >= 400 && response.status < 500;
    return { kind: refused && !TRY_AGAIN.includes(response.status) ? "refused" : "again" };
  }

  #isDone(path) {
    return this.form.dataset.done.split(" ").some((done) => path.startsWith(done));
  }
}
