/* The exercise that the physio holds up, beside the picture. Its id comes through the room; the page itself is
   fetched from an address that hands out exercises of this patient's own programs and nothing else. */

export class Shown {
  #place;
  #address;
  #now = null;

  constructor(place) {
    this.#place = place;
    this.#address = place?.dataset.address ?? null;
  }

  async show(exercise) {
    if (!this.#address || exercise === this.#now) return;
    this.#now = exercise;
    const page = exercise && (await this.#fetch(exercise));
    if (this.#now !== exercise) return;
    // Out of reach just now: the next word from the other side tries again.
    if (exercise && page === null) this.#now = null;
    this.#place.replaceChildren(...(page ?? []));
    this.#place.hidden = !page;
  }

  async #fetch(exercise) {
    try {
      const response = await fetch(this.#address.replace(this.#place.dataset.stands, exercise), {
        credentials: "same-origin",
        redirect: "error",
        cache: "no-store",
      });
      if (!response.ok) return null;
      return new DOMParser().parseFromString(await response.text(), "text/html").body.children;
    } catch {
      return null;
    }
  }
}
