/* At sign-out the session kept on this phone is forgotten. Entries that are not sent yet are kept. */

import { forgetOffline } from "./offline.js";
import { forgetDrafts } from "./keep.js";
import { openStorage, Store } from "./player/store.js";

const form = document.getElementById("sign-out");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  new Store(openStorage(), form.dataset.patient).forgetSession();
  forgetDrafts(form.dataset.patient, [""]);
  await forgetOffline();
  form.submit();
});
