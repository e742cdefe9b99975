/** The page of a comparison: its two points in one sentence, the window between them, and what changed. */
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import type { Comparison, PointAnswer, State } from '../../dossier/shapes.ts';
import { changesView, type ChangesView } from './changes.ts';
import {
  HEADINGS,
  MODE_NOTES,
  modeOf,
  pointLabel,
  pointView,
  sentenceText,
  type Mode,
  type PointView,
} from './comparison-points.ts';
import { printView, type PrintView } from './comparison-print.ts';
import { chipsOf, publicDay, shiftsOf, type Chip, type Shift } from './comparison-window.ts';
import type { Context } from './conflict.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery } from './links.ts';
import type { Retracted } from './names.ts';

export interface ComparisonModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly mode: { readonly days: boolean; readonly known: boolean; readonly record: boolean };
  readonly modeNote: string | null;
  readonly left: PointView;
  readonly right: PointView;
  /** Whether either side is cut at what was known. */
  readonly cut: boolean;
  readonly revision: string | null;
  readonly swappedNote: boolean;
  readonly views: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly window: {
    readonly chips: readonly Chip[];
    readonly allHref: string | null;
    readonly all: string;
    readonly shifts: readonly Shift[];
    /** The announcements just before and just after the window, each with the change that it made. */
    readonly earlier: Step | null;
    readonly later: Step | null;
  };
  readonly changes: ChangesView;
  readonly unchanged: readonly { readonly heading: string; readonly href: string }[];
  readonly notInForce: number;
  readonly form: CompareForm;
  readonly print: PrintView;
}

export interface Step {
  readonly href: string;
  readonly headline: string;
}

export interface CompareForm {
  readonly action: string;
  readonly from: string;
  readonly to: string;
  readonly fromKnown: string;
  readonly toKnown: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
}

/** What the address asked for. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly view?: 'unified' | 'columns';
  readonly note?: 'swapped';
  readonly because?: string;
  readonly known?: string;
  readonly fromKnown?: string;
  readonly toKnown?: string;
  readonly log?: number;
  readonly fromLog?: number;
  readonly toLog?: number;
}

export interface ComparisonInput extends Context {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly retracted: readonly Retracted[];
  readonly today: string;
  readonly comparison: Comparison;
  readonly before: State | null;
  readonly after: State | null;
  readonly asked: Asked;
}

/** The addresses of this comparison with other parameters. */
interface Addresses {
  readonly json: string;
  /** Where this page stays as it is, whatever is recorded later. */
  readonly kept: string;
  readonly view: (view: 'unified' | 'columns') => string;
  readonly because: (id: string | undefined) => string;
  readonly window: (from: string, to: string | null) => string;
}

/**
 * The lasting address of a comparison, built from the answer alone: its points in their order, each with what was
 * known and with the revision of our record that it was read from.
 */
function keptAddress({ dossier, comparison: { from, to }, asked: { because } }: ComparisonInput): string {
  const place = ({ on, boundary }: PointAnswer): string =>
    boundary === undefined ? on : `${boundary.side}:${boundary.announcement}`;
  const known =
    from.known === to.known
      ? { known: from.known ?? undefined }
      : { fromKnown: from.known ?? undefined, toKnown: to.known ?? undefined };
  const log = from.log === to.log ? { log: to.log } : { fromLog: from.log, toLog: to.log };
  return withQuery(linksOf(dossier.id).compare(place(from), place(to)), { ...known, ...log, because });
}

/** The one revision of our record at which both sides were asked for; null where the head was, or where they differ. */
function revisionOf({
  comparison: { from, to },
  asked: { log, fromLog, toLog },
}: ComparisonInput): string | null {
  const isAsked = [log, fromLog, toLog].some((revision) => revision !== undefined);
  return isAsked && from.log === to.log ? String(to.log) : null;
}

function addressesOf(input: ComparisonInput, mode: Mode): Addresses {
  const { dossier, asked } = input;
  const { from, to, view, because, known, fromKnown, toKnown, log, fromLog, toLog } = asked;
  const links = linksOf(dossier.id);
  const path = links.compare(from, to);
  const clocks = { known, fromKnown, toKnown, log, fromLog, toLog };
  return {
    json: jsonHref(withQuery(path, clocks)),
    kept: keptAddress(input),
    view: (other) => withQuery(path, { ...clocks, because, view: other }),
    because: (id) => withQuery(path, { ...clocks, view, because: id }),
    window: (left, right) =>
      mode === 'known'
        ? withQuery(path, { fromKnown: left, toKnown: right ?? undefined, log, view })
        : withQuery(links.compare(left, right ?? to), { ...clocks, view }),
  };
}

