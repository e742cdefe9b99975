/** One change of a comparison: its rows in the table and its card with the redline. */
import type { Change, ClauseState, Comparison, FieldChange } from '../../dossier/shapes.ts';
import type { Context } from './conflict.ts';
import { CLASS_WORDS, NOT_LISTED, REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { fieldLabel, fieldWords, grantWords, endWords } from './values.ts';
import { when, type When } from './words.ts';

/** A run of a redline: exactly one of the three is true. */
export interface RunView {
  readonly value: string;
  readonly deleted: boolean;
  readonly inserted: boolean;
}

/** A row of the table of changes: one field, or the status, or a dispute. */
export interface ChangeRow {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  /** The wording is told by the redline, not in the row. */
  readonly redline: boolean;
}

/** The rows of one change, which share their number, clause, causes and kind. */
export interface ChangeGroup {
  readonly number: number;
  readonly anchor: string;
  readonly clause: string;
  readonly kind: string;
  readonly because: readonly AnnouncementLink[];
  readonly span: number;
  readonly first: ChangeRow;
  readonly rest: readonly ChangeRow[];
}

/** One side of a card. */
export interface SideView {
  readonly status: Mark;
  readonly why: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly changed: boolean }[];
  readonly runs: readonly RunView[];
}

/** How cards are laid out: `both` gives two columns to a wide screen and one text to a narrow one. */
export interface CardLayout {
  readonly mode: 'both' | 'columns' | 'unified';
  /** What the two points are called. */
  readonly left: string;
  readonly right: string;
}

export interface ChangeCard {
  readonly number: number;
  readonly anchor: string;
  readonly heading: string;
  readonly href: string;
  readonly word: string;
  readonly class: string;
  /** The day of the change, where it isn't the day of an announcement behind it. */
  readonly on: When | null;
  readonly flags: readonly string[];
  readonly revertedWithin: boolean;
  readonly because: readonly AnnouncementLink[];
  readonly left: string;
  readonly right: string;
  readonly before: SideView;
  readonly after: SideView;
  readonly showPair: boolean;
  /** Both sides in one text, and the fields that differ; null where it isn't shown. */
  readonly unified: {
    readonly runs: readonly RunView[];
    readonly fields: readonly { readonly label: string; readonly before: string; readonly after: string }[];
  } | null;
  /** Whether the width of the screen decides between the pair and the one text. */
  readonly responsive: boolean;
  /** Whether only the wording differs: it may be another rendering of the same commitment. */
  readonly onlyWording: boolean;
  readonly disputes: readonly DisputeLine[];
}

export interface DisputeLine {
  readonly party: string;
  readonly aspect: string | null;
  readonly opened: boolean;
  readonly how: string | null;
  readonly on: When;
  readonly announcement: AnnouncementLink | null;
}

const FLAG_WORDS = { disputed: 'dispute opened', settled: 'dispute closed' } as const;
const HOW_WORDS: Readonly<Record<string, string>> = {
  withdrawn: 'withdrawn',
  agreed: 'by agreement',
  implied: 'by implication',
};

const plain = (value: string): RunView => ({ value, deleted: false, inserted: false });

/** Whether a class is told by its fields; the others are told by the status before and after. */
const BY_FIELDS: ReadonlySet<Change['class']> = new Set(['changed', 'certainty', 'restated', 'moved']);

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
  return change.text.some(({ op }) => op === 'equal');
}

const runViews = (change: Change): readonly RunView[] =>
  change.text.map(({ op, value }) => ({ value, deleted: op === 'delete', inserted: op === 'insert' }));

/** The text of one side as runs; a text without a counterpart is shown plain, not as one long insertion. */
function sideRuns(change: Change, side: 'before' | 'after', clause: ClauseState): readonly RunView[] {
  if (!isComparable(change) || change.text.length === 0) return [plain(clause.text)];
  return runViews(change).filter((run) => (side === 'before' ? !run.inserted : !run.deleted));
}

function unifiedView(change: Change, { names }: Context): ChangeCard['unified'] {
  const { after } = change;
  if (!isComparable(change) || after === null) return null;
  return {
    runs: change.text.length === 0 ? [plain(after.text)] : runViews(change),
    fields: change.fields
      .filter(({ path }) => path !== 'text' && path !== 'status')
      .map(({ path, before, after: now }) => ({
        label: fieldLabel(path),
        before: fieldWords(path, before, names),
        after: fieldWords(path, now, names),
      })),
  };
}

function sideView(change: Change, side: 'before' | 'after', { names }: Context): SideView {
  const clause = change[side];
  if (clause === null) return { status: NOT_LISTED, why: null, facts: [], runs: [] };
  const status = STATUS_MARKS[clause.status];
  const why = clause.statusReason === null ? null : REASON_WORDS[clause.statusReason];
  if (!showsContent(change, side)) return { status, why, facts: [], runs: [] };
  const touched = (field: string): boolean =>
    change.fields.some(({ path }) => path === field || path.startsWith(`${field}/`));
  const facts = [
    ...clause.grants.map((grant) => ({
      label: 'Right',
      value: grantWords(grant, names),
      changed: touched('grants'),
    })),
    ...Object.entries(clause.terms).map(([name, value]) => ({
      label: fieldLabel(`terms/${name}`),
      value: fieldWords(`terms/${name}`, value, names),
      changed: touched(`terms/${name}`),
    })),
    { label: 'Ends', value: endWords(clause.end), changed: touched('end') },
  ];
  return { status, why, facts, runs: sideRuns(change, side, clause) };
}

