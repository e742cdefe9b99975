/** One clause on a day, for the pages of a state, a contract and a clause. */
import type { ClauseState, Conflict } from '../../dossier/shapes.ts';
import type { Standpoints } from '../../dossier/overviews.ts';
import { isStated } from '../../dossier/values.ts';
import {
  aboveOf,
  factsOf,
  stampOf,
  variantViews,
  type AboveView,
  type Fact,
  type SaidContext,
  type Stamp,
  type VariantView,
} from './clause-facts.ts';
import { conflictLines, type ConflictLine, type Context } from './conflict.ts';
import { bindingOf, laterDeeds, type LaterDeed } from './later.ts';
import { REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink, Names } from './names.ts';
import type { NoteLink } from './notes.ts';
import { positionViews, type PositionView } from './positions.ts';
import { phraseOf } from './open-values.ts';
import { pastDispute, type PastDispute } from './past-dispute.ts';
import { prose, type Html } from '../render.ts';
import { endWords, fieldLabel, fieldWords, grantWords, shortWords } from './values.ts';
import { count, listed, spaced, stretch, stretchWords, when, type When } from './words.ts';

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
  /** Whether it is met. */
  readonly mark: Mark;
  /** Who decides whether it is met, in words. */
  readonly decidedBy: string;
  readonly disclosed: boolean;
  readonly note: string | null;
  /** The announcement that set it, and the one that said how it went. */
  readonly stamp: Stamp | null;
  readonly stateBy: AnnouncementLink | null;
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
  /** The clause in a phrase or two: rights, amounts, end. */
  readonly gist: readonly string[];
  /** What sources say otherwise of single values, which the phrases may rest on. */
  readonly differs: readonly {
    readonly label: string;
    readonly rendering: string;
    readonly sources: string;
  }[];
  readonly vague: readonly { readonly term: string; readonly href: string }[];
  /** Whether what it rests on calls itself not binding. */
  readonly nonBinding: boolean;
  readonly why: string | null;
  readonly replacedBy: { readonly href: string; readonly heading: string } | null;
  readonly endedBy: AnnouncementLink | null;
  readonly text: Html;
  /** Who set what is read above the values. */
  readonly above: readonly AboveView[];
  readonly facts: readonly Fact[];
  readonly conditions: readonly ConditionView[];
  readonly positions: readonly PositionView[];
  readonly disputes: readonly DisputeView[];
  /** Disputes that were over by the day. */
  readonly former: readonly PastDispute[];
  readonly conflicts: readonly ConflictLine[];
  readonly uncertain: readonly {
    readonly label: string;
    readonly values: readonly string[];
    readonly stamp: Stamp | null;
  }[];
  readonly variants: readonly VariantView[];
  readonly variantsStamp: Stamp | null;
  /** What the fold of the values says of its content. */
  readonly valuesSummary: string;
  /** Whether the values stand open: on a clause's own page. */
  readonly open: boolean;
  /** The days of this wording and these values, in words; empty where the introduction says it. */
  readonly form: string;
  readonly startUnknown: boolean;
  readonly assumed: boolean;
  readonly introducedBy: AnnouncementLink;
  /** Null where it is the announcement that introduced it. */
  readonly lastChangedBy: AnnouncementLink | null;
  /** Null where nobody stated it after it was put on record. */
  readonly lastStated: {
    readonly on: When;
    readonly by: string;
    readonly announcement: AnnouncementLink;
  } | null;
  readonly later: readonly LaterDeed[];
  readonly notes: readonly NoteLink[];
  /** What the last restatement said of it, as this record words it, and our note on that; null for neither. */
  readonly again: {
    readonly link: AnnouncementLink;
    readonly statement: Html | null;
    readonly note: string | null;
  } | null;
}

/** What a clause's view needs to know beyond the clause. */
export interface ClauseContext extends Context, SaidContext {
  readonly standpoints: Standpoints;
  /** Our notes that the page shows, by the clauses that they are about. */
  readonly noteLinks: ReadonlyMap<string, readonly NoteLink[]>;
}

