/** A verdict as the red screen says it: what is, what was scanned, where to go; pure but for the words. */

import { isSaid, said, t, type WordKey } from "../app/words";
import type { Verdict } from "../kernel/steps";
import type { Line, ScanStep } from "../kernel/wire";
import { turnTo } from "../ui/place";
import { quantityText } from "../ui/quantity";
import type { Wrong } from "../ui/wrong";

function words(fact: unknown, facts: Verdict["facts"]): string {
  if (typeof fact === "number") {
    const digits = typeof facts.digits === "number" ? facts.digits : 0;
    return quantityText(fact, { unit: typeof facts.unit === "string" ? facts.unit : "", digits });
  }
  return typeof fact === "string" ? fact : "";
}

function firstSaid(...codes: string[]): string {
  const code = codes.find((candidate) => isSaid(candidate));
  return code ? said(code) : "";
}

function headOf(want: string | undefined): WordKey {
  if (want === "bin") return "ui.go";
  return want === "item" || want === "lot" ? "ui.take_this" : "ui.wanted";
}

/** line: the one in hand when it was judged, null when none was chosen. */
export function wrongOf(verdict: Verdict, line: Line | null): Wrong {
  const { code, facts } = verdict;
  const step = line?.steps.find((candidate) => candidate.id === verdict.step);
  const kind = step?.kind === "scan" ? (step as ScanStep).want : undefined;
  const scanned = words(facts.scanned ?? facts.text, facts);
  const want = words(facts.wanted, facts) || (step?.kind === "scan" ? step.label : "");
  const title = firstSaid(`${code}.title`) || t("ui.does_not_fit");
  const isNumber = typeof facts.wanted === "number";
  const note = wantNote(kind, line);
  // A scan that was refused is not booked; a number that was refused is simply typed again.
  const next =
    firstSaid(`${code}.say`) ||
    (isNumber ? said(code, facts) : want ? `${t("ui.not_booked")}\n${t("ui.just_scan", { want })}` : said(code, facts));
  return {
    title,
    ...(scanned && { scanned, scannedHead: t(isNumber ? "ui.you_gave" : "ui.you_scanned") }),
    ...(want && { want, wantHead: t(headOf(kind)) }),
    ...(want && note && { wantNote: note }),
    say: next,
    again: t(isNumber ? "ui.correct_it" : "ui.scan_again"),
    isNumber,
  };
}

function wantNote(kind: string | undefined, line: Line | null): string {
  if (kind === "bin" && line?.place) {
    const turn = turnTo(line.place, null);
    return turn.where ? t(turn.where, turn.facts) : "";
  }
  return kind === "item" && line ? line.item.name : "";
}
