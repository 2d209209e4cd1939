/** The screens of the floor as one chunk: fetched behind the first screen, so that no aisle waits for it. */

import "../ui/aisle.css";

export { default as CheckScreen } from "../checking/CheckScreen.vue";
export { default as CountScreen } from "../counting/CountScreen.vue";
export { default as OutboxScreen } from "../outbox/OutboxScreen.vue";
export { default as MeScreen } from "../people/MeScreen.vue";
export { default as PickScreen } from "../picking/PickScreen.vue";
export { default as PutBackScreen } from "../relocating/PutBackScreen.vue";
export { default as TasksScreen } from "../tasks/TasksScreen.vue";
