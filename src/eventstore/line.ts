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

  /** Waits for the jobs whose names start so. */
  async settled(prefix: string): Promise<void> {
    await Promise.all([...this.#tails].filter(([name]) => name.startsWith(prefix)).map(([, tail]) => tail));
  }
}
