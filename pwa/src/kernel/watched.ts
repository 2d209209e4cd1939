/** A value that tells those who watch it; the carrier between the parts that know no Vue and the screens that do. */

export interface Watched<T> {
  get(): T;
  /** Called at once with the value as it is, then after each change. Returns the way to stop. */
  watch(see: (value: T) => void): () => void;
}

export class Told<T> implements Watched<T> {
  private value: T;
  private readonly watchers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.value = value;
  }

  get(): T {
    return this.value;
  }

  set(value: T): void {
    this.value = value;
    for (const see of [...this.watchers]) see(value);
  }

  watch(see: (value: T) => void): () => void {
    this.watchers.add(see);
    see(this.value);
    return () => this.watchers.delete(see);
  }
}

/** Things that pass by (readings, outcomes, events): no last value, only those who listen. */
export class Stream<T> {
  private readonly listeners = new Set<(thing: T) => void>();

  on(hear: (thing: T) => void): () => void {
    this.listeners.add(hear);
    return () => this.listeners.delete(hear);
  }

  tell(thing: T): void {
    for (const hear of [...this.listeners]) hear(thing);
  }
}
