/* A room that is not open: looks now and then, and loads the page again once something has changed. */

import { byId } from "../player/dom.js";
import { RoomApi } from "./api.js";

const EVERY_MS = 15_000;

const root = byId("room");
const api = new RoomApi({ base: root.dataset.api, csrfCookie: root.dataset.csrfCookie });

async function look() {
  const { kind, body } = await api.look();
  const hasChanged = kind === "ok" && (body.door !== root.dataset.door || Date.parse(body.opens_at) !== Date.parse(root.dataset.opensAt));
  if (hasChanged || kind === "gone") window.location.reload();
  else setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
