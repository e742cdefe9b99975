/**
 * An effect with the announcement that it stands in, its dates and its place in the order.
 */
import { spanOf, type Day, type Span } from './dates.ts';
import type { Effect } from './effects.ts';
import { comparePlaces, type Telling } from './record.ts';
import { edtfOf } from './vocabulary.ts';

/** One effect of one telling. */
export interface Entry<E extends Effect = Effect> {
  readonly telling: Telling;
  readonly index: number;
  readonly effect: E;
}

/** A date that an effect uses: one for each telling and text, however many effects share it. */
export interface DateUse {
  readonly key: string;
  readonly telling: Telling;
  readonly edtf: string;
  readonly span: Span;
}

/** Turns a date of a telling into a day. */
export type Resolve = (telling: Telling, edtf: string) => Day;

/** The certain reading: an imprecise date has happened from its latest day on. */
export const atLatest: Resolve = (_telling, edtf) => spanOf(edtf).latest;

/** The key under which a telling's date is one and the same. */
export function dateKey(telling: Telling, edtf: string): string {
  return `${telling.recorded}:${edtf}`;
}

/** Order of effects: that of their announcements, then as listed. */
export function compareEntries(a: Entry, b: Entry): number {
  return comparePlaces(a.telling, b.telling) || a.index - b.index;
}

/** The date from which an effect holds, as it was given; the announcement's own where none was. */
export function effectiveDate(entry: Entry): string {
  const { effect, telling } = entry;
  const firstRecord = effect.effect === 'introduce' && effect.since === 'unknown';
  if (firstRecord || effect.effectiveOn === undefined) return telling.announcedOn;
  return edtfOf(effect.effectiveOn);
}

/** The date until which a temporary effect holds. */
export function untilDate(effect: Effect): string | null {
  return 'until' in effect && effect.until !== undefined ? edtfOf(effect.until) : null;
}

/** The date with which an amendment dates an unknown start. */
export function sinceDate(effect: Effect): string | null {
  return effect.effect === 'amend' && effect.since !== undefined ? edtfOf(effect.since) : null;
}

/** Every date that the entries use, in the order (announcement, then text), each once. */
export function datesOf(entries: readonly Entry[]): DateUse[] {
  const dates = new Map<string, DateUse>();
  for (const entry of entries) {
    const { telling, effect } = entry;
    for (const edtf of [effectiveDate(entry), untilDate(effect), sinceDate(effect)]) {
      if (edtf === null) continue;
      const key = dateKey(telling, edtf);
      if (!dates.has(key)) dates.set(key, { key, telling, edtf, span: spanOf(edtf) });
    }
  }
  return [...dates.values()].sort(compareDates);
}

/** Order of dates: that of their announcements, then by text. */
export function compareDates(a: DateUse, b: DateUse): number {
  return comparePlaces(a.telling, b.telling) || (a.edtf < b.edtf ? -1 : Number(a.edtf > b.edtf));
}

/** The days that an effect covers, `[from, to)`, under a resolution of dates. */
export function coverage(entry: Entry, resolve: Resolve): { from: Day; to: Day } {
  const until = untilDate(entry.effect);
  return {
    from: resolve(entry.telling, effectiveDate(entry)),
    to: until === null ? Number.POSITIVE_INFINITY : resolve(entry.telling, until),
  };
}
