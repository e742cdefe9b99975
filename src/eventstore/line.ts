/** Jobs that must not overtake one another: one line for each name. */

export class InLine {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs a job after those of the same name that were added before, whether they succeed or not. */
  async add<T>(name: string, job: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    const mine = before.then(job);
    const tail = mine
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (this.#tails.get(name) === tail) this.#tails.delete(name);
      });
    this.#tails.set(name, tail);
    return mine;
  }

  /** Waits for the jobs that were added before. */
  async settled(): Promise<void> {
    await Promise.all(this.#tails.values());
  }
}

/** Lets so many jobs run at a time; the others wait in the order in which they came. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    try {
      return await job();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