/** The days that bound the window; null at boundaries of announcements, and where our record differs. */
function endsOf(
  { comparison: { from, to } }: ComparisonInput,
  mode: Mode,
): { from: string; to: string | null } | null {
  if (mode === 'record' || from.boundary !== undefined || to.boundary !== undefined) return null;
  return mode === 'known' && from.known !== null
    ? { from: from.known, to: to.known }
    : { from: from.on, to: to.on };
}

/** The announcements just outside the window. */
function stepsOf(input: ComparisonInput): { earlier: Step | null; later: Step | null } {
  const { announcements, comparison, links } = input;
  const step = (found: AnnouncementAnswer | undefined): Step | null =>
    found === undefined ? null : { href: `${links.announcement(found.id)}#change`, headline: found.headline };
  const inWindow = announcements.flatMap(({ id }, at) => (comparison.announcements.includes(id) ? [at] : []));
  const [first, last] = [inWindow[0], inWindow.at(-1)];
  if (first !== undefined && last !== undefined) {
    return { earlier: step(announcements[first - 1]), later: step(announcements[last + 1]) };
  }
  const { on } = comparison.from;
  return {
    earlier: step(announcements.findLast((announcement) => publicDay(announcement) <= on)),
    later: step(announcements.find((announcement) => publicDay(announcement) > on)),
  };
}

function windowOf(input: ComparisonInput, mode: Mode, addresses: Addresses): ComparisonModel['window'] {
  const { comparison, announcements, asked } = input;
  const ends = endsOf(input, mode);
  return {
    chips: chipsOf(comparison, announcements, asked.because, addresses.because, input),
    allHref: asked.because === undefined ? null : addresses.because(undefined),
    all: String(comparison.changes.length),
    shifts: ends === null ? [] : shiftsOf(ends, announcements, addresses.window),
    ...stepsOf(input),
  };
}

function formOf({ comparison, asked, links }: ComparisonInput): CompareForm {
  const { from, to } = comparison;
  const apart = asked.fromLog !== undefined || asked.toLog !== undefined;
  const revisions = apart ? { fromLog: from.log, toLog: to.log } : { log: asked.log };
  const hidden = { view: asked.view, ...revisions };
  return {
    action: links.go(),
    from: from.on,
    to: to.on,
    fromKnown: from.known ?? '',
    toKnown: to.known ?? '',
    hidden: Object.entries(hidden).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value: String(value) }],
    ),
  };
}

/** The model of a comparison's page. */
export function comparisonModel(input: ComparisonInput): ComparisonModel {
  const { dossier, announcements, retracted, comparison, before, after, links, asked } = input;
  const mode = modeOf(comparison);
  const addresses = addressesOf(input, mode);
  const points = { ...input, points: comparison };
  const [left, right] = [pointView('from', points), pointView('to', points)];
  const { because } = asked;
  const layout = {
    mode: asked.view ?? ('both' as const),
    left: pointLabel(left, mode),
    right: pointLabel(right, mode),
    oneDay: mode !== 'days',
  };
  const only =
    because === undefined ? {} : { only: { announcement: because, allHref: addresses.because(undefined) } };
  const views = (['columns', 'unified'] as const).map((view) => ({
    text: view === 'columns' ? 'two columns' : 'one text',
    href: addresses.view(view),
    current: asked.view === view,
  }));
  return {
    frame: dossierFrame(sentenceText(left, right, mode), dossier, 'compare', addresses.json, links),
    heading: HEADINGS[mode],
    mode: { days: mode === 'days', known: mode === 'known', record: mode === 'record' },
    modeNote: MODE_NOTES[mode],
    left,
    right,
    cut: left.known !== null || right.known !== null,
    revision: revisionOf(input),
    swappedNote: asked.note === 'swapped' || comparison.swapped,
    views,
    window: windowOf(input, mode, addresses),
    changes: changesView(
      {
        comparison,
        announcements,
        retracted,
        states: { before, after },
        layout,
        ...only,
        unchangedAt: '#unchanged',
      },
      input,
    ),
    unchanged: comparison.unchanged.map(({ ref, heading: text }) => ({
      heading: text,
      href: links.clause(ref),
    })),
    notInForce: comparison.counts['not-in-force'],
    form: formOf(input),
    print: printView(input, addresses.kept),
  };
}
