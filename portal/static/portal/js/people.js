/* Another person's pages: the player kept for the one before must not open for this one without a connection. */

import { forgetOffline } from "./offline.js";

const form = document.getElementById("people");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { submitter } = event;
  const whose = Object.assign(document.createElement("input"), { type: "hidden", name: "whose", value: submitter.value });
  form.append(whose);
  await forgetOffline().catch(() => {});
  form.submit();
});
