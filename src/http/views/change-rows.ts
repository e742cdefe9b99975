/** The rows of the table of changes: what one change did to each field, to the status and to disputes. */
import type { Change, ClauseState, FieldChange } from '../../dossier/shapes.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import { changeAnchor } from './change-anchor.ts';
import type { ById } from './change-causes.ts';
import { sizeWords } from './change-size.ts';
import { closedHow } from './closings.ts';
import type { Context } from './conflict.ts';
import { listItems, type ListItem } from './list-diff.ts';
import { CLASS_WORDS, NOT_LISTED, STATUS_MARKS } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import {
  firstReadings,
  readingsHref,
  rivalReadings,
  type RivalReadings,
  type SideNames,
} from './rival-readings.ts';
import { excerptOf, type RunView } from './runs.ts';
import { endWords, fieldLabel, fieldWords, shortWords } from './values.ts';
import { when, type When } from './words.ts';

/** Something of either side, or nothing. */
interface Sides {
  readonly before: string | null;
  readonly after: string | null;
}

/** A row of the table of changes: one field, or the status, or a dispute. */
export interface ChangeRow {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  /** What the clause says in short, beside the status on which it came or went. */
  readonly gist: Sides;
  /** Where rival readings of either side are told. */
  readonly rivals: Sides;
  /** For a list, its items; null for anything else. */
  readonly items: readonly ListItem[] | null;
  /** For the wording: a small change in itself, a large one by a link to its card. */
  readonly wording: { readonly runs: readonly RunView[] | null } | null;
}

/** The rows of one change, which share their number, clause, causes and kind. */
export interface ChangeGroup {
  readonly number: number;
  readonly anchor: string;
  readonly clause: string;
  /** The contract, where it is another one than that of the change before. */
  readonly contract: string | null;
  readonly kind: string;
  readonly size: string | null;
  readonly because: readonly AnnouncementLink[];
  readonly span: number;
  /** Whether it has so many rows that paper may break it. */
  readonly long: boolean;
  readonly first: ChangeRow;
  readonly rest: readonly ChangeRow[];
}

export interface DisputeLine {
  readonly party: string;
  readonly aspect: string | null;
  readonly opened: boolean;
  readonly how: string | null;
  readonly on: When;
  readonly announcement: AnnouncementLink | null;
}

/** Classes told by their fields; the others are told by the status before and after. */
export const BY_FIELDS: ReadonlySet<Change['class']> = new Set(['changed', 'certainty', 'restated', 'moved']);

export function headingOf(change: Change, { names }: Context): string {
  return change.after?.heading ?? change.before?.heading ?? names.clause(change.ref);
}

/** The disputes that opened or closed, in that order. */
export function disputeLines({ disputes }: Change, { names }: Context): readonly DisputeLine[] {
  const line =
    (opened: boolean) =>
    (dispute: Change['disputes']['opened'][number]): DisputeLine => ({
      party: names.party(dispute.by),
      aspect: dispute.aspect,
      opened,
      how: closedHow(dispute.how),
      on: when(dispute.on),
      announcement: dispute.announcement === null ? null : names.announcement(dispute.announcement),
    });
  return [...disputes.opened.map(line(true)), ...disputes.closed.map(line(false))];
}

const NONE: Sides = { before: null, after: null };

const statusWords = (clause: ClauseState | null): string =>
  (clause === null ? NOT_LISTED : STATUS_MARKS[clause.status]).word.toLowerCase();

