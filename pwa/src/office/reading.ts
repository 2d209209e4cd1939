/** A read of the server for an office screen: the old answer stays, with its age, while a new one comes. */

import { onMounted, onUnmounted, type Ref, ref, shallowRef, watch } from "vue";
import { said, t } from "../app/words";
import { Refused, read, Unreachable } from "../link/http";

export interface Reading<T> {
  value: Readonly<Ref<T | null>>;
  /** When it came, ms since 1970, 0 for never. */
  at: Readonly<Ref<number>>;
  busy: Readonly<Ref<boolean>>;
  wrong: Ref<string>;
  again(): Promise<void>;
}

/** The words for what went wrong; a mistake of our own rises. */
export function wordsOf(reason: unknown): string {
  if (reason instanceof Refused) return said(reason.code, reason.facts);
  if (reason instanceof Unreachable) return t("app.unreachable");
  throw reason;
}

/** Read `path()` now and whenever it changes; null asks for nothing. */
export function useReading<T>(path: () => string | null): Reading<T> {
  const value = shallowRef<T | null>(null);
  const at = ref(0);
  const busy = ref(false);
  const wrong = ref("");
  let asked = 0;
  let alive = true;

  async function again(): Promise<void> {
    const wanted = path();
    if (wanted === null) return;
    asked += 1;
    const mine = asked;
    busy.value = true;
    try {
      const answer = await read<T>(wanted);
      // An answer that was overtaken by a newer question is not shown.
      if (mine !== asked || !alive) return;
      value.value = answer;
      at.value = Date.now();
      wrong.value = "";
    } catch (reason) {
      if (mine === asked && alive) wrong.value = wordsOf(reason);
    } finally {
      if (mine === asked) busy.value = false;
    }
  }

  onMounted(again);
  watch(path, again);
  onUnmounted(() => {
    alive = false;
  });
  return { value, at, busy, wrong, again };
}

const FIND_AFTER_MS = 250; // A typist's pause; asking at each letter would ask ten times for one word.

/** A text that follows another after the typist has paused. */
export function usePaused(text: Ref<string>): Readonly<Ref<string>> {
  const paused = ref(text.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(text, (now) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      paused.value = now.trim();
    }, FIND_AFTER_MS);
  });
  onUnmounted(() => clearTimeout(timer));
  return paused;
}
