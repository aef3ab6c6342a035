/* A visit under way: takes the seat, asks the server again and again how the other side is, and keeps the link to it.

   A page has a ticket, a new one each time it enters. The link belongs to a pair of tickets: when the other side's
   page is reloaded it has another ticket, and the link is made afresh. */

import { Link } from "./link.js";
import { lesser } from "./quality.js";

const SOON_MS = 50;
const CONNECTING_MS = 1000;
const CONNECTED_MS = 3000;
const AGAIN_MS = [1000, 2000, 4000];
const AT_ONCE = 50;
const NOBODY = { presence: "absent", ticket: null, microphone: false, camera: false, wants: "all", shows: null };

export class Visit {
  other = NOBODY;
  wants = "all";
  shows = null;
  /* How many times in a row the server was out of reach. */
  misses = 0;
  isSignedOut = false;
  link = null;
  #api;
  #media;
  #on;
  #ticket = null;
  #entered = null;
  #cursor = "0-0";
  #outbox = [];
  #written = 0;
  #read = 0;
  #early = [];
  #timer = 0;
  #isAsking = false;
  #isHurried = false;
  #isOver = false;

  /** `on` are {change(), track(track), end(code)}; an end comes once. */
  constructor({ api, media, on }) {
    this.#api = api;
    this.#media = media;
    this.#on = on;
  }

  async enter() {
    this.#ticket = crypto.randomUUID();
    this.#drop();
    const { kind, body } = await this.#api.enter(this.#ticket);
    if (this.#isOver) return;
    if (kind === "ok") this.#begin(body);
    else if (kind === "again") this.#later(this.#miss(), () => this.enter());
    else this.#end(kind === "refused" ? body.code : kind, body?.message);
  }

  #begin(entered) {
    this.misses = 0;
    this.#entered = entered;
    this.#cursor = entered.cursor;
    this.shows ??= entered.shows;
    this.#on.change();
    this.#ask();
  }

  /** connecting, connected, lost; null while there is nobody to connect to. */
  get state() {
    return this.link?.state ?? null;
  }

  /** Tells the other side at once: something about this page has changed. */
  hurry() {
    if (!this.#entered || this.#isOver) return;
    this.#isHurried = true;
    if (!this.#isAsking) this.#later(SOON_MS, () => this.#ask());
  }

  async #ask() {
    this.#isAsking = true;
    this.#isHurried = false;
    const sent = this.#outbox.slice(0, AT_ONCE);
    const answer = await this.#api.exchange(this.#said(sent));
    this.#isAsking = false;
    if (this.#isOver) return;
    await this.#hear(answer, sent);
    if (!this.#isOver && answer.kind !== "refused") this.#later(this.#pause(answer.kind), () => this.#ask());
  }

  #said(letters) {
    const { other } = this;
    return {
      ticket: this.#ticket,
      cursor: this.#cursor,
      to: other.ticket,
      letters,
      state: {
        link: this.state ?? "new",
        microphone: this.#media.isLive("microphone"),
        camera: this.#media.isLive("camera") && this.wants !== "sound",
        wants: this.wants,
        shows: this.shows,
      },
    };
  }

  async #hear({ kind, body }, sent) {
    this.isSignedOut = kind === "signed_out";
    if (kind === "again") this.#miss();
    if (kind === "gone") this.#end("gone");
    if (kind === "refused" && body.code === "seat_lost") await this.enter();
    else if (kind === "refused") this.#end(body.code, body.message);
    if (kind !== "ok") {
      this.#on.change();
      return;
    }
    this.misses = 0;
    this.#cursor = body.cursor;
    this.#meet(body.other, sent);
    await this.#readAll(body.letters);
    this.#on.change();
  }

  #meet(other, sent) {
    const isSame = other.ticket === this.other.ticket;
    if (isSame) this.#outbox = this.#outbox.filter((letter) => !sent.includes(letter));
    else this.#drop();
    this.other = other;
    if (other.presence === "left") this.#drop();
    else if (!this.link && other.presence === "here") this.#connect();
    this.link?.limit(lesser(this.wants, other.wants));
  }

  #connect() {
    const { ice_servers: servers, seat } = this.#entered;
    this.link = new Link({
      iceServers: servers.map(({ urls, username, credential }) => (username ? { urls, username, credential } : { urls })),
      polite: seat === "patient",
      tracks: this.#media.tracks,
      send: (letter) => this.#write(letter),
      onTrack: (track) => this.#on.track(track),
      onChange: () => this.#linkChanged(),
    });
  }

  #linkChanged() {
    this.#on.change();
    this.hurry();
  }

  #write(letter) {
    this.#written += 1;
    this.#outbox.push({ n: this.#written, ...letter });
    this.hurry();
  }

  /* What a newer page of the other side wrote may come before word of that page: it is kept for then. */
  async #readAll(letters) {
    const waiting = [...this.#early, ...letters];
    this.#early = [];
    for (const letter of waiting) {
      if (letter.sent_by !== this.other.ticket) this.#early.push(letter);
      else if (this.link && letter.n > this.#read) {
        this.#read = letter.n;
        await this.link.hear(letter);
      }
    }
    this.#early = this.#early.slice(-AT_ONCE);
  }

  /** Sends another track, or none, of a kind. */
  async send(kind, track) {
    await this.link?.setTrack(kind, track);
    this.hurry();
  }

  want(wish) {
    this.wants = wish;
    this.link?.limit(lesser(wish, this.other.wants));
    this.hurry();
  }

  show(exercise) {
    this.shows = exercise;
    this.hurry();
  }

  /** Gets up from the seat, for good. */
  async leave() {
    const ticket = this.#ticket;
    this.#end("left");
    await this.#api.leave(ticket);
  }

  #miss() {
    this.misses += 1;
    this.#on.change();
    return AGAIN_MS[Math.min(this.misses, AGAIN_MS.length) - 1];
  }

  #pause(kind) {
    if (kind === "again") return AGAIN_MS[Math.min(this.misses, AGAIN_MS.length) - 1];
    if (kind === "signed_out") return AGAIN_MS.at(-1);
    if (this.#outbox.length || this.#isHurried) return SOON_MS;
    return this.state === "connected" ? CONNECTED_MS : CONNECTING_MS;
  }

  #later(wait, what) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(what, wait);
  }

  #drop() {
    this.link?.close();
    this.link = null;
    this.#outbox = [];
    this.#read = 0;
  }

  #end(code, message = "") {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#drop();
    this.#on.end(code, message);
  }
}
