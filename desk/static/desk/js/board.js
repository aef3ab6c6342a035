// The board by keyboard: j and k move, o opens the chart, a says seen, s puts off, w chooses with whom, ? helps.
// Every key presses a button or a link that is on the page; without this everything works by hand.

const rows = [...document.querySelectorAll("[data-row]")];
const help = document.querySelector("#keys");
const PRESSES = { o: "[data-open]", a: "[data-acknowledge]", s: "[data-snooze]", w: "[data-assign]" };

const isTyping = (element) => element.matches("input, select, textarea, [contenteditable]");

// Where the keys act: the row that holds the focus, else the one they were at last.
let here = -1;
const current = () => {
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  return at < 0 ? here : at;
};

const move = (by) => {
  const to = Math.min(Math.max(current() + by, 0), rows.length - 1);
  rows[here]?.removeAttribute("data-here");
  here = to;
  rows[to]?.setAttribute("data-here", "");
  rows[to]?.focus({ preventScroll: true });
  rows[to]?.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (isTyping(event.target) || help?.open) return;
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
  else if (event.key === "?") help?.showModal();
  else if (event.key in PRESSES) rows[current()]?.querySelector(PRESSES[event.key])?.click();
  else return;
  event.preventDefault();
});

for (const button of document.querySelectorAll("[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}