function disputeLines({ disputes }: Change, { names }: Context): readonly DisputeLine[] {
  const line =
    (opened: boolean) =>
    (dispute: Change['disputes']['opened'][number]): DisputeLine => ({
      party: names.party(dispute.by),
      aspect: dispute.aspect,
      opened,
      how: dispute.how === null ? null : (HOW_WORDS[dispute.how] ?? dispute.how),
      on: when(dispute.on),
      announcement: dispute.announcement === null ? null : names.announcement(dispute.announcement),
    });
  return [...disputes.opened.map(line(true)), ...disputes.closed.map(line(false))];
}

export function changeAnchor(change: Pick<Change, 'number'>): string {
  return `c${change.number}`;
}

function headingOf(change: Change, { names }: Context): string {
  return change.after?.heading ?? change.before?.heading ?? names.clause(change.ref);
}

/** The card of a change. */
export function changeCard(change: Change, { mode, left, right }: CardLayout, context: Context): ChangeCard {
  const { names, links } = context;
  const because = change.because.map(names.announcement);
  const unified = mode === 'columns' ? null : unifiedView(change, context);
  return {
    number: change.number,
    anchor: changeAnchor(change),
    heading: headingOf(change, context),
    href: links.clause(change.ref),
    word: CLASS_WORDS[change.class],
    class: change.class,
    on: because.some(({ on }) => on.iso === change.on) ? null : when(change.on),
    flags: change.flags.map((flag) => FLAG_WORDS[flag]),
    revertedWithin: change.revertedWithin,
    because: change.because.map(names.announcement),
    before: sideView(change, 'before', context),
    after: sideView(change, 'after', context),
    left,
    right,
    showPair: mode !== 'unified' || unified === null,
    unified,
    responsive: mode === 'both' && unified !== null,
    onlyWording:
      change.class === 'changed' && change.fields.length > 0 && change.fields.every(({ path }) => path === 'text'),
    disputes: disputeLines(change, context),
  };
}

const statusWords = (clause: ClauseState | null): string =>
  (clause === null ? NOT_LISTED : STATUS_MARKS[clause.status]).word.toLowerCase();

function fieldRow({ path, before, after }: FieldChange, { names }: Context): ChangeRow {
  const redline = path === 'text';
  return {
    field: fieldLabel(path),
    before: redline ? '' : fieldWords(path, before, names),
    after: redline ? '' : fieldWords(path, after, names),
    redline,
  };
}

/** What happened to a party's dispute: `opened 27 Feb 2026, closed 27 Apr 2026 by implication`. */
function disputeRows(change: Change, context: Context): readonly ChangeRow[] {
  const lines = disputeLines(change, context);
  const whose = (line: DisputeLine): string =>
    `Dispute by ${line.party}${line.aspect === null ? '' : ` (${line.aspect})`}`;
  return [...new Set(lines.map(whose))].map((field) => {
    const own = lines.filter((line) => whose(line) === field);
    const [first] = own;
    const told = own.map(({ opened, on, how }) =>
      opened ? `opened ${on.short}` : `closed ${on.short}${how === null ? '' : ` ${how}`}`,
    );
    return { field, before: first?.opened === false ? 'open' : 'none', after: told.join(', '), redline: false };
  });
}

function ownRows(change: Change, context: Context): readonly ChangeRow[] {
  const before = statusWords(change.before);
  const after = statusWords(change.after);
  const status: ChangeRow = { field: 'Status', before, after, redline: false };
  if (!BY_FIELDS.has(change.class)) return [status];
  const fields = change.fields
    .filter(({ path }) => path !== 'status')
    .sort((a, b) => Number(a.path === 'text') - Number(b.path === 'text'))
    .map((field) => fieldRow(field, context));
  const rows = [...(before === after ? [] : [status]), ...fields];
  if (rows.length > 0) return rows;
  const note = change.revertedWithin ? 'changed in between, and back' : `${after}, ${NOTES[change.class] ?? 'the same'}`;
  return [{ ...status, after: note }];
}

const NOTES: Partial<Record<Change['class'], string>> = {
  restated: 'stated again',
  moved: 'in another place of its contract',
};

/** A change as the table tells it: its fields and status, and the disputes that it opened or closed. */
export function changeGroup(change: Change, context: Context): ChangeGroup {
  const [first, ...rest] = [...ownRows(change, context), ...disputeRows(change, context)];
  return {
    number: change.number,
    anchor: changeAnchor(change),
    clause: headingOf(change, context),
    kind: CLASS_WORDS[change.class],
    because: change.because.map(context.names.announcement),
    span: rest.length + 1,
    first: first ?? { field: '', before: '', after: '', redline: false },
    rest,
  };
}

/** In how many places an announcement of the window is named as a cause. */
export function causedBy(comparison: Comparison, announcement: string): number {
  return comparison.changes.filter(({ because }) => because.includes(announcement)).length;
}
