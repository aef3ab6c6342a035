/* One's own camera and microphone through a visit: which devices, on or off, and what is wrong with them. */

import { openBoth, openOne } from "./devices.js";

const KIND_OF = { microphone: "audio", camera: "video" };

export class Media {
  tracks = { audio: null, video: null };
  problems = { audio: null, video: null };
  chosen = { microphone: "", camera: "" };
  /* What the person wants, whatever the devices say. */
  on = { microphone: true, camera: true };
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** Opens what is wanted, both in one question where both are. */
  async open() {
    if (this.on.camera) {
      const { audio, video } = await openBoth(this.chosen);
      this.#take("audio", audio);
      this.#take("video", video);
    } else {
      this.#take("audio", await openOne("audio", this.chosen.microphone));
    }
    this.#onChange();
  }

  /** Another device of a kind, by the id the browser gave it. */
  async choose(name, id) {
    this.chosen[name] = id;
    if (name === "camera" && !this.on.camera) return;
    await this.#reopen(name);
  }

  /** Muted, the microphone stays open, so that it is back at once. A camera that is off is closed. */
  async turn(name, on) {
    this.on[name] = on;
    if (name === "camera" && !on) this.#drop("video");
    else if (on && !this.tracks[KIND_OF[name]]) await this.#reopen(name);
    if (this.tracks.audio) this.tracks.audio.enabled = this.on.microphone;
    this.#onChange();
  }

  /** Is it heard, is it seen? */
  isLive(name) {
    return Boolean(this.tracks[KIND_OF[name]]) && this.on[name];
  }

  close() {
    for (const kind of Object.keys(this.tracks)) this.#drop(kind);
    this.#onChange();
  }

  async #reopen(name) {
    const kind = KIND_OF[name];
    this.#drop(kind);
    this.#take(kind, await openOne(kind, this.chosen[name]));
    this.#onChange();
  }

  #take(kind, { track, problem }) {
    this.tracks[kind] = track ?? null;
    this.problems[kind] = problem;
    if (kind === "audio" && track) track.enabled = this.on.microphone;
    // Unplugged, or taken by another program in the middle of the visit.
    track?.addEventListener("ended", () => this.#lose(kind, track));
  }

  #lose(kind, track) {
    if (this.tracks[kind] !== track) return;
    this.tracks[kind] = null;
    this.problems[kind] = "unplugged";
    this.#onChange();
  }

  #drop(kind) {
    const track = this.tracks[kind];
    this.tracks[kind] = null;
    track?.stop();
  }
}
