/* On Today: if this phone still holds entries that the clinic does not have, say so and send them. */

import { Api } from "./player/api.js";
import { Outbox } from "./player/outbox.js";
import { openStorage, Store } from "./player/store.js";

const box = document.getElementById("unsent");

function show(outbox) {
  const unsent = outbox.waiting.length + outbox.refused.length;
  const wasUnsent = !box.hidden;
  box.hidden = unsent === 0;
  document.getElementById("unsent-count").textContent = String(unsent);
  // What is shown below was true before these entries arrived: ask again.
  if (wasUnsent && unsent === 0) window.location.reload();
}

if (box?.dataset.patient) {
  const store = new Store(openStorage(), box.dataset.patient);
  const api = new Api({ base: box.dataset.api, csrfCookie: box.dataset.csrfCookie });
  const outbox = new Outbox({ store, api, onChange: () => show(outbox) });
  if (store.unsent().length) outbox.hurry();
}
