import { expect, test } from "vitest";
import { asked, type Choice, type Paper, rememberedPaper } from "./labels";

const CHOICE: Choice = {
  warehouse: 1,
  kind: "bin",
  ids: "",
  zone: "A",
  item: 0,
  pairing: "",
  address: "",
  language: "zh",
};
const PAPER: Paper = { medium: "L7160", codes: "auto", dpi: 203, copies: 2, skip: 3 };
const of = (path: string) => Object.fromEntries(new URLSearchParams(path.split("?")[1]));

test("a preview asks for its page, a file for all of them", () => {
  expect(asked("preview", CHOICE, PAPER, 4)).toContain("/api/labels?");
  expect(of(asked("preview", CHOICE, PAPER, 4))).toMatchObject({ page: "4", zone: "A", skip: "3", copies: "2" });
  expect(asked("pdf", CHOICE, PAPER)).toContain("/api/labels.pdf?");
  expect(of(asked("pdf", CHOICE, PAPER))).not.toHaveProperty("page");
});

test("a roll has no used places, and a label printer its dots", () => {
  const roll = { ...PAPER, medium: "60x40" };
  expect(of(asked("pdf", CHOICE, roll))).not.toHaveProperty("skip");
  expect(of(asked("zpl", CHOICE, roll))).toMatchObject({ dpi: "203", medium: "60x40" });
});

test("chosen ones are asked for by id and not by zone", () => {
  expect(of(asked("pdf", { ...CHOICE, ids: "7,8" }, PAPER))).toMatchObject({ ids: "7,8" });
  expect(of(asked("pdf", { ...CHOICE, ids: "7,8" }, PAPER))).not.toHaveProperty("zone");
});

test("a phone's label says where and by which digits it is let in", () => {
  const device: Choice = { ...CHOICE, kind: "device", pairing: "12345678", address: "https://192.168.1.5:8443" };
  expect(of(asked("preview", device, PAPER))).toMatchObject({
    pairing: "12345678",
    address: "https://192.168.1.5:8443",
  });
});

test("lots are those of an item when one is chosen", () => {
  expect(of(asked("pdf", { ...CHOICE, kind: "lot", item: 5 }, PAPER))).toMatchObject({ item: "5" });
});

test("the paper is remembered, how many and where from is not", () => {
  expect(rememberedPaper(JSON.stringify({ ...PAPER, medium: "100x150", dpi: 300 }))).toEqual({
    medium: "100x150",
    codes: "auto",
    dpi: 300,
    copies: 1,
    skip: 0,
  });
});

test("what an older or newer version has kept does no harm", () => {
  for (const kept of [null, "", "{", "null", '{"medium":"A3","codes":7,"dpi":600}']) {
    expect(rememberedPaper(kept).medium).toBe("L7160");
  }
});
