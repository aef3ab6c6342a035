/* The flow of a session: which screen comes next, and what an answer leads to. */

import { byId } from "./dom.js";
import { drawEnd, drawExtraOffer, drawIntro, drawMessage, drawSaving } from "./end_view.js";
import { skippedLog } from "./entry.js";
import { announce, drawBar, drawControls } from "./frame.js";
import { LogView } from "./log_view.js";
import { Outbox } from "./outbox.js";
import { isTimed, keyOf } from "./script.js";
import { Session } from "./session.js";
import { drawCount, drawKind, drawStep, showNote, spoken } from "./step_view.js";
import { dayIn, say } from "./text.js";
import { Countdown } from "./timer.js";
import { letSleep } from "./wakelock.js";

const UNWATCHED_MS = 5_000; // a step that ended longer ago than this ended while nobody looked
const LAST_SECONDS = 3;

export class Player {
  #beeped = null;
  #shownItem = null;
  #whyKey = null;

  constructor({ store, api, signals, nextOn, language }) {
    this.store = store;
    this.api = api;
    this.signals = signals;
    this.nextOn = nextOn || null;
    this.language = language;
    this.session = null;
    this.screen = null;
    this.outbox = new Outbox({ store, api, onChange: () => this.#savingChanged() });
    this.timer = new Countdown({
      onTick: (seconds, fraction) => this.#tick(seconds, fraction),
      onEnd: (late) => this.#ended(late),
    });
  }

  async open() {
    this.store.tidy();
    const today = await this.#load();
    this.outbox.hurry();
    if (!today) return;
    this.session = new Session(today, this.store);
    if (!today.steps.length) this.#show("nothing", () => drawMessage(today.reason === "stopped" ? "stopped" : "nothing"));
    else if (this.session.isComplete) this.end();
    else if (this.session.onlyExtraLeft) this.#show("extra", () => drawExtraOffer(this.session));
    else this.#show("intro", () => drawIntro(this.session));
    drawBar(this.session);
  }

  /** The screen for where the session is now. */
  showHere() {
    const { session } = this;
    drawBar(session);
    if (!session.step) this.end();
    else if (session.atExtra) this.#show("extra", () => drawExtraOffer(session));
    else if (session.step.kind === "log") this.ask(keyOf(session.step));
    else this.play();
  }

  play({ paused = false } = {}) {
    const { step } = this.session;
    const sameItem = this.screen === "step" && this.#shownItem === step.prescription;
    const left = this.session.takeLeft();
    this.#shownItem = step.prescription;
    this.#show("step", () => drawStep(this.session), { refocus: !sameItem });
    announce(spoken(this.session));
    if (isTimed(step)) {
      this.timer.set(step.seconds * 1000, left ?? step.seconds * 1000);
      if (!paused) this.timer.start();
    }
    this.drawControls();
  }

  /** The form for a key: after the exercise, or later to change or complete what was said. */
  ask(key, { reason = null } = {}) {
    const [prescription, side] = key.split(":");
    const { session } = this;
    const kept = this.store.entry(session.date, prescription, side);
    const context = {
      date: session.date,
      item: session.items.get(prescription),
      side,
      performedSets: session.performedSets(key),
      earlier: session.logFor(key),
      problem: kept?.status === "refused" ? kept.problem : null,
      reason,
      answer: (log) => this.#answer(key, [log]),
      skip: () => this.askWhy(key),
      later: () => this.#leaveOpen(key),
    };
    this.#show("log", () => new LogView(context));
  }

  /** Stands still while the patient reads or chooses. */
  hold() {
    this.timer.pause();
    if (this.screen === "step") this.drawControls();
  }

  askWhy(key) {
    this.hold();
    this.#whyKey = key;
    byId("why").showModal();
  }

  /** A reason for leaving an exercise. Pain is about this side; the other reasons answer all sides left.
   *  What was already done of it stays: then it is a part, with its reason. */
  skip(reason) {
    byId("why").close();
    const key = this.#whyKey;
    const { session } = this;
    if (this.screen === "step" && session.performedSets(key) > 0) {
      session.jumpToLog(key);
      this.ask(key, { reason });
    } else if (reason === "pain") this.#askPain(key);
    else this.#answer(key, this.#skippedSides(key, reason));
  }

  pauseOrGo() {
    if (!isTimed(this.session.step)) {
      this.session.complete();
      this.showHere();
      return;
    }
    if (this.timer.running) this.timer.pause();
    else this.timer.start();
    announce(say(this.timer.running ? "going_on" : "paused"));
    this.drawControls();
  }

  end() {
    letSleep();
    this.#show("end", () => this.#drawEnd());
  }

  drawControls() {
    drawControls(this.session.step, this.timer.running);
    drawKind(this.session.step, { paused: !this.timer.running });
  }

  /** Remember the place and what is left of the step: the page may not come back. */
  keep() {
    if (this.screen === "step") this.session.keepPlace(isTimed(this.session.step) ? this.timer.left : null);
  }

  /* The script from the server, or the kept one of the same day when there is no connection. */
  async #load() {
    const answer = await this.api.today();
    if (answer.kind === "saved") {
      this.store.keepToday(answer.body);
      return answer.body;
    }
    const kept = this.store.today();
    if (answer.kind === "again" && kept && kept.date === dayIn(kept.time_zone)) return kept;
    this.#show("problem", () => drawMessage(answer.kind === "signed_out" ? "signed-out" : "no-connection"));
    return null;
  }

  #show(screen, draw, { refocus = true } = {}) {
    this.timer.stop();
    this.screen = screen;
    document.body.dataset.screen = screen;
    draw();
    if (!refocus) return;
    byId("main").scrollTop = 0;
    byId("stage").querySelector("[data-focus]")?.focus({ preventScroll: true });
  }

