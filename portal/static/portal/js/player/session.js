/* Where the patient is in today's session, and what has been done so far. Knows no screen and no clock. */

import {
  comingUp,
  countSets,
  firstOf,
  identityOf,
  isMoving,
  keyOf,
  keysOf,
  logOf,
  nextOpen,
  openSides,
  positionOf,
  previousMoving,
} from "./script.js";

export class Session {
  constructor(today, store) {
    this.today = today;
    this.store = store;
    this.steps = today.steps;
    this.items = new Map(today.items.map((item) => [item.prescription, item]));
    this.keys = keysOf(this.steps);
    this.performed = new Map();
    this.index = -1;
    this.extraAgreed = false;
    this.#restore();
  }

  get date() {
    return this.today.date;
  }

  get step() {
    return this.steps[this.index] ?? null;
  }

  get item() {
    return this.step && this.items.get(this.step.prescription);
  }

  /** Keys that have an answer: logged on another device, or kept here (sent or not). */
  get closed() {
    return new Set(this.keys.filter((key) => this.logFor(key)));
  }

  get hasBegun() {
    return this.closed.size > 0 || this.store.place(this.date) !== null;
  }

  /** The latest answer to a key: this phone's own, else the server's. */
  logFor(key) {
    const [prescription, side] = key.split(":");
    const own = this.store.entry(this.date, prescription, side);
    return own?.body ?? this.#serverLog(prescription, side);
  }

  /** The id under which the server already has an answer, so that a change corrects it. */
  knownId(prescription, side) {
    return this.#serverLog(prescription, side)?.id ?? null;
  }

  /** The main exercises are done and the extra ones have not been agreed to. */
  get atExtra() {
    return !this.extraAgreed && this.step !== null && !this.item.is_core && this.#coreWasDue;
  }

  /** Everything that matters most has an answer, and the patient has yet to say whether to do more. */
  get onlyExtraLeft() {
    if (this.extraAgreed || !this.#coreWasDue) return false;
    const open = this.keys.filter((key) => !this.closed.has(key));
    return open.length > 0 && open.every((key) => !this.items.get(key.split(":")[0]).is_core);
  }

  get coming() {
    return comingUp(this.steps, this.index, this.closed);
  }

  /** Sets of which every part was done to its end: what was passed over does not count. */
  performedSets(key) {
    return countSets(this.steps, key, this.performed.get(key));
  }

  /** Take up the kept place, or the first thing that is open. */
  begin() {
    if (this.index < 0) this.#goTo(nextOpen(this.steps, 0, this.closed));
  }

  /** The step was done to its end. */
  complete() {
    if (isMoving(this.step)) this.#markPerformed(this.step);
    this.next();
  }

  next() {
    this.#goTo(nextOpen(this.steps, this.index + 1, this.closed));
  }

  /** One exercise step back; at the very beginning the step starts again. */
  back() {
    const before = previousMoving(this.steps, this.index, this.closed);
    if (before >= 0) this.#goTo(before);
  }

  jumpTo(key) {
    this.extraAgreed ||= !this.items.get(key.split(":")[0]).is_core;
    this.#goTo(firstOf(this.steps, key));
  }

  jumpToLog(key) {
    this.#goTo(logOf(this.steps, key));
  }

  /** After an answer: go on behind the last step that this exercise and side has. */
  leave(key) {
    this.#goTo(nextOpen(this.steps, logOf(this.steps, key) + 1, this.closed));
  }

  agreeToExtra() {
    this.begin();
    this.extraAgreed = true;
    this.keepPlace();
  }

  openSides(prescription) {
    return openSides(this.steps, prescription, this.closed);
  }

  get isComplete() {
    return this.closed.size === this.keys.length;
  }

  keepPlace(left = null) {
    if (!this.step) return;
    const performed = [...this.performed].map(([key, parts]) => [key, [...parts]]);
    const { extraAgreed, date } = this;
    this.store.keepPlace({ date, at: identityOf(this.step), left, performed, extraAgreed });
  }

  /** Milliseconds that were left of the step when the page was last left. */
  takeLeft() {
    const left = this.left ?? null;
    this.left = null;
    return left;
  }

  get #coreWasDue() {
    return this.today.items.some((item) => item.is_core);
  }

  #serverLog(prescription, side) {
    return this.items.get(prescription)?.logs.find((log) => log.side === side) ?? null;
  }

  #markPerformed(step) {
    const key = keyOf(step);
    if (!this.performed.has(key)) this.performed.set(key, new Set());
    this.performed.get(key).add(identityOf(step));
  }

  #goTo(index) {
    this.index = index;
    this.left = null;
    this.keepPlace();
  }

  #restore() {
    const place = this.store.place(this.date);
    if (!place) return;
    this.performed = new Map(place.performed.map(([key, parts]) => [key, new Set(parts)]));
    this.extraAgreed = place.extraAgreed;
    this.index = positionOf(this.steps, place.at, this.closed);
    if (this.index >= 0) this.left = place.left;
  }
}
