/** A hash router of a few lines: #/pick/12 → screen and parameters. */

import { type Component, computed, defineAsyncComponent, shallowRef } from "vue";

export interface Route {
  /** "/pick/:task": a colon names a parameter. */
  path: string;
  /** A component, or a function that loads one (its own chunk). */
  screen: Component | (() => Promise<{ default: Component }>);
  /** Reached without signing in. */
  open?: boolean;
  /** Permission without which the screen is not offered. */
  needs?: string;
}

export interface Place {
  path: string;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
}

/** Compare one pattern with one path; the parameters, or null. */
export function matched(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const parts = path.split("/");
  if (wanted.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const part = parts[index] ?? "";
    if (want.startsWith(":")) {
      if (part === "") return null;
      params[want.slice(1)] = part;
    } else if (want !== part) return null;
  }
  return params;
}

/** "#/pick/12?line=3" → path and query; a broken escape is taken as written. */
export function parsed(hash: string): { path: string; query: Record<string, string> } {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const read = (part: string) => {
    try {
      return decodeURIComponent(part);
    } catch (error) {
      if (error instanceof URIError) return part;
      throw error;
    }
  };
  const clean = `/${path.split("/").filter(Boolean).map(read).join("/")}`;
  return { path: clean, query: Object.fromEntries(new URLSearchParams(query)) };
}

let routes: readonly Route[] = [];
let ready: () => Promise<unknown> = async () => undefined;
const screens = new Map<Route, Component>();
const hash = shallowRef(location.hash);

const here = computed(() => {
  const { path, query } = parsed(hash.value);
  for (const route of routes) {
    const params = matched(route.path, path);
    if (params) return { route, place: { path, params, query } };
  }
  return { route: null, place: { path, params: {}, query } };
});

/** Where we are: path, params, query; reactive. */
export const place = computed<Place>(() => here.value.place);
/** The route in force, null for an address we do not know. */
export const route = computed<Route | null>(() => here.value.route);
/** Its component, loaded when first needed. */
export const screen = computed<Component | null>(() => {
  const found = here.value.route;
  if (!found) return null;
  let component = screens.get(found);
  if (!component) {
    const { screen } = found;
    component =
      typeof screen === "function"
        ? defineAsyncComponent(async () => {
            const load = screen as () => Promise<{ default: Component }>;
            const [loaded] = await Promise.all([load(), ready()]);
            return loaded.default;
          })
        : screen;
    screens.set(found, component);
  }
  return component;
});

/** Start listening to the address bar. Called once, by main. before: what every lazy screen needs beside its own chunk. */
export function beginRouting(all: readonly Route[], before: () => Promise<unknown>): void {
  routes = all;
  ready = before;
  hash.value = location.hash;
  addEventListener("hashchange", () => {
    hash.value = location.hash;
  });
}

/** Go to an address ("/pick/12"); `instead` leaves no way back to where we are. */
export function go(path: string, instead = false): void {
  const target = `#${path}`;
  if (instead) {
    history.replaceState(history.state, "", target);
    hash.value = target;
  } else {
    location.hash = target;
    hash.value = location.hash;
  }
}

/** Go back; to `otherwise` when the app was opened right here. */
export function back(otherwise = "/"): void {
  if (history.length > 1) history.back();
  else go(otherwise, true);
}
