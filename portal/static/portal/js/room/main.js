/* The room's page: the waiting room, the visit, and what comes after. A page that was in the visit when it was
   reloaded goes straight back in. */

import { byId, onAction } from "../player/dom.js";
import { keepAwake, letSleep } from "../player/wakelock.js";
import { RoomApi } from "./api.js";
import { listDevices, unable } from "./devices.js";
import { Media } from "./media.js";
import { Memory } from "./memory.js";
import { Meter } from "./meter.js";
import { Shown } from "./shown.js";
import { drawDevices, drawEnd, drawOther, drawServer, drawSwitches, drawTrouble, showPane } from "./view.js";
import { Visit } from "./visit.js";
import { loadWords } from "./words.js";

const root = byId("room");
const api = new RoomApi({ base: root.dataset.api, csrfCookie: root.dataset.csrfCookie });
const memory = new Memory(root.dataset.room);
const meter = new Meter(byId("level"));
const shown = new Shown(byId("shown"));
const media = new Media(drawMedia);
const remote = new MediaStream();
let visit = null;

/* Old tracks of a kind go when a new one of it comes: the other side's page was reloaded. */
function takeTrack(track) {
  for (const old of remote.getTracks()) if (old.kind === track.kind) remote.removeTrack(old);
  remote.addTrack(track);
  const player = byId("remote");
  if (player.srcObject !== remote) player.srcObject = remote;
  play();
}

function play() {
  byId("remote")
    .play()
    .then(() => (byId("play").hidden = true))
    .catch((error) => (byId("play").hidden = error.name !== "NotAllowedError"));
}

function drawVisit() {
  const isPictureShown = visit.state === "connected" && visit.other.camera && visit.wants !== "sound";
  drawOther(visit, { isPictureShown });
  drawServer(visit);
  shown.show(visit.other.shows);
  root.dispatchEvent(new CustomEvent("room:showing", { detail: visit.shows }));
}

let watched = null;

function drawMedia() {
  const { audio, video } = media.tracks;
  for (const player of document.querySelectorAll("[data-own]")) {
    if (player.srcObject?.getTracks()[0] !== video) player.srcObject = video ? new MediaStream([video]) : null;
    player.closest("[data-camera]").dataset.camera = String(Boolean(video));
  }
  if (watched !== audio) meter.watch((watched = audio));
  drawSwitches(media);
  drawTrouble(media);
  if (visit) {
    visit.send("audio", audio);
    visit.send("video", video);
  }
  listDevices().then((devices) => drawDevices(devices, media));
}

async function turn(button) {
  const which = button.dataset.switch;
  const isOn = !media.isLive(which);
  if (which === "camera" && isOn && wish() === "sound") choose("all");
  await media.turn(which, isOn);
  memory.keep({ on: media.on });
}

const wish = () => document.querySelector("[data-wants]:checked").value;

/* Sound only: one's own camera is closed, too. */
function want(which) {
  visit?.want(which);
  memory.keep({ wants: which });
  if (which === "sound" && media.on.camera) media.turn("camera", false);
}

function choose(which) {
  document.querySelector(`[data-wants][value="${which}"]`).checked = true;
  want(which);
}

function join() {
  visit = new Visit({ api, media, on: { change: drawVisit, track: takeTrack, end } });
  visit.wants = wish();
  visit.shows = memory.get().shows ?? null;
  memory.keep({ joined: true, on: media.on, chosen: media.chosen });
  byId("settings").querySelector("[data-home]").append(byId("devices"));
  showPane("call");
  drawVisit();
  keepAwake();
  visit.enter();
}

function end(code, message) {
  memory.keep({ joined: code === "signed_out" });
  byId("settings").close();
  media.close();
  remote.getTracks().forEach((track) => remote.removeTrack(track));
  byId("remote").srcObject = null;
  shown.show(null);
  letSleep();
  root.dataset.state = "ended";
  drawEnd(code, message);
}

async function open() {
  const { joined, on, chosen, wants } = memory.get();
  Object.assign(media.on, on);
  Object.assign(media.chosen, chosen);
  if (wants) document.querySelector(`[data-wants][value="${wants}"]`).checked = true;
  showPane("lobby");
  await media.open();
  root.dataset.ready = "true";
  if (joined) join();
}

onAction(document.body, {
  switch: turn,
  retry: () => media.open(),
  join,
  play,
  leave: () => visit.leave(),
  again: () => window.location.reload(),
  rejoin: () => {
    memory.keep({ joined: true });
    window.location.reload();
  },
  settings: () => byId("settings").showModal(),
  close: (button) => button.closest("dialog").close(),
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-device]")) {
    media.choose(target.dataset.device, target.value).then(() => memory.keep({ chosen: media.chosen }));
  } else if (target.matches("[data-wants]")) want(target.value);
});

/* The desk's panel beside the picture asks for an exercise to be held up, or for none. */
root.addEventListener("room:show", ({ detail }) => {
  memory.keep({ shows: detail });
  visit?.show(detail);
});

navigator.mediaDevices?.addEventListener("devicechange", () => listDevices().then((found) => drawDevices(found, media)));
window.addEventListener("online", () => {
  visit?.hurry();
  visit?.link?.mend();
});

for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => meter.wake());

/* How the link is, for whoever wants to measure it: see link.js. */
root.framesDecoded = () => visit?.link?.framesDecoded() ?? 0;

loadWords(document);
const reason = unable();
if (reason) drawEnd(reason, "");
else open();
