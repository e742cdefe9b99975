/** What changed, wherever it is shown: counts, the table, the cards, disputes, conflicts and contracts. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Change, ChangeClass, Comparison, State } from '../../dossier/shapes.ts';
import { announcementsById, type ById } from './change-causes.ts';
import { countViews, type CountView } from './change-counts.ts';
import { changeGroups, type ChangeGroup } from './change-rows.ts';
import { changeCard, type CardContext, type CardLayout, type ChangeCard, type PointLabel } from './change.ts';
import type { Context } from './conflict.ts';
import { conflictGroups, type ConflictGroup } from './conflict-changes.ts';
import { disputeGroups, type DisputeGroup } from './dispute-changes.ts';
import { TYPE_WORDS, type AnnouncementLink, type Retracted } from './names.ts';
import { warningViews, type WarningView } from './state.ts';
import { fieldLabel, fieldWords } from './values.ts';
import { count, listed } from './words.ts';

export interface ContractChangeView {
  readonly title: string;
  readonly word: string;
  readonly fields: readonly { readonly label: string; readonly before: string; readonly after: string }[];
  readonly because: readonly AnnouncementLink[];
}

/** A card among the others of its page. */
export interface PlacedCard extends ChangeCard {
  /** `7 of 14`, by its number; a filter leaves the numbers as they are. */
  readonly place: string;
  readonly earlier: string | null;
  readonly later: string | null;
}

/** Which changes are shown, where only those of one announcement are. */
export interface OnlyBecause {
  readonly announcement: string;
  /** The same page without the filter. */
  readonly allHref: string;
}

/** What a comparison says. */
export interface ChangesView {
  readonly counts: readonly CountView[];
  /** Said where there is nothing in the table. */
  readonly nothing: string | null;
  /** Whether nothing differs at all: no clause, no contract, no dispute and no conflict. */
  readonly same: boolean;
  readonly filter: {
    readonly link: AnnouncementLink;
    readonly shown: string;
    readonly allHref: string;
  } | null;
  readonly groups: readonly ChangeGroup[];
  readonly cards: readonly PlacedCard[];
  readonly cameAndWent: readonly PlacedCard[];
  /** Stated again, and the same: no cards. */
  readonly restated: readonly PlacedCard[];
  /** Otherwise unchanged: only a dispute opened or closed. */
  readonly disputedOnly: readonly PlacedCard[];
  readonly contracts: readonly ContractChangeView[];
  readonly disputes: readonly DisputeGroup[];
  readonly conflicts: readonly ConflictGroup[];
  readonly warnings: readonly WarningView[];
  /** Whose words the wordings are. */
  readonly wordings: string;
  readonly left: PointLabel;
  readonly right: PointLabel;
}

/** The states at the two points, where the clauses of conflicts are read. */
export interface States {
  readonly before: State | null;
  readonly after: State | null;
}

export interface ChangesInput {
  readonly comparison: Comparison;
  readonly announcements: readonly AnnouncementAnswer[];
  /** Those that were retracted since, where one point is before that. Default: none. */
  readonly retracted?: readonly Retracted[];
  readonly states: States;
  readonly layout: CardLayout;
  readonly only?: OnlyBecause;
  /** Where the page lists the unchanged clauses. Default: nowhere. */
  readonly unchangedAt?: string;
}

const CONTRACT_CLASS_WORDS = {
  opened: 'opened',
  changed: 'changed',
  closed: 'closed',
  certainty: 'certainty changed',
  withdrawn: 'withdrawn',
} as const;

/** What was said in a window, by kind: `1 press report and 2 statements`. */
function saidWords(comparison: Comparison, announcements: readonly AnnouncementAnswer[]): string {
  const inWindow = announcements.filter(({ id }) => comparison.announcements.includes(id));
  if (inWindow.length === 0) return 'nothing was announced either';
  const kinds = [...new Set(inWindow.map(({ type }) => TYPE_WORDS[type].toLowerCase()))];
  const said = kinds.map((kind) =>
    count(inWindow.filter(({ type }) => TYPE_WORDS[type].toLowerCase() === kind).length, kind),
  );
  return `${listed(said)} ${inWindow.length === 1 ? 'was' : 'were'} made`;
}

function nothingWords(comparison: Comparison, announcements: readonly AnnouncementAnswer[]): string | null {
  if (comparison.changes.length > 0) return null;
  const { from, to } = comparison;
  const alike = from.on === to.on && from.known === to.known && from.log === to.log;
  if (alike && from.boundary === undefined && to.boundary === undefined) {
    return 'Both points are the same day, known alike: there is no window in which anything could change.';
  }
  return `No clause changed in this window; ${saidWords(comparison, announcements)}.`;
}

