/** The bars of the three codes, drawn by the server. */

import { read } from "../link/http";
import { CODES } from "../scanner/doctor";

/** SVG path data that fills a box `0 0 width 1`; width in modules, quiet zones included. */
export interface Bars {
  path: string;
  width: number;
}

/** All three; raises Unreachable without a network. */
export function drawnCodes(): Promise<Bars[]> {
  return Promise.all(
    CODES.map(({ text, gs1 }) => read<Bars>(`/api/bars?${new URLSearchParams({ text, gs1: String(gs1) })}`)),
  );
}
