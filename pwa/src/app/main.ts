/** Starts the app: language, what this device keeps, routes, scanners, service worker. */

import { createApp } from "vue";
import "../ui/tokens.css";
import "../ui/floor.css";
import "./cues.css";
import { beginWedge } from "../scanner/wedge";
import App from "./App.vue";
import { beginRouting } from "./router";
import { floor, routes } from "./routes";
import { begin } from "./session";
import { beginShell } from "./shell";
import { rememberedLanguage, speak, speakAll } from "./words";
import { beginWork } from "./work";

await Promise.all([speak(rememberedLanguage()), begin().then(beginWork)]);
beginRouting(routes, speakAll);
beginWedge();
createApp(App).mount("#app");
// The aisle must not wait for them: fetched as soon as the first screen stands.
void Promise.all([floor(), speakAll()]).then(beginShell);
