/** What became of an entry, as its person should read it: shape, fate in words, what to do. */

import { isSaid, said, t, type WordKey } from "../app/words";
import type { State } from "../ui/state";
import type { Kept } from "./outbox";

export interface FateRow {
  id: string;
  seq: number;
  /** Microseconds since 1970, device clock. */
  at: number;
  state: State;
  title: string;
  note: string;
}

/** A code stays whole where the line ends: word joiners around its hyphens. */
function unbroken(label: string): string {
  return label.replace(/(\w)-(?=\w)/g, "$1\u2060-\u2060");
}

/** The word for a kind of entry: "拿货", "盘点" …; the type itself where we have none. */
function act(type: string): string {
  const key = `outbox.act_${type}`;
  return isSaid(key) ? t(key as WordKey) : type;
}

const SHAPES: Record<string, State> = {
  accepted: "ok",
  adjusted: "warn",
  superseded: "do",
  held: "held",
  refused: "stop",
};
const FATES: Record<string, WordKey> = {
  accepted: "outbox.accepted",
  adjusted: "outbox.adjusted",
  superseded: "outbox.superseded",
  held: "outbox.held",
  refused: "outbox.refused",
};

/** One kept entry as a row. */
export function fateOf(kept: Kept): FateRow {
  const what = kept.label ? `${act(kept.entry.type)} · ${unbroken(kept.label)}` : act(kept.entry.type);
  const row = { id: kept.entry.id, seq: kept.seq, at: kept.entry.client_at };
  if (kept.outcome === null) return { ...row, state: "wait", title: what, note: t("outbox.waits") };
  const { result, code, facts } = kept.outcome;
  const state = SHAPES[result] ?? "warn";
  const fate = t(FATES[result] ?? "outbox.accepted");
  // The plain case says what was done; every other one first says what became of it.
  if (result === "accepted") return { ...row, state, title: fate, note: what };
  const why = code ? said(code, facts) : "";
  return { ...row, state, title: fate, note: why ? `${what} · ${why}` : what };
}

/** Scans alone are evidence, not work: the list shows them only while they wait or when they were refused by the books. */
export function worthShowing(kept: Kept): boolean {
  return kept.entry.kind === "command" || kept.outcome?.result !== "accepted";
}
