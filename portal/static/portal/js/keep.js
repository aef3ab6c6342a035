/* Keeps what is typed into a form on this phone until it is sent, so that a lost page loses nothing.

   A signed-in patient's draft outlives the tab and goes at sign-out; a visitor's lives as long as the tab.
   What the server sent back with an error is newer than any draft. */

import { openStorage } from "./player/store.js";

const KEEP_HOURS = 12;

function storageFor(patient) {
  try {
    return patient ? openStorage() : openStorage(globalThis.sessionStorage);
  } catch {
    return openStorage(null);
  }
}

const keyOf = (patient, name) => `clinic:${patient || "visitor"}:draft:${name}`;

/** Restores the form's draft and follows what is entered. `onChange` runs after each change. */
export function keepDraft(form, onChange = () => {}) {
  const { keep, patient } = form.dataset;
  const storage = storageFor(patient);
  const key = keyOf(patient, keep);
  if (isSent(keep)) storage.removeItem(key);
  if (!("bound" in form.dataset)) restore(form, read(storage, key, form.dataset.keepHours ?? KEEP_HOURS));
  form.addEventListener("input", () => {
    storage.setItem(key, JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
    onChange();
  });
  onChange();
}

/** Drafts whose names begin with one of these words are over. */
export function forgetDrafts(patient, words) {
  const storage = storageFor(patient);
  const gone = (key) => words.some((word) => key.startsWith(keyOf(patient, word)));
  for (const key of Object.keys(storage).filter(gone)) storage.removeItem(key);
}

/* A page that says that something was sent is no place to take up its draft again. */
function isSent(name) {
  const sent = [...document.querySelectorAll("[data-sent]")].flatMap(({ dataset }) => dataset.sent.split(" "));
  return sent.some((word) => name.startsWith(word));
}

function read(storage, key, hours) {
  const draft = JSON.parse(storage.getItem(key) ?? "null");
  return draft && Date.now() - draft.at < hours * 3_600_000 ? draft.values : [];
}

/* What is hidden belongs to the page that was sent, not to what was typed; and that nothing is wrong is said
   anew each time. */
const visible = (form) =>
  [...form.elements].filter(({ name, type, dataset }) => name && type !== "hidden" && !("fresh" in dataset));
const isTap = (control) => ["radio", "checkbox"].includes(control.type);

function valuesOf(form) {
  return visible(form)
    .filter((control) => !isTap(control) || control.checked)
    .map((control) => [control.name, control.value]);
}

function restore(form, values) {
  for (const [name, value] of values) {
    for (const control of visible(form).filter((each) => each.name === name)) {
      if (isTap(control)) control.checked ||= control.value === value;
      else control.value = value;
    }
  }
}
