/* The last step of booking: what is typed stays on this phone until it is sent, and the time is kept a little
   longer while somebody fills in the form. A page that is left alone lets it go. */

import { keepDraft } from "./keep.js";
import { tellApart } from "./none.js";
import { Api } from "./player/api.js";

const REFRESH_MS = 60_000;
const TICK_MS = 5_000;

class Hold {
  #asked = Date.now();

  constructor(box) {
    const { id, kind, practitioner, at, until, api, csrfCookie, person } = box.dataset;
    this.box = box;
    this.id = id;
    this.wanted = { kind, practitioner, starts_at: at };
    this.until = new Date(until).getTime();
    this.api = new Api({ base: api, csrfCookie, person });
    this.timer = setInterval(() => this.show(), TICK_MS);
    this.show();
  }

  get left() {
    return this.until - Date.now();
  }

  show() {
    const isOver = this.left <= 0;
    if (isOver) clearInterval(this.timer);
    for (const line of this.box.querySelectorAll("[data-say]")) line.hidden = (line.dataset.say === "over") !== isOver;
    const [plain, counted] = this.box.querySelectorAll('[data-say="kept"] > span');
    plain.hidden = true;
    counted.hidden = false;
    const minutes = Math.max(1, Math.ceil(this.left / 60_000));
    this.box.querySelector("[data-minutes]").textContent = minutesWords(minutes);
  }

  /** Somebody is at work here: keep it longer, at most once a minute. */
  async refresh() {
    if (this.left <= 0 || Date.now() - this.#asked < REFRESH_MS) return;
    this.#asked = Date.now();
    const answer = await this.api.putHold(this.id, this.wanted);
    if (answer.kind === "saved") this.until = new Date(answer.body.expires_at).getTime();
    this.show();
  }
}

function minutesWords(minutes) {
  const language = document.documentElement.lang;
  return new Intl.NumberFormat(language, { style: "unit", unit: "minute", unitDisplay: "long" }).format(minutes);
}

const form = document.getElementById("book");
const box = document.getElementById("hold");

if (form) {
  tellApart(form);
  keepDraft(form);
}
if (form && box?.dataset.until) {
  const hold = new Hold(box);
  form.addEventListener("input", () => hold.refresh());
}
