/* The network first, always: what is kept is only for when there is none. Nothing that needs to be true
   (what is due, what is stored) goes through here; the player keeps that itself and says how old it is. */

const ASSETS = {{ assets|safe }};
const RELEASE = "clinic-release-{{ version }}";
const PAGES = "clinic-pages";
const PLAYER = "{% url 'portal:player' %}";
const TODAY = "{% url 'portal:today' %}";
const OFFLINE = "{% url 'portal:offline' %}";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(RELEASE).then((cache) => cache.addAll(ASSETS)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldReleases().then(() => self.clients.claim()).then(keepNotice));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
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

/* Without a connection the start page gives way to the player, which knows today's session. In place of any
   other page stands our own word that there is no connection. */
async function page(event, url) {
  try {
    const answer = await fetch(event.request);
    if (url.pathname === TODAY && answer.ok) event.waitUntil(haveNotice());
    return answer;
  } catch (error) {
    const pages = await caches.open(PAGES);
    const player = await pages.match(PLAYER);
    if (player && url.pathname === TODAY) return Response.redirect(PLAYER);
    return (url.pathname === PLAYER && player) || (await pages.match(OFFLINE)) || Promise.reject(error);
  }
}

/* In the language of whoever is signed in, with the other pages that are forgotten at sign-out. */
async function keepNotice() {
  const pages = await caches.open(PAGES);
  const notice = await fetch(OFFLINE).catch(() => null);
  if (notice?.ok && !notice.redirected) await pages.put(OFFLINE, notice);
}

async function haveNotice() {
  if (!(await (await caches.open(PAGES)).match(OFFLINE))) await keepNotice();
}
