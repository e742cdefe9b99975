/**
 * The runs of days on which a clause has one status, along the whole of valid time (docs/semantics.md,
 * "Validity").
 */
import { EVER, FOREVER, type Day } from './dates.ts';
import { labelDay, type ClauseLife, type Combined } from './life.ts';
import type { Ending } from './overviews.ts';
import type { Status, StatusReason } from './shapes.ts';

/** Days `[from, to)` with one status and reason. The first begins with `EVER`, the last ends with `FOREVER`. */
export interface Standing {
  readonly from: Day;
  readonly to: Day;
  readonly status: Status;
  readonly reason: StatusReason | null;
  /** The announcement behind it; null before the clause's start. */
  readonly by: string | null;
  readonly ending: Ending;
}

type Draft = Omit<Standing, 'ending'>;

function causeOf(life: ClauseLife, from: Day, { status, reason, endedBy }: Combined): string | null {
  if (endedBy !== null && status !== 'not-yet' && reason !== 'start-unknown') return endedBy;
  return from === EVER ? null : (life.lines.changed.at(from)?.announcement ?? null);
}

function draftsOf(life: ClauseLife): Draft[] {
  const drafts: Draft[] = [];
  for (let stretch = 0; stretch <= life.edges.length; stretch += 1) {
    const day = life.dayOf(stretch);
    const reading = life.on(day);
    const { status, reason } = reading;
    const from = stretch === 0 ? EVER : day;
    const to = life.edges[stretch] ?? FOREVER;
    const last = drafts.at(-1);
    if (last !== undefined && last.status === status && last.reason === reason) {
      drafts[drafts.length - 1] = { ...last, to };
    } else drafts.push({ from, to, status, reason, by: causeOf(life, from, reading) });
  }
  return drafts;
}

/** What ends a run: nothing that is known, an event without a date, a date, an announcement, or a rough date. */
function endingOf(life: ClauseLife, draft: Draft, next: Draft | undefined): Ending {
  if (next === undefined) {
    const waits = draft.status !== 'ended' && 'event' in life.on(draft.from).shown.content.end;
    return waits ? 'event' : 'open';
  }
  if (draft.reason === 'imprecise-date' || next.reason === 'imprecise-date') return 'rough';
  const { endKind } = life.on(draft.to);
  const dated = endKind === 'calendar' || endKind === 'temporary' || next.reason === 'term-passed';
  return dated ? 'calendar' : 'announced';
}

/** A clause's runs of status, from before its beginning on, without a gap. */
export function standingsOf(life: ClauseLife): Standing[] {
  const drafts = draftsOf(life);
  return drafts.map((draft, index) => ({ ...draft, ending: endingOf(life, draft, drafts[index + 1]) }));
}

/** A day as a source gave it; null where it lies before or after everything. */
export function labelOf(life: ClauseLife, day: Day): string | null {
  return Number.isFinite(day) ? labelDay([life], day) : null;
}
