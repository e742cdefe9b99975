/**
 * What the announcements of a view say of each clause, indexed once for a page: which of them restated it, which
 * touched it, and which were announced only after the day that is shown.
 */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import { spanOf } from '../../dossier/dates.ts';
import type { Effect } from '../../dossier/effects.ts';
import { edtfOf } from '../../dossier/vocabulary.ts';
import { groupedBy } from './grouped.ts';
import { publishersOf } from './sources.ts';

/** An effect on a clause, or a report about it (no effect), with its announcement. */
export interface Touch {
  readonly announcement: AnnouncementAnswer;
  readonly effect: Exclude<Effect, { contract: string }> | null;
}

export interface Said {
  /** Announcements that came after the day, in their order. */
  readonly later: readonly AnnouncementAnswer[];
  /** Those of which it can't be said whether they came by the day: a source dates them only roughly. */
  readonly perhaps: readonly AnnouncementAnswer[];
  /** Whether an announcement was public by the end of the day. */
  timing(id: string): Timing;
  /** What touches a clause, in the order of the announcements. */
  touches(ref: string): readonly Touch[];
  /** The last announcement that explicitly restated a clause by the day, after the given one; null for none. */
  restatedAfter(ref: string, id: string): string | null;
  /** Whether others spoke of the clause after the given announcement, public by the day, and the party didn't. */
  silentAfter(ref: string, id: string, party: string): boolean;
  /** Publishers of sources that an announcement names. */
  publishers(id: string, sources: readonly string[] | undefined): readonly string[];
  /** Whether an announcement calls itself binding or not; null where it says neither. */
  binding(id: string): 'definitive' | 'non-binding' | null;
}

export type Timing = 'by then' | 'perhaps' | 'later';

/** The point of the view: the day, and what was known. */
export interface Point {
  readonly on: string;
  readonly known?: string;
}

const latest = (announcement: AnnouncementAnswer): number => spanOf(edtfOf(announcement.announcedOn)).latest;

function touchesOf(announcements: readonly AnnouncementAnswer[]): ReadonlyMap<string, readonly Touch[]> {
  const all = announcements.flatMap((announcement): { ref: string; touch: Touch }[] => [
    ...announcement.effects.flatMap((effect) =>
      'clause' in effect ? [{ ref: effect.clause, touch: { announcement, effect } }] : [],
    ),
    ...announcement.about.map((ref) => ({ ref, touch: { announcement, effect: null } })),
  ]);
  const byRef = groupedBy(all, ({ ref }) => ref);
  return new Map([...byRef].map(([ref, touches]) => [ref, touches.map(({ touch }) => touch)]));
}

/** Whether an effect is there by a day: from its own day, or its announcement's. */
function inEffect({ announcement, effect }: Touch, day: number): boolean {
  const from = effect?.effectiveOn ?? announcement.announcedOn;
  return spanOf(edtfOf(from)).latest <= day;
}

/** @param announcements all on record, in their order; those that the view doesn't know are left out here */
export function saidBy(announcements: readonly AnnouncementAnswer[], { on, known }: Point): Said {
  const limit = known === undefined ? Number.POSITIVE_INFINITY : spanOf(known).earliest;
  const day = spanOf(on).earliest;
  const visible = announcements.filter((announcement) => latest(announcement) <= limit);
  const places = new Map(announcements.map(({ id }, place) => [id, place]));
  const byId = new Map(announcements.map((announcement) => [announcement.id, announcement]));
  const timings = new Map(
    visible.map((announcement): [string, Timing] => {
      const { earliest, latest: last } = spanOf(edtfOf(announcement.announcedOn));
      return [announcement.id, last <= day ? 'by then' : earliest <= day ? 'perhaps' : 'later'];
    }),
  );
  const timing = (id: string): Timing => timings.get(id) ?? 'by then';
  const of = (wanted: Timing): AnnouncementAnswer[] => visible.filter(({ id }) => timing(id) === wanted);
  const touches = touchesOf(visible);
  const after = (ref: string, id: string): Touch[] =>
    (touches.get(ref) ?? []).filter(
      (touch) =>
        timing(touch.announcement.id) === 'by then' &&
        (places.get(touch.announcement.id) ?? -1) > (places.get(id) ?? -1),
    );
  return {
    later: of('later'),
    perhaps: of('perhaps'),
    timing,
    touches: (ref) => touches.get(ref) ?? [],
    restatedAfter: (ref, id) =>
      after(ref, id).findLast((touch) => touch.effect?.effect === 'affirm' && inEffect(touch, day))
        ?.announcement.id ?? null,
    silentAfter: (ref, id, party) => {
      const later = after(ref, id);
      return later.length > 0 && later.every(({ announcement }) => !announcement.announcedBy.includes(party));
    },
    publishers: (id, sources) => publishersOf(byId.get(id), sources),
    binding: (id) => {
      const binding = byId.get(id)?.binding;
      return binding === 'definitive' || binding === 'non-binding' ? binding : null;
    },
  };
}
