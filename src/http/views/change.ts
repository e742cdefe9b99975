/** The card of one change: both readings side by side or in one text, what differs, and what caused it. */
import type { Change, ClauseState } from '../../dossier/shapes.ts';
import { changeAnchor } from './change-anchor.ts';
import { causeViews, type ById, type CauseView } from './change-causes.ts';
import { BY_FIELDS, disputeLines, fieldsInOrder, headingOf, type DisputeLine } from './change-rows.ts';
import { isWordingOnly, movesFigures, sizeWords } from './change-size.ts';
import type { Context } from './conflict.ts';
import { listItems, type ListItem } from './list-diff.ts';
import { CLASS_WORDS, NOT_LISTED, REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import { readingsHref, rivalReadings, type RivalReadings } from './rival-readings.ts';
import { plainRun, runViews, type RunView } from './runs.ts';
import { fieldLabel, fieldWords, grantWords, endWords } from './values.ts';
import { stretch, when, type When } from './words.ts';

export type { RunView } from './runs.ts';

export interface FactView {
  readonly label: string;
  readonly value: string;
}

/** One side of a card. */
export interface SideView {
  /** Whether nothing at all is on record at this point. */
  readonly noRecord: boolean;
  readonly status: Mark;
  readonly why: string | null;
  readonly facts: readonly FactView[];
  readonly runs: readonly RunView[];
}

/** What a point is called: in full above a table, and in short at the head of a column. */
export interface PointLabel {
  readonly full: string;
  readonly short: string;
  /** Whether the record begins later. */
  readonly noRecord: boolean;
}

/** How cards are laid out: `both` gives two columns to a wide screen and one text to a narrow one. */
export interface CardLayout {
  readonly mode: 'both' | 'columns' | 'unified';
  readonly left: PointLabel;
  readonly right: PointLabel;
  /** Whether both points are of one day, so that a change has no day of its own. */
  readonly oneDay: boolean;
}

export interface ChangeCard {
  readonly number: number;
  readonly anchor: string;
  readonly heading: string;
  readonly href: string;
  readonly word: string;
  readonly class: string;
  readonly size: string | null;
  /** The day of the change, where it isn't the day of an announcement behind it. */
  readonly on: When | null;
  readonly flags: readonly string[];
  readonly notes: readonly string[];
  readonly readings: RivalReadings | null;
  readonly causes: readonly CauseView[];
  readonly left: string;
  readonly right: string;
  readonly before: SideView;
  readonly after: SideView;
  readonly showPair: boolean;
  /** The side that is shown alone, across the whole width; null where there are two to hold against each other. */
  readonly single: SideView | null;
  /** Both sides in one text; null where it isn't shown. */
  readonly unified: { readonly runs: readonly RunView[] } | null;
  /** Whether the width of the screen decides between the pair and the one text. */
  readonly responsive: boolean;
  /** What differs apart from the wording and the status. */
  readonly fields: readonly {
    readonly label: string;
    readonly before: string;
    readonly after: string;
    /** For a list, its items; null for anything else. */
    readonly items: readonly ListItem[] | null;
    /** Where rival readings of it are told. */
    readonly rivals: string | null;
  }[];
  readonly disputes: readonly DisputeLine[];
}

/** What a card needs to know beyond its change. */
export interface CardContext extends Context {
  readonly byId: ById;
}

const FLAG_WORDS = { disputed: 'dispute opened', settled: 'dispute closed' } as const;

/** Whether a side shows its content: not where the clause had ended or was yet to come, and that is the change. */
function showsContent(change: Change, side: 'before' | 'after'): boolean {
  const clause = change[side];
  if (clause === null) return false;
  if (BY_FIELDS.has(change.class)) return true;
  if (change.class === 'came-and-went') return side === 'after';
  return clause.status === 'in-force' || clause.status === 'conditional';
}

/** Whether there are two texts to hold against each other: both are shown, and they share something. */
function isComparable(change: Change): boolean {
  if (!showsContent(change, 'before') || !showsContent(change, 'after')) return false;
  if (change.before?.text === change.after?.text) return true;
  return change.text.some(({ op }) => op === 'equal') || change.moves.length > 0;
}

/** The text of one side as runs; a text without a counterpart is shown plain, not as one long insertion. */
function sideRuns(change: Change, side: 'before' | 'after', clause: ClauseState): readonly RunView[] {
  if (!isComparable(change) || change.text.length === 0) return [plainRun(clause.text)];
  const runs = runViews(change, `${changeAnchor(change)}-columns`);
  return runs.filter((run) => (side === 'before' ? !run.inserted : !run.deleted));
}

function unifiedView(change: Change): ChangeCard['unified'] {
  const { after } = change;
  if (!isComparable(change) || after === null) return null;
  const runs = runViews(change, `${changeAnchor(change)}-text`);
  return { runs: runs.length === 0 ? [plainRun(after.text)] : runs };
}

/** The clause's rights, terms and end: told where the other side has none to hold them against. */
export function contentFacts(clause: ClauseState, { names }: Context): readonly FactView[] {
  return [
    ...clause.grants.map((grant) => ({ label: 'Right', value: grantWords(grant, names) })),
    ...Object.entries(clause.terms).map(([name, value]) => ({
      label: fieldLabel(`terms/${name}`),
      value: fieldWords(`terms/${name}`, value, names),
    })),
    ...clause.conditions.map(({ text, disclosed }) => ({
      label: disclosed ? 'Condition' : 'Condition, not disclosed',
      value: text,
    })),
    { label: 'Ends', value: endWords(clause.end) },
  ];
}

function sideView(change: Change, side: 'before' | 'after', point: PointLabel, context: Context): SideView {
  const clause = change[side];
  const { noRecord } = point;
  if (clause === null) return { noRecord, status: NOT_LISTED, why: null, facts: [], runs: [] };
  const status = STATUS_MARKS[clause.status];
  const why = clause.statusReason === null ? null : REASON_WORDS[clause.statusReason];
  if (!showsContent(change, side)) return { noRecord, status, why, facts: [], runs: [] };
  const facts = isComparable(change) ? [] : contentFacts(clause, context);
  return { noRecord, status, why, facts, runs: sideRuns(change, side, clause) };
}

function fieldsOf(change: Change, readings: RivalReadings | null, { names }: Context): ChangeCard['fields'] {
  if (!isComparable(change)) return [];
  return fieldsInOrder(change)
    .filter(({ path }) => path !== 'text')
    .map((field) => ({ ...field, items: listItems(field, names) }))
    .map(({ path, before, after, items }) => ({
      label: fieldLabel(path),
      before: fieldWords(path, before, names),
      after: fieldWords(path, after, names),
      items,
      rivals: readingsHref(readings, path, 'before') ?? readingsHref(readings, path, 'after'),
    }));
}

function heldWords({ class: kind, after }: Change): readonly string[] {
  if (kind !== 'came-and-went' || after === null || after.from === null) return [];
  const { from, to, toWord } = stretch(after.from, after.to);
  const days = `${from?.words ?? ''}${to === null ? '' : ` ${toWord} ${to.words}`}`;
  if (after.since !== 'unknown') return [`It held from ${days}.`];
  return [`First recorded and ended in between: on record from ${days}; since when it held is not stated.`];
}

/** What a change of words alone may mean. */
function wordingWords(change: Change): readonly string[] {
  if (!isWordingOnly(change)) return [];
  return movesFigures(change)
    ? [
        'Wording only, but with a figure or a date in it: no typed field of this record holds it, so read both texts.',
      ]
    : ['Wording only: no typed field differs. This may be another rendering of the same commitment.'];
}

function notesOf(change: Change): readonly string[] {
  const { before, after } = change;
  const renumbered =
    before !== null && after !== null && before.number !== after.number ? before.number : null;
  return [
    ...heldWords(change),
    ...(change.revertedWithin ? ['It changed in between and changed back.'] : []),
    ...wordingWords(change),
    ...(renumbered === null ? [] : [`Moved from § ${renumbered}.`]),
  ];
}

/** The side that is shown alone: the only one with a content, or either where nothing of it differs. */
function singleSide({ fields }: Change, before: SideView, after: SideView): SideView | null {
  if (fields.length === 0 && before.runs.length > 0 && after.runs.length > 0) return after;
  const shown = [before, after].filter(({ runs }) => runs.length > 0);
  return shown.length === 1 ? (shown[0] ?? null) : null;
}

/** The card of a change. */
export function changeCard(
  change: Change,
  { mode, left, right, oneDay }: CardLayout,
  context: CardContext,
): ChangeCard {
  const { names, links } = context;
  const causes = causeViews(change.because, change.ref, context.byId, names);
  const readings = rivalReadings(change, { left: left.short, right: right.short }, context.byId);
  const before = sideView(change, 'before', left, context);
  const after = sideView(change, 'after', right, context);
  const single = mode === 'columns' ? null : singleSide(change, before, after);
  const unified = mode === 'columns' || single !== null ? null : unifiedView(change);
  return {
    number: change.number,
    anchor: changeAnchor(change),
    heading: headingOf(change, context),
    href: links.clause(change.ref),
    word: CLASS_WORDS[change.class],
    class: change.class,
    size: sizeWords(change),
    on: oneDay || causes.some(({ link }) => link.on.iso === change.on) ? null : when(change.on),
    flags: change.flags.map((flag) => FLAG_WORDS[flag]),
    notes: notesOf(change),
    readings,
    causes,
    before,
    after,
    left: left.short,
    right: right.short,
    showPair: single === null && (mode !== 'unified' || unified === null),
    single,
    unified,
    responsive: mode === 'both' && unified !== null,
    fields: fieldsOf(change, readings, context),
    disputes: disputeLines(change, context),
  };
}
