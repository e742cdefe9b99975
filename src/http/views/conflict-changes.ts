/** Conflicts that opened or closed between two points: both sides, the interval, what opened and ended each. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Effect } from '../../dossier/effects.ts';
import type { Conflict } from '../../dossier/shapes.ts';
import { edtfOf } from '../../dossier/vocabulary.ts';
import type { CardContext } from './change.ts';
import type { States } from './changes.ts';
import { conflictAnchor, conflictViews, type ConflictView, type Reading } from './conflict.ts';
import type { ListInput } from './dispute-changes.ts';
import type { AnnouncementLink } from './names.ts';

/** A conflict with what opened it. */
export interface ConflictChangeView extends ConflictView {
  readonly openedBy: readonly AnnouncementLink[];
}

export interface ConflictGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly ConflictChangeView[];
}

/** Whether an effect may begin a conflict of one of these clauses on a day. */
function mayOpen(effect: Effect, announced: string, { clauses, from }: Conflict): boolean {
  if (!('clause' in effect) || !clauses.includes(effect.clause)) return false;
  if (edtfOf(effect.effectiveOn ?? announced) !== from) return false;
  switch (effect.effect) {
    case 'introduce':
      return true;
    case 'amend':
      return effect.grants !== undefined || effect.conditions !== undefined || effect.end !== undefined;
    case 'condition':
      return true;
    case 'end':
    case 'affirm':
    case 'dispute':
    case 'settle':
    case 'move':
      return false;
    default:
      return effect satisfies never;
  }
}

/** The announcements with an effect on either clause that takes effect on the day on which a conflict begins. */
export function openersOf(
  conflict: Conflict,
  announcements: Iterable<AnnouncementAnswer>,
): readonly string[] {
  return [...announcements]
    .filter(({ effects, announcedOn }) =>
      effects.some((effect) => mayOpen(effect, edtfOf(announcedOn), conflict)),
    )
    .map(({ id }) => id);
}

/** Conflicts that are new, those that were there only in between, and those that are gone. */
export function conflictGroups(
  { comparison, only, states }: ListInput & { readonly states: States },
  context: CardContext,
): readonly ConflictGroup[] {
  const { opened, closed } = comparison.conflicts;
  const [openedKeys, closedKeys] = [opened, closed].map((list) => new Set(list.map(conflictAnchor)));
  const openers = (conflict: Conflict): readonly string[] => openersOf(conflict, context.byId.values());
  const concerned = (conflict: Conflict): boolean =>
    only === null || conflict.endedBy === only || openers(conflict).includes(only);
  const group = (
    id: string,
    title: string,
    conflicts: readonly Conflict[],
    reading: Reading,
  ): readonly ConflictGroup[] => {
    const items = conflicts.filter(concerned).flatMap((conflict) =>
      conflictViews([conflict], reading, context).map((view) => ({
        ...view,
        openedBy: openers(conflict).map(context.names.announcement),
      })),
    );
    return items.length === 0 ? [] : [{ id, title, items }];
  };
  const within = (conflict: Conflict): boolean => closedKeys?.has(conflictAnchor(conflict)) === true;
  const { before, after } = states;
  return [
    ...group(
      'conflicts-opened',
      'Conflicts opened',
      opened.filter((conflict) => !within(conflict)),
      {
        state: after,
        present: true,
      },
    ),
    ...group('conflicts-between', 'Conflicts that opened and closed in between', opened.filter(within), {
      state: after,
      present: false,
    }),
    ...group(
      'conflicts-closed',
      'Conflicts closed',
      closed.filter((conflict) => openedKeys?.has(conflictAnchor(conflict)) !== true),
      { state: before, present: false },
    ),
  ];
}