function isSame({ changes, contracts, conflicts: { opened, closed } }: Comparison): boolean {
  return [changes, contracts, opened, closed].every((list) => list.length === 0);
}

/** The changes of one announcement: what it caused among clauses, contracts and conflicts. */
function onlyOf(comparison: Comparison, id: string | undefined): Comparison {
  if (id === undefined) return comparison;
  const caused = ({ because }: { because: readonly string[] }): boolean => because.includes(id);
  return {
    ...comparison,
    changes: comparison.changes.filter(caused),
    contracts: comparison.contracts.filter(caused),
  };
}

/** Cards in the order of their numbers, each with the ones beside it. */
function placed(cards: readonly ChangeCard[], all: number): readonly PlacedCard[] {
  const href = (at: number): string | null => {
    const card = cards[at];
    return card === undefined ? null : `#${card.anchor}`;
  };
  return cards.map((card, at) => ({
    ...card,
    place: `${card.number} of ${all}`,
    earlier: href(at - 1),
    later: href(at + 1),
  }));
}

/** Whose words the wordings are: this record's own, except where a published document set them. */
function wordingNote(changes: readonly Change[], byId: ById): string {
  const quoted = 'quotations name their source';
  const setters = changes
    .flatMap(({ before, after }) => [before, after])
    .map((clause) => clause?.provenance['text']);
  return setters.some((id) => id !== undefined && byId.get(id)?.type === 'DocumentPublished')
    ? `A clause that a published document set is worded as there; all other wording of clauses and statements is this record’s own, and ${quoted}.`
    : `The wording of clauses and statements is this record’s own, not that of a contract; ${quoted}.`;
}

const ONLY_DISPUTED: ReadonlySet<ChangeClass> = new Set(['unchanged', 'not-in-force']);

function contractViews({ contracts }: Comparison, { names }: Context): readonly ContractChangeView[] {
  return contracts.map((change) => ({
    title: change.title,
    word: CONTRACT_CLASS_WORDS[change.class],
    fields: change.fields.map(({ path, before, after }) => ({
      label: fieldLabel(path),
      before: fieldWords(path, before, names),
      after: fieldWords(path, after, names),
    })),
    because: change.because.map(names.announcement),
  }));
}

/** What changed between two points, or across an announcement. */
export function changesView(input: ChangesInput, context: Context): ChangesView {
  const { comparison, announcements, retracted = [], layout, only, states, unchangedAt } = input;
  const shown = onlyOf(comparison, only?.announcement);
  const full: CardContext = {
    ...context,
    byId: announcementsById([...announcements, ...retracted.map(({ announcement }) => announcement)]),
  };
  const cards = placed(
    shown.changes.map((change) => changeCard(change, layout, full)),
    comparison.changes.length,
  );
  const of = (wanted: (change: Change) => boolean): readonly PlacedCard[] => {
    const numbers = new Set(shown.changes.filter(wanted).map(({ number }) => number));
    return cards.filter(({ number }) => numbers.has(number));
  };
  const last = new Set<ChangeClass>(['came-and-went', 'restated', ...ONLY_DISPUTED]);
  const everything = { comparison, shown: comparison, states, only: null };
  const lists = { comparison, shown, states, only: only?.announcement ?? null };
  return {
    counts: countViews({
      comparison,
      lists: [...disputeGroups(everything, full), ...conflictGroups(everything, full)],
      unchanged: unchangedAt ?? null,
      page: only?.allHref ?? '',
    }),
    nothing: nothingWords(comparison, announcements),
    same: isSame(comparison),
    filter:
      only === undefined
        ? null
        : {
            link: context.names.announcement(only.announcement),
            shown: `${shown.changes.length} of ${comparison.changes.length}`,
            allHref: only.allHref,
          },
    groups: changeGroups(shown.changes, {
      ...full,
      sides: { left: layout.left.short, right: layout.right.short },
    }),
    cards: of((change) => !last.has(change.class)),
    cameAndWent: of((change) => change.class === 'came-and-went'),
    restated: of((change) => change.class === 'restated'),
    disputedOnly: of((change) => ONLY_DISPUTED.has(change.class)),
    contracts: contractViews(shown, context),
    disputes: disputeGroups(lists, full),
    conflicts: conflictGroups(lists, full),
    warnings: warningViews(comparison.warnings, context),
    wordings: wordingNote(shown.changes, full.byId),
    left: layout.left,
    right: layout.right,
  };
}
