/* On Today: keeps the session for when there is no connection, and if this phone still holds entries that
   the clinic does not have, says so and sends them. */

import { keepForOffline } from "./offline.js";
import { Api } from "./player/api.js";
import { Outbox } from "./player/outbox.js";
import { openStorage, Store } from "./player/store.js";

const box = document.getElementById("unsent");
const { patient, person, date, api: base, csrfCookie, player: playerUrl, worker: workerUrl } = box.dataset;
const store = new Store(openStorage(), patient);
const api = new Api({ base, csrfCookie, person });
const outbox = new Outbox({ store, api, onChange: show });

function show() {
  const unsent = store.unsent().length;
  const wasUnsent = !box.hidden;
  box.hidden = unsent === 0;
  document.getElementById("unsent-count").textContent = String(unsent);
  // What is shown below was true before these entries arrived: ask again.
  if (wasUnsent && unsent === 0) window.location.reload();
}

if (store.unsent().length) outbox.hurry();
keepForOffline({ store, api, date, playerUrl, workerUrl }).catch(() => {
  // Only a convenience: without it the session needs a connection to open, and says so.
});
