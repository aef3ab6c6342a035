/* Words on the player's screens: translated by the server, filled in here. */

let strings = {};

export function loadStrings(document) {
  strings = JSON.parse(document.getElementById("player-strings").textContent);
}

export const knows = (name) => name in strings;

/** The string called `name` with its {places} filled from `values`. */
export function say(name, values = {}) {
  return strings[name].replace(/\{(\w+)\}/g, (_, place) => String(values[place]));
}

/** A date as people say it: today, tomorrow, else weekday and day. Dates are ISO days without a time. */
export function dayWords(iso, todayIso, language) {
  const days = Math.round((Date.parse(iso) - Date.parse(todayIso)) / 86_400_000);
  if (Math.abs(days) <= 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
  }
  const shape = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language, shape).format(new Date(iso));
}

/** The calendar day it is now in a time zone, as an ISO date. */
export function dayIn(timeZone, now = new Date()) {
  const shape = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" };
  return new Intl.DateTimeFormat("en-CA", shape).format(now);
}
