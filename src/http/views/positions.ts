/** What each party says of a clause on a day. */
import type { ClauseStandpoints, Standpoints } from '../../dossier/overviews.ts';
import { POSITIONS, type ClauseState, type Position } from '../../dossier/shapes.ts';
import { POSITION_MARKS, POSITIONS_WORDS, type Mark } from './marks.ts';
import type { AnnouncementLink, Names } from './names.ts';
import type { Said } from './said.ts';
import { listed } from './words.ts';

/** What parties say of a clause: those who say the same in the same announcement are named together. */
export interface PositionView {
  readonly party: string;
  readonly mark: Mark;
  /** Where it said so. */
  readonly said: AnnouncementLink | null;
  /** Whether others spoke of the clause after it did, and it has not since (docs/semantics.md, "Standpoints"). */
  readonly silentSince: boolean;
}

export interface PositionContext {
  readonly names: Names;
  readonly said: Said;
  readonly standpoints: Standpoints;
}

const NOBODY: ClauseStandpoints = { said: new Map(), former: [] };
/** Of a party that is not mentioned, once its dispute is over. */
const SINCE_WORDS = 'not mentioned since its dispute was closed';

/** Parties of whom the same is to be said. */
interface Group {
  readonly position: Position;
  /** The announcement that it rests on. */
  readonly id: string | undefined;
  /** Not mentioned, but in dispute before. */
  readonly since: boolean;
  readonly silent: boolean;
  readonly parties: string[];
}

/** What parties say of a clause on a day, the affirming first. */
export function positionViews(
  clause: ClauseState,
  { names, standpoints, said }: PositionContext,
): readonly PositionView[] {
  const { said: stands, former } = standpoints.get(clause.ref) ?? NOBODY;
  const over = new Set(former.map(({ by }) => by));
  const groups = new Map<string, Group>();
  for (const [party, position] of Object.entries(clause.positions)) {
    const id = stands.get(party);
    const since = position === 'not mentioned' && over.has(party);
    const silent = id !== undefined && said.silentAfter(clause.ref, id, party);
    const key = `${POSITIONS.indexOf(position)} ${id ?? ''} ${since} ${silent}`;
    const group = groups.get(key) ?? { position, id, since, silent, parties: [] };
    group.parties.push(names.party(party));
    groups.set(key, group);
  }
  return [...groups.values()]
    .sort((a, b) => POSITIONS.indexOf(a.position) - POSITIONS.indexOf(b.position))
    .map(({ position, id, since, silent, parties }) => ({
      party: listed(parties),
      mark: {
        ...POSITION_MARKS[position],
        word: since
          ? SINCE_WORDS
          : parties.length > 1
            ? POSITIONS_WORDS[position]
            : POSITION_MARKS[position].word,
      },
      said: id === undefined ? null : names.announcement(id),
      silentSince: silent,
    }));
}
