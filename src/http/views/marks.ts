/** The words and marks of statuses, positions and conflicts: a word and a shape each, never colour alone. */
import type {
  ChangeClass,
  ConflictClass,
  ContractStatus,
  Position,
  Status,
  StatusReason,
} from '../../dossier/shapes.ts';
import type { SOURCE_CLASSES } from '../../dossier/vocabulary.ts';

/** `name` is the style's class, `mark` the shape, `word` what is read. */
export interface Mark {
  readonly name: string;
  readonly mark: string;
  readonly word: string;
}

export const STATUS_MARKS: Readonly<Record<Status, Mark>> = {
  'in-force': { name: 'in-force', mark: '■', word: 'In force' },
  conditional: { name: 'conditional', mark: '◧', word: 'Conditional' },
  unknown: { name: 'unknown', mark: '?', word: 'Unknown' },
  'not-yet': { name: 'not-yet', mark: '○', word: 'Not yet' },
  ended: { name: 'ended', mark: '×', word: 'Ended' },
};

/** Where a clause stands at a point at which it isn't listed. */
export const NOT_LISTED: Mark = { name: 'not-yet', mark: '–', word: 'Not on record' };

export const CONTRACT_STATUS_WORDS: Readonly<Record<ContractStatus, string>> = {
  'not-yet': 'not yet concluded',
  'in-force': 'in force',
  unknown: 'unknown whether still in force',
  ended: 'ended',
};

export const REASON_WORDS: Readonly<Record<StatusReason, string>> = {
  terminated: 'terminated',
  replaced: 'replaced',
  absorbed: 'absorbed by a wider clause',
  implied: 'ended by implication',
  lapsed: 'lapsed',
  expired: 'its time has run out',
  'condition-failed': 'its condition failed',
  'start-unknown': 'nobody has said since when it holds',
  'term-passed': 'its contract’s term has passed and nobody has said that it goes on',
  'imprecise-date': 'a source dates the change only roughly, and this day may lie on either side',
};

/** What several parties do together. */
export const POSITIONS_WORDS: Readonly<Record<Position, string>> = {
  affirms: 'affirm',
  disputes: 'dispute',
  'not mentioned': 'not mentioned',
};

export const POSITION_MARKS: Readonly<Record<Position, Mark>> = {
  affirms: { name: 'affirms', mark: '✓', word: 'affirms' },
  disputes: { name: 'disputes', mark: '!', word: 'disputes' },
  'not mentioned': { name: 'silent', mark: '–', word: 'not mentioned' },
};

export const CONFLICT_MARKS: Readonly<Record<ConflictClass, Mark>> = {
  incompatible: { name: 'incompatible', mark: '⚠', word: 'Incompatible' },
  possible: { name: 'possible', mark: '◇', word: 'Possibly incompatible' },
  limited: { name: 'limited', mark: '△', word: 'Limited' },
};

export const VERDICTS: Readonly<Record<ConflictClass, string>> = {
  incompatible: 'Both rights are exclusive and both are in force: they can’t both hold as they are worded.',
  possible:
    'One right is exclusive, and the other may come to the same: whether they clash isn’t settled by what is public.',
  limited: 'One right is exclusive; the other, though it isn’t, reaches into it.',
};

/** The verdict of a possible conflict between two exclusive rights. */
export const CONDITIONAL_VERDICT =
  'Both rights are exclusive, and one of them is conditional: they clash if its conditions are met.';

export const CLASS_WORDS: Readonly<Record<ChangeClass, string>> = {
  'came-and-went': 'Came and went',
  ended: 'Ended',
  'first-recorded': 'First recorded',
  added: 'Added',
  withdrawn: 'Withdrawn',
  listed: 'On record at one point only',
  certainty: 'Certainty changed',
  changed: 'Changed',
  moved: 'Moved',
  restated: 'Restated',
  unchanged: 'Unchanged',
  'not-in-force': 'In force at neither point',
};

export const SOURCE_CLASS_WORDS: Readonly<Record<(typeof SOURCE_CLASSES)[number], string>> = {
  filed: 'filed document',
  'joint-statement': 'joint statement',
  'party-statement': 'statement of a party',
  'named-press': 'press, with named sources',
  'unnamed-press': 'press, with unnamed sources',
  aggregator: 'aggregator',
};
