import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import type { Travelling } from "../kernel/task";
import type { CodeRow, Task } from "../kernel/wire";
import { Database } from "../outbox/database";
import { levelOf } from "./connection";
import { call, readFile, readNewer, Refused, Unreachable } from "./http";
import { backOff, FRESH, paced } from "./pace";
import { Offline, type Source } from "./snapshot";

const MINUTE = 60_000;

test("offline is calm until work waits long or piles up", () => {
  const now = 10_000 * MINUTE;
  expect(levelOf(0, 0, now)).toBe("calm");
  expect(levelOf(49, now - 14 * MINUTE, now)).toBe("calm");
  expect(levelOf(50, now, now)).toBe("amber");
  expect(levelOf(1, now - 15 * MINUTE, now)).toBe("amber");
  expect(levelOf(1, now - 120 * MINUTE, now)).toBe("red");
});

test("the wait doubles up to half a minute, spread over half of it", () => {
  expect([1, 2, 3, 20].map((failures) => backOff(failures, 1))).toEqual([400, 800, 1600, 30_000]);
  expect(backOff(20, 0)).toBe(15_000);
});

test("a batch grows back after it was halved", () => {
  let pace = paced(FRESH, { kind: "too_large", sent: 50 }, 0);
  expect(pace).toMatchObject({ batch: 25, waitMs: 0 });
  pace = paced(pace, { kind: "answered", left: 3 }, 0);
  expect(pace).toMatchObject({ batch: 50, waitMs: 0, failures: 0 });
});

test("an unknown fate is never a reason to stop trying", () => {
  for (const kind of ["failed", "too_many"] as const) {
    expect(paced(FRESH, { kind }, 1).waitMs).toBeGreaterThan(0);
  }
  expect(paced(FRESH, { kind: "malformed", code: "x" }, 1).waitMs).toBeGreaterThan(0);
});

test("a refusal carries its code and facts, a failed world is unreachable", async () => {
  const refusing = async () => Response.json({ code: "people.locked", facts: { minutes: 3 } }, { status: 422 });
  await expect(call("POST", "/x", {}, refusing)).rejects.toMatchObject({
    code: "people.locked",
    facts: { minutes: 3 },
  });
  await expect(call("GET", "/x", undefined, async () => new Response("<h1>", { status: 502 }))).rejects.toThrow(
    Unreachable,
  );
  await expect(call("GET", "/x", undefined, async () => new Response("no", { status: 404 }))).rejects.toThrow(Refused);
});

const travelling = (id: number, state = "queued"): Travelling<Task> => ({
  id,
  number: `PK-${id}`,
  kind: "pick",
  flow_version: 1,
  order: "walk",
  lines: [
    {
      id: id * 10,
      position: 1,
      state,
      item: { id: 1, code: "S", name: "n" },
      steps: [{ id: "bin", kind: "scan" }],
      command: { type: "picking.confirm", payload: {} },
    },
  ],
});

function sourceOf(
  tasks: Map<number, Travelling<Task>>,
  rows: CodeRow[] = [],
): Source & { version: string; asked: string[] } {
  const source = {
    version: "1",
    asked: [] as string[],
    async snapshot(warehouse: number) {
      source.asked.push("snapshot");
      return { epoch: "e1", number: 5, warehouse, tasks: [...tasks.values()], codes_version: source.version };
    },
    async task(id: number) {
      source.asked.push(`task ${id}`);
      const task = tasks.get(id);
      if (!task) throw new Refused(404, "tasks.unknown");
      return task;
    },
    async codes(_warehouse: number, version: string) {
      return version === source.version ? null : { version: source.version, codes: rows };
    },
  };
  return source;
}

test("the snapshot is there after a restart without a network, cursor and codes with it", async () => {
  const factory = new IDBFactory();
  const source = sourceOf(new Map([[1, travelling(1)]]), [["X", "item", 1, "S", "pcs", 1]]);
  await new Offline(new Database(factory, "t"), source).anew(3);
  const restarted = new Offline(new Database(factory, "t"), source);
  expect(await restarted.load(3)).toBe(true);
  expect(restarted.cursor()).toEqual({ epoch: "e1", number: 5 });
  expect(restarted.tasks.get().map((task) => [task.id, task.lines[0]?.steps[0]?.targets])).toEqual([[1, []]]);
  expect(restarted.codes.get().mean("X")[0]?.id).toBe(1);
  expect(await restarted.load(4)).toBe(false);
});

