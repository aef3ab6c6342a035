/* Filling the page's <template> elements. Text only ever goes in as text. */

export const byId = (id) => document.getElementById(id);

/** A copy of a template with its data-slot elements filled. A null value hides the slot. */
export function fill(name, values = {}) {
  const copy = byId(`t-${name}`).content.firstElementChild.cloneNode(true);
  setSlots(copy, values);
  return copy;
}

export function setSlots(root, values) {
  for (const [name, value] of Object.entries(values)) setSlot(root, name, value);
}

export function setSlot(root, name, value) {
  for (const element of root.querySelectorAll(`[data-slot="${name}"]`)) {
    element.hidden = value === null || value === "";
    if (!element.hidden) element.textContent = value;
  }
}

/** Replace the children of a slot by list items made of texts or elements. */
export function listSlot(root, name, parts) {
  const list = root.querySelector(`[data-slot="${name}"]`);
  list.replaceChildren(...parts.map(asListItem));
  for (const owner of [list, list.closest("[data-hide-empty]")]) if (owner) owner.hidden = parts.length === 0;
}

function asListItem(part) {
  if (part instanceof HTMLElement && part.tagName === "LI") return part;
  const row = document.createElement("li");
  row.append(part);
  return row;
}

/** Run handlers[action] when something with data-action is pressed inside the element. */
export function onAction(root, handlers) {
  root.addEventListener("click", (event) => {
    const source = event.target.closest("[data-action]");
    if (source && root.contains(source)) handlers[source.dataset.action]?.(source, event);
  });
}

/** Point an icon at another symbol of the sprite. */
export function setIcon(root, name) {
  root.querySelector("use").setAttribute("href", `#i-${name}`);
}
