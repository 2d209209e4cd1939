/**
 * Reads EAN and UPC bars that are too blurred for edges: which digits make the grey profile that is seen most likely.
 *
 * Each digit's seven modules are drawn with the lens's blur and held against the profile; the check digit and the
 * pattern of the first digit choose among the sums. Patterns: GS1 General Specifications, 5.2.1. Pure.
 */

import { FIRST, SET_A, SET_B, SET_C, UPCE_SETS } from "./retail";

/** One way to read a profile. margin: by how much (in nats, doubled) the next best text is less likely. */
export interface Likely {
  text: string;
  symbology: "ean13" | "upca" | "ean8" | "upce";
  margin: number;
  /** How much likelier the best digits with a wrong check digit are, 0 when there are none: a label that is misprinted. */
  gap: number;
  /** Mean cost of a module under the best text; 1 is what noise of NOISE makes. */
  misfit: number;
  /** Where the first and last bar's outer edges lie in the row, in its samples. */
  from: number;
  to: number;
}

const Q = 3; // Samples a module: finer ones carry no more, the lens has blurred them.
const NOISE = 0.1; // Of the contrast; a clean row's misfit to its own best text.
const WEIGHT = 1 / (NOISE * NOISE * Q);
const LEVEL_TRUST = Q / (0.15 * 0.15) / 4; // Black level of a digit against its surroundings': ±15 %.
const CONTRAST_TRUST = Q / (0.25 * 0.25) / 4; // Contrast of a digit against its surroundings': ±25 %.
const BLURS = [0.35, 0.65, 0.95, 1.3]; // Standard deviations in modules; 1.7 found no more on the tune half.

// Modules of the light margin that must be seen: codes ask for 7 and more, print beside them leaves at least these.
const QUIET = 4;
const LIGHT = "0".repeat(QUIET);

/** A drawn pattern and the sums that the fit needs. */
interface Template {
  samples: Float32Array;
  sum: number;
  squares: number;
}

/** Share of the normal curve below x. Abramowitz and Stegun 7.1.26, good to 1.5e-7. */
function below(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const tail =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) *
    Math.exp(-z * z);
  return x >= 0 ? 1 - tail / 2 : tail / 2;
}

/**
 * Modules as the lens sees them.
 *
 * before, after: the neighbouring modules, nearest to the pattern last and first; what lies beyond them is half dark.
 */
function template(before: readonly number[], bits: string, after: readonly number[], blur: number): Template {
  const modules = [0.5, 0.5, 0.5, ...before, ...Array.from(bits, Number), ...after, 0.5, 0.5, 0.5];
  const offset = 3 + before.length;
  const samples = new Float32Array(bits.length * Q);
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const x = (index + 0.5) / Q;
    let dark = 0.5;
    for (let edge = 1; edge < modules.length; edge += 1) {
      const change = (modules[edge] as number) - (modules[edge - 1] as number);
      if (change !== 0) dark += change * below((x - (edge - offset)) / blur);
    }
    samples[index] = dark;
    sum += dark;
    squares += dark * dark;
  }
  return { samples, sum, squares };
}

/** All patterns at one blur. Every left digit stands between a dark and a light module, every right one the other way. */
class Patterns {
  readonly left: readonly Template[];
  readonly right: readonly Template[];
  readonly start: Template;
  readonly middle: Template;
  readonly end: Template;
  readonly endOfShort: Template;

  constructor(blur: number) {
    this.left = [...SET_A, ...SET_B].map((bits) => template([1], bits, [0], blur));
    this.right = SET_C.map((bits) => template([0], bits, [1], blur));
    this.start = template([0, 0, 0], `${LIGHT}101`, [0], blur);
    this.middle = template([1], "01010", [1], blur);
    this.end = template([0], `101${LIGHT}`, [0, 0, 0], blur);
    this.endOfShort = template([1], `010101${LIGHT}`, [0, 0, 0], blur);
  }
}

let drawn: readonly Patterns[] | null = null;

