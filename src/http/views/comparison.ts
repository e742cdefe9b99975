/** Two points side by side: the sentence, the counts, the table, the cards. */
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import type { Change, ChangeClass, Comparison, Conflict, PointAnswer, State } from '../../dossier/shapes.ts';
import { causedBy, changeCard, changeGroup, type CardLayout, type ChangeCard, type ChangeGroup } from './change.ts';
import { conflictAnchor, conflictViews, type ConflictView, type Context, type Reading } from './conflict.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery } from './links.ts';
import { CLASS_WORDS } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { fieldLabel, fieldWords } from './values.ts';
import { warningViews, type WarningView } from './state.ts';
import { count, inText, listed, when, type When } from './words.ts';

export interface ContractChangeView {
  readonly title: string;
  readonly word: string;
  readonly fields: readonly { readonly label: string; readonly before: string; readonly after: string }[];
  readonly because: readonly AnnouncementLink[];
}

/** What a comparison says, wherever it is shown. */
export interface ChangesView {
  readonly counts: readonly { readonly word: string; readonly n: number }[];
  /** Said where there is nothing in the table. */
  readonly nothing: string | null;
  readonly groups: readonly ChangeGroup[];
  readonly cards: readonly ChangeCard[];
  readonly cameAndWent: readonly ChangeCard[];
  /** Stated again, and the same: no cards. */
  readonly restated: readonly ChangeCard[];
  readonly contracts: readonly ContractChangeView[];
  readonly conflicts: readonly { readonly title: string; readonly id: string; readonly items: readonly ConflictView[] }[];
  readonly warnings: readonly WarningView[];
  readonly left: string;
  readonly right: string;
}

export interface ComparisonModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly title: string;
  readonly left: PointView;
  readonly right: PointView;
  readonly bothKnown: string | null;
  readonly revision: string | null;
  readonly swappedNote: boolean;
  readonly views: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly announcements: readonly { readonly link: AnnouncementLink; readonly did: string }[];
  readonly changes: ChangesView;
  readonly unchanged: readonly { readonly heading: string; readonly href: string }[];
  readonly notInForce: number;
  readonly form: CompareForm;
}

export interface CompareForm {
  readonly action: string;
  readonly from: string;
  readonly to: string;
  readonly known: string;
}

export interface PointView {
  readonly href: string | null;
  readonly on: When;
  readonly boundary: string | null;
  /** Null where everything published counts. */
  readonly known: When | null;
  readonly noRecord: boolean;
}

const CONTRACT_CLASS_WORDS = {
  opened: 'opened',
  changed: 'changed',
  closed: 'closed',
  certainty: 'certainty changed',
  withdrawn: 'withdrawn',
} as const;

const COUNTED: readonly (keyof Comparison['counts'])[] = [
  'added',
  'first-recorded',
  'changed',
  'ended',
  'came-and-went',
  'restated',
  'moved',
  'certainty',
  'withdrawn',
  'listed',
  'unchanged',
  'disputed',
  'settled',
];

function countWord(name: keyof Comparison['counts']): string {
  if (name === 'disputed') return 'disputed';
  if (name === 'settled') return 'settled';
  return CLASS_WORDS[name].toLowerCase();
}

function nothingWords(comparison: Comparison, announcements: readonly AnnouncementAnswer[]): string | null {
  if (comparison.changes.length > 0) return null;
  const inWindow = announcements.filter(({ id }) => comparison.announcements.includes(id));
  const reports = inWindow.filter(({ type }) => type === 'ReportPublished').length;
  const others = inWindow.length - reports;
  const said = [
    ...(reports > 0 ? [count(reports, 'press report')] : []),
    ...(others > 0 ? [count(others, 'other announcement')] : []),
  ];
  const rest =
    said.length === 0
      ? 'nothing was announced either'
      : `${listed(said)} ${inWindow.length === 1 ? 'was' : 'were'} made`;
  return `No clause changed in this window; ${rest}.`;
}

/** The states at the two points, where the clauses of conflicts are read. */
interface States {
  readonly before: State | null;
  readonly after: State | null;
}

/** Conflicts that are new, those that are gone, and those that were there only in between. */
function conflictGroups({ conflicts }: Comparison, states: States, context: Context): ChangesView['conflicts'] {
  const openedKeys = new Set(conflicts.opened.map(conflictAnchor));
  const closedKeys = new Set(conflicts.closed.map(conflictAnchor));
  const group = (
    id: string,
    title: string,
    items: readonly Conflict[],
    reading: Reading,
  ): ChangesView['conflicts'] =>
    items.length === 0 ? [] : [{ id, title, items: conflictViews(items, reading, context) }];
  const { before, after } = states;
  return [
    ...group(
      'conflicts-opened',
      'Conflicts opened',
      conflicts.opened.filter((conflict) => !closedKeys.has(conflictAnchor(conflict))),
      { state: after, present: true },
    ),
    ...group(
      'conflicts-between',
      'Conflicts that opened and closed in between',
      conflicts.opened.filter((conflict) => closedKeys.has(conflictAnchor(conflict))),
      { state: after, present: false },
    ),
    ...group(
      'conflicts-closed',
      'Conflicts closed',
      conflicts.closed.filter((conflict) => !openedKeys.has(conflictAnchor(conflict))),
      { state: before, present: false },
    ),
  ];
}

