/** What the answers to a reader's questions say, in few words. */
import type { ClauseState, Comparison, State } from '../../src/dossier/shapes.ts';
import { aWorld, clausesOf } from './given.ts';

export const D = 'openai-cloud';
export const M = 'openai-cloud-months';
export const world = await aWorld({ load: [D, M] });

/** The questions that a reader asks of the record, and what it must answer: no less, and no more. */
export interface Question {
  readonly number: number;
  readonly question: string;
  readonly answer: () => Promise<unknown>;
  readonly expected: unknown;
}

export function clauseIn(state: State, ref: string): ClauseState {
  const clause = clausesOf(state).find((each) => each.ref === ref);
  if (clause === undefined) throw new RangeError(`${ref} is not listed on ${state.resolved.on}`);
  return clause;
}

/** A clause in few words: what, since when and until when, and whom that rests on. */
export function standing({
  ref,
  version,
  status,
  grants,
  end,
  lastChangedBy,
  lastStated,
}: ClauseState): string {
  const ends = 'event' in end ? end.event : 'through' in end ? `through ${end.through}` : 'no stated end';
  const held = grants.map(({ exclusivity }) => exclusivity).join(' ');
  const rests = lastStated?.announcement ?? lastChangedBy;
  return `${ref} v${version} ${status}, ${held}, ${ends}, by ${lastChangedBy}, stated by ${rests}`;
}

/** One clause on several days. */
export async function onDays(
  ref: string,
  days: readonly string[],
  words: (clause: ClauseState) => string,
  dossier = D,
): Promise<string[]> {
  const states = await Promise.all(days.map((on) => world.state(dossier, { on })));
  return states.map((state) => words(clauseIn(state, ref)));
}

/** Who holds an exclusive right to serve Frontier, disputed or not. */
export function holdersOf(state: State): string[] {
  const whole = new Set(['frontier', 'api-products', 'first-party-products', 'openai-products', 'openai-ip']);
  return clausesOf(state)
    .filter(({ status }) => status === 'in-force')
    .flatMap(({ ref, grants, disputes }) =>
      grants
        .filter(({ exclusivity, target }) => exclusivity === 'exclusive' && whole.has(target))
        .filter(({ action }) => action === 'serve')
        .map(
          ({ assignee }) =>
            `${assignee} under ${ref}${disputes.map(({ by }) => `, disputed by ${by}`).join('')}`,
        ),
    );
}

export function conflictsOf(state: State): string[] {
  return state.conflicts.map(({ class: kind, clauses, certain }) => {
    const [one, other] = clauses.map((ref) => ref.split('/')[1]);
    return `${kind} ${one} ${other}${certain ? '' : ' (not certain)'}`;
  });
}

export function byClass({ changes, unchanged }: Comparison): Record<string, string[]> {
  const classes: Record<string, string[]> = {};
  for (const change of changes) {
    const because = change.because.map((id) => id.slice('ann-'.length, 'ann-2026-04'.length)).join(' ');
    const words = [change.ref.split('/')[1], ...change.flags, because].join(' ');
    classes[change.class] = [...(classes[change.class] ?? []), words].sort();
  }
  return { ...classes, quiet: unchanged.map(({ ref }) => ref.split('/')[1] ?? '').sort() };
}

export const disputesOf = (state: State): string[] =>
  clausesOf(state).flatMap(({ ref, disputes }) =>
    disputes.map(
      ({ by, aspect, from, announcement }) =>
        `${ref} by ${by} as to ${aspect ?? 'the whole'} since ${from} (${announcement})`,
    ),
  );

export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000;

export const amountsOf = (state: State, ...statuses: readonly ClauseState['status'][]): string[] =>
  clausesOf(state)
    .filter(({ obligor, status }) => obligor.includes('amazon') && statuses.includes(status))
    .flatMap(({ ref, terms }) =>
      Object.values(terms).flatMap((term) =>
        term.type === 'money' ? [`${ref} ${term.currency} ${term.amount}`] : [],
      ),
    );

export const payersOf = (state: State): string[] =>
  clausesOf(state).flatMap(({ status, terms }) => {
    const { payer, payee, cap } = terms;
    if (status !== 'in-force' || payer?.type !== 'party' || payee?.type !== 'party') return [];
    return [`${payer.value} to ${payee.value}${cap === undefined ? '' : `, cap ${cap.type}`}`];
  });

export const REFUTED = 'ann-2026-02-msft-refutation';
export const APRIL = 'ann-2026-04-msft-openai';
