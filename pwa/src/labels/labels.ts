/** Which labels on which paper: what the server is asked for. */

export type Kind = "bin" | "item" | "lot" | "container" | "user" | "device";
export type Codes = "auto" | "both" | "square" | "bars";

export const KINDS: readonly Kind[] = ["bin", "item", "lot", "container", "user", "device"];
export const CODES: readonly Codes[] = ["auto", "both", "square", "bars"];
export const DPI = [203, 300] as const;
/** As scanning/labels/media.py knows them: sheets by the name on their box, rolls by their labels' size. */
export const SHEETS = ["L7160", "L7163", "L7165", "L7173", "L7651", "L4731", "5160"] as const;
export const ROLLS = ["60x40", "70x50", "100x150"] as const;
export const COPIES_MAX = 50;

/** How labels are printed: remembered on this device, because it stands beside one printer. */
export interface Paper {
  medium: string;
  codes: Codes;
  dpi: (typeof DPI)[number];
  copies: number;
  /** Labels of the first sheet that are used up. */
  skip: number;
}

/** Which labels; ids empty and no zone or item: all of the kind. */
export interface Choice {
  warehouse: number;
  kind: Kind;
  ids: string;
  zone: string;
  item: number;
  pairing: string;
  address: string;
  language: string;
}

export interface Line {
  text: string;
  x: number;
  y: number;
  size: number;
  width: number;
  bold: boolean;
}
export interface Label {
  x: number;
  y: number;
  width: number;
  height: number;
  path: string;
  words: Line[];
  texts: string[];
}
export interface Preview {
  page: number;
  pages: number;
  labels: number;
  page_width: number;
  page_height: number;
  label_width: number;
  label_height: number;
  places: [number, number][];
  is_roll: boolean;
  here: Label[];
  without_code: number[];
}

export const isRoll = (medium: string): boolean => (ROLLS as readonly string[]).includes(medium);

/** The question for these labels: a page's preview, the PDF, or the commands of a label printer. */
export function asked(what: "preview" | "pdf" | "zpl", choice: Choice, paper: Paper, page = 1): string {
  const query = new URLSearchParams({
    warehouse: String(choice.warehouse),
    kind: choice.kind,
    medium: paper.medium,
    codes: paper.codes,
    copies: String(paper.copies),
    language: choice.language,
  });
  if (choice.ids) query.set("ids", choice.ids);
  else if (choice.kind === "bin" && choice.zone) query.set("zone", choice.zone);
  else if (choice.kind === "lot" && choice.item) query.set("item", String(choice.item));
  if (choice.kind === "device") {
    query.set("pairing", choice.pairing);
    query.set("address", choice.address);
  }
  if (what === "zpl") query.set("dpi", String(paper.dpi));
  else if (!isRoll(paper.medium)) query.set("skip", String(paper.skip));
  if (what === "preview") query.set("page", String(page));
  return `/api/labels${what === "preview" ? "" : `.${what}`}?${query}`;
}

const KEPT_UNDER = "truebin.labels";
const FIRST: Paper = { medium: "L7160", codes: "auto", dpi: 203, copies: 1, skip: 0 };

/** The paper of the last time; what this version does not know is left aside. */
export function rememberedPaper(kept: string | null = localStorage.getItem(KEPT_UNDER)): Paper {
  let known: Partial<Paper> = {};
  try {
    known = (JSON.parse(kept ?? "{}") ?? {}) as Partial<Paper>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return {
    medium: [...SHEETS, ...ROLLS].find((name) => name === known.medium) ?? FIRST.medium,
    codes: CODES.find((each) => each === known.codes) ?? FIRST.codes,
    dpi: DPI.find((each) => each === known.dpi) ?? FIRST.dpi,
    // How many, and from which place, is another question each time.
    copies: FIRST.copies,
    skip: FIRST.skip,
  };
}

/** Keep the paper for the next time. */
export function rememberPaper(paper: Paper): void {
  localStorage.setItem(KEPT_UNDER, JSON.stringify(paper));
}
