/* A countdown against the wall clock, so that a throttled tab or a sleeping phone catches up correctly.

   When it ends it says by how much it was late: a few hundred milliseconds is a tick, more means that
   nobody was watching, and the player waits instead of running on without the patient. */

const TICK_MS = 200;

export class Countdown {
  #deadline = null;
  #left = 0;
  #total = 0;
  #handle = null;
  #now;

  /** onTick(secondsLeft, fractionLeft); onEnd(lateByMs). */
  constructor({ onTick, onEnd, now = () => Date.now() }) {
    this.onTick = onTick;
    this.onEnd = onEnd;
    this.#now = now;
  }

  get running() {
    return this.#deadline !== null;
  }

  /** Milliseconds left; never more than the step is long, should the clock be set back. */
  get left() {
    if (!this.running) return this.#left;
    return Math.min(Math.max(this.#deadline - this.#now(), 0), this.#total);
  }

  /** Load a step of so many milliseconds, of which `left` remain. Does not start it. */
  set(total, left = total) {
    this.stop();
    this.#total = total;
    this.#left = Math.min(left, total);
    this.#tell();
  }

  start() {
    if (this.running || this.#left <= 0) return;
    this.#deadline = this.#now() + this.#left;
    this.#handle = setInterval(() => this.check(), TICK_MS);
  }

  pause() {
    if (!this.running) return;
    this.#left = this.left;
    this.#halt();
    this.#tell();
  }

  stop() {
    this.#halt();
    this.#left = 0;
    this.#total = 0;
  }

  /** Look at the clock now: called by every tick and when the page becomes visible again. */
  check() {
    if (!this.running) return;
    const late = this.#now() - this.#deadline;
    if (late < 0) {
      this.#tell();
      return;
    }
    this.#halt();
    this.#left = 0;
    this.#tell();
    this.onEnd(late);
  }

  #halt() {
    clearInterval(this.#handle);
    this.#handle = null;
    this.#deadline = null;
  }

  #tell() {
    const left = this.left;
    this.onTick(Math.ceil(left / 1000), this.#total ? left / this.#total : 0);
  }
}
