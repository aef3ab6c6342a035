/* The screen of one step: name, side, ring, set, cue. Redrawn a step at a time; the ring moves in between. */

import { byId, fill, listSlot, setSlots } from "./dom.js";
import { isTimed } from "./script.js";
import { say } from "./text.js";

const SIDES = { left: "side_left", right: "side_right", both: null };

export const sideWords = (side) => (SIDES[side] ? say(SIDES[side]) : "");

export function setWords(step) {
  return step.sets > 1 ? say("set_of", { set: step.set, sets: step.sets }) : "";
}

function kindWords(step) {
  if (step.kind === "rest" && step.rep) return say("kind_breathe");
  if (step.kind === "work" && !isTimed(step)) return "";
  return say(`kind_${step.kind}`);
}

/** The number in the ring while nothing counts down: repetitions, or a dash for an open end. */
function restingFigure(step) {
  if (step.reps && !step.rep) return [String(step.reps), say("unit_reps")];
  return ["", say("unit_own_pace")];
}

/** Minutes and seconds from a minute and a half on, else plain seconds. */
export function clockText(seconds) {
  if (seconds < 90) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const isPause = (step) => step.kind === "rest" && !step.rep;

/** What comes after a rest: another set of the same, or another exercise. */
function comingWords(session) {
  const { step, coming } = session;
  if (!coming) return "";
  const same = coming.prescription === step.prescription && coming.side === step.side;
  if (same) return say("coming_set", { set: coming.set, sets: coming.sets });
  const name = session.items.get(coming.prescription).name;
  return say("coming", { what: [name, sideWords(coming.side)].filter(Boolean).join(", ") });
}

function extent(session) {
  const ids = [...session.items.keys()];
  return say("item_of", { n: ids.indexOf(session.step.prescription) + 1, all: ids.length });
}

export function drawStep(session) {
  const { step, item } = session;
  const side = sideWords(step.side);
  const view = fill("step", {
    extent: item.is_core ? extent(session) : `${extent(session)} · ${say("extra")}`,
    name: item.name,
    side,
    kind: kindWords(step),
    set: isPause(step) ? "" : setWords(step),
    rep: step.rep ? say("rep_of", { rep: step.rep, reps: step.reps }) : null,
    cue: step.cue || null,
    coming: isPause(step) ? comingWords(session) : null,
    note: null,
    load: loadWords(item.dose),
    purpose: item.purpose,
  });
  view.querySelector(".sides").dataset.side = step.side;
  view.dataset.kind = step.kind;
  listSlot(view, "instructions", item.instructions);
  listSlot(view, "errors", item.errors);
  listSlot(view, "avoid_if", item.avoid_if);
  listSlot(view, "cautions", item.cautions);
  byId("stage").replaceChildren(view);
  if (!isTimed(step)) drawStill(step);
}

/** What the ring counts, or that it stands still. */
export function drawKind(step, { paused }) {
  setSlots(byId("stage"), { kind: paused && isTimed(step) ? say("paused") : kindWords(step) });
}

export function showNote(words) {
  setSlots(byId("stage"), { note: words });
}

function loadWords(dose) {
  const [kind, amount] = (dose.load ?? "").split(":");
  return amount ? say(`load_${kind}`, { amount }) : null;
}

function drawStill(step) {
  const [figure, unit] = restingFigure(step);
  setSlots(byId("stage"), { figure, unit });
  drawRing(1);
}

/** The ring and its number: called several times a second, so it touches only these. */
export function drawCount(seconds, fraction) {
  const stage = byId("stage");
  if (!stage.querySelector(".ring")) return;
  setSlots(stage, { figure: clockText(seconds), unit: seconds < 90 ? say("unit_seconds") : say("unit_minutes") });
  drawRing(fraction);
}

function drawRing(fraction) {
  const arc = byId("stage").querySelector(".ring__arc");
  arc.setAttribute("stroke-dashoffset", String(100 - fraction * 100));
}

/** What a screen reader is told when the step changes. */
export function spoken(session) {
  const { step, item } = session;
  const amount = isTimed(step)
    ? say("spoken_seconds", { seconds: step.seconds })
    : step.reps
      ? say("spoken_reps", { reps: step.reps })
      : "";
  const parts = [kindWords(step), sideWords(step.side), setWords(step), amount];
  if (step.kind === "get_ready") parts.unshift(item.name);
  return parts.filter(Boolean).join(". ");
}
