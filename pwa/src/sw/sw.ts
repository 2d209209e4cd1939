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
// Not the app's own pages: the API, and the set-up page that must always be fresh and needs no app.
const OUTSIDE = /^\/(?:api|setup)(?:\/|$)/;

/** Files carry their content's hash in the name, so a file of the version before is as good as a new one. */
async function keep(path: string, cache: Cache): Promise<void> {
  const known = path.startsWith("/assets/") ? await caches.match(path) : undefined;
  if (known) return cache.put(path, known);
  const fresh = await fetch(path, { cache: "no-cache" });
  if (!fresh.ok) throw new Error(`${path}: ${fresh.status}`);
  await cache.put(path, fresh);
}

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await Promise.all(__SHELL__.map((path) => keep(path, cache)));
}

async function activate(): Promise<void> {
  await self.clients.claim();
  const names = await caches.keys();
  const cache = await caches.open(NAME);
  // One after the other, behind the work of the page; a file that fails now is kept when it is first used.
  for (const path of __LATER__) await keep(path, cache).catch(() => undefined);
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)),
  );
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  const known = await cache.match(request.mode === "navigate" ? "/" : request, { ignoreSearch: true });
  if (known) return known;
  const fresh = await fetch(request);
  const { pathname } = new URL(request.url);
  if (fresh.ok && __LATER__.includes(pathname)) await cache.put(pathname, fresh.clone());
  return fresh;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || OUTSIDE.test(url.pathname)) return;
  // Only what is ours: pages of the app and its files.
  if (request.mode !== "navigate" && !__SHELL__.includes(url.pathname) && !__LATER__.includes(url.pathname)) return;
  if (request.mode === "navigate" && url.pathname !== "/" && url.pathname !== "/index.html") return;
  event.respondWith(answer(request));
});
