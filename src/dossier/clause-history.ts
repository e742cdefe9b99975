/**
 * One clause's life, told along valid time: statuses, versions, positions, disputes, conflicts, announcements.
 */
import type { ClauseHistory, Version } from './answers.ts';
import { formatEnd, type Day } from './dates.ts';
import { openRuns } from './disputes.ts';
import { isContractEffect } from './effects.ts';
import { fieldChanges } from './fields.ts';
import { labelDay, type ClauseLife } from './life.ts';
import type { Stretch } from './lines.ts';
import { comparePlaces, type View } from './record.ts';
import { compareConflicts, conflictRuns, describeRun } from './rights.ts';
import type { ClauseState } from './shapes.ts';
import { labelOf, standingsOf } from './standings.ts';
import { clauseState, surroundingsOf } from './state.ts';
import type { Timeline } from './timeline.ts';
import { substance } from './values.ts';

function versionsOf(timeline: Timeline, view: View, life: ClauseLife): Version[] {
  const contracts = timeline.contracts(view);
  const stateOn = (day: Day): ClauseState =>
    clauseState(life, day, surroundingsOf(timeline, view, contracts, day));
  const seen = new Map<string, number>();
  return life.stays.map(({ version, from, to }, index): Version => {
    const { content } = life.certainOn(from).shown;
    const key = substance(content);
    const first = seen.get(key) ?? version;
    seen.set(key, first);
    const previous = life.stays[index - 1];
    return {
      version,
      from: labelDay([life], from),
      to: labelOf(life, to),
      content,
      announcement: life.lines.changed.at(from)?.announcement ?? life.start?.introducedBy ?? '',
      sameAs: first === version ? null : first,
      fields: previous === undefined ? [] : fieldChanges(stateOn(previous.from), stateOn(from)),
      text: [],
    };
  });
}

function statusesOf(life: ClauseLife): ClauseHistory['statuses'] {
  return standingsOf(life).map(({ from, to, status, reason, by }) => ({
    from: formatEnd(from),
    to: formatEnd(to),
    status,
    statusReason: reason,
    by,
  }));
}

function merged<T>(stretches: readonly Stretch<T>[], same: (a: T, b: T) => boolean): Stretch<T>[] {
  const runs: Stretch<T>[] = [];
  for (const stretch of stretches) {
    const last = runs.at(-1);
    if (last !== undefined && last.to === stretch.from && same(last.value, stretch.value)) {
      runs[runs.length - 1] = { ...last, to: stretch.to };
    } else runs.push(stretch);
  }
  return runs;
}

function positionsOf(life: ClauseLife): ClauseHistory['positions'] {
  return [...life.lines.positions].flatMap(([party, line]) =>
    merged(line.stretches, (a, b) => a.position === b.position && a.announcement === b.announcement).map(
      ({ from, to, value }) => ({
        party,
        position: value.position,
        from: labelDay([life], from),
        to: labelOf(life, to),
        announcement: value.announcement,
      }),
    ),
  );
}

/** Every dispute about a clause, each run of days on which it was open by itself. */
export function disputesOf(life: ClauseLife): ClauseHistory['disputes'] {
  return [...life.lines.disputes.values()].flatMap((line) =>
    openRuns(line).flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (first === undefined || last === undefined) return [];
      const closing = line.line.at(last.to);
      const settled = closing !== undefined && !closing.open;
      return [
        {
          by: line.party,
          aspect: line.aspect,
          statement: last.value.statement,
          from: labelDay([life], first.from),
          to: labelOf(life, last.to),
          announcement: first.value.announcement,
          settledBy: settled ? closing.announcement : null,
          how: settled ? closing.how : null,
        },
      ];
    }),
  );
}

function announcementsOf(timeline: Timeline, view: View, ref: string): ClauseHistory['announcements'] {
  return timeline
    .announcements(view)
    .filter(
      ({ content }) =>
        content.about.includes(ref) ||
        content.effects.some((effect) => !isContractEffect(effect) && effect.clause === ref),
    )
    .sort(comparePlaces)
    .map(({ id, announcedOn, content }) => ({
      announcement: id,
      announcedOn,
      type: content.type,
      effects: content.effects.flatMap((effect) =>
        !isContractEffect(effect) && effect.clause === ref ? [effect.effect] : [],
      ),
    }));
}

/** A clause's history in a view; null where it isn't on record there. Text runs are left empty. */
export function clauseHistory(
  timeline: Timeline,
  view: View,
  ref: string,
  known: string | null,
): ClauseHistory | null {
  const life = timeline.clause(ref, view);
  const start = life?.start ?? null;
  if (life === undefined || start === null) return null;
  return {
    dossier: timeline.dossier,
    ref,
    known,
    log: view.log,
    since: start.unknown ? 'unknown' : start.edtf,
    versions: versionsOf(timeline, view, life),
    statuses: statusesOf(life),
    positions: positionsOf(life),
    disputes: disputesOf(life),
    conflicts: conflictRuns(timeline, view, ref)
      .map((run) => describeRun(run, null))
      .sort(compareConflicts),
    announcements: announcementsOf(timeline, view, ref),
    warnings: life.warnings.map(({ announcement, pointer, detail }) => ({ announcement, pointer, detail })),
  };
}
