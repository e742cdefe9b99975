/** Two contracts of a dossier side by side on a day, as a pure function of its timeline. */
import type { ContractPairs } from '../dossier/answers.ts';
import { pairClauses } from '../dossier/contract-pairs.ts';
import type { ContractState, State } from '../dossier/shapes.ts';
import { SubjectGraph } from '../dossier/subjects.ts';
import type { Timeline } from '../dossier/timeline.ts';
import type { ClockRequest } from './contract.ts';
import { Problem } from './problems.ts';
import { stateOf } from './queries.ts';

function contractIn(state: State, id: string): ContractState {
  const found = state.contracts.find((contract) => contract.id === id);
  if (found === undefined) throw new Problem('not-found', `The contract ${id} isn’t on record here.`);
  return found;
}

/** @throws Problem `invalid-request` for a contract beside itself, `not-found` for one that isn't on record */
export function contractPairsOf(
  timeline: Timeline,
  [one, other]: readonly [string, string],
  request: ClockRequest,
  today: string,
): ContractPairs {
  if (one === other) {
    throw new Problem(
      'invalid-request',
      'A contract can’t be compared with itself: name two of the dossier.',
    );
  }
  const state = stateOf(timeline, request, today);
  const [left, right] = [contractIn(state, one), contractIn(state, other)];
  const { clauses: _left, ...leftHead } = left;
  const { clauses: _right, ...rightHead } = right;
  const { on, known, log } = state.resolved;
  const graph = new SubjectGraph(timeline.registry(log).subjects);
  return {
    dossier: state.dossier,
    resolved: { on, known, log },
    contracts: { left: leftHead, right: rightHead },
    ...pairClauses({ contracts: [left, right], conflicts: state.conflicts, graph }),
  };
}
