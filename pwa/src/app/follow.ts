/** A `Told` of the parts below as a Vue ref. */

import { getCurrentScope, onScopeDispose, type ShallowRef, shallowRef } from "vue";
import type { Watched } from "../kernel/watched";

/** Follows until the component that called it goes away (for ever outside one). */
export function follow<T>(told: Watched<T>): Readonly<ShallowRef<T>> {
  const ref = shallowRef(told.get());
  const stop = told.watch((value) => {
    ref.value = value;
  });
  if (getCurrentScope()) onScopeDispose(stop);
  return ref;
}
