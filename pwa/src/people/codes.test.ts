import { expect, test } from "vitest";
import { badgeIn, pairingIn } from "./codes";

test("a pairing QR and a bare pairing code are the same code", () => {
  expect(pairingIn("https://10.0.0.5:8443/#/pair/12345678")).toBe("12345678");
  expect(pairingIn(" 12345678 ")).toBe("12345678");
});

test("a badge is not taken for a pairing code", () => {
  expect([pairingIn("U-1001"), pairingIn("123456789"), pairingIn("https://x/#/pair/12")]).toEqual([null, null, null]);
  expect(badgeIn(" u-1001\n")).toBe("U-1001");
});
