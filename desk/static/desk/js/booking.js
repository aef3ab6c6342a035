// Either a free time or a typed one: typing ticks "Another time", and ticking a free time empties what was typed.
// Without this the server asks which of the two is meant.

const typed = [...document.querySelectorAll("form[method=post] :is([name=on], [name=at])")];
const slots = [...document.querySelectorAll("[name=slot]")];
const other = slots.find((slot) => slot.value === "");

for (const field of typed) {
  field.addEventListener("input", () => {
    other.checked = true;
  });
}

for (const slot of slots) {
  slot.addEventListener("change", () => {
    if (slot !== other) for (const field of typed) field.value = "";
  });
}
