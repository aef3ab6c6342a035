/* The player page: what is pressed, typed and swept away goes to the player. */

import { Api } from "./api.js";
import { byId, onAction } from "./dom.js";
import { drawOverview } from "./end_view.js";
import { drawToggles } from "./frame.js";
import { Player } from "./player.js";
import { keyOf } from "./script.js";
import { Signals, unlockSound } from "./sound.js";
import { openStorage, Store } from "./store.js";
import { loadStrings } from "./text.js";
import { keepAwake } from "./wakelock.js";

const root = byId("player");
const store = new Store(openStorage(), root.dataset.patient);
const api = new Api({ base: root.dataset.api, csrfCookie: root.dataset.csrfCookie, person: root.dataset.person });
const signals = new Signals(store);
const { nextOn } = root.dataset;
const player = new Player({ store, api, signals, nextOn, language: document.documentElement.lang });

const move = {
  main: () => player.pauseOrGo(),
  next: () => {
    player.session.next();
    player.showHere();
  },
  back: () => {
    player.session.back();
    player.showHere();
  },
};
const on = (screen, act) => () => player.screen === screen && act();
const whileStepping = (act) => on("step", act);

/* Sound and the wake lock are only given after a touch: every way into the session comes through here. */
function go(where) {
  unlockSound();
  keepAwake();
  where();
  player.showHere();
}

function openOverview() {
  if (!player.session?.keys.length) return;
  player.hold();
  drawOverview(player.session);
  byId("overview").showModal();
}

function fromOverview(act) {
  return (button) => {
    byId("overview").close();
    act(button.dataset.key);
  };
}

onAction(document.body, {
  start: on("intro", () => go(() => player.session.begin())),
  extra: on("extra", () => go(() => player.session.agreeToExtra())),
  jump: fromOverview((key) => go(() => player.session.jumpTo(key))),
  change: fromOverview((key) => player.ask(key)),
  main: whileStepping(move.main),
  next: whileStepping(move.next),
  back: whileStepping(move.back),
  skip: whileStepping(() => player.askWhy(keyOf(player.session.step))),
  reason: (button) => player.skip(button.dataset.reason),
  finish: () => player.end(),
  overview: openOverview,
  close: (button) => button.closest("dialog").close(),
  retry: () => player.outbox.hurry(),
  reload: () => window.location.reload(),
  toggle: (button) => {
    unlockSound();
    signals.toggle(button.dataset.toggle);
    drawToggles(signals);
  },
});

/* Space pauses or finishes a set, the arrows go back and on. A focused button keeps its own space key. */
const KEYS = { " ": move.main, ArrowRight: move.next, ArrowLeft: move.back };

document.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  const modified = event.altKey || event.ctrlKey || event.metaKey;
  if (!act || modified || player.screen !== "step" || event.target.closest("dialog[open]")) return;
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  event.preventDefault();
  act();
});

/* Nobody reads how to do it and does it at the same time. */
document.addEventListener("toggle", (event) => event.target.matches(".step__how[open]") && player.hold(), true);

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") player.timer.check();
  else player.keep();
});
window.addEventListener("pagehide", () => player.keep());

loadStrings(document);
drawToggles(signals);
player.open();
