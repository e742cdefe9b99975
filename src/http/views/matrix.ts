/** Who holds which right on a day, as a table: a row a subject, a column a party. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import type { CellClash, HeldRight, Matrix, MatrixRow } from '../../dossier/overviews.ts';
import { conflictAnchor, conflictViews, type ConflictView, type Context } from './conflict.ts';
import { cutOf, dayForm, type Cut, type DayForm } from './day-form.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf } from './links.ts';
import { CONFLICT_MARKS, STATUS_MARKS, type Mark } from './marks.ts';
import { EXCLUSIVITY_WORDS, hangsOnWords } from './values.ts';
import type { ClauseState, State } from '../../dossier/shapes.ts';
import type { Names } from './names.ts';
import { count, inText, listed, when, type When } from './words.ts';

export interface RightView {
  readonly text: string;
  readonly clause: string;
  readonly href: string;
  /** Null for a right in force, which needs no word. */
  readonly status: Mark | null;
  /** The broader subject through which the right reaches this one; null for one over the subject itself. */
  readonly through: string | null;
  readonly hangsOn: string | null;
  readonly uncertain: boolean;
  /** Who disputes it on the day, with the clause on that day; null where nobody does. */
  readonly disputed: { readonly text: string; readonly href: string } | null;
}

export interface ClashView {
  readonly mark: Mark;
  readonly text: string;
  readonly href: string;
  readonly certain: boolean;
}

export interface CellView {
  readonly party: string;
  readonly rights: readonly RightView[];
  readonly clashes: readonly ClashView[];
  readonly isEmpty: boolean;
}

export interface RowView {
  readonly subject: string;
  readonly anchor: string;
  /** The depth at which it is indented, 0 to 4. */
  readonly level: number;
  /** What else it is part of, besides the row that it is indented under. */
  readonly also: string | null;
  readonly cells: readonly CellView[];
  readonly clashes: boolean;
}

export interface MatrixModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly on: When;
  readonly cut: Cut;
  readonly sentence: string;
  readonly form: DayForm;
  readonly stateHref: string;
  readonly parties: readonly string[];
  readonly rows: readonly RowView[];
  /** Subjects over which nobody holds a right. */
  readonly bare: string;
  /** Parties that hold none; press organs, which report and make no contracts, aren't named. */
  readonly without: string;
  readonly conflicts: readonly ConflictView[];
}

export interface MatrixInput extends Context {
  readonly dossier: DossierAnswer;
  readonly matrix: Matrix;
  readonly state: State;
  readonly today: string;
  readonly known?: string;
  readonly log?: number;
}

const DEEPEST = 4;

function disputeWords({ by, aspect, certain }: ClauseState['disputes'][number], names: Names): string {
  const about = aspect === null ? '' : ` as to ${aspect}`;
  return `${names.party(by)}${about}${certain ? '' : ' (not certain: a date is rough)'}`;
}

/** What the rows of one page are made from. */
interface RowsInput extends MatrixInput {
  /** The clauses of the day, by their refs. */
  readonly clauses: ReadonlyMap<string, ClauseState>;
}

function disputedOf(ref: string, { clauses, names, links, matrix }: RowsInput): RightView['disputed'] {
  const by = (clauses.get(ref)?.disputes ?? []).map((dispute) => disputeWords(dispute, names));
  if (by.length === 0) return null;
  return { text: `disputed by ${listed(by)}`, href: links.clauseOn(ref, matrix.resolved.on) };
}

function rightView(right: HeldRight, input: RowsInput): RightView {
  const { names, links } = input;
  return {
    text: `${EXCLUSIVITY_WORDS[right.exclusivity]} to ${right.action.replaceAll('-', ' ')}`,
    clause: names.clause(right.clause),
    href: links.clause(right.clause),
    status: right.status === 'in-force' ? null : STATUS_MARKS[right.status],
    through: right.direct ? null : names.subject(right.target),
    hangsOn: right.hangsOn.length === 0 ? null : listed(right.hangsOn.map((id) => hangsOnWords(id, names))),
    uncertain: right.uncertain,
    disputed: disputedOf(right.clause, input),
  };
}

