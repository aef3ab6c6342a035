/* Sends entries until the clinic has them, and never says "saved" before.

   An entry is kept on the phone before it is sent. It leaves the outbox only by the server's own answer.
   No connection or a busy server: try again, later each time. Refused: the patient corrects it.
   Signed out: everything is kept until the same person signs in. */

import { newUuid } from "./uuid.js";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** Doubling with a little chance in it, so that a whole gym does not come back in the same second. */
export function backOff(tries, chance = Math.random()) {
  return Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS) * (0.75 + chance / 2);
}

export class Outbox {
  #sending = null;
  #retry = null;
  #tries = 0;

  constructor({ store, api, onChange = () => {} }) {
    this.store = store;
    this.api = api;
    this.onChange = onChange;
    this.signedOut = false;
    this.hadEntries = false;
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("storage", () => this.onChange()); // another tab sent or kept something
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.hurry();
    });
  }

  get waiting() {
    return this.store.unsent().filter((entry) => entry.status === "waiting");
  }

  get refused() {
    return this.store.unsent().filter((entry) => entry.status === "refused");
  }

  get trying() {
    return this.#sending !== null;
  }

  /** True once a send has failed and none has worked since. */
  get failing() {
    return this.#tries > 0;
  }

  /** Keep an entry and start sending. The same exercise, side and day keeps its id: a correction, not a second log. */
  add(body, knownId = null) {
    const before = this.store.entry(body.on, body.prescription, body.side);
    const uuid = before?.uuid ?? knownId ?? newUuid();
    const entry = { uuid, body, status: "waiting", at: Date.now(), problem: null };
    this.store.keepEntry(entry);
    this.hurry();
    return entry;
  }

  /** Send now instead of at the next try. */
  hurry() {
    clearTimeout(this.#retry);
    this.#retry = null;
    this.hadEntries ||= this.waiting.length > 0;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
      this.onChange();
      if (this.waiting.length && !this.signedOut) this.#later();
    });
    this.onChange();
    return this.#sending;
  }

  #later() {
    if (this.#retry) return;
    const wait = Math.max(this.wait ?? 0, this.#tries ? backOff(this.#tries - 1) : 0);
    this.#retry = setTimeout(() => this.hurry(), wait);
  }

  async #sendAll() {
    for (const entry of this.waiting) {
      const answer = await this.api.putLog(entry.uuid, entry.body);
      this.signedOut = answer.kind === "signed_out";
      this.wait = (answer.wait ?? 0) * 1000;
      this.#tries = answer.kind === "again" ? this.#tries + 1 : 0;
      if (answer.kind === "again" || answer.kind === "signed_out") return;
      this.#settle(entry, answer);
      this.onChange();
    }
  }

  /* The patient may have corrected the entry while it was on its way: then the newer one still waits. */
  #settle(sent, answer) {
    const { on, prescription, side } = sent.body;
    const kept = this.store.entry(on, prescription, side);
    if (kept?.at !== sent.at) return; // null when the patient signed out in another tab meanwhile
    const problem = answer.kind === "refused" ? answer.body : null;
    // Another device was faster. Sending again under its id makes this a correction, if the patient wants it.
    const other = problem?.code === "already_logged" ? [problem.fields.id].flat()[0] : null;
    this.store.keepEntry({ ...kept, uuid: other ?? kept.uuid, status: answer.kind, problem });
  }
}
