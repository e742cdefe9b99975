/** The announcements of a window as filters, and the ways from one window to the next. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import { formatDay, spanOf } from '../../dossier/dates.ts';
import type { Effect } from '../../dossier/effects.ts';
import type { Change, Comparison } from '../../dossier/shapes.ts';
import { edtfOf } from '../../dossier/vocabulary.ts';
import type { Context } from './conflict.ts';
import { effectsOn } from './effect-index.ts';
import type { AnnouncementLink } from './names.ts';
import { count, dayBefore, when } from './words.ts';

/** An announcement of the window, as a filter. */
export interface Chip {
  readonly link: AnnouncementLink;
  /** What it did in this window, in words. */
  readonly did: string;
  /** The page with its changes only; null where there are none. */
  readonly href: string | null;
  readonly current: boolean;
}

/** What an announcement is to one change that it caused. */
type Part = 'changes' | 'records' | 'restates' | 'disputes';

function partIn(change: Change, announcement: AnnouncementAnswer): Part {
  if (change.class === 'restated') return 'restates';
  const effects = effectsOn(announcement, change.ref);
  if (effects.some((effect) => effect.effect === 'introduce' && effect.since === 'unknown')) return 'records';
  const said = effects.length > 0 && effects.every(({ effect }) => SAID.has(effect));
  return said ? 'disputes' : 'changes';
}

const SAID: ReadonlySet<Effect['effect']> = new Set(['affirm', 'dispute', 'settle']);

function disputesBy({ changes }: Comparison, kind: 'opened' | 'closed', id: string): number {
  return changes.flatMap(({ disputes }) => disputes[kind]).filter(({ announcement }) => announcement === id)
    .length;
}

/** `3 changes, closes 2 disputes`; that a refutation or a report changes no term is said. */
export function didWords(comparison: Comparison, announcement: AnnouncementAnswer): string {
  const parts = comparison.changes
    .filter(({ because }) => because.includes(announcement.id))
    .map((change) => partIn(change, announcement));
  const tally = (part: Part, words: (n: number) => string): string[] => {
    const n = parts.filter((other) => other === part).length;
    return n === 0 ? [] : [words(n)];
  };
  const disputes = (kind: 'opened' | 'closed', verb: string): string[] => {
    const n = disputesBy(comparison, kind, announcement.id);
    return n === 0 ? [] : [`${verb} ${count(n, 'dispute')}`];
  };
  const told = [
    ...tally('changes', (n) => count(n, 'change')),
    ...tally('records', (n) => `first records ${count(n, 'clause')}`),
    ...tally('restates', (n) => `restates ${count(n, 'clause')}`),
    ...disputes('opened', 'opens'),
    ...disputes('closed', 'closes'),
  ];
  if (told.length === 0) return 'changes nothing';
  return parts.includes('changes') ? told.join(', ') : ['changes no term', ...told].join(', ');
}

/** How many changes name an announcement as a cause: what its filter shows. */
function namedIn({ changes }: Comparison, id: string): number {
  return changes.filter(({ because }) => because.includes(id)).length;
}

/** @param address the page with one filter, or without any */
export function chipsOf(
  comparison: Comparison,
  announcements: readonly AnnouncementAnswer[],
  only: string | undefined,
  address: (because: string | undefined) => string,
  { names }: Context,
): readonly Chip[] {
  const inWindow = new Set(comparison.announcements);
  return announcements
    .filter(({ id }) => inWindow.has(id))
    .map((announcement) => ({
      link: names.announcement(announcement.id),
      did: didWords(comparison, announcement),
      href: namedIn(comparison, announcement.id) === 0 ? null : address(announcement.id),
      current: announcement.id === only,
    }));
}

/** A way to another window, whose one end is moved to the announcement beside it. */
export interface Shift {
  readonly href: string;
  readonly text: string;
}

/** The day from which an announcement is surely public. */
export function publicDay(announcement: AnnouncementAnswer): string {
  return formatDay(spanOf(edtfOf(announcement.announcedOn)).latest);
}

/**
 * @param ends the two days that bound the window; the right one null where it has no limit
 * @param address the comparison of two such days
 */
export function shiftsOf(
  ends: { readonly from: string; readonly to: string | null },
  announcements: readonly AnnouncementAnswer[],
  address: (from: string, to: string | null) => string,
): readonly Shift[] {
  const { from, to } = ends;
  const days = [...new Set(announcements.map(publicDay))].sort();
  const within = (day: string): boolean => from < day && (to === null || day <= to);
  const [first, last] = [days.find(within), days.findLast(within)];
  const earlier = days.findLast((day) => day <= from);
  const later = to === null ? undefined : days.find((day) => day > to);
  const shift = (day: string | undefined, text: string, href: (day: string) => string): readonly Shift[] =>
    day === undefined ? [] : [{ href: href(day), text: `${text} ${when(day).short}` }];
  const leavesSome = first !== last;
  return [
    ...shift(earlier, 'Start earlier, with', (day) => address(dayBefore(day), to)),
    ...shift(leavesSome ? first : undefined, 'Start later, without', (day) => address(day, to)),
    ...shift(leavesSome ? last : undefined, 'End earlier, without', (day) => address(from, dayBefore(day))),
    ...shift(later, 'End later, with', (day) => address(from, day)),
  ];
}
