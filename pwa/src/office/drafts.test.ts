import { expect, test } from "vitest";
import { draft, keepDraft, type Shelf } from "./drafts";

function shelf(): Shelf {
  const texts = new Map<string, string>();
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
    removeItem: (key) => void texts.delete(key),
  };
}

test("a draft comes back as it was and goes when it is thrown away", () => {
  const place = shelf();
  keepDraft("1.item", { name: "茶" }, place);
  expect(draft("1.item", place)).toEqual({ name: "茶" });
  expect(draft("2.item", place)).toBeNull();
  keepDraft("1.item", null, place);
  expect(draft("1.item", place)).toBeNull();
});

test("a draft that cannot be read is none, and is gone", () => {
  const place = shelf();
  place.setItem("truebin.draft.x", "{broken");
  expect(draft("x", place)).toBeNull();
  expect(place.getItem("truebin.draft.x")).toBeNull();
});
