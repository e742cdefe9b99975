import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAnnouncement,
  type Announcement,
  type DossierEvent,
  type RecordedEvent,
} from '../../src/dossier/announcement.ts';
import { decide, type Command, type Decision, type Refusal } from '../../src/dossier/decide.ts';
import { stateAt, warningsOf } from '../../src/dossier/state.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { ALL_DAYS } from '../support/random-effects.ts';
import { anyDay, anyHistory } from '../support/random-history.ts';
import { ENOUGH, RUNS } from '../support/tally.ts';

/** Milliseconds; a long search is asked for by its number of runs. */
const TIMEOUT = 60_000 + RUNS * 100;
/** After every date of a random history. */
const TODAY = ALL_DAYS.to;

function commandOf(event: DossierEvent, force: boolean): Command {
  if (isAnnouncement(event)) return { kind: 'announce', event, today: TODAY };
  switch (event.type) {
    case 'DossierOpened':
      return { kind: 'open', event };
    case 'DossierAmended':
      return { kind: 'amend', event };
    case 'AnnouncementCorrected':
      return { kind: 'correct', event, today: TODAY, force };
    case 'AnnouncementRetracted':
      return { kind: 'retract', event, force };
    default:
      return event satisfies never;
  }
}

const EFFECT = /^(?:\/content)?\/effects\/(\d+)/;

/** An announcement without the effects that a refusal names. */
function without(announcement: Announcement, { faults }: Refusal): Announcement {
  const wrong = new Set(faults.map(({ pointer }) => Number(EFFECT.exec(pointer)?.[1])));
  return { ...announcement, effects: announcement.effects.filter((_, index) => !wrong.has(index)) };
}

/** The same command without the effects that a refusal names; null where it names none. */
function mended(command: Command, refusal: Refusal): Command | null {
  if (!refusal.faults.some(({ pointer }) => EFFECT.test(pointer))) return null;
  if (command.kind === 'announce') return { ...command, event: without(command.event, refusal) };
  if (command.kind !== 'correct') return null;
  return { ...command, event: { ...command.event, content: without(command.event.content, refusal) } };
}

interface Step {
  readonly before: Timeline;
  readonly command: Command;
  readonly decision: Decision;
}

/** What is decided of each event in turn, and of what is left of it once it was refused. */
function stepsOf(events: readonly RecordedEvent[], force = false): Step[] {
  const steps: Step[] = [];
  let before = Timeline.empty('trial');
  for (const { event } of events) {
    let command: Command | null = commandOf(event, force);
    while (command !== null) {
      const decision: Decision = decide(before, command);
      steps.push({ before, command, decision });
      command = decision.accepted ? null : mended(command, decision);
      if (decision.accepted) before = decision.after;
    }
  }
  return steps;
}

const namesOf = (warnings: readonly { announcement: string; pointer: string }[]) =>
  warnings.map(({ announcement, pointer }) => `${announcement}${pointer}`);
const warnings = (timeline: Timeline) => namesOf(warningsOf(timeline, timeline.view()));

/** Effects of a random history that were recorded, without those of its first announcement. */
function deedsOf(steps: readonly Step[]): number {
  const counts = steps.map(({ command, decision }) =>
    decision.accepted && command.kind === 'announce' && command.event.id !== 'ann-0'
      ? command.event.effects.length
      : 0,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('a random history, decided event by event,', () => {
  it('has no effect that finds nothing to act on', { timeout: TIMEOUT }, () => {
    const seen = { deeds: 0, refused: 0 };
    fc.assert(
      fc.property(anyHistory, (events) => {
        const steps = stepsOf(events);
        for (const { decision } of steps) {
          if (!decision.accepted) continue;
          expect(decision.warnings).toStrictEqual([]);
          expect(warnings(decision.after)).toStrictEqual([]);
        }
        seen.deeds += deedsOf(steps);
        seen.refused += steps.filter(({ decision }) => !decision.accepted).length;
      }),
      { numRuns: RUNS },
    );
    if (ENOUGH) expect(Math.min(seen.deeds, seen.refused)).toBeGreaterThan(2 * RUNS);
  });

  it('has only those of which a forced correction or retraction told', { timeout: TIMEOUT }, () => {
    const seen = { forced: 0 };
    fc.assert(
      fc.property(anyHistory, (events) => {
        for (const { before, command, decision } of stepsOf(events, true)) {
          if (!decision.accepted) continue;
          const old = new Set(warnings(before));
          const fresh = warnings(decision.after).filter((name) => !old.has(name));
          const forced = command.kind === 'correct' || command.kind === 'retract';
          expect(namesOf(decision.warnings)).toStrictEqual(forced ? fresh : []);
          expect(forced ? [] : fresh).toStrictEqual([]);
          seen.forced += Number(fresh.length > 0);
        }
      }),
      { numRuns: RUNS },
    );
    if (ENOUGH) expect(seen.forced).toBeGreaterThan(RUNS / 10);
  });

  it('is never changed by a decision about what comes next', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(anyHistory, fc.boolean(), anyDay, (events, force, on) => {
        const recorded: RecordedEvent[] = [];
        for (const { before, decision } of stepsOf(events, force)) {
          const same = Timeline.of('trial', recorded);
          expect(before.head).toBe(recorded.length - 1);
          expect(stateAt(before, { on })).toStrictEqual(stateAt(same, { on }));
          expect(before.recorded()).toStrictEqual(same.recorded());
          expect(before.registry()).toStrictEqual(same.registry());
          if (decision.accepted) recorded.push({ revision: recorded.length, event: decision.event });
        }
      }),
      { numRuns: Math.ceil(RUNS / 6) },
    );
  });

  it('is corrected and retracted by force where only effects would do nothing', { timeout: TIMEOUT }, () => {
    const seen = { forced: 0, refused: 0 };
    fc.assert(
      fc.property(anyHistory, (events) => {
        for (const { before, command, decision } of stepsOf(events)) {
          if (decision.accepted || (command.kind !== 'correct' && command.kind !== 'retract')) continue;
          const forced = decide(before, { ...command, force: true });
          const idle = decision.detail.endsWith('would find nothing to act on.');
          if (idle) expect(forced.accepted).toBe(true);
          else expect(forced).toStrictEqual(decision);
          seen[idle ? 'forced' : 'refused'] += 1;
        }
      }),
      { numRuns: RUNS },
    );
    if (ENOUGH) expect(Math.min(seen.forced, seen.refused)).toBeGreaterThan(RUNS / 10);
  });
});
