/** Signing in and out, pairing, and who is signed in. */

import type { Person } from "../kernel/wire";
import { call, read } from "./http";

export type Credentials = { login: string; password: string } | { badge: string; pin: string };

export interface DeviceSelf {
  id: string;
  name: string;
  kind: "phone" | "handheld" | "tablet" | "desk";
}

export function signIn(device: DeviceSelf, credentials: Credentials): Promise<Person> {
  return call<Person>("POST", "/api/sign-in", { device, ...credentials });
}

export function signOut(): Promise<void> {
  return call<void>("POST", "/api/sign-out");
}

export function whoAmI(): Promise<Person> {
  return read<Person>("/api/me");
}

export function pair(device: DeviceSelf, code: string): Promise<{ device: Person["device"] }> {
  return call("POST", "/api/pair", { code, device });
}
