/**
 * Answers kept in memory. An answer of a dossier depends on its address, on the dossier's head and on today, and
 * on nothing else: while these are the same, it is sent again (or answered 304) without any work.
 */
import type { Tracker } from '../tracker/contract.ts';
import type { Answer } from './send.ts';

/** How many bytes of bodies are kept; their compressed forms come on top, at about a sixth. */
const MOST_BYTES = 32 * 1024 * 1024;

interface Kept {
  readonly version: string;
  readonly answer: Answer;
}

export class KeptAnswers {
  readonly #tracker: Tracker;
  readonly #most: number;
  /** In the order of use, the least recent first. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(tracker: Tracker, most = MOST_BYTES) {
    this.#tracker = tracker;
    this.#most = most;
  }

  /**
   * The answer at an address of a dossier, made anew where what it depends on has moved on.
   * @param key the form of the answer and its whole address
   * @throws what the tracker throws, `not-found` for a dossier that doesn't exist among it
   */
  async answer(dossier: string, key: string, make: () => Promise<Answer | null>): Promise<Answer | null> {
    const head = await this.#tracker.head(dossier);
    const version = `${head} ${this.#tracker.today()}`;
    const kept = this.#kept.get(key);
    if (kept?.version === version) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.answer;
    }
    const answer = await make();
    if (answer !== null) this.#keep(key, { version, answer });
    return answer;
  }

  #keep(key: string, kept: Kept): void {
    this.#drop(key);
    this.#kept.set(key, kept);
    this.#bytes += kept.answer.body.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.#bytes -= kept.answer.body.length;
  }
}
