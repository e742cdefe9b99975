/**
 * A dossier along the whole of valid time: every clause's runs of status, its disputes, the conflicts and the
 * announcements (docs/semantics.md, "Validity"). What the chart draws.
 */
import { FOREVER, formatDay, formatEnd, type Day } from './dates.ts';
import type { DisputeReading } from './disputes.ts';
import { isContractEffect } from './effects.ts';
import type { ClauseLife } from './life.ts';
import { openedByOf } from './openings.ts';
import type {
  AnnouncementMark,
  ClauseValidity,
  ConflictRunAnswer,
  DisputeRun,
  Part,
  Validity,
} from './overviews.ts';
import type { Telling, View } from './record.ts';
import { compareConflicts, conflictRuns, describeRun } from './rights.ts';
import { labelOf, standingsOf } from './standings.ts';
import type { Timeline } from './timeline.ts';

interface Stretch {
  readonly from: Day;
  readonly to: Day;
  readonly certain: boolean;
}

interface OpenRun {
  readonly dispute: DisputeReading;
  readonly stretches: Stretch[];
}

function partsOf(stretches: readonly Stretch[]): Part[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last !== undefined && last.to === stretch.from && last.certain === stretch.certain) {
      joined[joined.length - 1] = { ...last, to: stretch.to };
    } else joined.push(stretch);
  }
  return joined.map(({ from, to, certain }) => ({ from: formatDay(from), to: formatEnd(to), certain }));
}

/** The runs of days on which each dispute of a clause is open, in any way in which its dates may have gone. */
function openRunsOf(life: ClauseLife): OpenRun[] {
  const runs: OpenRun[] = [];
  const open = new Map<string, OpenRun>();
  life.edges.forEach((from, index) => {
    const to = life.edges[index + 1] ?? FOREVER;
    for (const dispute of life.on(from).disputes) {
      const key = JSON.stringify([dispute.by, dispute.aspect]);
      const stretch = { from, to, certain: dispute.certain };
      const run = open.get(key);
      if (run?.stretches.at(-1)?.to === from) run.stretches.push(stretch);
      else {
        const fresh = { dispute, stretches: [stretch] };
        open.set(key, fresh);
        runs.push(fresh);
      }
    }
  });
  return runs;
}

/** The settlement that closes a dispute on a day; null where it merely runs out, or goes on. */
function settledBy(life: ClauseLife, { by, aspect }: DisputeReading, day: Day): string | null {
  const line = [...life.lines.disputes.values()].find((each) => each.party === by && each.aspect === aspect);
  const mark = line?.line.at(day);
  return mark === undefined || mark.open ? null : mark.announcement;
}

/** The runs of days on which the disputes over a clause are open. */
export function disputeRunsOf(life: ClauseLife): DisputeRun[] {
  return openRunsOf(life).map(({ dispute, stretches }): DisputeRun => {
    const from = stretches[0]?.from ?? dispute.from;
    const to = stretches.at(-1)?.to ?? FOREVER;
    return {
      from: formatDay(from),
      to: formatEnd(to),
      fromAs: labelOf(life, from),
      toAs: labelOf(life, to),
      by: dispute.by,
      aspect: dispute.aspect,
      parts: partsOf(stretches),
      announcement: dispute.announcement,
      settledBy: Number.isFinite(to) ? settledBy(life, dispute, to) : null,
    };
  });
}

function clauseValidity(life: ClauseLife): ClauseValidity[] {
  if (life.start === null) return [];
  const { content } = life.certainOn(life.edges.at(-1) ?? FOREVER).shown;
  return [
    {
      ref: life.ref,
      heading: content.heading,
      since: life.start.unknown ? 'unknown' : life.start.edtf,
      end: content.end,
      standings: standingsOf(life).map(({ from, to, status, reason, by, ending }) => ({
        from: formatEnd(from),
        to: formatEnd(to),
        fromAs: labelOf(life, from),
        toAs: labelOf(life, to),
        status,
        statusReason: reason,
        by,
        ending,
      })),
      disputes: disputeRunsOf(life),
    },
  ];
}

function conflictAnswers(timeline: Timeline, view: View): ConflictRunAnswer[] {
  return conflictRuns(timeline, view)
    .map((run) => ({
      ...describeRun(run, null),
      parts: partsOf(run.parts),
      openedBy: openedByOf(timeline, view, run),
    }))
    .sort(compareConflicts);
}

function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  nameOf: (item: T) => string[],
): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const item of items) {
    const names = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), [...names, ...nameOf(item)]);
  }
  return [...groups].map(([key, names]) => [key, [...new Set(names)]]);
}

/** An announcement with the clauses and contracts that it touches, each once. */
export function markOf({ id, announcedOn, content }: Telling): AnnouncementMark {
  const touched = content.effects.map((effect) => ({
    contract: isContractEffect(effect),
    name: isContractEffect(effect) ? effect.contract : effect.clause,
    effects: [effect.effect],
  }));
  const about = content.about.map((name) => ({ contract: false, name, effects: [] }));
  const of = (contract: boolean): [string, string[]][] =>
    grouped(
      [...touched, ...about].filter((each) => each.contract === contract),
      ({ name }) => name,
      ({ effects }) => effects,
    );
  return {
    announcement: id,
    announcedOn,
    type: content.type,
    clauses: of(false).map(([ref, effects]) => ({ ref, effects })),
    contracts: of(true).map(([contract, effects]) => ({ id: contract, effects })),
  };
}

/**
 * The whole of valid time in a view. Contracts in the order of their opening, clauses in their latest order.
 * @param known the day of public knowledge as asked for; null for everything published
 */
export function validityOf(timeline: Timeline, view: View, known: string | null): Validity {
  return {
    dossier: timeline.dossier,
    known,
    log: view.log,
    contracts: timeline.contracts(view).map((contract) => {
      const last = contract.edges.at(-1) ?? 0;
      return {
        id: contract.id,
        title: contract.contentOn(last).title,
        clauses: contract
          .clausesOn(last)
          .flatMap((ref) => timeline.clause(ref, view) ?? [])
          .flatMap(clauseValidity),
      };
    }),
    conflicts: conflictAnswers(timeline, view),
    announcements: timeline.announcements(view).map(markOf),
  };
}
