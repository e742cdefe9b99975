/** What the chart shows besides its bars: the announcements as numbered marks, and the brackets of conflicts. */
import { spanOf } from '../../dossier/dates.ts';
import type { AnnouncementMark, ConflictRunAnswer } from '../../dossier/overviews.ts';
import { extentOf } from './chart-bars.ts';
import { percent, type TimeScale } from './chart-scale.ts';
import { conflictAnchor, type Context } from './conflict.ts';
import { isLight } from './effects.ts';
import { CONFLICT_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { daysLong, stretch, stretchWords, type Stretch } from './words.ts';

/** An announcement on the chart. */
export interface ChartMark {
  readonly number: number;
  readonly x: string;
  /** The days on which it may have been made; null where the day is stated. */
  readonly span: { readonly x: string; readonly width: string } | null;
  /** Among marks that lie close together, the line that it stands in. */
  readonly line: number;
  readonly y: number;
  /** Half of its width, in pixels. */
  readonly half: number;
  readonly width: number;
  readonly left: number;
  readonly light: boolean;
  readonly link: AnnouncementLink;
  readonly label: string;
  /** What it does to each clause that it touches, by the names of the effects; a report does nothing. */
  readonly clauses: ReadonlyMap<string, readonly string[]>;
  readonly contracts: ReadonlySet<string>;
}

/** Marks closer than this, in percent of the width, stand in lines above each other; at most so many lines. */
const CLOSE = 7;
const MOST_LINES = 6;

function lineFor(ends: number[], at: number): number {
  const free = ends.findIndex((end) => end <= at);
  if (free >= 0) return free;
  return ends.length < MOST_LINES ? ends.length : 0;
}

/** The announcements as marks, numbered in their order, in lines so that none hides another. */
export function marksOf(
  announcements: readonly AnnouncementMark[],
  scale: TimeScale,
  { names }: Context,
): ChartMark[] {
  const ends: number[] = [];
  return announcements.map((mark, index) => {
    const { earliest, latest } = spanOf(mark.announcedOn);
    const at = scale.at(latest);
    const line = lineFor(ends, at);
    ends[line] = at + CLOSE;
    const link = names.announcement(mark.announcement);
    const light = isLight([...mark.clauses, ...mark.contracts].flatMap(({ effects }) => effects));
    const half = 8 + 3 * String(index + 1).length;
    const vague = link.on.vague === '' ? '' : ` (${link.on.vague})`;
    return {
      number: index + 1,
      x: percent(at),
      span:
        earliest === latest
          ? null
          : { x: percent(scale.at(earliest)), width: percent(at - scale.at(earliest)) },
      line,
      y: 0,
      half,
      width: 2 * half,
      left: -half,
      light,
      link,
      label: `${index + 1}. ${link.type}, ${link.on.words}${vague}: ${link.headline}${light ? '; changes nothing' : ''}`,
      clauses: new Map(mark.clauses.map(({ ref, effects }) => [ref, effects])),
      contracts: new Set(mark.contracts.map(({ id }) => id)),
    };
  });
}

/** A conflict as the chart numbers it. */
export interface ChartConflict {
  readonly number: number;
  readonly mark: Mark;
  readonly x: string;
  readonly width: string;
  readonly open: boolean;
  readonly certain: boolean;
  readonly href: string;
  readonly label: string;
  readonly clauses: readonly [string, string];
  readonly row: {
    readonly subject: string;
    readonly action: string;
    readonly clauses: readonly { readonly heading: string; readonly href: string }[];
    readonly held: Stretch;
    /** For how many days; empty where that can't be said. */
    readonly length: string;
    readonly note: string;
    readonly openedBy: AnnouncementLink | null;
    readonly endedBy: AnnouncementLink | null;
  };
}

function noteOf(conflict: ConflictRunAnswer): string {
  const sure = conflict.parts.every(({ certain }) => certain);
  return [
    ...(sure ? [] : ['not certain on every day']),
    ...(conflict.certainUntil === null
      ? []
      : ['a contract’s term runs out then, and nobody has said what holds']),
  ].join('; ');
}

/** The conflicts in the order of their beginnings, numbered. */
export function conflictsOf(
  conflicts: readonly ConflictRunAnswer[],
  scale: TimeScale,
  { names, links }: Context,
): ChartConflict[] {
  const begins = ({ parts }: ConflictRunAnswer): string => parts[0]?.from ?? '';
  const ordered = [...conflicts].sort((a, b) => (begins(a) < begins(b) ? -1 : Number(begins(a) > begins(b))));
  return ordered.map((conflict, index) => {
    const days = { from: begins(conflict), to: conflict.parts.at(-1)?.to ?? null };
    const mark = CONFLICT_MARKS[conflict.class];
    const held = stretch(conflict.from, conflict.to ?? conflict.certainUntil);
    const [one, other] = conflict.clauses.map(names.clause);
    const action = conflict.action.replaceAll('-', ' ');
    const subject = names.subject(conflict.subject);
    const note = noteOf(conflict);
    const length = daysLong(conflict.from, conflict.to);
    const asides = [length, note].filter((text) => text !== '').join('; ');
    return {
      number: index + 1,
      mark,
      ...extentOf(days, scale),
      open: days.to === null,
      certain: conflict.parts.every(({ certain }) => certain),
      href: `${links.state(days.from)}#${conflictAnchor(conflict)}`,
      label: `Conflict ${index + 1}, ${mark.word.toLowerCase()}: “${one}” and “${other}”, to ${action} ${subject}, ${stretchWords(held)}${asides === '' ? '' : ` (${asides})`}`,
      clauses: conflict.clauses,
      row: {
        subject,
        action,
        clauses: conflict.clauses.map((ref) => ({ heading: names.clause(ref), href: links.clause(ref) })),
        held,
        length,
        note,
        openedBy: conflict.openedBy === null ? null : names.announcement(conflict.openedBy),
        endedBy: conflict.endedBy === null ? null : names.announcement(conflict.endedBy),
      },
    };
  });
}
