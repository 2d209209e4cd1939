import { expect, test } from "vitest";
import { signSize, width } from "./size";

test("a usual bin stands at full size", () => {
  expect(signSize("A-02-2")).toBe("size-96");
});

test("a longer code goes down in steps and is never cut", () => {
  const steps = ["A-02-2", "AB-02-02", "A-02-02-11", "WMS-102-02-11", "WAREHOUSE-102-02-11"].map((code) =>
    signSize(code),
  );
  expect(steps).toEqual([...steps].sort((a, b) => Number(b.slice(5)) - Number(a.slice(5))));
  expect(steps.at(-1)).toBe("size-34");
});

test("a W is half as wide again as a digit", () => {
  expect(width("W") / width("2")).toBeGreaterThan(1.5);
});
