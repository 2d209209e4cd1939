import { expect, test } from "vitest";
import type { Place } from "../kernel/wire";
import { aisleOf, spoken, turnTo } from "./place";

const bin = (aisle: string, rack: string, level: string, side = "left"): Place => ({
  id: 1,
  code: `${aisle}-${rack}-${level}`,
  aisle,
  rack,
  level,
  side,
});

test("the first bin of a walk turns to its side", () => {
  expect(turnTo(bin("A", "02", "2"), null)).toMatchObject({ way: "left", code: "ui.turn_left", facts: { rack: "2" } });
  expect(turnTo(bin("A", "02", "2", "right"), bin("B", "01", "1")).code).toBe("ui.turn_right");
});

test("the same aisle counts racks on and back", () => {
  expect(turnTo(bin("A", "05", "1"), bin("A", "02", "1"))).toMatchObject({
    way: "ahead",
    code: "ui.racks_on",
    facts: { racks: 3 },
  });
  expect(turnTo(bin("A", "01", "1"), bin("A", "02", "1"))).toMatchObject({ way: "back", facts: { racks: 1 } });
  expect(turnTo(bin("A", "02", "3"), bin("A", "02", "1")).code).toBe("ui.same_rack");
});

test("a place without an aisle is only named", () => {
  expect(turnTo({ ...bin("", "", ""), code: "DOCK" }, null)).toMatchObject({ code: "ui.go_to_bin", where: null });
});

test("the sketch fills one rack, on the side it is on", () => {
  const sketch = aisleOf(bin("A", "10", "1", "right"));
  expect(sketch?.far.some((cell) => cell.target)).toBe(false);
  expect(sketch?.near.filter((cell) => cell.target).map((cell) => cell.label)).toEqual(["10"]);
  expect(aisleOf(bin("A", "", "1"))).toBeNull();
});

test("a padded number is spoken without its zero", () => {
  expect([spoken("02"), spoken(7), spoken("B")]).toEqual(["2", "7", "B"]);
});