  #askPain(key) {
    const [prescription, side] = key.split(":");
    const { date, items } = this.session;
    const answer = (log) => this.#answer(key, [log]);
    this.#show("log", () => LogView.forPain({ date, item: items.get(prescription), side, answer }));
  }

  #skippedSides(key, reason) {
    const [prescription] = key.split(":");
    const item = this.session.items.get(prescription);
    const keys = new Set([key, ...this.session.openSides(prescription)]);
    return [...keys].map((each) => skippedLog(this.session.date, item, each.split(":")[1], reason));
  }

  /* A changed answer leaves the place where it is; a first one moves on behind its exercise. */
  #answer(key, logs) {
    const changing = this.session.closed.has(key);
    for (const log of logs) this.outbox.add(log, this.session.knownId(log.prescription, log.side));
    if (!changing) this.session.leave(key);
    this.showHere();
  }

  /* Not said how much: it stays open in the list, and the session goes on behind it. */
  #leaveOpen(key) {
    if (!this.session.closed.has(key)) this.session.leave(key);
    this.showHere();
  }

  #tick(seconds, fraction) {
    drawCount(seconds, fraction);
    if (!this.timer.running || seconds > LAST_SECONDS || seconds < 1 || this.#beeped === seconds) return;
    this.#beeped = seconds;
    this.signals.countdown();
  }

  /* The phone may have slept through the end of a step: then go no further without the patient. */
  #ended(late) {
    this.#beeped = null;
    this.signals.turn();
    this.session.complete();
    const next = this.session.step;
    if (late < UNWATCHED_MS || !next || !isTimed(next)) {
      this.showHere();
      return;
    }
    this.play({ paused: true });
    showNote(say("waited"));
    announce(say("waited"));
  }

  #drawEnd() {
    drawEnd(this.session, { next: this.nextOn, language: this.language });
  }

  #savingChanged() {
    drawSaving(this.outbox, this.store.lasting);
    if (this.screen !== "end") return;
    const focused = document.activeElement?.dataset.key;
    this.#drawEnd();
    if (focused) byId("stage").querySelector(`[data-key="${focused}"]`)?.focus();
  }
}