/** What changed, with its table and cards. `states` are where conflicts' clauses are read. */
export function changesView(
  comparison: Comparison,
  announcements: readonly AnnouncementAnswer[],
  states: States,
  layout: CardLayout,
  context: Context,
): ChangesView {
  const { names } = context;
  const of = (wanted: (kind: ChangeClass) => boolean): readonly Change[] =>
    comparison.changes.filter((change) => wanted(change.class));
  const card = (change: Change): ChangeCard => changeCard(change, layout, context);
  return {
    counts: COUNTED.flatMap((name) => {
      const n = comparison.counts[name];
      return n === 0 ? [] : [{ word: countWord(name), n }];
    }),
    nothing: nothingWords(comparison, announcements),
    groups: comparison.changes.map((change) => changeGroup(change, context)),
    cards: of((kind) => kind !== 'came-and-went' && kind !== 'restated').map(card),
    restated: of((kind) => kind === 'restated').map(card),
    cameAndWent: of((kind) => kind === 'came-and-went').map(card),
    contracts: comparison.contracts.map((change) => ({
      title: change.title,
      word: CONTRACT_CLASS_WORDS[change.class],
      fields: change.fields.map(({ path, before, after }) => ({
        label: fieldLabel(path),
        before: fieldWords(path, before, names),
        after: fieldWords(path, after, names),
      })),
      because: change.because.map(names.announcement),
    })),
    conflicts: conflictGroups(comparison, states, context),
    warnings: warningViews(comparison.warnings, context),
    left: layout.left,
    right: layout.right,
  };
}

export interface ComparisonInput extends Context {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly comparison: Comparison;
  readonly before: State | null;
  readonly after: State | null;
  readonly asked: {
    readonly from: string;
    readonly to: string;
    readonly view?: 'unified' | 'columns';
    readonly note?: 'swapped';
    readonly known?: string;
    readonly fromKnown?: string;
    readonly toKnown?: string;
    readonly log?: number;
  };
}

function pointView(point: PointAnswer, state: State | null, { dossier, names, links, asked }: ComparisonInput): PointView {
  const boundary = point.boundary;
  return {
    href:
      boundary === undefined
        ? withQuery(linksOf(dossier.id).state(point.on), { known: point.known ?? undefined, log: asked.log })
        : links.announcement(boundary.announcement),
    on: when(point.on),
    boundary:
      boundary === undefined
        ? null
        : `just ${boundary.side} “${names.announcement(boundary.announcement).headline}”`,
    known: point.known === null ? null : when(point.known),
    noRecord: state !== null && state.contracts.length === 0,
  };
}

/** What a point is called beside its side: the day, or where both are of one day, what was known of it. */
function pointWords(point: PointView, byKnown: boolean): string {
  if (byKnown) return point.known === null ? 'as known today' : `as known ${inText(point.known.iso)}`;
  return point.boundary ?? point.on.words;
}

/** Whether two points differ in what was known only. */
function differByKnown(left: PointView, right: PointView): boolean {
  const sameDay = left.boundary === null && right.boundary === null && left.on.iso === right.on.iso;
  return sameDay && left.known?.iso !== right.known?.iso;
}

/** What is compared: two days, two states of knowledge of a day, or both. */
function headingOf(left: PointView, right: PointView): { title: string; heading: string } {
  if (differByKnown(left, right)) {
    const known = (point: PointView): string => (point.known === null ? 'now' : inText(point.known.iso));
    return {
      heading: `What was public about ${left.on.words}`,
      title: `What was public about ${left.on.words}: ${known(left)} and ${known(right)}`,
    };
  }
  return {
    heading: 'What changed',
    title: `What changed: ${pointWords(left, false)} → ${pointWords(right, false)}`,
  };
}

function viewLinks(input: ComparisonInput, address: (view: string | undefined) => string): ComparisonModel['views'] {
  const { view } = input.asked;
  return [
    { text: 'two columns', href: address('columns'), current: view === 'columns' },
    { text: 'one text', href: address('unified'), current: view === 'unified' },
  ];
}

/** The model of a comparison's page. */
export function comparisonModel(input: ComparisonInput): ComparisonModel {
  const { dossier, announcements, comparison, links, asked } = input;
  const left = pointView(comparison.from, input.before, input);
  const right = pointView(comparison.to, input.after, input);
  const { heading, title } = headingOf(left, right);
  const { from, to, known, fromKnown, toKnown, log } = asked;
  const path = linksOf(dossier.id).compare(from, to);
  const clocks = { known, fromKnown, toKnown, log };
  const sameKnown = left.known?.iso === right.known?.iso;
  const byKnown = differByKnown(left, right);
  return {
    frame: dossierFrame(title, dossier, 'compare', jsonHref(withQuery(path, clocks))),
    heading,
    title,
    left,
    right,
    bothKnown: sameKnown ? (left.known?.words ?? 'today') : null,
    revision: log === undefined ? null : String(log),
    swappedNote: asked.note === 'swapped' || comparison.swapped,
    views: viewLinks(input, (view) => withQuery(path, { ...clocks, view })),
    announcements: comparison.announcements.map((id) => {
      const n = causedBy(comparison, id);
      return { link: input.names.announcement(id), did: n === 0 ? 'changed no clause' : `behind ${count(n, 'change')}` };
    }),
    changes: changesView(
      comparison,
      announcements,
      input,
      { mode: asked.view ?? 'both', left: pointWords(left, byKnown), right: pointWords(right, byKnown) },
      input,
    ),
    unchanged: comparison.unchanged.map(({ ref, heading: text }) => ({ heading: text, href: links.clause(ref) })),
    notInForce: comparison.counts['not-in-force'],
    form: { action: links.go(), from: comparison.from.on, to: comparison.to.on, known: known ?? '' },
  };
}
