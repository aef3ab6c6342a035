/* The clinic has it: what this phone kept of it while it was typed goes. */

import { forgetDrafts } from "./keep.js";

for (const { dataset } of document.querySelectorAll("[data-sent]")) {
  forgetDrafts(dataset.patient, dataset.sent.split(" "));
}