test("an event fetches the task it names, and one that is done or gone leaves", async () => {
  const tasks = new Map([
    [1, travelling(1)],
    [2, travelling(2)],
    [3, travelling(3)],
  ]);
  const source = sourceOf(tasks);
  const offline = new Offline(new Database(new IDBFactory(), "t"), source);
  await offline.anew(3);
  tasks.set(1, travelling(1, "done"));
  tasks.delete(2);
  tasks.set(4, travelling(4));
  const named = [1, 2, 4].map((task, index) => ({
    n: 6 + index,
    kind: "task.changed",
    topics: ["tasks"],
    body: { task },
    at: 0,
  }));
  await offline.take(named, { epoch: "e1", number: 8 });
  expect(offline.tasks.get().map((task) => task.id)).toEqual([3, 4]);
  expect(offline.cursor().number).toBe(8);
});

test("a burst of changed tasks is fetched as one snapshot", async () => {
  const source = sourceOf(new Map([[1, travelling(1)]]));
  const offline = new Offline(new Database(new IDBFactory(), "t"), source);
  await offline.anew(3);
  source.asked.length = 0;
  const many = Array.from({ length: 20 }, (_, n) => ({
    n: 6 + n,
    kind: "task.changed",
    topics: ["tasks"],
    body: { task: n },
    at: 0,
  }));
  await offline.take(many, { epoch: "e1", number: 26 });
  expect(source.asked).toEqual(["snapshot"]);
});

test("a changed registry is fetched when an event says so", async () => {
  const source = sourceOf(new Map(), [["NEW", "bin", 9, "A-01", "", 0]]);
  const offline = new Offline(new Database(new IDBFactory(), "t"), source);
  await offline.anew(3);
  source.version = "2";
  await offline.take([{ n: 6, kind: "barcode.bound", topics: ["codes"], body: {}, at: 0 }], { epoch: "e1", number: 6 });
  expect(offline.codes.get().version).toBe("2");
});

test("what has not changed is not sent again", async () => {
  const asked: (string | null)[] = [];
  const registry = async (_path: string, init?: RequestInit) => {
    const known = new Headers(init?.headers).get("if-none-match");
    asked.push(known);
    return known === '"7"' ? new Response(null, { status: 304 }) : Response.json({ version: "7", codes: [] });
  };
  expect(await readNewer("/api/codes", "", registry)).toEqual({ version: "7", codes: [] });
  expect(await readNewer("/api/codes", "7", registry)).toBeNull();
  expect(asked).toEqual([null, '"7"']);
});

test("an answer that is not our server's is called so", async () => {
  const portal = async () => new Response("<h1>Sign in to the guest network", { status: 403 });
  await expect(readNewer("/api/codes", "", portal)).rejects.toMatchObject({
    code: "link.foreign_answer",
    facts: { status: 403 },
  });
});

test("a file comes with its name, a refusal with its code", async () => {
  const good = () =>
    Promise.resolve(new Response("^XA", { headers: { "content-disposition": 'attachment; filename="a.zpl"' } }));
  const file = await readFile("/x", good);
  expect([file.name, await file.blob.text()]).toEqual(["a.zpl", "^XA"]);
  const bad = () =>
    Promise.resolve(
      new Response(JSON.stringify({ code: "labels.does_not_fit", facts: { needs: "9.3" } }), { status: 409 }),
    );
  await expect(readFile("/x", bad)).rejects.toMatchObject({ name: "Refused", code: "labels.does_not_fit" });
  await expect(readFile("/x", () => Promise.resolve(new Response("", { status: 502 })))).rejects.toThrow(Unreachable);
  await expect(readFile("/x", () => Promise.reject(new TypeError("offline")))).rejects.toThrow(Unreachable);
});
