/**
 * Answers a dossier's questions from the read API's own table of resources, so that what is checked is what every
 * caller gets. A question that can't be answered fails with the reason; it never fails the page.
 */
import { isDeepStrictEqual } from 'node:util';
import type { CheckAnswer, QuestionAnswer, QuestionOutcome, QuestionsAnswer } from '../dossier/questions.ts';
import type { AskedCheck, AskedQuestion, Tracker } from '../tracker/contract.ts';
import { Problem } from '../tracker/problems.ts';
import { rawQuery, searchOf, type Raw } from './params.ts';
import type { Resource } from './resources.ts';
import { API_PREFIX } from './routes.ts';

const UNEXPECTED = 'It could not be answered because of a fault here.';

/** The path parameters of an address by a resource's pattern; null where it isn't of that resource. */
function paramsOf(pattern: string, path: string): Raw | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return params;
}

/** What the API answers at an address below `/api/v1`, as the JSON that it sends. */
async function call(tracker: Tracker, resources: readonly Resource[], address: string): Promise<unknown> {
  const [path = ''] = address.split('?');
  for (const resource of resources) {
    const params = paramsOf(resource.path, path);
    if (params === null) continue;
    const query = rawQuery(`?${searchOf(address)}`, 'refuse-unknown');
    const answer = await resource.read(tracker, params, query, 'refuse-unknown');
    const json: unknown = JSON.parse(JSON.stringify(answer));
    return json;
  }
  throw new Problem('not-found', 'There is no such address in the API.');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Problem)) return UNEXPECTED;
  // Without a store there are no answers at all, which isn't the questions' fault.
  if (error.type === 'store-unavailable') throw error;
  return error.message;
}

class Asker {
  readonly #call: (address: string) => Promise<unknown>;
  readonly #dossier: string;
  readonly #asked = new Map<string, Promise<unknown>>();

  constructor(dossier: string, ask: (address: string) => Promise<unknown>) {
    this.#call = ask;
    this.#dossier = dossier;
  }

  /** Many checks ask the same. */
  #answerAt(address: string): Promise<unknown> {
    const answer = this.#asked.get(address) ?? this.#call(address);
    this.#asked.set(address, answer);
    return answer;
  }

  #address(below: string): string {
    return below === '' ? `/dossiers/${this.#dossier}` : `/dossiers/${this.#dossier}/${below}`;
  }

  async check({ ask, page, select, expect, pick }: AskedCheck, answerable: boolean): Promise<CheckAnswer> {
    const address = this.#address(ask);
    const shown = page === null ? null : this.#address(page);
    const about = { ask: `${API_PREFIX}${address}`, page: shown, select, expect: [...expect] };
    if (!answerable) return { ...about, actual: null, outcome: 'not-yet', reason: null };
    try {
      const actual = pick(await this.#answerAt(address));
      const outcome = isDeepStrictEqual(actual, about.expect) ? 'holds' : 'fails';
      return { ...about, actual, outcome, reason: null };
    } catch (error) {
      return { ...about, actual: null, outcome: 'fails', reason: reasonOf(error) };
    }
  }

  async question(asked: AskedQuestion, onRecord: ReadonlySet<string>): Promise<QuestionAnswer> {
    const missing = asked.needs.filter((id) => !onRecord.has(id));
    const answerable = missing.length === 0;
    const checks = await Promise.all(asked.checks.map((check) => this.check(check, answerable)));
    const holds: QuestionOutcome = checks.every(({ outcome }) => outcome === 'holds') ? 'holds' : 'fails';
    return {
      id: asked.id,
      text: asked.text,
      answer: asked.answer,
      outcome: answerable ? holds : 'not-yet',
      missing,
      checks,
    };
  }
}

/**
 * A dossier's questions with what the record answers now.
 * @param resources what may be asked: the read API's resources but the questions themselves
 * @throws Problem `not-found` where there is no such dossier
 */
export async function answerQuestions(
  tracker: Tracker,
  dossier: string,
  resources: readonly Resource[],
): Promise<QuestionsAnswer> {
  const { announcements } = await tracker.announcements(dossier);
  const onRecord = new Set(announcements.map(({ id }) => id));
  const { questions, fault } = tracker.questions(dossier);
  const asker = new Asker(dossier, (address) => call(tracker, resources, address));
  const answers = await Promise.all(questions.map((question) => asker.question(question, onRecord)));
  const counts = { holds: 0, fails: 0, 'not-yet': 0 };
  for (const { outcome } of answers) counts[outcome] += 1;
  return { dossier, counts, fault, questions: answers };
}