/** Drawn once, when the first blurred label comes. */
function patterns(): readonly Patterns[] {
  drawn ??= BLURS.map((blur) => new Patterns(blur));
  return drawn;
}

interface Kind {
  name: "ean13" | "ean8" | "upce";
  modules: number;
  left: number;
  right: number;
  /** Above it the code is none of this kind; measured on the tune half, where short codes fit many things. */
  misfit: number;
}

const KINDS: readonly Kind[] = [
  { name: "ean13", modules: 95, left: 6, right: 6, misfit: 2 },
  { name: "ean8", modules: 67, left: 4, right: 4, misfit: 1.2 },
  { name: "upce", modules: 51, left: 6, right: 0, misfit: 1.2 },
];

/** How far samples are from a pattern, after the levels that suit it best: doubled negative logarithm of likelihood. */
function cost(seen: Float32Array, at: number, sum: number, squares: number, pattern: Template): number {
  const { samples } = pattern;
  const count = samples.length;
  let product = 0;
  for (let index = 0; index < count; index += 1) product += (seen[at + index] as number) * (samples[index] as number);
  const rest = sum - pattern.sum;
  const restByPattern = product - pattern.squares;
  const aa = WEIGHT * count + LEVEL_TRUST;
  const ab = WEIGHT * pattern.sum;
  const bb = WEIGHT * pattern.squares + CONTRAST_TRUST;
  const ra = WEIGHT * rest;
  const rb = WEIGHT * restByPattern;
  const determinant = aa * bb - ab * ab;
  const level = (ra * bb - rb * ab) / determinant;
  const contrast = (rb * aa - ra * ab) / determinant;
  return WEIGHT * (squares - 2 * product + pattern.squares) - level * ra - contrast * rb;
}

/** A row, and what its darkest and lightest are around each sample. */
interface Row {
  /** 0 where light, 1 where dark, against the surroundings. */
  dark: Float32Array;
}

/** Darkness of a row against the lightest and darkest within ±reach samples. */
function darkness(row: Float32Array, reach: number): Row {
  const length = row.length;
  const block = Math.max(2, Math.round(reach / 4));
  const blocks = Math.ceil(length / block);
  const low = new Float32Array(blocks).fill(255);
  const high = new Float32Array(blocks);
  for (let index = 0; index < length; index += 1) {
    const at = (index / block) | 0;
    const value = row[index] as number;
    if (value < (low[at] as number)) low[at] = value;
    if (value > (high[at] as number)) high[at] = value;
  }
  const darkest = new Float32Array(blocks);
  const lightest = new Float32Array(blocks);
  for (let at = 0; at < blocks; at += 1) {
    let min = 255;
    let max = 0;
    for (let near = Math.max(0, at - 4); near <= Math.min(blocks - 1, at + 4); near += 1) {
      min = Math.min(min, low[near] as number);
      max = Math.max(max, high[near] as number);
    }
    darkest[at] = min;
    lightest[at] = max;
  }
  const dark = new Float32Array(length);
  for (let index = 0; index < length; index += 1) {
    // Between the middles of blocks the levels go over evenly.
    const place = Math.min(blocks - 1, Math.max(0, index / block - 0.5));
    const at = place | 0;
    const next = Math.min(blocks - 1, at + 1);
    const share = place - at;
    const black = (darkest[at] as number) * (1 - share) + (darkest[next] as number) * share;
    const white = (lightest[at] as number) * (1 - share) + (lightest[next] as number) * share;
    dark[index] = (white - (row[index] as number)) / Math.max(6, white - black);
  }
  return { dark };
}

/** Where the code is thought to lie in a row: outer edges, and how far its middle is off, as a share of its width. */
interface Span {
  from: number;
  to: number;
  bend: number;
}

