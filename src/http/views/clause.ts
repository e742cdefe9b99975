/** One clause on a day, for the pages of a state, a contract and a clause. */
import type { ClauseState, Conflict } from '../../dossier/shapes.ts';
import type { Value } from '../../dossier/values.ts';
import { conflictLines, type ConflictLine, type Context } from './conflict.ts';
import { POSITION_MARKS, REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink, Names } from './names.ts';
import { prose, type Html } from '../render.ts';
import { endWords, fieldLabel, fieldWords, grantWords, hangsOnWords, valueWords } from './values.ts';
import { listed, spaced, stretch, when, type Stretch, type When } from './words.ts';

/** A typed value with what was stated and the announcement that set it. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly asides: readonly string[];
  /** Null where nothing says it, or where one announcement set all the values. */
  readonly setBy: AnnouncementLink | null;
  /** Whether it needs the whole width. */
  readonly wide: boolean;
}

export interface DisputeView {
  readonly party: string;
  readonly aspect: string | null;
  readonly statement: Html;
  readonly since: When;
  readonly certain: boolean;
  readonly announcement: AnnouncementLink;
}

export interface ConditionView {
  readonly text: Html;
  readonly state: string;
  readonly decidedBy: string | null;
  readonly disclosed: boolean;
  readonly stateBy: AnnouncementLink | null;
}

export interface VariantView {
  readonly of: string | null;
  readonly rendering: string;
  readonly preferred: boolean;
  readonly reason: string | null;
}

/** What a party says of a clause; those who aren't on record about it are named together. */
export interface PositionView {
  readonly party: string;
  readonly mark: Mark;
}

export interface ClauseView {
  readonly ref: string;
  readonly anchor: string;
  readonly number: string | null;
  readonly heading: string;
  readonly href: string;
  readonly dayHref: string;
  readonly kind: string | null;
  readonly status: Mark;
  readonly why: string | null;
  readonly replacedBy: { readonly href: string; readonly heading: string } | null;
  readonly endedBy: AnnouncementLink | null;
  readonly text: Html;
  readonly textSetBy: AnnouncementLink | null;
  readonly facts: readonly Fact[];
  /** The announcement that set every value, where it was one. */
  readonly factsSetBy: AnnouncementLink | null;
  /** Whether that announcement is the one that put the clause on record. */
  readonly setWithIt: boolean;
  readonly conditions: readonly ConditionView[];
  readonly positions: readonly PositionView[];
  readonly disputes: readonly DisputeView[];
  readonly conflicts: readonly ConflictLine[];
  readonly undefinedTerms: readonly string[];
  readonly uncertain: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly variants: readonly VariantView[];
  readonly version: number;
  readonly held: Stretch;
  readonly startUnknown: boolean;
  readonly assumed: boolean;
  readonly introducedBy: AnnouncementLink;
  readonly lastChangedBy: AnnouncementLink;
  readonly lastStated: {
    readonly on: When;
    readonly by: string;
    readonly announcement: AnnouncementLink;
  } | null;
}

function valueAsides(value: Pick<Value, 'asStated' | 'note' | 'variants'>): readonly string[] {
  return [
    ...(value.asStated === undefined ? [] : [`stated as “${value.asStated}”`]),
    ...(value.variants ?? []).map((variant) =>
      variant.preferred === true
        ? `preferred: ${variant.reason ?? ''}`
        : `elsewhere rendered “${variant.rendering}”`,
    ),
    ...(value.note === undefined ? [] : [value.note]),
  ];
}

function allFacts(clause: ClauseState, names: Names): readonly Omit<Fact, 'wide'>[] {
  const setBy = (path: string): AnnouncementLink | null => {
    const id = clause.provenance[path];
    return id === undefined ? null : names.announcement(id);
  };
  const parties = (path: 'obligor' | 'beneficiary'): readonly Omit<Fact, 'wide'>[] =>
    clause[path].length === 0
      ? []
      : [
          {
            label: fieldLabel(path),
            value: listed(clause[path].map(names.party)),
            asides: [],
            setBy: setBy(path),
          },
        ];
  const grants = clause.grants.map((grant) => ({
    label: 'Right',
    value: grantWords(grant, names),
    asides: [
      ...(grant.hangsOn ?? []).map((id) => `hangs on ${hangsOnWords(id, names)}`),
      ...(grant.note === undefined ? [] : [grant.note]),
    ],
    setBy: setBy('grants'),
  }));
  const terms = Object.entries(clause.terms).map(([name, value]) => ({
    label: spaced(name),
    value: valueWords(value, names),
    asides: valueAsides(value),
    setBy: setBy(`terms/${name}`),
  }));
  const survives = clause.survives ? ['goes on after its contract ends'] : [];
  const end = {
    label: 'Ends',
    value: endWords(clause.end),
    asides: [...valueAsides(clause.end), ...survives],
    setBy: setBy('end'),
  };
  return [...grants, ...parties('obligor'), ...parties('beneficiary'), ...terms, end];
}

/** Above this many characters a value takes the whole width. */
const WIDE = 46;

