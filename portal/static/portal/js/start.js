/* The details of a visitor: what is typed stays in this tab, and the time zone is the one of this phone. */

import { keepDraft } from "./keep.js";
import { prove } from "./proof.js";

const form = document.getElementById("details");
const zones = form.elements.time_zone;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (!("bound" in form.dataset || "typed" in form.dataset) && [...zones.options].some((option) => option.value === here)) zones.value = here;
keepDraft(form);
prove(form);
