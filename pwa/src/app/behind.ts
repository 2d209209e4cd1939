/** The work behind the first screen: who sends the outbox, for which warehouse, and everything that follows the server. */

import { watch } from "vue";
import { drain } from "./device";
import { me, warehouse } from "./session";
import { beginWork } from "./work";

/** Called once, by main, when it is known who is signed in. */
export async function beginBehind(): Promise<void> {
  watch(warehouse, (id) => (drain.warehouse = id), { immediate: true, flush: "sync" });
  // A person whom the server has named anew may send again, also after an answer that said "signed out".
  watch(me, (person) => (person === null ? drain.halt() : drain.resume()), { flush: "sync" });
  // Only a browser that has been a desk loads what that takes.
  if (localStorage.getItem("truebin.desk") !== null) void import("./desk").then(({ resumeDesk }) => resumeDesk());
  await beginWork();
}
