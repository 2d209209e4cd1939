/** Where each key of the keypad lies; pure, so that the left hand is a mirror and nothing else. */
export interface Key {
  id: string;
  lines: string[];
  look: "digit" | "fn" | "op";
  wide?: boolean;
  say?: string;
}

const digit = (id: string): Key => ({ id, lines: [id], look: "digit" });

export const ERASE: Key = { id: "erase", lines: [], look: "fn" };
export const ZERO: Key = digit("0");

/** Rows of 1 to 9 with the side keys beside them, then the last row. For the left hand every row runs the other way round its digits. */
export function arrange(side: Key[], last: Key[], hand: "left" | "right"): Key[] {
  const rows: Key[][] = [];
  for (let row = 0; row < 3; row += 1) {
    const digits = [1, 2, 3].map((column) => digit(String(row * 3 + column)));
    const beside = side[row];
    if (!beside) rows.push(digits);
    else rows.push(hand === "left" ? [beside, ...digits] : [...digits, beside]);
  }
  rows.push(hand === "left" && side.length > 0 ? [...last].reverse() : last);
  return rows.flat();
}
