/// <reference lib="webworker" />
/** The service worker: keeps the app's own files, so that it opens without a network. It never touches /api. */

export type {};
declare const self: ServiceWorkerGlobalScope;
/** Files of the first screen, further files of the app, and the version they make up; put in by the build. */
declare const __SHELL__: string[];
declare const __LATER__: string[];
declare const __VERSION__: string;

const PREFIX = "truebin-";
const NAME = PREFIX + __VERSION__;
const ASSETS = "/assets/";
// Not the app's own pages: the API, and the set-up page that must always be fresh and needs no app.
const OUTSIDE = /^\/(?:api|setup)(?:\/|$)/;

/** Files carry their content's hash in the name, so a file of the version before is as good as a new one. */
async function keep(path: string, cache: Cache): Promise<void> {
  const known = path.startsWith(ASSETS) ? await caches.match(path) : undefined;
  if (known) return cache.put(path, known);
  const fresh = await fetch(path, { cache: "no-cache" });
  if (!fresh.ok) throw new Error(`${path}: ${fresh.status}`);
  await cache.put(path, fresh);
}

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await Promise.all(__SHELL__.map((path) => keep(path, cache)));
}

/** In charge at once, without fetching: a page that was just loaded anew waits for the end of this. */
async function activate(): Promise<void> {
  await self.clients.claim();
}

/** What the first screen does not need, one after the other behind the work of the page; what fails is kept at its first use. */
async function keepRest(): Promise<void> {
  const cache = await caches.open(NAME);
  for (const path of __LATER__) if (!(await cache.match(path))) await keep(path, cache).catch(() => undefined);
  // The version before stays: a page of it may still be open in mid-pick and ask for a file it has not needed yet.
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  const { pathname } = new URL(request.url);
  const known =
    (await cache.match(request.mode === "navigate" ? "/" : request, { ignoreSearch: true })) ??
    (pathname.startsWith(ASSETS) ? await caches.match(pathname) : undefined);
  if (known) return known;
  const fresh = await fetch(request);
  if (fresh.ok && __LATER__.includes(pathname)) await cache.put(pathname, fresh.clone());
  return fresh;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(self.skipWaiting());
  if (event.data === "keep rest") event.waitUntil(keepRest());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || OUTSIDE.test(url.pathname)) return;
  // Only what is ours: pages of the app and its files, also those of the version before.
  const isOurs =
    url.pathname.startsWith(ASSETS) || __SHELL__.includes(url.pathname) || __LATER__.includes(url.pathname);
  if (request.mode !== "navigate" && !isOurs) return;
  if (request.mode === "navigate" && url.pathname !== "/" && url.pathname !== "/index.html") return;
  event.respondWith(answer(request));
});
