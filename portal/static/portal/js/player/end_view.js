/* Lists of the day's exercises: the overview during the session and the summary at its end. */

import { byId, fill, listSlot, setIcon, setSlots } from "./dom.js";
import { sideWords } from "./step_view.js";
import { dayWords, knows, say } from "./text.js";

const STATE_ICONS = { done: "circle-check", partial: "circle-dashed", skipped: "circle-slash", open: "circle" };

/** done, partial, skipped, or open when there is no answer yet. */
function stateOf(session, key) {
  return session.logFor(key)?.state ?? "open";
}

const isUnrated = (log) => log && log.state !== "skipped" && log.pain === null;

function ratingWords(log) {
  if (!log) return "";
  if (log.state === "skipped") return say(`reason_${log.skip_reason}`);
  return isUnrated(log) ? say("not_rated") : say("pain_was", { pain: log.pain });
}

function row(session, key) {
  const [prescription, side] = key.split(":");
  const log = session.logFor(key);
  const state = stateOf(session, key);
  const refused = session.store.entry(session.date, prescription, side)?.status === "refused";
  const words = [sideWords(side), say(`state_${state}`), ratingWords(log), refused ? say("refused") : ""];
  const view = fill("row", {
    name: session.items.get(prescription).name,
    state: words.filter(Boolean).join(" · "),
    act: say(log ? (isUnrated(log) ? "rate" : "change") : "do_now"),
  });
  view.dataset.state = state;
  setIcon(view, refused ? "triangle-alert" : STATE_ICONS[state]);
  const button = view.querySelector("button");
  button.dataset.action = log ? "change" : "jump";
  button.dataset.key = key;
  return view;
}

export function drawOverview(session) {
  listSlot(byId("overview"), "rows", session.keys.map((key) => row(session, key)));
}

export function drawEnd(session, { next, language }) {
  const open = session.keys.filter((key) => !session.closed.has(key));
  const view = fill("end", {
    title: open.length ? say("end_partly") : say("end_done"),
    next: next ? say("end_next", { when: dayWords(next, session.date, language) }) : null,
  });
  view.dataset.complete = String(open.length === 0);
  listSlot(view, "rows", session.keys.map((key) => row(session, key)));
  byId("stage").replaceChildren(view);
}

export function drawIntro(session) {
  const items = [...session.items.values()];
  const equipment = [...new Set(items.flatMap((item) => item.equipment))].map(equipmentWords);
  const view = fill("intro", {
    title: session.today.programs.length > 1 ? say("today_session") : (session.today.program?.stage ?? ""),
    minutes: minutesWords(session, items),
    count: countWords(items),
    equipment: equipment.length ? equipment.join(", ") : null,
    start: session.hasBegun ? say("continue") : say("start"),
  });
  const answered = items.filter((item) => session.openSides(item.prescription).length === 0).length;
  if (answered) setSlots(view, { hint: say("so_far", { n: answered, all: items.length }) });
  byId("stage").replaceChildren(view);
}

/** As on Today: the main part first, because that is what the patient has to find the time for. */
function minutesWords(session, items) {
  const { core_minutes: core, minutes } = session.today;
  const words = core && core < minutes ? "minutes_with_extra" : "minutes_about";
  return say(words, { minutes, core }) + (items.some((item) => item.dose.plan) ? say("plus_run") : "");
}

function countWords(items) {
  const n = items.filter((item) => item.is_core).length;
  const extra = items.length - n;
  return n && extra ? say("exercise_count_extra", { n, extra }) : say("exercise_count", { n: items.length });
}

/** A pack may bring equipment that the page has no words for: then as it is written. */
function equipmentWords(code) {
  return knows(`equipment_${code}`) ? say(`equipment_${code}`) : code.replaceAll("_", " ");
}

export function drawExtraOffer(session) {
  const extra = [...session.items.values()].filter((item) => !item.is_core);
  const minutes = session.today.minutes - session.today.core_minutes;
  const view = fill("extra", { words: say("extra_left", { n: extra.length, minutes }) });
  byId("stage").replaceChildren(view);
}

export function drawMessage(name) {
  byId("stage").replaceChildren(fill(name));
}

/** The truth about what is stored, in one line at the top. */
export function drawSaving(outbox, lasting) {
  const box = byId("saving");
  const [icon, words] = savingWords(outbox, lasting);
  box.hidden = !words;
  if (!words) return;
  setIcon(box, icon);
  setSlots(box, { saving: words });
  box.querySelector("a").hidden = !outbox.signedOut;
  box.querySelector("button").hidden = outbox.signedOut || !outbox.failing;
  box.dataset.tone = icon === "cloud-check" ? "go" : icon === "cloud-upload" ? "quiet" : "careful";
}

function savingWords(outbox, lasting) {
  const waiting = outbox.waiting.length;
  if (waiting && outbox.signedOut) return ["cloud-off", say("saving_signed_out", { n: waiting })];
  if (waiting && outbox.failing) return ["cloud-off", say(lasting ? "saving_trying" : "saving_fragile", { n: waiting })];
  if (waiting) return ["cloud-upload", say("saving_now")];
  if (outbox.refused.length) return ["triangle-alert", say("saving_refused", { n: outbox.refused.length })];
  return ["cloud-check", outbox.hadEntries ? say("saving_saved") : ""];
}
