import { expect, test } from "vitest";
import { byWork, covers, roleName } from "./people";

test("permissions stand by their kind of work", () => {
  expect(byWork(["picking.skip", "catalog.add_bin", "picking.confirm"])).toEqual([
    ["catalog", ["catalog.add_bin"]],
    ["picking", ["picking.skip", "picking.confirm"]],
  ]);
});

test("a permission is covered by itself, by its work, or by all", () => {
  expect(covers(new Set(["picking.*"]), "picking.confirm")).toBe(true);
  expect(covers(new Set(["*"]), "people.grant")).toBe(true);
  expect(covers(new Set(["picking.skip"]), "picking.confirm")).toBe(false);
});

test("a role is called as its language calls it, an unknown one by its code", () => {
  const roles = [{ code: "picker", name_zh: "拣货员", name_en: "Picker", permissions: [], users: 0 }];
  expect([roleName("picker", roles, "zh"), roleName("picker", roles, "en"), roleName("cook", roles, "zh")]).toEqual([
    "拣货员",
    "Picker",
    "cook",
  ]);
});