/** The row's samples at Q a module over the span and QUIET modules on either side. */
function sampled({ dark }: Row, { from, to, bend }: Span, modules: number, into: Float32Array): void {
  const count = (modules + 2 * QUIET) * Q;
  const last = dark.length - 1;
  for (let index = 0; index < count; index += 1) {
    const t = ((index + 0.5) / Q - QUIET) / modules;
    const x = from + (to - from) * (t + 4 * bend * t * (1 - t)) - 0.5;
    const inside = x < 0 ? 0 : x > last - 0.001 ? last - 0.001 : x;
    const left = inside | 0;
    const share = inside - left;
    into[index] = (dark[left] as number) * (1 - share) + (dark[left + 1] as number) * share;
  }
}

function sumsOf(seen: Float32Array, at: number, count: number): [number, number] {
  let sum = 0;
  let squares = 0;
  for (let index = at; index < at + count; index += 1) {
    const value = seen[index] as number;
    sum += value;
    squares += value * value;
  }
  return [sum, squares];
}

const DIGIT = 7 * Q;
const BEGIN = (QUIET + 3) * Q; // Of the first digit, behind the margin and the first guard.

function guards(seen: Float32Array, kind: Kind, set: Patterns): number {
  const fit = (at: number, pattern: Template) => {
    const [sum, squares] = sumsOf(seen, at, pattern.samples.length);
    return cost(seen, at, sum, squares, pattern);
  };
  const begin = fit(0, set.start);
  const middle = BEGIN + kind.left * DIGIT;
  if (kind.name === "upce") return begin + fit(middle, set.endOfShort);
  return begin + fit(middle, set.middle) + fit(middle + 5 * Q + kind.right * DIGIT, set.end);
}

/** Costs of every digit at every place: left ones 20 (A then B), right ones 10; one after the other. */
function costs(seen: Float32Array, kind: Kind, set: Patterns, into: Float32Array): void {
  let to = 0;
  for (let place = 0; place < kind.left + kind.right; place += 1) {
    const isLeft = place < kind.left;
    const at = BEGIN + place * DIGIT + (isLeft ? 0 : 5 * Q);
    const [sum, squares] = sumsOf(seen, at, DIGIT);
    for (const pattern of isLeft ? set.left : set.right) {
      into[to] = cost(seen, at, sum, squares, pattern);
      to += 1;
    }
  }
}

/** The sum of the cheapest digits, whatever the check digit says: how well a span fits. */
function cheapest(table: Float32Array, kind: Kind): number {
  let total = 0;
  let at = 0;
  for (let place = 0; place < kind.left + kind.right; place += 1) {
    const count = place < kind.left ? 20 : 10;
    let best = Number.POSITIVE_INFINITY;
    for (let index = 0; index < count; index += 1) best = Math.min(best, table[at + index] as number);
    total += best;
    at += count;
  }
  return total;
}

interface Aligned {
  span: Span;
  blur: number;
  total: number;
}

/** Work space of one search; a search never overlaps another. */
const seen = new Float32Array((95 + 2 * QUIET) * Q);
const table = new Float32Array(6 * 20 + 6 * 10);

function fitted(row: Row, kind: Kind, span: Span, blur: number): number {
  const set = patterns()[blur] as Patterns;
  sampled(row, span, kind.modules, seen);
  costs(seen, kind, set, table);
  return cheapest(table, kind) + guards(seen, kind, set);
}

/** Move the ends, the middle and the blur as long as the fit gets better. */
function aligned(row: Row, kind: Kind, start: Span, blur: number, rounds: number): Aligned {
  let best: Aligned = { span: start, blur, total: fitted(row, kind, start, blur) };
  let module = (start.to - start.from) / kind.modules;
  let reach = 0.8;
  const attempt = (span: Span, width: number) => {
    const total = fitted(row, kind, span, width);
    if (total < best.total) best = { span, blur: width, total };
  };
  for (let round = 0; round < rounds; round += 1) {
    const before = best.total;
    module = (best.span.to - best.span.from) / kind.modules;
    for (const sign of [-1, 1]) {
      const { span } = best;
      attempt({ ...span, from: span.from + sign * reach * module }, best.blur);
    }
    for (const sign of [-1, 1]) {
      const { span } = best;
      attempt({ ...span, to: span.to + sign * reach * module }, best.blur);
    }
    for (const sign of [-1, 1]) {
      const { span } = best;
      const by = sign * reach * module;
      attempt({ ...span, from: span.from + by, to: span.to + by }, best.blur);
    }
    for (const sign of [-1, 1]) {
      const { span } = best;
      attempt({ ...span, bend: span.bend + (sign * reach) / kind.modules }, best.blur);
    }
    for (const sign of [-1, 1]) {
      const other = best.blur + sign;
      if (other >= 0 && other < BLURS.length) attempt(best.span, other);
    }
    reach *= best.total < before * 0.95 ? 0.8 : 0.5;
  }
  return best;
}

