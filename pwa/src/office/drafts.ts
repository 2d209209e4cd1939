/** Half-written forms, kept on this device until they are sent or thrown away. */

/** What a browser keeps texts in. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const PREFIX = "truebin.draft.";

/** The draft of a form, null when there is none; one that cannot be read is thrown away. */
export function draft<T>(name: string, shelf: Shelf = localStorage): T | null {
  const text = shelf.getItem(PREFIX + name);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    shelf.removeItem(PREFIX + name);
    return null;
  }
}

/** Keep a draft; null throws it away. */
export function keepDraft(name: string, value: unknown, shelf: Shelf = localStorage): void {
  if (value === null) shelf.removeItem(PREFIX + name);
  else shelf.setItem(PREFIX + name, JSON.stringify(value));
}
