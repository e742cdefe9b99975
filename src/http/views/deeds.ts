/** What an announcement did, in a line: counted by clauses, disputes and conflicts, not by effects. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Effect } from '../../dossier/effects.ts';
import type { Validity } from '../../dossier/overviews.ts';
import { count } from './words.ts';

type Kind = Effect['effect'] | 'first-record';

/** Each kind of deed: its verb, and what it is done to. Terms change by those that aren't `quiet`. */
const DEEDS: Readonly<Record<Kind, { verb: string; one: string; many?: string; quiet?: boolean }>> = {
  'open-contract': { verb: 'opens', one: 'contract' },
  introduce: { verb: 'introduces', one: 'clause' },
  'first-record': { verb: 'first records', one: 'clause', quiet: true },
  amend: { verb: 'changes', one: 'clause' },
  'amend-contract': { verb: 'changes', one: 'contract as a whole', many: 'contracts as a whole' },
  end: { verb: 'ends', one: 'clause' },
  'close-contract': { verb: 'ends', one: 'contract as a whole', many: 'contracts as a whole' },
  condition: { verb: 'decides conditions of', one: 'clause' },
  move: { verb: 'moves', one: 'clause' },
  affirm: { verb: 'reaffirms', one: 'clause', quiet: true },
  dispute: { verb: 'opens', one: 'dispute', quiet: true },
  settle: { verb: 'closes', one: 'dispute', quiet: true },
};

function kindOf(effect: Effect): Kind {
  return effect.effect === 'introduce' && effect.since === 'unknown' ? 'first-record' : effect.effect;
}

/** The disputes and conflicts that each announcement opened and closed. */
export interface Turns {
  readonly disputesOpened: number;
  readonly disputesClosed: number;
  readonly conflictsOpened: number;
  readonly conflictsClosed: number;
}

/** What the whole of valid time says of one announcement. */
export function turnsOf(id: string, { contracts, conflicts }: Validity): Turns {
  const disputes = contracts.flatMap(({ clauses }) => clauses).flatMap((clause) => clause.disputes);
  const counted = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;
  return {
    disputesOpened: counted(disputes, ({ announcement }) => announcement === id),
    disputesClosed: counted(disputes, ({ settledBy }) => settledBy === id),
    conflictsOpened: counted(conflicts, ({ openedBy }) => openedBy === id),
    conflictsClosed: counted(conflicts, ({ endedBy }) => endedBy === id),
  };
}

function effectDeeds(effects: readonly Effect[]): string[] {
  return Object.entries(DEEDS).flatMap(([kind, { verb, one, many }]) => {
    if (kind === 'dispute' || kind === 'settle') return [];
    const own = effects.filter((effect) => kindOf(effect) === kind);
    const n = new Set(own.map((effect) => ('clause' in effect ? effect.clause : effect.contract))).size;
    return n === 0 ? [] : [`${verb} ${count(n, one, many)}`];
  });
}

/** `introduces 3 clauses, ends 4 clauses, closes 2 disputes`; what changes no term says so. */
export function deedWords({ effects }: AnnouncementAnswer, turns: Turns): string {
  const turned = [
    ['opens', turns.disputesOpened, 'dispute'],
    ['closes', turns.disputesClosed, 'dispute'],
    ['opens', turns.conflictsOpened, 'conflict'],
    ['closes', turns.conflictsClosed, 'conflict'],
  ] as const;
  const done = [
    ...effectDeeds(effects),
    ...turned.flatMap(([verb, n, what]) => (n === 0 ? [] : [`${verb} ${count(n, what)}`])),
  ];
  if (done.length === 0) return 'changes nothing';
  const quiet = effects.every((effect) => DEEDS[kindOf(effect)].quiet === true);
  return `${done.join(', ')}${quiet ? '; changes no term' : ''}`;
}