const EDGES_MAX = 9; // Outermost strong edges on either side that may begin or end the code: print beside it comes first.

/** Strong edges: where light turns dark, from the left; and where dark turns light, from the right. */
function edges({ dark }: Row, reach: number): { begins: number[]; ends: number[] } {
  const length = dark.length;
  const slope = new Float32Array(length);
  const wide = Math.max(1, Math.round(reach));
  let steepest = 0;
  for (let index = wide; index < length - wide; index += 1) {
    let change = 0;
    for (let off = 1; off <= wide; off += 1) change += (dark[index + off] as number) - (dark[index - off] as number);
    slope[index] = change / wide;
    steepest = Math.max(steepest, Math.abs(slope[index] as number));
  }
  const strong = Math.min(0.25, steepest * 0.3);
  const begins: number[] = [];
  const ends: number[] = [];
  for (let index = 1; index < length - 1; index += 1) {
    const value = slope[index] as number;
    if (value > strong && value >= (slope[index - 1] as number) && value > (slope[index + 1] as number))
      begins.push(index + 0.5);
    if (-value > strong && value <= (slope[index - 1] as number) && value < (slope[index + 1] as number))
      ends.push(index + 0.5);
  }
  return { begins: begins.slice(0, EDGES_MAX), ends: ends.slice(-EDGES_MAX) };
}

const COVERED_MIN = 0.55; // Of the field: an add-on of five digits and its gap take the other 0.4.
const BENDS = [0, -0.9, 0.9, -1.8, 1.8]; // Modules by which the middle guard may be off: labels lie on curved things.
const GUARDED = 20; // Spans whose guards fit best, worth trying the digits.
const SEEDS = 4; // And of these the ones worth moving about.

/** The span that fits a row best, from every pair of edges that may be the code's ends; null when there is none. */
function search(row: Row, kind: Kind, module: number): Aligned | null {
  const { begins, ends } = edges(row, module * 0.7);
  const set = patterns()[1] as Patterns;
  const found: { span: Span; guard: number }[] = [];
  for (const from of begins) {
    for (const to of ends) {
      if (to - from < module * kind.modules * COVERED_MIN) continue;
      let best = { span: { from, to, bend: 0 }, guard: Number.POSITIVE_INFINITY };
      for (const off of BENDS) {
        const span = { from, to, bend: off / kind.modules };
        sampled(row, span, kind.modules, seen);
        const guard = guards(seen, kind, set);
        if (guard < best.guard) best = { span, guard };
      }
      found.push(best);
    }
  }
  found.sort((a, b) => a.guard - b.guard);
  return found
    .slice(0, GUARDED)
    .map(({ span }) => ({ span, total: fitted(row, kind, span, 1) }))
    .sort((a, b) => a.total - b.total)
    .slice(0, SEEDS)
    .map(({ span }) => aligned(row, kind, span, 1, 9))
    .reduce<Aligned | null>((best, each) => (best === null || each.total < best.total ? each : best), null);
}

/** Best and second best text of a table of costs. */
interface Choice {
  text: string;
  total: number;
  next: number;
  /** Of the best digits whether or not their check digit is right. */
  free: number;
}

