import { expect, test } from "vitest";
import { load } from "./scanFor";

class Drawer {
  private readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key = (place: number) => [...this.kept.keys()][place] ?? null;
  getItem = (name: string) => this.kept.get(name) ?? null;
  setItem = (name: string, text: string) => void this.kept.set(name, text);
  removeItem = (name: string) => void this.kept.delete(name);
  clear = () => this.kept.clear();
}

const scan = { id: "id-1", n: 1, text: "A-03-2", source: "camera", at: 0 } as const;

test("what waits for a desk waits through a visit to another one; a desk for which nothing waits is forgotten", () => {
  const storage = new Drawer();
  const keep = (kept: ReturnType<typeof load>) =>
    storage.setItem(`truebin.scan-for.${kept.desk}`, JSON.stringify(kept));
  storage.setItem("truebin.desk", "not ours");
  const first = { ...load("1".repeat(16), storage), next: 2, waiting: [scan] };
  keep(first);
  const second = load("2".repeat(16), storage);
  keep(second);
  expect([second.scanner === first.scanner, second.waiting]).toEqual([false, []]);
  expect(load("1".repeat(16), storage)).toEqual(first);
  expect(load("2".repeat(16), storage).scanner).not.toBe(second.scanner);
  expect(storage.getItem("truebin.desk")).toBe("not ours");
});
