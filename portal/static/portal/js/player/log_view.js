/* The screen after an exercise: how much was done, pain, effort. Every rating may be left out. */

import { doneLog, draftFor, draftOf, quantityOf, skippedLog, stateOf } from "./entry.js";
import { byId, fill, setIcon, setSlots } from "./dom.js";
import { sideWords } from "./step_view.js";
import { say } from "./text.js";

const RATINGS = ["pain", "effort", "rir"];
const SETS_AT_MOST = 20;

/** Draws the form for a key and calls answer(log), skip() or later() once: later when it is not known how much
 *  was done and the patient does not say it now. `problem` is what the server refused. */
export class LogView {
  constructor({ date, item, side, performedSets, earlier, problem, reason = null, answer, skip, later }) {
    this.date = date;
    this.item = item;
    this.side = side;
    this.answer = answer;
    this.later = later;
    this.earlier = earlier;
    this.draft = draftFor(item, performedSets, earlier?.state === "skipped" ? null : earlier);
    this.note = earlier?.note ?? "";
    this.reason = reason ?? (earlier?.state === "partial" ? earlier.skip_reason : null);
    this.quantity = quantityOf(item.dose);
    this.form = fill("log", { name: item.name, side: sideWords(side) });
    this.#showAmounts();
    this.#showRatings();
    this.#showProblem(problem);
    this.#listen(skip);
    byId("stage").replaceChildren(this.form);
  }

  /** From here only pain is asked: the exercise was left out because of it. */
  static forPain({ date, item, side, answer }) {
    const form = fill("log-pain", { name: item.name, side: sideWords(side) });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(skippedLog(date, item, side, "pain", ratingIn(form, "pain")));
    });
    byId("stage").replaceChildren(form);
  }

  get #isUnknown() {
    return this.draft.sets_done === null;
  }

  #showAmounts() {
    const { form, draft, quantity, item } = this;
    form.querySelector('[data-part="much"]').hidden = !this.#isUnknown;
    form.querySelector("details.amounts").hidden = this.#isUnknown;
    form.querySelector('[data-part="sets"]').hidden = item.dose.sets === 1 && draft.sets_done <= 1;
    form.querySelector('[data-part="amount"]').hidden = !quantity;
    if (quantity) setSlots(form, { unit: say(`amount_${quantity.unit}`) });
    form.querySelector('[data-part="rir"]').hidden = item.dose.rir_min === null && draft.rir === null;
    if (this.#isUnknown) return;
    form.querySelector("details.amounts").open = stateOf(item.dose, draft) === "partial";
    this.#drawAmounts();
  }

  #drawAmounts() {
    const { draft, quantity, form } = this;
    const amount = quantity ? this.#amountText() : "";
    const words = quantity ? `done_${quantity.unit}` : "done_sets";
    setSlots(form, { sets_done: String(draft.sets_done), amount });
    setSlots(form, { amounts: say(words, { sets: draft.sets_done, amount }) });
    const state = doneLog(this.date, this.item, this.side, draft).state;
    setSlots(form, { state: say(`state_${state}`) });
    setIcon(form.querySelector(".amounts__state"), state === "done" ? "circle-check" : "circle-dashed");
  }

  #amountText() {
    const { amount } = this.draft;
    return String(this.quantity.unit === "minutes" ? Math.round(amount / 60) : amount);
  }

  #showRatings() {
    for (const name of RATINGS) {
      const value = this.draft[name];
      const input = this.form.querySelector(`input[name="${name}"][value="${value}"]`);
      if (input) input.checked = true;
    }
  }

  #showProblem(problem) {
    if (!problem) return;
    const box = this.form.querySelector('[data-part="problem"]');
    const fields = problem.code === "already_logged" ? [] : Object.values(problem.fields ?? {}).flat();
    box.hidden = false;
    setSlots(box, { problem: [problem.message, ...fields.filter((text) => text !== problem.message)].join(" ") });
  }

  #listen(skip) {
    this.form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (button) this.#move(button.dataset.step, Number(button.dataset.by));
      const much = event.target.closest("[data-much]")?.dataset.much;
      if (much) this.#tell(much);
      if (event.target.closest('[data-action="skip"]')) skip();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const rated = event.submitter?.value !== "later";
      this.#send(rated);
    });
  }

  #tell(much) {
    this.draft = draftOf(this.item, this.draft, much);
    this.#showAmounts();
    this.form.querySelector(".amounts summary").focus();
  }

  #move(what, by) {
    const { draft, quantity } = this;
    if (what === "sets") draft.sets_done = Math.min(Math.max(draft.sets_done + by, 1), SETS_AT_MOST);
    else draft.amount = Math.max(draft.amount + by * quantity.step, quantity.step);
    this.#drawAmounts();
  }

  #send(rated) {
    if (this.#isUnknown) {
      if (rated) this.#askAgain();
      else this.later();
      return;
    }
    for (const name of RATINGS) if (rated) this.draft[name] = ratingIn(this.form, name);
    this.answer({ ...doneLog(this.date, this.item, this.side, this.draft, this.reason), note: this.note });
  }

  #askAgain() {
    this.form.querySelector('[data-part="ask-again"]').hidden = false;
    this.form.querySelector("[data-much]").focus();
  }
}

function ratingIn(form, name) {
  const checked = form.querySelector(`input[name="${name}"]:checked`);
  return checked ? Number(checked.value) : null;
}
