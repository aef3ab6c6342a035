/* Words of the room: translated by the server in templates/room/_words.html, filled in here. */

const words = new Map();

export function loadWords(document) {
  for (const each of document.getElementById("room-words").content.querySelectorAll("[data-word]")) {
    words.set(each.dataset.word, each.textContent.trim());
  }
}

/** The words called `name` with their {places} filled from `values`. */
export function say(name, values = {}) {
  return words.get(name).replace(/\{(\w+)\}/g, (_, place) => String(values[place]));
}
