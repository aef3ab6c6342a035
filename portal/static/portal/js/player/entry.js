/* From what was done to what is logged. Pure. */

/** The quantity a dose counts in, and how a stepper moves it. Distances and running plans are not counted here. */
export function quantityOf(dose) {
  if (dose.reps) return { name: "reps", unit: "reps", target: dose.reps, step: 1 };
  if (dose.time_s) return { name: "seconds", unit: "seconds", target: dose.time_s, step: 5 };
  if (dose.duration_min) return { name: "seconds", unit: "minutes", target: dose.duration_min * 60, step: 60 };
  return null;
}

/** What the log form starts with: what the player saw being done, or what an earlier entry says.
 *  Where neither knows, sets_done is null: nothing counts as done unasked. */
export function draftFor(item, performedSets, earlier = null) {
  const quantity = quantityOf(item.dose);
  const said = earlier?.sets_done ?? (earlier?.state === "done" ? item.dose.sets : null);
  return {
    sets_done: said ?? (performedSets || null),
    amount: quantity && (earlier?.[quantity.name] ?? quantity.target),
    pain: earlier?.pain ?? null,
    effort: earlier?.effort ?? null,
    rir: earlier?.rir ?? null,
  };
}

/** The patient's own word for a draft that knew nothing: "all" as prescribed, or "some" to be counted from here. */
export function draftOf(item, draft, much) {
  const { sets } = item.dose;
  if (much === "all") return { ...draft, sets_done: sets };
  if (sets > 1) return { ...draft, sets_done: 1 };
  const quantity = quantityOf(item.dose);
  if (!quantity) return { ...draft, sets_done: 0 };
  return { ...draft, sets_done: 1, amount: Math.max(quantity.target - quantity.step, 1) };
}

/** Done when it was as much as prescribed, else partial. Skipped is said, never worked out. */
export function stateOf(dose, draft) {
  const quantity = quantityOf(dose);
  const enough = !quantity || draft.amount >= quantity.target;
  return draft.sets_done >= dose.sets && enough ? "done" : "partial";
}

/** The log of something that was done, whole or in part. Only a part keeps the reason for stopping. */
export function doneLog(date, item, side, draft, reason = null) {
  const quantity = quantityOf(item.dose);
  const state = stateOf(item.dose, draft);
  return {
    prescription: item.prescription,
    side,
    on: date,
    state,
    skip_reason: state === "partial" ? reason : null,
    sets_done: draft.sets_done,
    reps: quantity?.name === "reps" ? draft.amount : null,
    seconds: quantity?.name === "seconds" ? draft.amount : null,
    pain: draft.pain,
    effort: draft.effort,
    rir: draft.rir,
    note: "",
  };
}

/** The log of something that was left out, with the reason and, if it hurt, how much. */
export function skippedLog(date, item, side, reason, pain = null) {
  const nothing = { sets_done: 0, reps: null, seconds: null, effort: null, rir: null, note: "" };
  const named = { prescription: item.prescription, side, on: date };
  return { ...named, state: "skipped", skip_reason: reason, ...nothing, pain };
}
