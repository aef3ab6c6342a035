/* Keeps the player and today's session on the phone, so that they open where there is no connection. */

const PAGES = "clinic-pages";

/** Called by Today while there is a connection, and done once a day. Browsers without service workers go without. */
export async function keepForOffline({ store, api, date, playerUrl, workerUrl }) {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(workerUrl);
  const pages = await caches.open(PAGES);
  const kept = store.today(date);
  if (kept && kept.reason !== "stopped" && (await pages.match(playerUrl))) return;
  const page = await fetch(playerUrl, { credentials: "same-origin" });
  if (page.ok && !page.redirected) await pages.put(playerUrl, page);
  const today = await api.today();
  if (today.kind === "saved") store.keepToday(today.body);
}

/** At sign-out: the page of this patient goes. */
export async function forgetOffline() {
  if ("caches" in window) await caches.delete(PAGES);
}
