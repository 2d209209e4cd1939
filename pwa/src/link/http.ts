/** Calls to the server: JSON in and out, refusals as `Refused`, a world that failed as `Unreachable`. */

import type { Problem } from "../kernel/wire";
import type { Facts } from "../kernel/words";

/** The server said no and says why: a code of the catalogues with its facts. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly facts: Facts = {},
    readonly requestId = "",
  ) {
    super(code);
    this.name = "Refused";
  }
}

/** No answer, or one that only says that the server or the way to it failed (5xx, time-out, no network). */
export class Unreachable extends Error {
  constructor(
    readonly status: number,
    reason: string,
  ) {
    super(reason);
    this.name = "Unreachable";
  }
}

/** How the browser fetches; tests hand in their own network. */
export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 15_000; // A hall's network answers within one second or not at all; longer would hold up the queue.
const FILE_TIMEOUT_MS = 60_000; // Five hundred labels take a slow machine some seconds to draw.

async function problemOf(response: Response): Promise<Partial<Problem>> {
  try {
    return (await response.json()) as Partial<Problem>;
  } catch (error) {
    // A proxy answers in HTML; the status alone must do then.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** One call. Returns the parsed answer, `undefined` for an empty one. Raises Refused (4xx) or Unreachable. */
export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  fetching?: Fetch,
  timeoutMs: number = TIMEOUT_MS,
): Promise<T> {
  const isForm = typeof FormData !== "undefined" && body instanceof FormData;
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.body = isForm ? body : JSON.stringify(body);
    if (!isForm) init.headers = { "content-type": "application/json" };
  }
  return (await exchange(path, init, fetching, timeoutMs)) as T;
}

/** Ask for something of which we have `version` ("" for none); null while that is still the newest. */
export async function readNewer<T>(path: string, version: string, fetching?: Fetch): Promise<T | null> {
  const init: RequestInit = version === "" ? {} : { headers: { "if-none-match": `"${version}"` } };
  return (await exchange(path, init, fetching)) as T | null;
}

/** A file that the server makes, with the name that it gives it. Raises Refused (4xx) or Unreachable. */
export async function readFile(path: string, fetching?: Fetch): Promise<{ blob: Blob; name: string }> {
  return (await exchange(path, {}, fetching, FILE_TIMEOUT_MS, async (response) => ({
    blob: await response.blob(),
    name: /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "file",
  }))) as { blob: Blob; name: string };
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}

/** A good answer, taken as JSON unless said otherwise; null for "not modified". */
async function exchange(
  path: string,
  init: RequestInit,
  fetching: Fetch = (input, with_) => fetch(input, with_),
  timeoutMs: number = TIMEOUT_MS,
  take: (response: Response) => Promise<unknown> = parsed,
): Promise<unknown> {
  const usual: RequestInit = {
    signal: AbortSignal.timeout(timeoutMs),
    credentials: "same-origin",
    cache: "no-store",
  };
  let response: Response;
  try {
    response = await fetching(path, { ...usual, ...init });
    if (response.status === 304) return null;
    if (response.ok) return await take(response);
  } catch (error) {
    // TypeError: no network. DOMException: time-out or abort. SyntaxError: somebody else's page (a login portal).
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) {
      throw new Unreachable(0, error.message);
    }
    throw error;
  }
  const problem = await problemOf(response);
  if (response.status >= 500) throw new Unreachable(response.status, problem.code ?? response.statusText);
  throw new Refused(
    response.status,
    // Without a code of ours it was not our server that answered: a proxy, a login portal, another address.
    problem.code ?? "link.foreign_answer",
    problem.code ? problem.facts : { status: response.status },
    problem.request_id,
  );
}

/** Ask for something. */
export function read<T>(path: string): Promise<T> {
  return call<T>("GET", path);
}

/** Send one file, with further fields of the form. */
export function upload<T>(path: string, file: File, fields: Readonly<Record<string, string>> = {}): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file, file.name);
  return call<T>("POST", path, form, undefined, 120_000);
}

/** Send JSON to a route that is no command (a dry run of an import). */
export function send<T>(path: string, body: unknown): Promise<T> {
  return call<T>("POST", path, body, undefined, 60_000);
}
