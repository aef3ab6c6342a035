/* The network first, always: what is kept is only for when there is none. Nothing that needs to be true
   (what is due, what is stored) goes through here; the player keeps that itself and says how old it is. */

const ASSETS = {{ assets|safe }};
const RELEASE = "clinic-release-{{ version }}";
const PAGES = "clinic-pages";
const PLAYER = "{% url 'portal:player' %}";
const TODAY = "{% url 'portal:today' %}";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(RELEASE).then((cache) => cache.addAll(ASSETS)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldReleases().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && [PLAYER, TODAY].includes(url.pathname)) event.respondWith(page(request, url));
  else if (ASSETS.includes(url.pathname)) event.respondWith(asset(request));
});

async function dropOldReleases() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("clinic-release-") && name !== RELEASE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    return (await caches.match(request.url)) ?? Promise.reject(error);
  }
}

/* Without a connection the start page gives way to the player, which knows today's session. */
async function page(request, url) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(PAGES)).match(PLAYER);
    if (!kept) throw error;
    return url.pathname === TODAY ? Response.redirect(PLAYER) : kept;
  }
}
