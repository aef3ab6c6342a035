/* What a page remembers over a reload, in this tab only: that it is in the visit, and how it wants it. */

export class Memory {
  constructor(room) {
    this.key = `room:${room}`;
  }

  get() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  keep(values) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ ...this.get(), ...values }));
    } catch {
      // Without storage a reload goes through the waiting room, as the first time.
    }
  }
}
