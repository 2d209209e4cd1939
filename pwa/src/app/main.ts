/** Starts the app: language, who works here, routes, scanners; the floor and its work behind them; the service worker. */

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
import { knownProfile, wearProfile } from "./worn";
import { rememberedLanguage, speak, speakAll } from "./words";

void speak(rememberedLanguage());
const person = begin();
const worn = knownProfile().then(wearProfile);
// Under way before the first screen stands, which waits for none of it; every screen behind the first waits for all of it.
const behind = Promise.all([
  floor(),
  speakAll(),
  Promise.all([import("./behind"), person]).then(([{ beginBehind }]) => beginBehind()),
]);
// Without what mends it the scanner is read like any other: better than no app.
await Promise.all([person, worn.catch(reportError)]);
beginRouting(routes, () => behind);
beginWedge();
createApp(App).mount("#app");
void behind.then(beginShell);
