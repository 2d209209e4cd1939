/** What the server made of finished work, when it is not simply so: kept on this device until the person has read it. */

import { shallowRef } from "vue";
import type { Kept } from "../outbox/outbox";
import { drain, outbox } from "./device";

/** Unread, oldest first; reactive. */
export const notices = shallowRef<readonly Kept[]>([]);

async function load(): Promise<void> {
  notices.value = await outbox.unread();
}

/** The person has read it. */
export async function read(notice: Kept): Promise<void> {
  await outbox.read(notice.seq);
  await load();
}

/** Take up what was not read before the app was closed, and listen. Called once, by work. */
export async function beginNotices(): Promise<void> {
  drain.outcomes.on(({ outcome }) => {
    if (outcome.result !== "accepted") void load();
  });
  await load();
}
