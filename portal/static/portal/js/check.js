/* The daily check: a draft is kept, sending goes on until the clinic has it, and a page left open over night
   asks about the new day. */

import { keepDraft } from "./keep.js";
import { tellApart } from "./none.js";
import { dayIn } from "./player/text.js";
import { Sending } from "./sending.js";

const form = document.getElementById("check");
const { on, zone } = form.dataset;

tellApart(form);
keepDraft(form);
new Sending(form);

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && dayIn(zone) !== on) window.location.reload();
});