function factsOf(clause: ClauseState, names: Names): Pick<ClauseView, 'facts' | 'factsSetBy' | 'setWithIt'> {
  const facts = allFacts(clause, names);
  const setters = new Set(facts.flatMap(({ setBy }) => (setBy === null ? [] : [setBy.id])));
  const same = setters.size === 1 ? (facts.find(({ setBy }) => setBy !== null)?.setBy ?? null) : null;
  return {
    factsSetBy: same,
    setWithIt: same?.id === clause.introducedBy,
    facts: facts.map((fact) => ({
      ...fact,
      setBy: same === null ? fact.setBy : null,
      wide: [fact.value, ...fact.asides].join(' ').length > WIDE,
    })),
  };
}

const CONDITION_WORDS: Readonly<Record<ClauseState['conditions'][number]['state'], string>> = {
  open: 'not met, as far as is public',
  met: 'met',
  failed: 'failed',
  waived: 'waived',
};

function conditionViews(clause: ClauseState, names: Names): readonly ConditionView[] {
  return clause.conditions.map((condition) => ({
    text: prose(condition.text),
    state: CONDITION_WORDS[condition.state],
    decidedBy: condition.decidedBy === null ? null : names.party(condition.decidedBy),
    disclosed: condition.disclosed,
    stateBy: condition.stateBy === null ? null : names.announcement(condition.stateBy),
  }));
}

export function disputeView(
  dispute: Pick<ClauseState['disputes'][number], 'by' | 'aspect' | 'statement' | 'from' | 'announcement'> & {
    readonly certain?: boolean;
  },
  names: Names,
): DisputeView {
  return {
    party: names.party(dispute.by),
    aspect: dispute.aspect,
    statement: prose(dispute.statement),
    since: when(dispute.from),
    certain: dispute.certain ?? true,
    announcement: names.announcement(dispute.announcement),
  };
}

function positionViews(clause: ClauseState, names: Names): readonly PositionView[] {
  const entries = Object.entries(clause.positions);
  const silent = entries.filter(([, position]) => position === 'not mentioned');
  const spoken = entries.filter(([, position]) => position !== 'not mentioned');
  return [
    ...spoken.map(([party, position]) => ({ party: names.party(party), mark: POSITION_MARKS[position] })),
    ...(silent.length === 0
      ? []
      : [
          {
            party: listed(silent.map(([party]) => names.party(party))),
            mark: POSITION_MARKS['not mentioned'],
          },
        ]),
  ];
}

/** The place of a clause on its page. */
export function clauseAnchor(ref: string): string {
  return `clause-${ref.replaceAll('/', '-')}`;
}

/** A clause as its pages show it; `on` is the day of the view. */
export function clauseView(
  clause: ClauseState,
  conflicts: readonly Conflict[],
  context: Context,
  on: string,
  conflictsPage = '',
): ClauseView {
  const { names, links } = context;
  const { lastStated } = clause;
  return {
    ref: clause.ref,
    anchor: clauseAnchor(clause.ref),
    number: clause.number,
    heading: clause.heading,
    href: links.clause(clause.ref),
    dayHref: links.clauseOn(clause.ref, on),
    kind: clause.kind === 'unclassified' ? null : clause.kind,
    status: STATUS_MARKS[clause.status],
    why: clause.statusReason === null ? null : REASON_WORDS[clause.statusReason],
    replacedBy:
      clause.replacedBy === null
        ? null
        : { href: links.clause(clause.replacedBy), heading: names.clause(clause.replacedBy) },
    endedBy: clause.endedBy === null ? null : names.announcement(clause.endedBy),
    text: prose(clause.text),
    textSetBy: textSetBy(clause, names),
    ...factsOf(clause, names),
    conditions: conditionViews(clause, names),
    positions: positionViews(clause, names),
    disputes: clause.disputes.map((dispute) => disputeView(dispute, names)),
    conflicts: conflictLines(clause.ref, conflicts, context, conflictsPage),
    undefinedTerms: clause.undefinedTerms.map(names.term),
    uncertain: clause.uncertain.map(({ path, values }) => ({
      label: fieldLabel(path),
      values: values.map((value) => fieldWords(path, value, names)),
    })),
    variants: clause.variants.map((variant) => ({
      of: variant.of ?? null,
      rendering: variant.rendering,
      preferred: variant.preferred === true,
      reason: variant.reason ?? null,
    })),
    version: clause.version,
    held: stretch(clause.from, clause.to),
    startUnknown: clause.since === 'unknown',
    assumed: clause.effectiveAssumed,
    introducedBy: names.announcement(clause.introducedBy),
    lastChangedBy: names.announcement(clause.lastChangedBy),
    lastStated:
      lastStated === null
        ? null
        : {
            on: when(lastStated.on),
            by: listed(lastStated.by.map(names.party)),
            announcement: names.announcement(lastStated.announcement),
          },
  };
}

function textSetBy(clause: ClauseState, names: Names): AnnouncementLink | null {
  const id = clause.provenance['text'];
  return id === undefined ? null : names.announcement(id);
}
