/** What the red screen says. */
export interface Wrong {
  title: string;
  scanned?: string;
  scannedHead?: string;
  /** The wanted thing: the largest words on the screen. */
  want?: string;
  wantHead?: string;
  wantNote?: string;
  say: string;
  /** A second way out, outlined. */
  other?: string;
  again: string;
  isNumber?: boolean;
}
