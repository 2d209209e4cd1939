/** The device's one database: its identity and counter, the outbox, what a run has reached, and the offline snapshot. */

export const STORES = ["device", "entries", "runs", "tasks", "codes", "facts"] as const;
export type StoreName = (typeof STORES)[number];

const NAME = "truebin";
// Additive changes only, and never raised in a release that tabs of the one before still run beside: a raise waits for
// every old tab to close, and until then nobody could store a scan.
const VERSION = 1;

/** The value of a request; rejects with its error. Await nothing but these inside a transaction. */
export function ask<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      const has = database.objectStoreNames;
      if (!has.contains("device")) database.createObjectStore("device");
      if (!has.contains("entries")) {
        // Only what waits carries the property `waiting`, so the index holds the unsent alone.
        database.createObjectStore("entries", { keyPath: "seq" }).createIndex("waiting", "waiting");
      }
      if (!has.contains("runs")) database.createObjectStore("runs", { keyPath: "task" });
      if (!has.contains("tasks")) database.createObjectStore("tasks", { keyPath: "id" });
      if (!has.contains("codes")) database.createObjectStore("codes", { keyPath: "warehouse" });
      if (!has.contains("facts")) database.createObjectStore("facts");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export class Database {
  private connection: Promise<IDBDatabase> | null = null;

  constructor(
    private readonly factory: IDBFactory = indexedDB,
    private readonly name: string = NAME,
  ) {}

  private connect(): Promise<IDBDatabase> {
    this.connection ??= opened(this.factory, this.name).then(
      (database) => {
        const forget = () => {
          this.connection = null;
        };
        database.onclose = forget;
        database.onversionchange = () => {
          database.close();
          forget();
        };
        return database;
      },
      (error) => {
        this.connection = null;
        throw error;
      },
    );
    return this.connection;
  }

  /**
   * Do `work` in one transaction; resolves after it is complete ("strict": on the disk), rejects when it was undone.
   *
   * A connection that the browser closed behind our back (iOS does, after sleep) says InvalidStateError: opened again and
   * tried once more. Nothing was written in that case, so nothing can be written twice.
   */
  async transact<T>(
    stores: readonly StoreName[],
    mode: "readonly" | "readwrite",
    work: (transaction: IDBTransaction) => Promise<T>,
    durability: "strict" | "relaxed" = "strict",
  ): Promise<T> {
    let transaction: IDBTransaction;
    try {
      transaction = (await this.connect()).transaction(stores, mode, { durability });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
      this.connection = null;
      transaction = (await this.connect()).transaction(stores, mode, { durability });
    }
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new DOMException("the write was undone", "AbortError"));
    });
    let value: T;
    try {
      value = await work(transaction);
    } catch (error) {
      try {
        transaction.abort();
      } catch (already) {
        // It may have ended by itself for the same reason; that reason is the one to report.
        if (!(already instanceof DOMException && already.name === "InvalidStateError")) throw already;
      }
      complete.catch(() => undefined);
      throw error;
    }
    await complete;
    return value;
  }

  /** One remembered fact (`epoch`, `person`, …). */
  fact<T>(key: string): Promise<T | undefined> {
    return this.transact(["facts"], "readonly", (tx) => ask<T | undefined>(tx.objectStore("facts").get(key)));
  }

  /** Remember a fact. */
  remember(key: string, value: unknown): Promise<void> {
    return this.transact(["facts"], "readwrite", async (tx) => {
      await ask(tx.objectStore("facts").put(value, key));
    });
  }

  close(): void {
    void this.connection?.then((database) => database.close());
    this.connection = null;
  }
}
