/* A question to the clinic: what is typed stays on this phone until it is sent. */

import { keepDraft } from "./keep.js";
import { tellApart } from "./none.js";

const form = document.getElementById("ask");

if (form) {
  tellApart(form);
  keepDraft(form);
}
