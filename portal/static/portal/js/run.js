/* A run: a draft is kept, and sending goes on until the clinic has it. */

import { keepDraft } from "./keep.js";
import { Sending } from "./sending.js";

const form = document.getElementById("run");

keepDraft(form);
new Sending(form);
