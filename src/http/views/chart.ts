/**
 * The chart of validity: one lane a clause, grouped by contract, over one axis of time; and the tables with the
 * same facts. Places along time are shares of the width, places down the page are pixels, so that the chart fits
 * any screen with its words at their own size.
 */
import { formatDay, parseDay, spanOf, type Day } from '../../dossier/dates.ts';
import type { ClauseValidity, Validity } from '../../dossier/overviews.ts';
import { barsOf, daysOf, endNote, type Bar } from './chart-bars.ts';
import { conflictsOf, marksOf, type ChartConflict, type ChartMark } from './chart-marks.ts';
import { percent, timeScale, type AxisTick, type Strip, type TimeScale } from './chart-scale.ts';
import type { Context } from './conflict.ts';
import { isLight } from './effects.ts';
import { CONFLICT_MARKS, type Mark } from './marks.ts';
import { count, listed, when, type When } from './words.ts';

/** Lanes drawn of a contract among others, of a contract alone, and of all contracts together. */
const LANES_OF_ONE = 24;
const LANES_ALONE = 200;
const LANES_OF_ALL = 240;

const AXIS = 36;
const MARK_LINE = 24;
/** A line of a contract's title and of a clause's name, and what stands above them. */
const TITLE_LINE = 20;
const TITLE_GAP = 12;
const NAME_LINE = 15;
const NAME_GAP = 4;
/** Between a name and its bar, for the upper half of the announcements' dots. */
const DOT = 5;
const BAR = 16;
const BRACKET = 15;
const GAP = 8;
/** Characters that surely fit a line of a title and of a name on the smallest screen, 320 px wide. */
const TITLE_FITS = 28;
const NAME_FITS = 46;

interface At {
  readonly y: number;
}

/** An announcement on a lane: `light` where it changes nothing of this clause, `label` then says so. */
export type LaneTick = Pick<ChartMark, 'x' | 'y' | 'span' | 'light' | 'label' | 'link'>;

export interface Lane {
  readonly heading: string;
  readonly note: string;
  readonly nameY: number;
  readonly nameHeight: number;
  readonly barY: number;
  readonly middle: number;
  readonly bars: readonly Bar[];
  readonly ticks: readonly LaneTick[];
  readonly brackets: readonly (ChartConflict & At)[];
}

export interface LaneGroup {
  readonly title: string;
  readonly y: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
}

/** The dashed line between the two brackets of a conflict. */
export interface Connector {
  readonly x: string;
  readonly dx: number;
  readonly y1: number;
  readonly y2: number;
  readonly kind: string;
}

export interface ChartView {
  readonly height: number;
  readonly top: number;
  readonly sentence: string;
  readonly on: {
    readonly x: string;
    readonly when: When;
    readonly anchor: string;
    readonly isToday: boolean;
  };
  readonly ticks: readonly AxisTick[];
  readonly strips: readonly Strip[];
  readonly marks: readonly ChartMark[];
  readonly groups: readonly LaneGroup[];
  readonly connectors: readonly Connector[];
  readonly conflicts: readonly ChartConflict[];
  /** For the legend: the marks of conflicts. */
  readonly verdicts: readonly Mark[];
  /** What isn't drawn here, and where it is. */
  readonly left: readonly { readonly text: string; readonly href: string }[];
}

export interface ChartInput extends Context {
  readonly validity: Validity;
  readonly on: string;
  readonly today: string;
  /** Only this contract, and which part of its clauses. */
  readonly contract?: string;
  readonly part?: number;
}

interface Drawn {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly ClauseValidity[];
}

function drawnOf({ validity, contract, part = 1, links }: ChartInput): {
  drawn: Drawn[];
  left: ChartView['left'];
} {
  const drawn: Drawn[] = [];
  const left: { text: string; href: string }[] = [];
  let lanes = 0;
  for (const { id, title, clauses } of validity.contracts) {
    if (contract !== undefined && contract !== id) continue;
    const most = contract === undefined ? Math.min(LANES_OF_ONE, LANES_OF_ALL - lanes) : LANES_ALONE;
    const first = contract === undefined ? 0 : (part - 1) * LANES_ALONE;
    const shown = clauses.slice(first, first + most);
    lanes += shown.length;
    if (shown.length > 0) drawn.push({ id, title, clauses: shown });
    const rest = clauses.length - shown.length;
    if (rest > 0) {
      const text = `${title}: ${count(rest, 'clause')} of ${clauses.length} not drawn here`;
      const href = links.chart(
        id,
        contract === undefined || first + most >= clauses.length ? undefined : part + 1,
      );
      left.push({ text, href });
    }
  }
  return { drawn, left };
}

function scaleOf({ validity, on }: ChartInput, clauses: readonly ClauseValidity[]): TimeScale {
  const core = validity.announcements.flatMap(({ announcedOn }): Day[] => {
    const { earliest, latest } = spanOf(announcedOn);
    return [earliest, latest];
  });
  const day = parseDay(on) ?? 0;
  return timeScale(core, [...clauses.flatMap(daysOf), day], day);
}

interface Given {
  readonly scale: TimeScale;
  readonly marks: readonly ChartMark[];
  readonly conflicts: readonly ChartConflict[];
  readonly context: Context;
}

const linesOf = (text: string, fits: number): number => Math.ceil(text.length / fits);

/** How high a lane's name and note stand, so that nothing of them is cut on a small screen. */
function nameHeightOf(heading: string, note: string): number {
  const isOneLine = heading.length + note.length < NAME_FITS;
  const lines = isOneLine ? 1 : linesOf(heading, NAME_FITS) + linesOf(note, NAME_FITS);
  return NAME_GAP + NAME_LINE * lines;
}