type ConditionState = ClauseState['conditions'][number]['state'];

const CONDITION_MARKS: Readonly<Record<ConditionState, Mark>> = {
  open: { name: 'conditional', mark: '◧', word: 'not met, as far as is public' },
  met: { name: 'in-force', mark: '✓', word: 'met' },
  failed: { name: 'ended', mark: '×', word: 'failed' },
  waived: { name: 'not-yet', mark: '–', word: 'waived' },
};

function decidedWords(decidedBy: string | null, state: ConditionState, names: Names): string {
  if (decidedBy === null) return 'who decides it isn’t public';
  return `${state === 'open' ? 'to be decided' : 'decided'} by ${names.party(decidedBy)}`;
}

function conditionViews(clause: ClauseState, context: ClauseContext): readonly ConditionView[] {
  const { names } = context;
  return clause.conditions.map((condition) => ({
    text: prose(condition.text),
    mark: CONDITION_MARKS[condition.state],
    decidedBy: decidedWords(condition.decidedBy, condition.state, names),
    disclosed: condition.disclosed,
    note: condition.note ?? null,
    stamp: stampOf(clause, 'conditions', context),
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

/** The place of a clause on its page. */
export function clauseAnchor(ref: string): string {
  return `clause-${ref.replaceAll('/', '-')}`;
}

function owedWords({ obligor, beneficiary, grants }: ClauseState, names: Names): readonly string[] {
  if (grants.length > 0 || (obligor.length === 0 && beneficiary.length === 0)) return [];
  const [by, to] = [listed(obligor.map(names.party)), listed(beneficiary.map(names.party))];
  return [`owed ${[...(by === '' ? [] : [`by ${by}`]), ...(to === '' ? [] : [`to ${to}`])].join(' ')}`];
}

/** What is at stake, in phrases: rights, amounts and shares, what isn't disclosed, and the end. */
function gistOf(clause: ClauseState, names: Names): readonly string[] {
  const terms = Object.entries(clause.terms);
  const amounts = terms.flatMap(([name, value]) =>
    value.type === 'money' || value.type === 'percent'
      ? [phraseOf(clause, `terms/${name}`, shortWords(value, names), names)]
      : [],
  );
  const hidden = terms.flatMap(([name, { type }]) =>
    type === 'undisclosed' ? [spaced(name).toLowerCase()] : [],
  );
  return [
    ...clause.grants.map((grant) => grantWords(grant, names)),
    ...amounts,
    ...(hidden.length === 0 ? [] : [`not disclosed: ${listed(hidden)}`]),
    ...owedWords(clause, names),
    ...(isStated(clause.end) ? [phraseOf(clause, 'end', endWords(clause.end), names)] : []),
  ];
}

function valuesSummary(clause: ClauseState, facts: readonly Fact[]): string {
  const rivals = clause.variants.length + facts.reduce((sum, fact) => sum + fact.variants.length, 0);
  return `${count(facts.length, 'value')}, with who set ${facts.length === 1 ? 'it' : 'each'}${rivals === 0 ? '' : ` · ${rivals} rival readings`}`;
}

function provenanceOf(
  clause: ClauseState,
  names: Names,
): Pick<ClauseView, 'introducedBy' | 'lastChangedBy' | 'lastStated'> {
  const { introducedBy, lastChangedBy, lastStated } = clause;
  return {
    introducedBy: names.announcement(introducedBy),
    lastChangedBy: lastChangedBy === introducedBy ? null : names.announcement(lastChangedBy),
    lastStated:
      lastStated === null || lastStated.announcement === introducedBy
        ? null
        : {
            on: when(lastStated.on),
            by: listed(lastStated.by.map(names.party)),
            announcement: names.announcement(lastStated.announcement),
          },
  };
}

function againOf({ ref, lastStated }: ClauseState, { said, names }: ClauseContext): ClauseView['again'] {
  const touch = said
    .touches(ref)
    .find(
      ({ announcement, effect }) =>
        announcement.id === lastStated?.announcement && effect?.effect === 'affirm',
    );
  if (touch?.effect?.effect !== 'affirm') return null;
  const { statement, note } = touch.effect;
  if (statement === undefined && note === undefined) return null;
  return {
    link: names.announcement(touch.announcement.id),
    statement: statement === undefined ? null : prose(statement),
    note: note ?? null,
  };
}

/** From when to when the clause reads as it does: only what its introduction doesn't say. */
function formWords({ from, to, introducedBy }: ClauseState, names: Names): string {
  const stays = stretch(from, to);
  if (stays.from?.iso !== names.announcement(introducedBy).on.iso) return stretchWords(stays);
  return stays.to === null ? '' : `${stays.toWord} ${stays.to.words}`;
}

/** Why a status is what it is: the reason, and what replaced or ended the clause. */
function reasonOf(
  clause: ClauseState,
  { names, links }: Context,
): Pick<ClauseView, 'why' | 'replacedBy' | 'endedBy'> {
  return {
    why: clause.statusReason === null ? null : REASON_WORDS[clause.statusReason],
    replacedBy:
      clause.replacedBy === null
        ? null
        : { href: links.clause(clause.replacedBy), heading: names.clause(clause.replacedBy) },
    endedBy: clause.endedBy === null ? null : names.announcement(clause.endedBy),
  };
}

/**
 * A clause as its pages show it.
 * @param on the day of the view
 * @param conflictsPage the page on which its conflicts stand side by side; empty for its own
 */
export function clauseView(
  clause: ClauseState,
  conflicts: readonly Conflict[],
  context: ClauseContext,
  { on, conflictsPage = '', open = false }: { on: string; conflictsPage?: string; open?: boolean },
): ClauseView {
  const { names, links, said } = context;
  const facts = factsOf(clause, context);
  return {
    ref: clause.ref,
    anchor: clauseAnchor(clause.ref),
    number: clause.number,
    heading: clause.heading,
    href: links.clause(clause.ref),
    dayHref: links.clauseOn(clause.ref, on),
    kind: clause.kind === 'unclassified' ? null : clause.kind,
    status: STATUS_MARKS[clause.status],
    gist: gistOf(clause, names),
    differs: facts.flatMap(({ label, variants }) =>
      variants
        .filter(({ preferred }) => !preferred)
        .map(({ rendering, sources }) => ({ label: label.toLowerCase(), rendering, sources })),
    ),
    vague: clause.undefinedTerms.map((id) => ({ term: names.term(id), href: links.term(id) })),
    nonBinding: bindingOf(clause, said) === 'non-binding',
    ...reasonOf(clause, context),
    text: prose(clause.text),
    above: aboveOf(clause, context),
    facts,
    conditions: conditionViews(clause, context),
    positions: positionViews(clause, context),
    disputes: clause.disputes.map((dispute) => disputeView(dispute, names)),
    former: (context.standpoints.get(clause.ref)?.former ?? []).map((dispute) => pastDispute(dispute, names)),
    conflicts: conflictLines(clause.ref, conflicts, context, conflictsPage),
    uncertain: clause.uncertain.map(({ path, values }) => ({
      label: fieldLabel(path),
      values: values.map((value) => fieldWords(path, value, names)),
      stamp: stampOf(clause, path, context),
    })),
    variants: variantViews(clause.variants, clause.provenance['variants'], context),
    variantsStamp: stampOf(clause, 'variants', context),
    valuesSummary: valuesSummary(clause, facts),
    open,
    form: formWords(clause, names),
    startUnknown: clause.since === 'unknown',
    assumed: clause.effectiveAssumed,
    ...provenanceOf(clause, names),
    later: laterDeeds(clause.ref, said, context),
    notes: context.noteLinks.get(clause.ref) ?? [],
    again: againOf(clause, context),
  };
}
