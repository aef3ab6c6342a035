// Beside the picture: showing an exercise, changing a dose, writing the note, and never leaving the page for it.

const side = document.getElementById("visit-side");
const said = side.querySelector("[data-said]");
const drawer = document.getElementById("drawer");
const place = drawer.querySelector("[data-drawer]");
const room = document.getElementById("room");

let showing = null;

function say(text, tone = "go") {
  said.textContent = text;
  said.dataset.tone = tone;
}

async function get(url, options = {}) {
  const response = await fetch(url, { credentials: "same-origin", ...options });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { response, page };
}

const failed = () => say(side.dataset.failed, "stop");

// --- program, checks, note: one at a time; the arrows go from one to the next

const tabs = [...side.querySelectorAll("[data-tab]")];
let opened = "program";

function openTab(which) {
  opened = which;
  for (const tab of tabs) {
    const isOpen = tab.dataset.tab === which;
    tab.setAttribute("aria-selected", String(isOpen));
    tab.tabIndex = isOpen ? 0 : -1;
  }
  for (const part of side.querySelectorAll("[data-tabbed]")) part.hidden = part.dataset.tabbed !== which;
}

side.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.findIndex((tab) => tab.dataset.tab === opened) + step + tabs.length) % tabs.length];
  openTab(next.dataset.tab);
  next.focus();
});

// --- the exercise that is held up: pressed once shows it, pressed again puts it down

function markShown() {
  for (const button of side.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === showing));
  }
}

room.addEventListener("room:showing", ({ detail }) => {
  if (detail === showing) return;
  showing = detail;
  markShown();
});

function show(button) {
  const asked = button.dataset.show === showing ? null : button.dataset.show;
  showing = asked;
  markShown();
  room.dispatchEvent(new CustomEvent("room:show", { detail: asked }));
}

// --- pages of the plan, in a drawer over the page

async function open(url) {
  try {
    fill((await get(url)).page, url);
    drawer.showModal();
  } catch {
    failed();
  }
}

function fill(page, url) {
  place.replaceChildren(...page.querySelector("#desk").childNodes);
  for (const form of place.querySelectorAll("form")) form.action = form.getAttribute("action") || url;
  window.htmx?.process(place);
}

async function send(form, submitter) {
  const body = new FormData(form);
  if (submitter?.name) body.set(submitter.name, submitter.value);
  const { response, page } = await get(form.action, { method: "POST", body });
  // A page that was sent elsewhere has done it; one that comes back says what is wrong.
  if (!response.redirected) {
    fill(page, form.action);
    return;
  }
  drawer.close();
  const told = page.querySelector("#desk > .note");
  say(told?.textContent ?? "", told?.matches(".note--stop") ? "stop" : "go");
  await refresh();
}

async function refresh() {
  const { response, page } = await get(side.dataset.beside);
  if (!response.ok) throw new Error(response.status);
  document.getElementById("beside").replaceChildren(...page.body.childNodes);
  markShown();
  openTab(opened);
}

drawer.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter).catch(failed);
});

// Inside the drawer a way back closes it, and every other link is for another tab.
drawer.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) drawer.close();
  const link = event.target.closest("a[href]");
  if (!link) return;
  event.preventDefault();
  if (link.matches(".btn")) drawer.close();
  else window.open(link.href, "_blank", "noopener");
});

// --- the note

const writing = () => import(side.dataset.autosave);

// Whoever types before the script has come is heard now.
function saveWhatWasTyped(note) {
  for (const field of note.querySelectorAll("textarea")) {
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

async function begin(form) {
  const { page } = await get(form.action, { method: "POST", body: new FormData(form) });
  const note = document.getElementById("visit-note");
  const before = [...note.childNodes];
  note.replaceChildren(...page.body.childNodes);
  if (note.querySelector("form[data-autosave]")) {
    await writing();
    saveWhatWasTyped(note);
    note.querySelector("textarea").focus();
  } else note.append(...before);
}

side.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-begin]")) return;
  event.preventDefault();
  begin(event.target).catch(failed);
});

side.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  if (button) show(button);
  const tab = event.target.closest("[data-tab]");
  if (tab) openTab(tab.dataset.tab);
  const link = event.target.closest("[data-drawer-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.href);
});

if (side.querySelector("form[data-autosave]")) writing();
openTab(opened);
