/** The work in hand for a screen: opens the run of a task, hands it what is scanned and typed, and says what to show over it. */

import { computed, onMounted, onUnmounted, type Ref, ref, shallowRef, watch } from "vue";
import { wrong as soundWrong } from "../app/cues";
import { openRun, type Run } from "../app/run";
import { may, me } from "../app/session";
import { lookUp, tasks } from "../app/work";
import { t } from "../app/words";
import type { Line, Task } from "../kernel/wire";
import { onReading } from "../scanner/reading";
import { typedCode } from "../scanner/typed";
import { swallowed } from "../scanner/wedge";
import type { Place } from "../kernel/wire";
import { closeLens, openLensIfUsed } from "../ui/lens";
import type { Wrong } from "../ui/wrong";
import { wrongOf } from "./wrong";

export interface Work {
  run: Readonly<Ref<Run | null>>;
  task: Readonly<Ref<Task | null>>;
  /** The task is not on this device (any more). */
  gone: Readonly<Ref<boolean>>;
  wrong: Ref<Wrong | null>;
  /** What the person must decide: the meanings of an ambiguous scan, or why it is less than asked for. */
  asks: Ref<"" | "meaning" | "short">;
  line: Readonly<Ref<Line | null>>;
  /** Where the person stands: the bin of the line before. */
  from: Readonly<Ref<Place | null>>;
  next: Readonly<Ref<Place | null>>;
  done: Readonly<Ref<boolean[]>>;
  tote: Readonly<Ref<string>>;
  hand: Readonly<Ref<"left" | "right">>;
  type(text: string): void;
  dismiss(): void;
}

/** What of a task changes the way of whoever does it: lines come when goods are found elsewhere, and are given up. */
function planOf(task: Task): string {
  return task.lines.map((line) => `${line.id} ${line.place?.id ?? 0} ${line.state === "cancelled"}`).join();
}

/** Open the run of task `id` for as long as the screen lives. */
export function useWork(id: () => number): Work {
  const run = shallowRef<Run | null>(null);
  const gone = ref(false);
  const wrong = ref<Wrong | null>(null);
  const asks = ref<"" | "meaning" | "short">("");
  const from = shallowRef<Place | null>(null);
  const scannedTote = ref("");
  const task = shallowRef<Task | null>(null);

  let alive = true;
  let opening: Promise<void> = Promise.resolve();

  /** Begin, or go on by another plan of the same task; what is scanned meanwhile waits for it. */
  function begin(found: Task): void {
    opening = opening.then(async () => {
      await run.value?.settled();
      run.value?.close();
      const opened = await openRun(found);
      if (!alive) {
        opened.close();
        return;
      }
      task.value = found;
      run.value = opened;
    });
  }

  function follow(): void {
    const found = tasks.value.find((each) => each.id === id()) ?? null;
    if (found === null || (found.holder_id !== 0 && found.holder_id !== me.value?.user.id)) {
      // A finished task leaves the device too: its last screen stays.
      gone.value = !run.value?.finished.value;
      return;
    }
    gone.value = false;
    if (task.value === null || planOf(found) !== planOf(task.value)) begin(found);
  }
  onMounted(follow);
  watch(tasks, follow);

  const stop = onReading((reading) => {
    void lookUp(reading.text).then((meanings) => {
      const tote = meanings.find((meaning) => meaning.kind === "container");
      if (tote) scannedTote.value = tote.label;
    });
    wrong.value = null;
    void opening.then(() => run.value?.reading(reading));
  });
  const stopSwallowed = swallowed.on((why) => {
    soundWrong();
    const say = t(`scanner.rescan_${why}`);
    wrong.value = { title: t("ui.not_received"), say, again: t("ui.scan_again") };
  });
  onUnmounted(() => {
    alive = false;
    stop();
    stopSwallowed();
    run.value?.close();
    closeLens();
  });

  // With nothing left to scan the light goes out; an undo wants it back.
  watch(
    () => run.value?.finished.value,
    (over) => (over ? closeLens() : openLensIfUsed()),
  );

  const line = computed(() => run.value?.line.value ?? null);
  watch(
    () => run.value?.verdict.value,
    (verdict) => {
      const other = may("picking.override") ? (run.value?.otherBin.value ?? "") : "";
      wrong.value =
        verdict?.result === "wrong"
          ? { ...wrongOf(verdict, line.value), ...(other && { other: t("tasks.really_there", { place: other }) }) }
          : null;
      asks.value = verdict?.result !== "ask" ? "" : verdict.code === "code.ambiguous" ? "meaning" : "short";
    },
  );
  watch(line, (_now, before) => {
    if (before?.place) from.value = before.place;
  });

  const open = computed(() => {
    const finished = new Set(run.value?.state.value.finished ?? []);
    return (task.value?.lines ?? []).filter(
      (each) => (each.state === "queued" || each.state === "skipped") && !finished.has(each.id),
    );
  });
  const next = computed(() => {
    const index = open.value.findIndex((each) => each.id === line.value?.id);
    const place = open.value[index + 1]?.place ?? null;
    return place && place.id !== line.value?.place?.id ? place : null;
  });
  const done = computed(() => {
    const waiting = new Set(open.value.map((each) => each.id));
    return (task.value?.lines ?? []).map((each) => !waiting.has(each.id));
  });
  const tote = computed(() => {
    const kept = run.value?.state.value.kept ?? [];
    return kept.length === 0 ? "" : scannedTote.value || (task.value?.container?.code ?? "");
  });

  return {
    run,
    task,
    gone,
    wrong,
    asks,
    line,
    from,
    next,
    done,
    tote,
    hand: computed(() => (me.value?.user.hand === "left" ? "left" : "right")),
    type: (text) => typedCode(text),
    dismiss: () => {
      wrong.value = null;
    },
  };
}
