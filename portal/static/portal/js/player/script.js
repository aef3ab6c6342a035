/* Moves through the day's script. Pure: steps and closed keys in, positions out.

   A key is one exercise on one side, which is what one log answers. Steps of a closed key (already
   logged here or on another device) are passed over. */

const MOVING = new Set(["work", "hold"]);

export const keyOf = ({ prescription, side }) => `${prescription}:${side}`;

/** What a step is, whatever its position: survives a changed script and a reload. */
export const identityOf = (step) =>
  [step.prescription, step.side, step.kind, step.set ?? 0, step.rep ?? 0].join(":");

export const isMoving = (step) => MOVING.has(step.kind);

export const isTimed = (step) => step.kind !== "log" && Number.isFinite(step.seconds) && step.seconds > 0;

/** First open position from `from` on, or -1. */
export function nextOpen(steps, from, closed) {
  for (let i = Math.max(from, 0); i < steps.length; i += 1) {
    if (!closed.has(keyOf(steps[i]))) return i;
  }
  return -1;
}

/** The last open position before `before` where the patient moves or holds, or -1. */
export function previousMoving(steps, before, closed) {
  for (let i = before - 1; i >= 0; i -= 1) {
    if (isMoving(steps[i]) && !closed.has(keyOf(steps[i]))) return i;
  }
  return -1;
}

/** Where a kept place is in these steps, or -1 when the script no longer has it or it is closed. */
export function positionOf(steps, identity, closed) {
  return steps.findIndex((step) => identityOf(step) === identity && !closed.has(keyOf(step)));
}

export const firstOf = (steps, key) => steps.findIndex((step) => keyOf(step) === key);

export const logOf = (steps, key) => steps.findIndex((step) => step.kind === "log" && keyOf(step) === key);

/** The next thing to do after `index`, for the rest screen. */
export function comingUp(steps, index, closed) {
  for (let i = index + 1; i < steps.length; i += 1) {
    if (isMoving(steps[i]) && !closed.has(keyOf(steps[i]))) return steps[i];
  }
  return null;
}

/** How many sets of a key are whole in `done`, a Set of step identities. */
export function countSets(steps, key, done = new Set()) {
  const parts = steps.filter((step) => isMoving(step) && keyOf(step) === key);
  const broken = new Set(parts.filter((step) => !done.has(identityOf(step))).map((step) => step.set));
  return new Set(parts.map((step) => step.set).filter((set) => !broken.has(set))).size;
}

/** Keys in the order the script asks for them. */
export function keysOf(steps) {
  return [...new Set(steps.map(keyOf))];
}

/** Keys of this exercise that are still open: the sides a skip can answer at once. */
export function openSides(steps, prescription, closed) {
  return keysOf(steps.filter((step) => step.prescription === prescription)).filter((key) => !closed.has(key));
}