/** An announcement on the lane of a clause that it touches. */
function tickOn(mark: ChartMark, effects: readonly string[], y: number): LaneTick {
  const { x, span, link } = mark;
  const light = isLight(effects);
  const aside = light && !mark.light ? '; changes nothing of this clause' : '';
  return { x, y, span, light, label: `${mark.label}${aside}`, link };
}

/** A lane from a height on, and the height at which it ends. */
function laneAt(
  clause: ClauseValidity,
  top: number,
  { scale, marks, conflicts, context }: Given,
): [Lane, number] {
  const heading = context.names.clause(clause.ref);
  const note = endNote(clause);
  const nameHeight = nameHeightOf(heading, note);
  const barY = top + nameHeight + DOT;
  const own = conflicts.filter(({ clauses }) => clauses.includes(clause.ref));
  const brackets = own.map((conflict, index) => ({ ...conflict, y: barY + BAR + 4 + index * BRACKET }));
  const lane: Lane = {
    heading,
    note,
    nameY: top,
    nameHeight,
    barY,
    middle: barY + BAR / 2,
    bars: barsOf(clause, scale, context),
    ticks: marks.flatMap((mark) => {
      const effects = mark.clauses.get(clause.ref);
      return effects === undefined ? [] : [tickOn(mark, effects, barY)];
    }),
    brackets,
  };
  return [lane, barY + BAR + (own.length > 0 ? 4 : 0) + own.length * BRACKET + GAP];
}

function groupsFrom(top: number, drawn: readonly Drawn[], given: Given): [LaneGroup[], number] {
  let y = top;
  const groups = drawn.map(({ title, clauses }) => {
    const at = y;
    const height = TITLE_GAP + TITLE_LINE * linesOf(title, TITLE_FITS);
    y += height + 2;
    const lanes = clauses.map((clause) => {
      const [lane, bottom] = laneAt(clause, y, given);
      y = bottom;
      return lane;
    });
    y += GAP;
    return { title, y: at, height, lanes };
  });
  return [groups, y];
}

function connectorsOf(groups: readonly LaneGroup[]): Connector[] {
  const ends = new Map<number, (ChartConflict & At)[]>();
  for (const bracket of groups.flatMap(({ lanes }) => lanes).flatMap(({ brackets }) => brackets)) {
    ends.set(bracket.number, [...(ends.get(bracket.number) ?? []), bracket]);
  }
  return [...ends.values()].flatMap(([one, other]): Connector[] => {
    if (one === undefined || other === undefined) return [];
    // Conflicts often begin on one day: their lines stand a little apart.
    return [{ x: one.x, dx: (one.number % 5) * 3, y1: one.y, y2: other.y, kind: one.mark.name }];
  });
}

function anchorOf(share: number): string {
  if (share < 15) return 'start';
  return share > 85 ? 'end' : 'middle';
}

function sentenceOf({ validity, on, today }: ChartInput, scale: TimeScale): string {
  const day = (each: Day): string => when(formatDay(each)).words;
  const asides = [
    ...(scale.first === null
      ? []
      : [`earlier days, from ${day(scale.first)}, are pressed together at the left edge`]),
    ...(scale.last === null
      ? []
      : [`later days, up to ${day(scale.last)}, are pressed together at the right edge`]),
  ];
  const known = validity.known === null ? '' : `, as known on ${when(validity.known).words}`;
  const axis = `The time from ${day(scale.from)} to ${day(scale.to)} is drawn to scale${asides.length === 0 ? '' : `; ${listed(asides)}`}.`;
  const line = on === today ? `today, ${when(on).words}` : when(on).words;
  return `When each clause held${known}. ${axis} The upright line is ${line}.`;
}

/** The chart with its tables' rows, from one model. */
export function chartView(input: ChartInput): ChartView {
  const { validity, on, today, names, links, contract } = input;
  const context = { names, links };
  const { drawn, left } = drawnOf(input);
  const clauses = drawn.flatMap((each) => each.clauses);
  const refs = new Set(clauses.map(({ ref }) => ref));
  const scale = scaleOf(input, clauses);
  const marks = marksOf(validity.announcements, scale, context)
    .filter(
      (mark) =>
        contract === undefined ||
        mark.contracts.has(contract) ||
        [...mark.clauses.keys()].some((ref) => refs.has(ref)),
    )
    .map((mark) => ({ ...mark, y: AXIS + mark.line * MARK_LINE + MARK_LINE / 2 }));
  const conflicts = conflictsOf(validity.conflicts, scale, context).filter((conflict) =>
    conflict.clauses.some((ref) => refs.has(ref)),
  );
  const lines = Math.max(0, ...marks.map(({ line }) => line + 1));
  const [groups, bottom] = groupsFrom(AXIS + lines * MARK_LINE + GAP, drawn, {
    scale,
    marks,
    conflicts,
    context,
  });
  const share = scale.at(parseDay(on) ?? 0);
  return {
    height: bottom,
    top: AXIS - 6,
    sentence: sentenceOf(input, scale),
    on: { x: percent(share), when: when(on), anchor: anchorOf(share), isToday: on === today },
    ticks: scale.ticks,
    strips: [scale.earlier, scale.later].filter((strip) => strip !== null),
    marks,
    groups,
    connectors: connectorsOf(groups),
    conflicts,
    verdicts: Object.values(CONFLICT_MARKS),
    left,
  };
}
