/** What was announced later than the day that a page shows, labelled as such: by clause, and by announcement. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Effect } from '../../dossier/effects.ts';
import type { ClauseState } from '../../dossier/shapes.ts';
import type { Context } from './conflict.ts';
import type { AnnouncementLink, Names } from './names.ts';
import type { Said, Touch } from './said.ts';
import { listed } from './words.ts';

/** What a later announcement did to a clause. */
export interface LaterDeed {
  /** Whether it may have come by the day: its date is rough. */
  readonly perhaps: boolean;
  readonly did: string;
  readonly link: AnnouncementLink;
}

/** A later announcement with the clauses of the page that it touches. */
export interface LaterView {
  readonly link: AnnouncementLink;
  readonly deeds: readonly {
    readonly did: string;
    readonly clauses: readonly { readonly heading: string; readonly href: string }[];
    /** How many more there are than are listed. */
    readonly more: number;
  }[];
}

function didWords(effect: Touch['effect'], names: Names): string {
  if (effect === null) return 'reported on';
  switch (effect.effect) {
    case 'introduce':
      return effect.since === 'unknown' ? 'first recorded' : 'introduced';
    case 'amend':
      return 'changed';
    case 'end':
      return 'ended';
    case 'affirm':
      return 'restated';
    case 'dispute':
      return `disputed by ${names.party(effect.party)}`;
    case 'settle':
      return `dispute of ${names.party(effect.party)} closed`;
    case 'condition':
      return `condition ${effect.state}`;
    case 'move':
      return 'moved';
    default:
      return effect satisfies never;
  }
}

/** The later deeds about one clause, one an announcement. */
export function laterDeeds(ref: string, said: Said, { names }: Context): readonly LaterDeed[] {
  const deeds = new Map<string, string[]>();
  for (const { announcement, effect } of said.touches(ref)) {
    if (said.timing(announcement.id) === 'by then') continue;
    const words = deeds.get(announcement.id) ?? [];
    words.push(didWords(effect, names));
    deeds.set(announcement.id, words);
  }
  return [...deeds].map(([id, words]) => ({
    perhaps: said.timing(id) === 'perhaps',
    did: listed([...new Set(words)]),
    link: names.announcement(id),
  }));
}

const CONTRACT_WORDS = {
  'open-contract': 'contract opened',
  'amend-contract': 'contract changed',
  'close-contract': 'contract ended',
} as const;

/** More clauses than these aren't named one by one: the announcement's own page has them all. */
const MOST = 24;

interface Named {
  readonly heading: string;
  readonly href: string;
}

function laterView(
  announcement: AnnouncementAnswer,
  shown: ReadonlyMap<string, Named>,
  { names }: Context,
): LaterView {
  const groups = new Map<string, Map<string, Named>>();
  const add = (did: string, id: string, named: Named | undefined): void => {
    if (named === undefined) return;
    const group = groups.get(did) ?? new Map<string, Named>();
    group.set(id, named);
    groups.set(did, group);
  };
  const target = (effect: Effect): void => {
    if ('clause' in effect) add(didWords(effect, names), effect.clause, shown.get(effect.clause));
    else add(CONTRACT_WORDS[effect.effect], effect.contract, shown.get(effect.contract));
  };
  announcement.effects.forEach(target);
  for (const ref of announcement.about) add(didWords(null, names), ref, shown.get(ref));
  return {
    link: names.announcement(announcement.id),
    deeds: [...groups].map(([did, clauses]) => ({
      did,
      clauses: [...clauses.values()].slice(0, MOST),
      more: Math.max(0, clauses.size - MOST),
    })),
  };
}

/**
 * Announcements, in their order, with what they did to what the page shows.
 * @param shown the page's clauses and contracts by id, with their places on it
 */
export function laterViews(
  announcements: readonly AnnouncementAnswer[],
  shown: ReadonlyMap<string, Named>,
  context: Context,
): readonly LaterView[] {
  return announcements.map((announcement) => laterView(announcement, shown, context));
}

/** Whether the agreement that a clause's terms rest on calls itself binding or not. */
export function bindingOf(
  clause: Pick<ClauseState, 'introducedBy' | 'lastChangedBy'>,
  said: Said,
): 'definitive' | 'non-binding' | null {
  return said.binding(clause.lastChangedBy) ?? said.binding(clause.introducedBy);
}
