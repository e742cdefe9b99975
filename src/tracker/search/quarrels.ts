/** Conflicts between rights and disputes over clauses, on whatever days, as papers. */
import { formatDay, spanOf } from '../../dossier/dates.ts';
import type { DisputeHit } from '../../dossier/finding.ts';
import type { ClauseLife } from '../../dossier/life.ts';
import type { View } from '../../dossier/record.ts';
import { compareConflicts, conflictRuns, describeRun, type ConflictRun } from '../../dossier/rights.ts';
import type { Conflict, ConflictClass } from '../../dossier/shapes.ts';
import type { Timeline } from '../../dossier/timeline.ts';
import { disputeRunsOf } from '../../dossier/validity.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import { paper, part, rightWords, type Found, type NameOf } from './paper.ts';

export type ConflictPaper = Found<'conflict', { readonly conflict: Conflict; readonly on: string }>;
export type DisputePaper = Found<'dispute', Pick<DisputeHit, 'ref' | 'by' | 'aspect' | 'from' | 'to' | 'on'>>;

/** What readers call them. */
const CONFLICT_WORDS: Readonly<Record<ConflictClass, string>> = {
  incompatible: 'conflict, conflicts, conflicting, clash, clashes, contradiction; incompatible',
  possible: 'conflict, conflicts, conflicting, clash, clashes; possibly incompatible, possible',
  limited: 'conflict, conflicts, conflicting, clash, clashes; limited',
};
const DISPUTE_WORDS = 'dispute, disputes, disputed, contested, denied, refuted';

function conflictPaper(run: ConflictRun, timeline: Timeline, view: View, nameOf: NameOf): ConflictPaper {
  const { clash, clauses, from } = run;
  const sides = clauses.flatMap((life, index) => {
    const contract =
      timeline.contract(contractOf(life.ref), view)?.contentOn(from).title ?? contractOf(life.ref);
    const grant = clash.grants[index];
    return [
      ...part('side', `“${life.on(from).shown.content.heading}”, ${contract}`),
      ...part('right', grant === undefined ? undefined : rightWords(grant, nameOf)),
    ];
  });
  const title = `to ${clash.action.replaceAll('-', ' ')} ${nameOf(clash.subject)}`;
  const of = { conflict: describeRun(run, null), on: formatDay(from) };
  return paper('conflict', title, sides, of, CONFLICT_WORDS[clash.class]);
}

export function conflictPapers(timeline: Timeline, view: View, nameOf: NameOf): ConflictPaper[] {
  return conflictRuns(timeline, view)
    .map((run) => conflictPaper(run, timeline, view, nameOf))
    .sort((a, b) => compareConflicts(a.of.conflict, b.of.conflict));
}

function disputesOf(life: ClauseLife, nameOf: NameOf): DisputePaper[] {
  if (!life.entries.some(({ effect }) => effect.effect === 'dispute')) return [];
  return disputeRunsOf(life).map(({ by, aspect, from, fromAs, toAs }) => {
    const about = aspect === null ? '' : ` as to ${aspect}`;
    const { disputes, shown } = life.on(spanOf(from).earliest);
    const statement = disputes.find((dispute) => dispute.by === by && dispute.aspect === aspect)?.statement;
    const of = { ref: life.ref, by, aspect, from: fromAs ?? from, to: toAs, on: from };
    const title = `Dispute of ${nameOf(by)} over “${shown.content.heading}”${about}`;
    return paper('dispute', title, part('statement', statement), of, DISPUTE_WORDS);
  });
}

export function disputePapers(timeline: Timeline, view: View, nameOf: NameOf): DisputePaper[] {
  return timeline.clauses(view).flatMap((life) => disputesOf(life, nameOf));
}
