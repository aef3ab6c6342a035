/* What this phone keeps: the place in the session, and every entry until the clinic has it.

   Keyed by patient, so that two people on one phone never see or send each other's entries. One entry is
   one key of its own: two open tabs cannot overwrite each other's lists. */

const KEEP_SAVED_MS = 7 * 86_400_000;

/** Used when the browser refuses storage: everything works, nothing survives a reload. */
class MemoryStorage {
  #values = new Map();
  getItem = (key) => this.#values.get(key) ?? null;
  setItem = (key, value) => this.#values.set(key, value);
  removeItem = (key) => this.#values.delete(key);
  keys = () => [...this.#values.keys()];
}

export function openStorage(storage = globalThis.localStorage) {
  try {
    storage.setItem("clinic:probe", "1");
    storage.removeItem("clinic:probe");
    return storage;
  } catch {
    return new MemoryStorage();
  }
}

export class Store {
  constructor(storage, patient) {
    this.storage = storage;
    this.prefix = `clinic:${patient}:`;
  }

  /** False when nothing will survive a reload: the player says so. */
  get lasting() {
    return !(this.storage instanceof MemoryStorage);
  }

  place(date) {
    const place = this.#read("place");
    return place?.date === date ? place : null;
  }

  keepPlace(place) {
    this.#write("place", place);
  }

  /** The day's script as last received, for opening the player without a connection. */
  today(date) {
    const today = this.#read("today");
    return !date || today?.date === date ? today : null;
  }

  keepToday(today) {
    this.#write("today", today);
  }

  /** A warning sign stops everything: what was due when this was kept is not due any more. */
  holdToday() {
    const today = this.today();
    if (today) this.keepToday({ ...today, reason: "stopped", items: [], steps: [] });
  }

  entry(date, prescription, side) {
    return this.#read(`log:${date}:${prescription}:${side}`);
  }

  keepEntry(entry) {
    const { on, prescription, side } = entry.body;
    this.#write(`log:${on}:${prescription}:${side}`, entry);
  }

  entries() {
    return this.#keys("log:").map((key) => this.#read(key));
  }

  /** Entries that the clinic does not have, whatever their day, the oldest first. */
  unsent() {
    const unsent = this.entries().filter((entry) => entry.status !== "saved");
    return unsent.sort((one, other) => one.at - other.at);
  }

  /** Forget entries the clinic has had for a week. Unsent ones are never forgotten. */
  tidy(now = Date.now()) {
    for (const key of this.#keys("log:")) {
      const entry = this.#read(key);
      if (entry.status === "saved" && now - entry.at > KEEP_SAVED_MS) this.#remove(key);
    }
  }

  /** At sign-out: the session goes, entries that are not sent stay. */
  forgetSession() {
    this.#remove("place");
    this.#remove("today");
    for (const key of this.#keys("log:")) {
      if (this.#read(key).status === "saved") this.#remove(key);
    }
  }

  setting(name) {
    return this.storage.getItem(`clinic:${name}`);
  }

  keepSetting(name, value) {
    this.storage.setItem(`clinic:${name}`, value);
  }

  #keys(start) {
    const all = this.storage instanceof MemoryStorage ? this.storage.keys() : Object.keys(this.storage);
    const prefix = this.prefix + start;
    return all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(this.prefix.length));
  }

  #read(key) {
    const text = this.storage.getItem(this.prefix + key);
    return text === null ? null : JSON.parse(text);
  }

  #write(key, value) {
    this.storage.setItem(this.prefix + key, JSON.stringify(value));
  }

  #remove(key) {
    this.storage.removeItem(this.prefix + key);
  }
}
