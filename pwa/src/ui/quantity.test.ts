import { expect, test } from "vitest";
import { inPacks, type Measured, money, packsOf, plain, quantityText } from "./quantity";

const oats: Measured = {
  unit: "袋",
  digits: 0,
  units: [
    { unit: "层", numerator: 60, denominator: 1 },
    { unit: "箱", numerator: 12, denominator: 1 },
    { unit: "半", numerator: 1, denominator: 2 },
  ],
};

test("a quantity carries its unit and groups thousands", () => {
  expect(quantityText(1234567, oats)).toBe("1,234,567 袋");
  expect(plain(-12, 0)).toBe("−12");
  expect(plain(1250, 3)).toBe("1.25");
  expect(plain(5, 3)).toBe("0.005");
});

test("pack keys are the exact units above the base unit, smallest first", () => {
  expect(packsOf(oats)).toEqual([
    { unit: "箱", amount: 12 },
    { unit: "层", amount: 60 },
  ]);
});

test("a whole number of packs is said so, anything else is not", () => {
  expect(inPacks(24, oats)).toMatchObject({ count: 2, pack: { unit: "箱" } });
  expect(inPacks(120, oats)).toMatchObject({ count: 2, pack: { unit: "层" } });
  expect(inPacks(13, oats)).toBeNull();
  expect(inPacks(0, oats)).toBeNull();
});

test("money shows two decimals, and four only when they are needed", () => {
  expect([money(12_840_000), money(19_500), money(29), money(0), money(-15_000)]).toEqual([
    "1,284.00",
    "1.95",
    "0.0029",
    "0.00",
    "−1.50",
  ]);
});