/** A clause in a few words: what is exclusive, how much money, until when. */
function gistOf(clause: ClauseState, { names }: Context): string | null {
  const exclusive = clause.grants.some(({ exclusivity }) => exclusivity === 'exclusive');
  const amounts = Object.values(clause.terms).filter(({ type }) => type === 'money' || type === 'percent');
  const parts = [
    ...(exclusive ? ['exclusive'] : []),
    ...amounts.map((value) => shortWords(value, names)),
    ...('notStated' in clause.end ? [] : [endWords(clause.end)]),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}

function isLive(clause: ClauseState | null): clause is ClauseState {
  return clause?.status === 'in-force' || clause?.status === 'conditional';
}

function statusRow({ before, after }: Change, readings: RivalReadings | null, context: Context): ChangeRow {
  return {
    field: 'Status',
    before: statusWords(before),
    after: statusWords(after),
    gist: {
      before: isLive(before) && !isLive(after) ? gistOf(before, context) : null,
      after: isLive(after) && !isLive(before) ? gistOf(after, context) : null,
    },
    rivals: isLive(after)
      ? { before: null, after: firstReadings(readings, 'after') }
      : { before: firstReadings(readings, 'before'), after: null },
    items: null,
    wording: null,
  };
}

function fieldRow(
  field: FieldChange,
  change: Change,
  readings: RivalReadings | null,
  { names }: Context,
): ChangeRow {
  const { path, before, after } = field;
  const isText = path === 'text';
  const told = isText ? 'variants' : path;
  return {
    field: fieldLabel(path),
    before: isText ? '' : fieldWords(path, before, names),
    after: isText ? '' : fieldWords(path, after, names),
    gist: NONE,
    rivals: { before: readingsHref(readings, told, 'before'), after: readingsHref(readings, told, 'after') },
    items: listItems(field, names),
    wording: isText ? { runs: excerptOf(change) } : null,
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
    const before = first?.opened === false ? 'open' : 'none';
    return { field, before, after: told.join(', '), gist: NONE, rivals: NONE, items: null, wording: null };
  });
}

const NOTES: Partial<Record<Change['class'], string>> = {
  restated: 'stated again',
  moved: 'in another place of its contract',
};

const LAST_FIELDS: readonly string[] = ['undefinedTerms', 'number', 'level', 'variants', 'heading', 'text'];

/** The place of a field among those of its change: substance first, the wording last. */
function rankOf({ path }: FieldChange): number {
  return LAST_FIELDS.indexOf(path.split('/')[0] ?? '');
}

/** The fields of a change that differ, apart from the status, in the order in which they are told. */
export function fieldsInOrder({ fields }: Change): readonly FieldChange[] {
  return fields.filter(({ path }) => path !== 'status').sort((a, b) => rankOf(a) - rankOf(b));
}

function ownRows(change: Change, readings: RivalReadings | null, context: Context): readonly ChangeRow[] {
  const status = statusRow(change, readings, context);
  if (!BY_FIELDS.has(change.class)) return [status];
  const fields = fieldsInOrder(change).map((field) => fieldRow(field, change, readings, context));
  const rows = [...(status.before === status.after ? [] : [{ ...status, rivals: NONE }]), ...fields];
  if (rows.length > 0) return rows;
  const unmoved = `${status.after}, ${NOTES[change.class] ?? 'the same'}`;
  return [
    { ...status, rivals: NONE, after: change.revertedWithin ? 'changed in between, and back' : unmoved },
  ];
}

/** What rows need to know beyond their change. */
export interface RowContext extends Context {
  readonly byId: ById;
  readonly sides: SideNames;
}

/** Whether only disputes differ, or who repeated it. */
function isOtherwiseTheSame({ class: kind }: Change): boolean {
  return kind === 'unchanged' || kind === 'not-in-force';
}

/** From this many further rows on a change may be torn by the end of a sheet. */
const LONG = 14;

/** A change as the table tells it: its status and fields, the wording last, and disputes opened or closed. */
function changeGroup(
  change: Change,
  previous: Change | undefined,
  { byId, sides, ...context }: RowContext,
): ChangeGroup {
  const disputes = disputeRows(change, context);
  const readings = rivalReadings(change, sides, byId);
  const own = isOtherwiseTheSame(change) && disputes.length > 0 ? [] : ownRows(change, readings, context);
  const [first, ...rest] = [...own, ...disputes];
  const { names } = context;
  const contract = contractOf(change.ref);
  return {
    number: change.number,
    anchor: changeAnchor(change),
    clause: headingOf(change, context),
    contract:
      previous !== undefined && contractOf(previous.ref) === contract ? null : names.contract(contract),
    kind: CLASS_WORDS[change.class],
    size: sizeWords(change),
    because: change.because.map(names.announcement),
    span: rest.length + 1,
    long: rest.length >= LONG,
    first: first ?? statusRow(change, readings, context),
    rest,
  };
}

/** The table's rows, change by change. */
export function changeGroups(changes: readonly Change[], context: RowContext): readonly ChangeGroup[] {
  return changes.map((change, at) => changeGroup(change, changes[at - 1], context));
}
