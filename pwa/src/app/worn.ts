/** What the doctor found out about this device's scanner: remembered here, worn by the wedge reader. */

import type { Profile } from "../scanner/profile";
import { type Fit, wear } from "../scanner/wedge";
import { database } from "./database";

const FACT = "scanner";

/** The profile of this device's scanner; null when it was never examined, or has been taken off. */
export async function knownProfile(): Promise<Profile | null> {
  return (await database.fact<Profile | null>(FACT)) ?? null;
}

/** Read as this scanner needs it from now on; the way to mend is loaded only where there is a profile. */
export async function wearProfile(profile: Profile | null): Promise<void> {
  if (profile === null) wear(null);
  else wear((await import("../scanner/repair")).fitOf(profile));
}

/** Remember it, on the disk when this resolves, and wear it. fit: made of it, by whoever has what makes it. */
export async function rememberProfile(profile: Profile | null, fit: Fit | null): Promise<void> {
  await database.remember(FACT, profile);
  wear(fit);
}
