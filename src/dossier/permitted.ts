/**
 * Which event may carry which effect (docs/semantics.md, "Events and what they may carry").
 */
import type { AnnouncementType } from './announcement.ts';
import type { Effect, EffectName } from './effects.ts';

const EVERY: readonly EffectName[] = [
  'introduce',
  'amend',
  'end',
  'affirm',
  'dispute',
  'settle',
  'condition',
  'move',
  'open-contract',
  'amend-contract',
  'close-contract',
];

const PERMITTED: Record<AnnouncementType, readonly EffectName[]> = {
  AgreementAnnounced: EVERY,
  RenegotiationAnnounced: EVERY,
  TerminationAnnounced: ['end', 'close-contract', 'settle'],
  DocumentPublished: ['open-contract', 'introduce', 'amend', 'end', 'move'],
  RefutationAnnounced: ['dispute', 'affirm', 'introduce'],
  StatementMade: ['affirm', 'dispute', 'settle', 'condition', 'introduce', 'end'],
  ReportPublished: [],
};

/** Why an event of a type may not carry an effect; null where it may. */
export function forbidden(type: AnnouncementType, effect: Effect): string | null {
  if (!PERMITTED[type].includes(effect.effect)) {
    if (type === 'RefutationAnnounced') {
      return `a refutation never changes, adds or ends a term: it cannot carry "${effect.effect}"`;
    }
    if (type === 'ReportPublished')
      return 'a press report never changes state: it names clauses under "about"';
    return `${type} cannot carry "${effect.effect}"`;
  }
  const speaksOnly = type === 'RefutationAnnounced' || type === 'StatementMade';
  if (speaksOnly && effect.effect === 'introduce' && effect.since !== 'unknown') {
    return `${type} can only put a term on record that is said to exist already: since: unknown`;
  }
  const byNotice = effect.effect === 'end' && (effect.reason === 'terminated' || effect.reason === 'lapsed');
  if (type === 'StatementMade' && effect.effect === 'end' && !byNotice) {
    return 'a statement ends a clause by notice only: terminated or lapsed';
  }
  return null;
}
