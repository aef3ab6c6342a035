/* What stands around the screens: progress bar, sound and vibration, the three controls. */

import { byId, setIcon } from "./dom.js";
import { isTimed } from "./script.js";
import { say } from "./text.js";

/** The middle control pauses what is timed and finishes what goes at one's own pace. */
export function drawControls(step, running) {
  const main = byId("main-control");
  const timed = isTimed(step);
  document.body.dataset.running = String(running);
  setIcon(main, timed ? (running ? "pause" : "play") : "check");
  main.querySelector("span").textContent = say(timed ? (running ? "pause" : "resume") : "set_done");
}

export function drawToggles(signals) {
  for (const button of document.querySelectorAll("[data-toggle]")) {
    const on = signals.isOn(button.dataset.toggle);
    button.setAttribute("aria-pressed", String(on));
    setIcon(button, on ? button.dataset.on : button.dataset.off);
  }
}

export function drawBar(session) {
  const bar = byId("done-bar");
  bar.max = Math.max(session.keys.length, 1);
  bar.value = session.closed.size;
}

/** Told to screen readers, politely: changes of set and side, never each second. */
export function announce(words) {
  byId("announce").textContent = words;
}