/** Sums of digit × weight modulo 10, the cheapest two ways to each; digits in the order of the bars. */
function cheapestWithCheck(
  options: readonly (readonly number[])[],
  weights: readonly number[],
  offset: number,
): Choice {
  interface Way {
    total: number;
    digits: number;
    before: Way | null;
  }
  let ways: Way[][] = Array.from({ length: 10 }, () => []);
  ways[offset % 10] = [{ total: 0, digits: 0, before: null }];
  for (const [place, prices] of options.entries()) {
    const next: Way[][] = Array.from({ length: 10 }, () => []);
    for (let residue = 0; residue < 10; residue += 1) {
      for (const before of ways[residue] as Way[]) {
        for (let digit = 0; digit < 10; digit += 1) {
          const to = next[(residue + digit * (weights[place] as number)) % 10] as Way[];
          const total = before.total + (prices[digit] as number);
          if (to.length === 2 && (to[1] as Way).total <= total) continue;
          to.push({ total, digits: digit, before });
          to.sort((a, b) => a.total - b.total);
          if (to.length > 2) to.pop();
        }
      }
    }
    ways = next;
  }
  const [best, second] = ways[0] as Way[];
  const free = options.reduce((sum, each) => sum + Math.min(...each), 0);
  if (!best) return { ...NONE, free };
  let text = "";
  for (let way: Way | null = best; way?.before; way = way.before) text = way.digits + text;
  return { text, total: best.total, next: second?.total ?? Number.POSITIVE_INFINITY, free };
}

/** The cheaper of two choices; what loses may still be the next best. */
function better(a: Choice, b: Choice): Choice {
  const [first, other] = a.total <= b.total ? [a, b] : [b, a];
  return { ...first, next: Math.min(first.next, other.total), free: Math.min(first.free, other.free) };
}

const NONE: Choice = {
  text: "",
  total: Number.POSITIVE_INFINITY,
  next: Number.POSITIVE_INFINITY,
  free: Number.POSITIVE_INFINITY,
};

function prices(sum: Float32Array, place: number, left: number, set: string): number[] {
  const at = place < left ? place * 20 + (set === "B" ? 10 : 0) : left * 20 + (place - left) * 10;
  return Array.from(sum.subarray(at, at + 10));
}

function chosen(sum: Float32Array, kind: Kind): Choice {
  if (kind.name === "ean8") {
    const options = Array.from({ length: 8 }, (_, place) => prices(sum, place, 4, "A"));
    return cheapestWithCheck(options, [3, 1, 3, 1, 3, 1, 3, 1], 0);
  }
  if (kind.name === "ean13") {
    const weights = [3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1];
    return FIRST.map((sets, first) => {
      const options = weights.map((_, place) => prices(sum, place, 6, sets[place] ?? "C"));
      const choice = cheapestWithCheck(options, weights, first);
      return { ...choice, text: choice.text && `${first}${choice.text}` };
    }).reduce(better, NONE);
  }
  return UPCE_SETS.flatMap((sets, check) => [
    shortChoice(sum, sets, 0, check),
    shortChoice(sum, sets, 1, check),
  ]).reduce(better, NONE);
}

/** UPC-E: the check digit is that of the long form, which the last of the six digits shapes. */
function shortChoice(sum: Float32Array, sets: string, system: number, check: number): Choice {
  const own = Array.from(sets, (set) => ((set === "B") === (system === 0) ? "B" : "A"));
  const options = own.map((set, place) => prices(sum, place, 6, set));
  // Weights of the six digits in the long form NdddddDDDDDc (odd places 3), by the last of them; it counts itself
  // where it stands for a digit. GS1 General Specifications, 7.10.
  const shapes: readonly { last: readonly number[]; weights: readonly number[] }[] = [
    { last: [0, 1, 2], weights: [1, 3, 3, 1, 3, 1] },
    { last: [3], weights: [1, 3, 1, 1, 3, 0] },
    { last: [4], weights: [1, 3, 1, 3, 3, 0] },
    { last: [5, 6, 7, 8, 9], weights: [1, 3, 1, 3, 1, 3] },
  ];
  return shapes
    .map(({ last, weights }) => {
      const limited = options.map((each, place) =>
        place < 5 ? each : each.map((price, digit) => (last.includes(digit) ? price : Number.POSITIVE_INFINITY)),
      );
      const choice = cheapestWithCheck(limited, weights, system * 3 + check);
      return { ...choice, text: choice.text && `${system}${choice.text}${check}` };
    })
    .reduce(better, NONE);
}

