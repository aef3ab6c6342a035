// Saves a draft while it is typed: the units that changed, a moment after the last key.
//
// Every save carries the revision it was made on. When somebody else saved meanwhile, nothing is lost: the units
// stay here until the person chooses whose to keep. A wrong value is named at its field and the others are saved.

const QUIET_MS = 700;
const AGAIN_MS = 5000;

const form = document.querySelector("form[data-autosave]");
const status = form.querySelector("[data-status]");
const choice = form.querySelector("[data-choice]");
const revision = form.querySelector("input[name=revision]");

const changed = new Set();
const wrong = new Set();
let timer = 0;
let sending = false;
let inConflict = false;
let isLeaving = false;

const unitOf = (element) => element.closest("[data-unit]");
const unitNamed = (name) => form.querySelector(`[data-unit="${CSS.escape(name)}"]`);

function say(text, tone) {
  status.textContent = text;
  status.dataset.tone = tone;
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

// Django puts a new token into the cookie at each sign-in; the one in the form is older then.
function token() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  return cookie ? cookie[1] : form.querySelector("input[name=csrfmiddlewaretoken]").value;
}

function bodyOf(names) {
  const body = new FormData();
  body.append("revision", revision.value);
  for (const name of names) {
    body.append("units", name);
    for (const input of unitNamed(name).querySelectorAll("input, select, textarea")) {
      const isOff = (input.type === "checkbox" || input.type === "radio") && !input.checked;
      if (input.name && !isOff) body.append(input.name, input.value);
    }
  }
  return body;
}

async function send() {
  const names = [...changed].filter((name) => !wrong.has(name));
  if (sending || inConflict || names.length === 0) return;
  sending = true;
  names.forEach((name) => changed.delete(name));
  say(form.dataset.working, "");
  try {
    await hear(await post(names), names);
  } catch {
    keep(names);
    say(form.dataset.offline, "stop");
    later(AGAIN_MS);
  } finally {
    sending = false;
    if ([...changed].some((name) => !wrong.has(name)) && status.dataset.tone !== "stop") later(QUIET_MS);
  }
}

function post(names) {
  const headers = { "X-CSRFToken": token(), Accept: "application/json" };
  return fetch(form.dataset.autosave, { method: "POST", body: bodyOf(names), headers, redirect: "manual" });
}

async function hear(response, names) {
  if (response.ok) {
    const answer = await response.json();
    revision.value = answer.revision;
    show(answer.live);
    say(wrong.size ? wrongWords() : answer.said, wrong.size ? "stop" : "go");
    return;
  }
  keep(names);
  if (response.status === 409) {
    ask(await response.json());
  } else if (response.status === 400) {
    mark((await response.json()).fields, names);
  } else if (response.type === "opaqueredirect" || response.status === 403) {
    say(form.dataset.signedOut, "stop");
    later(AGAIN_MS);
  } else {
    throw new Error(response.status);
  }
}

const keep = (names) => names.forEach((name) => changed.add(name));

function ask(answer) {
  inConflict = true;
  say(answer.message, "stop");
  if (answer.code !== "changed_elsewhere") return;
  choice.hidden = false;
  choice.querySelector("[data-keep]").onclick = () => {
    revision.value = answer.revision;
    inConflict = false;
    choice.hidden = true;
    send();
  };
}

// A problem's path begins with the name of its unit.
function mark(fields, names) {
  for (const [path, problem] of Object.entries(fields)) {
    const name = names.find((one) => path === one || path.startsWith(`${one}.`)) ?? names[0];
    wrong.add(name);
    unitNamed(name).querySelector("[data-problem]").textContent = problem;
    unitNamed(name).classList.add("query--wrong");
  }
  say(wrongWords(), "stop");
  later(0);
}

function wrongWords() {
  const labels = [...wrong].map((name) => {
    const unit = unitNamed(name);
    return (unit.querySelector("legend, summary, label")?.firstChild?.textContent ?? name).trim();
  });
  return `${form.dataset.wrong} ${labels.join(", ")}`;
}

function show(live) {
  for (const [id, html] of Object.entries(live)) {
    const place = document.getElementById(id);
    if (place && place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
  }
}

function note(event) {
  const unit = unitOf(event.target);
  if (!unit) return;
  const name = unit.dataset.unit;
  if (wrong.delete(name)) {
    unit.querySelector("[data-problem]").textContent = "";
    unit.classList.remove("query--wrong");
  }
  changed.add(name);
  if (!inConflict) later(QUIET_MS);
}

// "None of these" and the others exclude each other.
function settleNone({ target }) {
  const unit = unitOf(target);
  const none = unit?.querySelector("[data-none]");
  if (!none || !target.checked) return;
  for (const box of unit.querySelectorAll("input[type=checkbox]")) {
    if (box !== target && (target === none || box === none)) box.checked = false;
  }
}

// A finding that was suggested while the page is open comes with its side.
function takeSide({ target }) {
  const more = target.type === "checkbox" && target.checked && unitOf(target)?.querySelector("select[name$='.side']");
  if (more && !more.value) more.value = unitOf(target).querySelector("[data-side]")?.dataset.side ?? "";
}

form.addEventListener("input", note);
form.addEventListener("change", (event) => {
  settleNone(event);
  takeSide(event);
  note(event);
});
// A save that is under way ends first: the form would else be sent on a revision that is old by then.
form.addEventListener("submit", (event) => {
  isLeaving = true;
  if (!sending) return;
  event.preventDefault();
  setTimeout(() => form.requestSubmit(event.submitter), 50);
});
window.addEventListener("online", () => later(0));
window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && (changed.size || sending)) event.preventDefault();
});
