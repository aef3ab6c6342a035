/* The long list of questions: a draft is kept, and a line says how far one is. */

import { keepDraft } from "./keep.js";

const form = document.querySelector("form[data-keep]");
const line = form.querySelector("[data-progress]");
const bar = line.querySelector("progress");

function count() {
  bar.max = form.querySelectorAll(".question").length;
  bar.value = form.querySelectorAll(".question input:checked").length;
}

line.hidden = false;
keepDraft(form, count);