/** A way to look at the rows: as which kind, from which end. */
interface View {
  kind: Kind;
  rows: readonly Row[];
  isTurned: boolean;
}

const CERTAIN_MIN = 12; // No wrong EAN-13 of the tune half came above 9.
// The short codes fit many things by chance. On the tune half no wrong one without a gap came above 8, and 10 for these.
const MARGIN_MIN = { ean13: 10, upca: 10, ean8: 25, upce: 30 };
const GAP_MAX = 0.5; // Every right one had none; a label with a wrong check digit had 66.

/** How far above its kind's least margin a reading is; 1 just reaches it. */
function weight({ symbology, margin }: Likely): number {
  return margin / MARGIN_MIN[symbology];
}

/** Whether a reading is likely enough to be told. */
export function isBelievable(reading: Likely): boolean {
  return weight(reading) >= 1 && reading.gap <= GAP_MAX;
}

/**
 * The likeliest reading of rows across one field of bars, upright or upside down; null when nothing fits at all.
 *
 * rows: profiles at several heights, as rectify makes them. across: how many samples wide the field is.
 */
export function likely(rows: readonly Float32Array[], across: number): Likely | null {
  let best: Likely | null = null;
  const views = KINDS.flatMap((kind) =>
    [false, true].map((isTurned): View => {
      const reach = (across / kind.modules) * 12;
      return { kind, isTurned, rows: rows.map((row) => darkness(isTurned ? row.slice().reverse() : row, reach)) };
    }),
  );
  // Of the outer rows none found what the middle one did not, on the tune half.
  const middle = rows.length >> 1;
  for (const view of views) {
    const seed = search(view.rows[middle] as Row, view.kind, across / view.kind.modules);
    if (seed === null) continue;
    const found = together(view, middle, seed);
    if (found && (best === null || weight(found) > weight(best))) best = found;
    // The long codes come first; where one of them fits, a short one is not asked.
    if (best !== null && best.margin > CERTAIN_MIN && view.isTurned) return best;
  }
  return best;
}

/** All rows, each aligned from its neighbour on; their evidence added up. */
function together({ kind, rows, isTurned }: View, from: number, seed: Aligned): Likely | null {
  const misfit = seed.total / (kind.modules + 2 * QUIET);
  if (misfit > kind.misfit) return null;
  const most = 2 * seed.total + kind.modules; // Above it glare or a finger lies over a row.
  const sum = new Float32Array(kind.left * 20 + kind.right * 10);
  let used = 0;
  const add = (row: Row, span: Span, blur: number) => {
    fitted(row, kind, span, blur);
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] as number) + (table[at] as number);
    used += 1;
  };
  add(rows[from] as Row, seed.span, seed.blur);
  for (const step of [-1, 1]) {
    let near = seed;
    for (let index = from + step; index >= 0 && index < rows.length; index += step) {
      const own = aligned(rows[index] as Row, kind, near.span, near.blur, 7);
      if (own.total > most) continue;
      add(rows[index] as Row, own.span, own.blur);
      near = own;
    }
  }
  const choice = chosen(sum, kind);
  const length = rows[0]?.dark.length ?? 0;
  const { from: begin, to: end } = seed.span;
  const isShort = kind.name === "ean13" && choice.text.startsWith("0");
  return {
    text: isShort ? choice.text.slice(1) : choice.text,
    symbology: isShort ? "upca" : kind.name,
    // Rows of one blur err together: their evidence counts as one row's.
    margin: (choice.next - choice.total) / used,
    gap: (choice.total - choice.free) / used,
    misfit,
    from: isTurned ? length - end : begin,
    to: isTurned ? length - begin : end,
  };
}
