// Small conveniences; every page works without them.

const isTyping = (element) => element.matches("input, select, textarea, [contenteditable]");

// "/" goes to the search field, as the little key in it says.
document.addEventListener("keydown", (event) => {
  const search = document.querySelector("[data-search]");
  if (event.key !== "/" || !search || isTyping(event.target)) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// A dose that differs from the plan is marked while it is typed.
document.addEventListener("input", (event) => {
  const { target } = event;
  if (target.matches(".dose input")) target.classList.toggle("changed", target.value !== target.defaultValue);
});

// An exercise that is left out looks so at once.
document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.closest(".plan__leave")) target.closest("tr").classList.toggle("plan__out", target.checked);
});

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

// The theme would write a chosen file's name into the next text field, whatever that field is for.
for (const input of document.querySelectorAll("input[type=file]")) input.hasChangeListener = true;
