/** The two points of a comparison in words: one sentence, which is the page's title too. */
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import type { PointAnswer, State } from '../../dossier/shapes.ts';
import type { PointLabel } from './change.ts';
import type { Context } from './conflict.ts';
import { linksOf, withQuery } from './links.ts';
import type { AnnouncementLink } from './names.ts';
import { noticeKind } from './notice.ts';
import { inText, when, type When } from './words.ts';

/** What two points differ in: the day, or of one day what was known of it, or what our record held. */
export type Mode = 'days' | 'known' | 'record';

export interface PointView {
  /** The state at the point; none at a boundary. */
  readonly href: string | null;
  readonly on: When;
  /** `just before` or `just after` an announcement. */
  readonly boundary: { readonly side: string; readonly link: AnnouncementLink } | null;
  /** Null where everything published counts. */
  readonly known: When | null;
  readonly log: string;
  /** The same, where the other point is of another revision of our record; null where it is of the same. */
  readonly ownLog: string | null;
  /** The last announcement by then. */
  readonly through: AnnouncementLink | null;
  readonly noRecord: boolean;
}

export interface PointsInput extends Context {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly today: string;
  readonly points: { readonly from: PointAnswer; readonly to: PointAnswer };
  /** The states at the points; null at a boundary. */
  readonly before: State | null;
  readonly after: State | null;
}

/** Whether the record begins later than a point. */
function isBeforeRecord(point: PointAnswer, state: State | null, input: PointsInput): boolean {
  const { dossier, announcements, today } = input;
  if (state !== null) return noticeKind(state, dossier, today) === 'no-record';
  return point.boundary?.side === 'before' && announcements[0]?.id === point.boundary.announcement;
}

export function pointView(side: 'from' | 'to', input: PointsInput): PointView {
  const { names, dossier } = input;
  const point = input.points[side];
  const state = side === 'from' ? input.before : input.after;
  const { boundary } = point;
  const log = point.log === dossier.head ? undefined : point.log;
  const last = state?.resolved.lastAnnouncement ?? null;
  return {
    href:
      boundary === undefined
        ? withQuery(linksOf(dossier.id).state(point.on), { known: point.known ?? undefined, log })
        : null,
    on: when(point.on),
    boundary:
      boundary === undefined
        ? null
        : { side: `just ${boundary.side}`, link: names.announcement(boundary.announcement) },
    known: point.known === null ? null : when(point.known),
    log: String(point.log),
    ownLog: input.points.from.log === input.points.to.log ? null : String(point.log),
    through: last === null ? null : names.announcement(last),
    noRecord: isBeforeRecord(point, state, input),
  };
}

/** What is compared. */
export function modeOf({ from, to }: PointsInput['points']): Mode {
  const oneDay = from.on === to.on && from.boundary === undefined && to.boundary === undefined;
  if (oneDay && from.known !== to.known) return 'known';
  return oneDay && from.log !== to.log ? 'record' : 'days';
}

export const HEADINGS: Readonly<Record<Mode, string>> = {
  days: 'What changed',
  known: 'What was public then and now about the same day',
  record: 'How our record changed about the same day',
};

export const MODE_NOTES: Readonly<Record<Mode, string | null>> = {
  days: null,
  known: 'Both sides are about the same day: this shows the news catching up, not the deal changing.',
  record: 'Both sides are about the same day: this shows how our record changed, not how the deal did.',
};

/** As of when a point is known, and by which revision of our record where the two differ in it. */
function knownWords({ known, ownLog }: PointView): string {
  const day = known === null ? 'today' : inText(known.iso);
  return ownLog === null ? day : `${day} by our record at revision ${ownLog}`;
}

function throughWords({ through, noRecord }: PointView): string {
  if (through !== null) return `, through “${through.headline}”`;
  return noRecord ? ', before the first record' : '';
}

function placeWords({ boundary, on }: PointView): string {
  return boundary === null ? on.words : `${boundary.side} “${boundary.link.headline}” (${on.words})`;
}

/** A point in the sentence, as text. */
function pointWords(point: PointView, mode: Mode): string {
  const through = throughWords(point);
  switch (mode) {
    case 'days':
      return `${placeWords(point)} (as known ${knownWords(point)}${through})`;
    case 'known':
      return `what ${point.known === null ? 'is' : 'was'} known ${knownWords(point)}${through === '' ? '' : ` (${through.slice(2)})`}`;
    case 'record':
      return `our record at revision ${point.log}${through === '' ? '' : ` (${through.slice(2)})`}`;
    default:
      return mode satisfies never;
  }
}

/** The sentence above a comparison, as text: `From D1 (as known …, through “…”) to D2 (…)`. */
export function sentenceText(left: PointView, right: PointView, mode: Mode): string {
  const about = mode === 'days' ? 'From' : `About ${left.on.words}: from`;
  return `${about} ${pointWords(left, mode)} to ${pointWords(right, mode)}`;
}

/** What a point is called above the table and at the head of a column. */
export function pointLabel(point: PointView, mode: Mode): PointLabel {
  const { noRecord, boundary, on, known, log } = point;
  if (mode === 'record') return { full: `at revision ${log}`, short: `At revision ${log}`, noRecord };
  if (mode === 'known') {
    const full = known === null ? 'as known today' : `as known ${inText(known.iso)}`;
    return { full, short: known === null ? 'Known today' : `Known ${known.short}`, noRecord };
  }
  const side = boundary === null ? '' : boundary.side;
  const short = boundary === null ? on.short : `${side.replace('just', 'Just')} it`;
  const full = boundary === null ? on.words : `${side} “${boundary.link.headline}”`;
  return noRecord
    ? { full: `no record (${full})`, short: `No record (${short})`, noRecord }
    : { full, short, noRecord };
}
