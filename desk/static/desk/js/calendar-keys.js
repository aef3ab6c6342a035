// The calendar by keyboard: each key presses a link or a button that is on the page.

const help = document.querySelector("#keys");
const PRESSES = {
  ArrowLeft: "[data-previous]",
  ArrowRight: "[data-next]",
  t: "[data-today]",
  d: "[data-day]",
  w: "[data-week]",
  l: "[data-list]",
  n: "[data-new]",
};

const isTyping = (element) => element.matches("input, select, textarea, [contenteditable]");

// "m" on a visit opens the form that moves it.
const moveForm = () => document.activeElement?.closest("[data-visit]")?.dataset.form;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey && event.key !== "?" || event.repeat) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") help?.showModal();
  else if (event.key === "m" && moveForm()) location.assign(moveForm());
  else if (event.key in PRESSES) document.querySelector(PRESSES[event.key])?.click();
  else return;
  event.preventDefault();
});

for (const button of document.querySelectorAll("[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}

// Choosing whose days are shown shows them.
for (const select of document.querySelectorAll("select[data-go]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
