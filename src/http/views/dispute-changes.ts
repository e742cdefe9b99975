/** Disputes that opened or closed between two points: both sides, the interval, what opened and ended each. */
import type { Change, ClauseState, Comparison, DisputeChange } from '../../dossier/shapes.ts';
import { changeAnchor } from './change-anchor.ts';
import { headingOf } from './change-rows.ts';
import { closedDetail, closedHow } from './closings.ts';
import type { ById } from './change-causes.ts';
import type { CardContext } from './change.ts';
import { effectsOn } from './effect-index.ts';
import type { AnnouncementLink } from './names.ts';
import { prose, type Html } from '../render.ts';
import { listed, when, type When } from './words.ts';

/** Where a dispute begins or ends, and by which announcement. */
export interface DisputeEnd {
  readonly on: When;
  readonly by: AnnouncementLink | null;
  readonly how: string | null;
  readonly detail: string | null;
}

export interface DisputeView {
  readonly number: number;
  readonly href: string;
  readonly clause: string;
  readonly party: string;
  readonly aspect: string | null;
  readonly statement: Html | null;
  /** Who holds to the clause at the later point. */
  readonly others: string;
  readonly opened: DisputeEnd | null;
  readonly closed: DisputeEnd | null;
}

export interface DisputeGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly DisputeView[];
}

/** What lists of disputes and conflicts are made from. */
export interface ListInput {
  readonly comparison: Comparison;
  /** The comparison with the changes that are shown. */
  readonly shown: Comparison;
  /** Only what this announcement opened or closed. */
  readonly only: string | null;
}

interface Run {
  readonly opened: DisputeChange | null;
  readonly closed: DisputeChange | null;
}

/** The runs of one dispute: each closing with the opening before it, where that lies in the window. */
function runsOf(opened: readonly DisputeChange[], closed: readonly DisputeChange[]): readonly Run[] {
  const open = [...opened].sort((a, b) => (a.on < b.on ? -1 : 1));
  const ended = [...closed].sort((a, b) => (a.on < b.on ? -1 : 1));
  const runs: Run[] = [];
  for (const end of ended) {
    const first = open[0];
    const own = first !== undefined && first.on <= end.on ? open.shift() : undefined;
    runs.push({ opened: own ?? null, closed: end });
  }
  return [...runs, ...open.map((opening) => ({ opened: opening, closed: null }))];
}

const sameDispute = (a: DisputeChange, b: Pick<DisputeChange, 'by' | 'aspect'>): boolean =>
  a.by === b.by && a.aspect === b.aspect;

/** What a party said when it opened a dispute inside the window. */
function statementAt(opening: DisputeChange, ref: string, byId: ById): string | null {
  const announcement = byId.get(opening.announcement ?? '');
  const effects = announcement === undefined ? [] : effectsOn(announcement, ref);
  const found = effects.find(
    (effect) =>
      effect.effect === 'dispute' &&
      effect.party === opening.by &&
      (effect.aspect ?? null) === opening.aspect,
  );
  return found?.effect === 'dispute' ? found.statement : null;
}

/** What is told of a dispute that was open already at the earlier point. */
function openBefore(change: Change, closing: DisputeChange): ClauseState['disputes'][number] | undefined {
  return change.before?.disputes.find((dispute) => sameDispute(closing, dispute));
}

function othersWords({ before, after }: Change, party: string, { names }: CardContext): string {
  const positions = Object.entries((after ?? before)?.positions ?? {});
  const holders = positions.filter(([id, position]) => id !== party && position === 'affirms');
  if (holders.length === 0) return 'No other party has affirmed it.';
  return `${listed(holders.map(([id]) => names.party(id)))} ${holders.length === 1 ? 'affirms' : 'affirm'} it.`;
}

function viewOf({ opened, closed }: Run, change: Change, context: CardContext): readonly DisputeView[] {
  const { names, byId } = context;
  const shown = opened ?? closed;
  if (shown === null) return [];
  const before = opened === null && closed !== null ? openBefore(change, closed) : undefined;
  const statement = opened === null ? (before?.statement ?? null) : statementAt(opened, change.ref, byId);
  const link = (id: string | null | undefined): AnnouncementLink | null =>
    id === null || id === undefined ? null : names.announcement(id);
  const since =
    opened ?? (before === undefined ? null : { on: before.from, announcement: before.announcement });
  return [
    {
      number: change.number,
      href: `#${changeAnchor(change)}`,
      clause: headingOf(change, context),
      party: names.party(shown.by),
      aspect: shown.aspect,
      statement: statement === null ? null : prose(statement),
      others: othersWords(change, shown.by, context),
      opened:
        since === null ? null : { on: when(since.on), by: link(since.announcement), how: null, detail: null },
      closed:
        closed === null
          ? null
          : {
              on: when(closed.on),
              by: link(closed.announcement),
              how: closedHow(closed.how),
              detail: closedDetail(closed.how),
            },
    },
  ];
}

function keysOf({ disputes }: Change): readonly DisputeChange[] {
  const all = [...disputes.opened, ...disputes.closed];
  return all.filter((dispute, at) => all.findIndex((other) => sameDispute(other, dispute)) === at);
}

/** Disputes of the changes that are shown: opened, closed, and those that opened and closed in between. */
export function disputeGroups({ shown, only }: ListInput, context: CardContext): readonly DisputeGroup[] {
  const runs = shown.changes.flatMap((change) =>
    keysOf(change).flatMap((key) => {
      const own = (list: readonly DisputeChange[]): DisputeChange[] =>
        list.filter((item) => sameDispute(item, key));
      return runsOf(own(change.disputes.opened), own(change.disputes.closed)).map((run) => ({ run, change }));
    }),
  );
  const wanted = runs.filter(
    ({ run }) => only === null || [run.opened, run.closed].some((end) => end?.announcement === only),
  );
  const group = (id: string, title: string, fits: (run: Run) => boolean): readonly DisputeGroup[] => {
    const items = wanted
      .filter(({ run }) => fits(run))
      .flatMap(({ run, change }) => viewOf(run, change, context));
    return items.length === 0 ? [] : [{ id, title, items }];
  };
  return [
    ...group('disputes-opened', 'Disputes opened', (run) => run.closed === null),
    ...group(
      'disputes-between',
      'Disputes that opened and closed in between',
      (run) => run.opened !== null && run.closed !== null,
    ),
    ...group('disputes-closed', 'Disputes closed', (run) => run.opened === null),
  ];
}
