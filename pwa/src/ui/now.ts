/** The clock of the screens, ms since 1970: one timer for all that shows an age. */
import { shallowRef } from "vue";

const TICK_MS = 10_000; // Ages are told in minutes; ten seconds keeps them honest without waking the phone for each.

export const now = shallowRef(Date.now());
setInterval(() => {
  now.value = Date.now();
}, TICK_MS);
