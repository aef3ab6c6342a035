/* The connection to the other browser, by WebRTC's "perfect negotiation": both may make an offer at any time, and
   where two offers cross, the polite side takes its own back. Letters go through the server, media never does. */

import { limit } from "./quality.js";

const PATIENCE_MS = 4000;
const AGAIN_MS = 10_000;

const KINDS = ["audio", "video"];
const LINK = { connected: "connected", disconnected: "lost", failed: "lost" };

export class Link {
  #pc;
  #polite;
  #send;
  #onChange;
  #making = false;
  #ignoring = false;
  #settingAnswer = false;
  #repair = 0;
  #wish = "all";

  /** `tracks` are one's own by kind, or null; `send` takes a letter; `onTrack` gets what the other side sends. */
  constructor({ iceServers, polite, tracks, send, onTrack, onChange }) {
    this.#pc = new RTCPeerConnection({ iceServers });
    this.#polite = polite;
    this.#send = send;
    this.#onChange = onChange;
    this.#pc.addEventListener("negotiationneeded", () => this.#offer());
    this.#pc.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate?.candidate) send({ candidate: candidate.toJSON() });
    });
    this.#pc.addEventListener("track", ({ track }) => onTrack(track));
    this.#pc.addEventListener("connectionstatechange", () => this.#changed());
    for (const kind of KINDS) this.#add(kind, tracks[kind]);
  }

  /** connecting, connected or lost. */
  get state() {
    return LINK[this.#pc.connectionState] ?? "connecting";
  }

  /* Somebody without a microphone still wants to hear: one side asks for what it cannot send itself. */
  #add(kind, track) {
    if (track) this.#pc.addTrack(track);
    else if (!this.#polite) this.#pc.addTransceiver(kind, { direction: "recvonly" });
  }

  async #offer() {
    try {
      this.#making = true;
      await this.#pc.setLocalDescription();
      this.#say();
    } catch {
      // Closed meanwhile, or the other side's offer was quicker.
    } finally {
      this.#making = false;
    }
  }

  #say() {
    const { type, sdp } = this.#pc.localDescription;
    this.#send({ description: { type, sdp } });
  }

  /** One letter of the other side, in the order they came. One that no longer fits is left out. */
  async hear({ description, candidate }) {
    try {
      if (description) await this.#describe(description);
      else if (candidate && !this.#ignoring) await this.#pc.addIceCandidate(candidate);
    } catch (error) {
      if (!["InvalidStateError", "OperationError", "InvalidAccessError"].includes(error.name)) throw error;
    }
  }

  async #describe(description) {
    const pc = this.#pc;
    const ready = !this.#making && (pc.signalingState === "stable" || this.#settingAnswer);
    this.#ignoring = !this.#polite && description.type === "offer" && !ready;
    if (this.#ignoring) return;
    this.#settingAnswer = description.type === "answer";
    try {
      await pc.setRemoteDescription(description);
    } finally {
      this.#settingAnswer = false;
    }
    if (description.type === "offer") {
      await pc.setLocalDescription();
      this.#say();
    }
    // What was agreed anew may have brought a picture that is not held yet.
    this.#hold();
  }

  #changed() {
    clearTimeout(this.#repair);
    if (this.state === "lost") this.#repair = setTimeout(() => this.mend(), this.#failed ? 0 : PATIENCE_MS);
    if (this.state === "connected") this.#hold();
    this.#onChange();
  }

  get #failed() {
    return this.#pc.connectionState === "failed";
  }

  /** Looks for another way to the other side, and again until there is one. What was agreed stays. */
  mend() {
    if (this.#pc.connectionState === "closed" || this.state === "connected") return;
    this.#pc.restartIce();
    this.#repair = setTimeout(() => this.mend(), AGAIN_MS);
  }

  /** Sends another track of a kind, or none: the device is off then, and its light, too. */
  async setTrack(kind, track) {
    const way = this.#way(kind);
    if (!way) {
      if (track) this.#pc.addTrack(track);
      return;
    }
    await way.sender.replaceTrack(track);
    if (track && !way.direction.includes("send")) way.direction = "sendrecv";
  }

  #way(kind) {
    return this.#pc.getTransceivers().find((way) => way.receiver.track.kind === kind && way.direction !== "stopped");
  }

  /** How much picture is sent: see quality.js. */
  limit(wish) {
    if (wish === this.#wish) return;
    this.#wish = wish;
    this.#hold();
  }

  #hold() {
    limit(this.#way("video")?.sender, this.#wish);
  }

  /** For tests and the curious: how many pictures of the other side were shown. */
  async framesDecoded() {
    const stats = await this.#pc.getStats();
    const received = [...stats.values()].filter((each) => each.type === "inbound-rtp" && each.kind === "video");
    return received.reduce((sum, each) => sum + (each.framesDecoded ?? 0), 0);
  }

  close() {
    clearTimeout(this.#repair);
    this.#pc.close();
  }
}
