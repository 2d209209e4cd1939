// Registered and taken away again by the device check; proves that this browser runs a service worker here.
addEventListener("install", () => skipWaiting());
