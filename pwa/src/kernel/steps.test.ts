import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { advance, type Emission, type Input, reopen, start, type Verdict } from "./steps";
import { type Travelling, whole } from "./task";
import type { Meaning, Task } from "./wire";

interface Given {
  input: Omit<Input, "scan"> & { scan?: { id: string; text: string; meanings: Travelling<Meaning>[] } };
  verdict: Verdict;
  line: number;
  step: string;
  count: number;
  emit: Emission[];
}

interface Vectors {
  about: string;
  task: Travelling<Task>;
  cases: { name: string; inputs: Given[] }[];
}

const FOLDER = resolve(import.meta.dirname, "../../../tests/vectors/steps");
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

function input(given: Given["input"]): Input {
  if (!given.scan) return given as Input;
  const meanings = given.scan.meanings.map(
    (meaning) => ({ label: "", unit: "", amount: 0, lot: "", ...meaning }) as Meaning,
  );
  return { scan: { ...given.scan, meanings } };
}

test("there are vectors to hold the twins to", () => {
  expect(files.length).toBeGreaterThanOrEqual(8);
});

for (const file of files) {
  const vectors = JSON.parse(readFileSync(resolve(FOLDER, file), "utf8")) as Vectors;
  const task = whole(vectors.task);
  describe(`${file}: ${vectors.about}`, () => {
    for (const { name, inputs } of vectors.cases) {
      test(name, () => {
        let state = start(task);
        for (const [index, given] of inputs.entries()) {
          const answer = advance(task, state, input(given.input));
          state = answer.state;
          expect({
            at: index,
            verdict: answer.verdict,
            emit: answer.emit,
            line: state.line,
            step: state.step,
            count: state.count,
          }).toEqual({
            at: index,
            verdict: given.verdict,
            emit: given.emit,
            line: given.line,
            step: given.step,
            count: given.count,
          });
        }
      });
    }
  });
}

test("a line taken back is the line in hand again and asks its steps anew", () => {
  const vectors = JSON.parse(readFileSync(resolve(FOLDER, "pick.json"), "utf8")) as Vectors;
  const task = whole(vectors.task);
  const first = start(task);
  const after = reopen(task, { ...first, finished: task.lines.map((line) => line.id), line: 0, step: "" }, first.line);
  expect({ line: after.line, step: after.step }).toEqual({ line: first.line, step: first.step });
});