function clashView(clash: CellClash, { matrix, names }: MatrixInput): ClashView {
  const conflict = matrix.conflicts[clash.conflict];
  const mark = CONFLICT_MARKS[clash.class];
  return {
    mark,
    text: `${mark.word} with ${names.party(clash.with)}’s right to ${clash.action.replaceAll('-', ' ')} ${names.subject(clash.subject)}`,
    href: conflict === undefined ? '#conflicts' : `#${conflictAnchor(conflict)}`,
    certain: clash.certain,
  };
}

function rowView(row: MatrixRow, above: string | undefined, input: RowsInput): RowView {
  const { names, matrix } = input;
  const others = row.partOf.filter((whole) => whole !== above);
  const cells = matrix.parties.map((party): CellView => {
    const cell = row.cells.find((each) => each.party === party);
    return {
      party: names.party(party),
      rights: [...(cell?.rights ?? [])]
        .sort((a, b) => Number(b.direct) - Number(a.direct))
        .map((right) => rightView(right, input)),
      clashes: (cell?.clashes ?? []).map((clash) => clashView(clash, input)),
      isEmpty: cell === undefined,
    };
  });
  return {
    subject: names.subject(row.subject),
    anchor: `subject-${row.subject}`,
    level: Math.min(DEEPEST, row.level),
    also: others.length === 0 || row.level === 0 ? null : listed(others.map(names.subject)),
    cells,
    clashes: cells.some(({ clashes }) => clashes.length > 0),
  };
}

/** The subject under which each row is indented. */
function wholesOf(rows: readonly MatrixRow[]): (string | undefined)[] {
  const path: string[] = [];
  return rows.map(({ subject, level }) => {
    path.length = level;
    path[level] = subject;
    return path[level - 1];
  });
}

/** Rows with a right in them, and those above them, which say where they belong. */
function shownRows(rows: readonly MatrixRow[]): ReadonlySet<string> {
  const shown = new Set<string>();
  const path: string[] = [];
  for (const { subject, level, cells } of rows) {
    path.length = level;
    path[level] = subject;
    if (cells.length > 0) for (const id of path) shown.add(id);
  }
  return shown;
}

function sentenceOf({ rows, parties, conflicts }: Matrix): string {
  const rights = new Set(
    rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.rights.map(({ clause }) => clause))),
  );
  const clashes = conflicts.length === 0 ? 'no clash' : count(conflicts.length, 'clash', 'clashes');
  return `${count(parties.length, 'party', 'parties')} with rights from ${count(rights.size, 'clause')}; ${clashes}.`;
}

export function matrixModel(input: MatrixInput): MatrixModel {
  const { dossier, matrix, names, links, state, today, known, log } = input;
  const { on } = matrix.resolved;
  const wholes = wholesOf(matrix.rows);
  const shown = shownRows(matrix.rows);
  const clauses = new Map(
    state.contracts.flatMap((contract) => contract.clauses.map((clause) => [clause.ref, clause])),
  );
  const rows = matrix.rows.map((row, index) => rowView(row, wholes[index], { ...input, clauses }));
  const title = `Who holds what ${inText(on)}${known === undefined ? '' : `, as known ${inText(known)}`}`;
  return {
    frame: dossierFrame(title, dossier, 'matrix', jsonHref(links.matrix(on)), links),
    heading: 'Who holds what',
    on: when(on),
    cut: cutOf(input),
    sentence: sentenceOf(matrix),
    form: dayForm({ action: linksOf(dossier.id).matrix(), label: 'On', on, today, known, keep: { log } }),
    stateHref: links.state(on),
    parties: matrix.parties.map(names.party),
    rows: rows.filter((_row, index) => shown.has(matrix.rows[index]?.subject ?? '')),
    bare: listed(
      matrix.rows.filter(({ subject }) => !shown.has(subject)).map(({ subject }) => names.subject(subject)),
    ),
    without: listed(
      dossier.parties
        .filter(({ id, kind }) => kind !== 'press' && !matrix.parties.includes(id))
        .map(({ name }) => name),
    ),
    conflicts: conflictViews(matrix.conflicts, { state, present: true }, input),
  };
}
