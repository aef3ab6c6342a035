/* A measure: what is entered stays on this phone until the clinic has it, and is sent until it does. */

import { keepDraft } from "./keep.js";
import { Sending } from "./sending.js";

const form = document.getElementById("measure");

/* Questions that wait for the answer to another one. What is hidden is not sent. */
function showAsked() {
  for (const part of form.querySelectorAll("[data-shown-when]")) {
    const { shownWhen, shownFor } = part.dataset;
    const given = new FormData(form).get(shownWhen);
    part.hidden = given !== shownFor;
    for (const control of part.querySelectorAll("input, textarea")) control.disabled = part.hidden;
  }
}

new Sending(form);
keepDraft(form, showAsked);
