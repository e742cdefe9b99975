/** Waking loops that wait for something new. */

export class Bell {
  readonly #sleepers = new Set<() => void>();

  /** Wakes everybody who waits now. */
  ring(): void {
    for (const wake of this.#sleepers) wake();
  }

  /**
   * Waits for the next ring, for the signal's abortion or for the end of a time, whichever is first. Whoever
   * waits looks first whether there is something new, and begins to wait in the same turn.
   * @param mostMs longest wait in milliseconds; without it there is no end
   * @returns whether it was the time that ran out
   */
  async wait(signal: AbortSignal, mostMs?: number): Promise<boolean> {
    if (signal.aborted) return false;
    return new Promise((resolve) => {
      const end = (isTimeout: boolean) => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve(isTimeout);
      };
      const wake = () => {
        end(false);
      };
      const timer =
        mostMs === undefined
          ? undefined
          : setTimeout(() => {
              end(true);
            }, mostMs);
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
