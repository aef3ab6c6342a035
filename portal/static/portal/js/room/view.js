/* What the room shows: its panes, how the other side is, what is wrong with a device. Text goes in as text. */

import { byId, setIcon, setSlots } from "../player/dom.js";
import { say } from "./words.js";

const name = () => byId("room").dataset.otherName;

/** One pane at a time, told by its heading. */
export function showPane(which) {
  for (const pane of document.querySelectorAll("[data-pane]")) pane.hidden = pane.dataset.pane !== which;
  byId("room").dataset.showing = which;
  document.querySelector(`[data-pane="${which}"] [data-focus]`)?.focus();
}

/** How the other side is, in one word. */
export function stateOf({ other, state }) {
  if (other.presence === "left") return "left";
  if (state === "connected") return "connected";
  if (other.presence === "absent") return "absent";
  return other.presence === "lost" || state === "lost" ? "lost" : "connecting";
}

export function drawOther(visit, { isPictureShown }) {
  const state = stateOf(visit);
  const isConnected = state === "connected";
  const root = byId("room");
  root.dataset.state = state;
  root.dataset.picture = String(isPictureShown);
  setSlots(root, { state: say(`state_${state}`, { name: name() }) });
  drawChips(isConnected ? visit : null);
  announce(spoken(visit, state));
}

function drawChips(visit) {
  const shown = {
    muted: visit && !visit.other.microphone,
    unseen: visit && !visit.other.camera && visit.wants !== "sound",
    little: visit && (visit.wants === "little" || visit.other.wants === "little"),
    sound: visit && (visit.wants === "sound" || visit.other.wants === "sound"),
  };
  for (const chip of document.querySelectorAll("[data-chip]")) chip.hidden = !shown[chip.dataset.chip];
}

function spoken({ other }, state) {
  const said = [say(`state_${state}`, { name: name() })];
  if (state === "connected" && !other.microphone) said.push(say("other_muted", { name: name() }));
  if (state === "connected" && !other.camera) said.push(say("other_unseen", { name: name() }));
  return said.join(" ");
}

/** Told to screen readers, once each time it changes. */
function announce(words) {
  const place = byId("room-announce");
  if (place.textContent !== words) place.textContent = words;
}

/** That the server is out of reach, or the person signed out: the call goes on, and why that matters. */
export function drawServer({ misses, isSignedOut }) {
  const words = isSignedOut ? say("server_signed_out") : misses > 1 ? say("server_lost") : "";
  const place = byId("server");
  place.hidden = !words;
  setSlots(place, { server: words });
  place.querySelector("a").hidden = !isSignedOut;
}

/** The switches say what is really on, by their word and their icon: a refused camera is not. */
export function drawSwitches(media) {
  for (const button of document.querySelectorAll("[data-switch]")) {
    const which = button.dataset.switch;
    const isOn = media.isLive(which);
    button.setAttribute("aria-pressed", String(isOn));
    setIcon(button, isOn ? button.dataset.on : button.dataset.off);
    button.querySelector("span").textContent = say(`${which}_${isOn ? "on" : "off"}`);
  }
}

/** What is wrong with the devices; nothing when nothing is. */
export function drawTrouble({ problems, on }) {
  const { audio } = problems;
  const video = on.camera ? problems.video : null;
  const found = audio && audio === video && audio === "refused" ? ["both_refused"] : [];
  if (!found.length && audio) found.push(`audio_${audio}`);
  if (!found.length && video) found.push(`video_${video}`);
  for (const place of document.querySelectorAll("[data-trouble]")) {
    place.hidden = found.length === 0;
    if (found.length) setSlots(place, { trouble: say(found[0]) });
  }
}

/** What can be chosen; the one in use is chosen. */
export function drawDevices(devices, media) {
  for (const [which, kind] of Object.entries({ microphone: "audio", camera: "video" })) {
    const list = document.querySelector(`select[data-device="${which}"]`);
    const used = media.tracks[kind]?.getSettings().deviceId ?? media.chosen[which];
    list.replaceChildren(...devices[kind].map((device) => new Option(device.label, device.deviceId)));
    list.value = used;
    if (list.selectedIndex < 0) list.selectedIndex = 0;
    list.closest("[data-field]").hidden = devices[kind].length === 0;
  }
}

/** The last pane: what happened, and what can be done. */
export function drawEnd(code, message) {
  const known = ["left", "seat_taken", "cancelled", "over", "closed", "gone", "signed_out", "insecure", "old"];
  const which = known.includes(code) ? code : "other";
  setSlots(byId("room"), {
    end_title: say(`end_${which}`),
    end_words: which === "other" ? message : say(`end_${which}_words`),
  });
  for (const each of document.querySelectorAll("[data-after]")) {
    each.hidden = !each.dataset.after.split(" ").includes(which);
  }
  showPane("end");
}
