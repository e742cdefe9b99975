import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairClauses, type PairingInput } from '../../src/dossier/contract-pairs.ts';
import { STATUSES, type ClauseState, type Conflict, type ContractState } from '../../src/dossier/shapes.ts';
import { EXCLUSIVITIES, KINDS, type Grant } from '../../src/dossier/effects.ts';
import { stateAt } from '../../src/dossier/state.ts';
import { SubjectGraph } from '../../src/dossier/subjects.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { day, grant } from '../support/history.ts';
import { eventsOf, type Folder } from './data-files.ts';

/** Engines and works have spares in common; engines are part of the works. */
const GRAPH = new SubjectGraph(
  new Map(
    [
      { id: 'works', name: 'Works', partOf: [] },
      { id: 'engines', name: 'Engines', partOf: ['works'] },
      { id: 'lorries', name: 'Lorries', partOf: [] },
      { id: 'spares', name: 'Spares', partOf: ['engines', 'lorries'] },
    ].map((subject) => [subject.id, subject]),
  ),
);

const AMOUNT = { type: 'money', amount: '1', currency: 'EUR', qualifier: 'exactly' } as const;
const amounts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, AMOUNT]));

function clause(ref: string, fields: Partial<ClauseState> = {}): ClauseState {
  return {
    ref,
    heading: ref,
    text: ref,
    kind: 'duty',
    number: null,
    level: null,
    parent: null,
    status: 'in-force',
    statusReason: null,
    replacedBy: null,
    version: 1,
    since: '2026-01-01',
    from: '2026-01-01',
    to: null,
    end: { notStated: true },
    survives: false,
    effectiveAssumed: false,
    uncertain: [],
    terms: {},
    grants: [],
    conditions: [],
    variants: [],
    undefinedTerms: [],
    obligor: [],
    beneficiary: [],
    positions: {},
    disputes: [],
    introducedBy: 'deal',
    lastChangedBy: 'deal',
    endedBy: null,
    lastStated: null,
    provenance: {},
    ...fields,
  };
}

function contract(id: string, ...clauses: [name: string, fields: Partial<ClauseState>][]): ContractState {
  return {
    id,
    title: id,
    parties: ['acme', 'bolt'],
    status: 'in-force',
    term: { notStated: true },
    openedBy: 'deal',
    lastChangedBy: 'deal',
    clauses: clauses.map(([name, fields]) => clause(`${id}/${name}`, fields)),
  };
}

function conflict(a: string, b: string, kind: Conflict['class']): Conflict {
  return {
    class: kind,
    action: 'use',
    subject: 'spares',
    clauses: [a, b],
    from: '2026-01-01',
    to: null,
    certain: true,
    certainUntil: null,
    hangsOn: [],
    endedBy: null,
  };
}

/** What is held against what, and what is left over, in few words. */
function paired(left: ContractState, right: ContractState, conflicts: readonly Conflict[] = []): string[] {
  const found = pairClauses({ contracts: [left, right], conflicts, graph: GRAPH });
  return [
    ...found.pairs.map((pair) => `${pair.left.ref} = ${pair.right.ref} by ${pair.by}`),
    ...[...found.unmatched.left, ...found.unmatched.right].map(({ ref }) => `${ref} alone`),
    ...[...found.notLive.left, ...found.notLive.right].map((ref) => `${ref} idle`),
  ];
}

const right = (target: string, fields: Partial<Grant> = {}): Partial<ClauseState> => ({
  kind: 'permission',
  grants: [{ ...grant('bolt', 'exclusive'), target, ...fields }],
});

describe('the clauses of two contracts', () => {
  it('go together by the same action over the same subject before all else', () => {
    const left = contract('a', ['part', right('engines')], ['whole', right('works')]);
    expect(paired(left, contract('b', ['use', right('works')]))).toStrictEqual([
      'a/whole = b/use by right',
      'a/part alone',
    ]);
  });

  it('go together where one subject is part of the other before they merely share a part', () => {
    const left = contract('a', ['share', right('lorries')], ['part', right('works')]);
    expect(paired(left, contract('b', ['use', right('engines')]))).toStrictEqual([
      'a/part = b/use by right',
      'a/share alone',
    ]);
    expect(
      paired(contract('a', ['share', right('lorries')]), contract('b', ['use', right('works')])),
    ).toStrictEqual(['a/share = b/use by right']);
  });

  it('go together where they clash the worst, of several that are equally near', () => {
    const left = contract('a', ['first', right('engines')], ['second', right('engines')]);
    const other = contract('b', ['use', right('works')]);
    expect(paired(left, other, [conflict('a/second', 'b/use', 'incompatible')])).toStrictEqual([
      'a/second = b/use by right',
      'a/first alone',
    ]);
    const both = [conflict('a/first', 'b/use', 'limited'), conflict('a/second', 'b/use', 'possible')];
    expect(paired(left, other, both)[0]).toBe('a/second = b/use by right');
  });

  it('don’t go together by another action, or over subjects apart', () => {
    const left = contract('a', ['sell', right('works', { action: 'sell' })], ['carry', right('lorries')]);
    const other = contract(
      'b',
      ['use', right('works', { action: 'use' })],
      ['make', right('lorries', { action: 'make' })],
    );
    expect(paired(left, other)).toStrictEqual(['a/carry = b/use by right', 'a/sell alone', 'b/make alone']);
    const apart = contract('b', ['use', right('works')], ['keep', right('engines')]);
    expect(paired(contract('a', ['own', right('lorries', { action: 'own' })]), apart)).toStrictEqual([
      'a/own alone',
      'b/use alone',
      'b/keep alone',
    ]);
  });

  it('that grant nothing go together by kind and the names of their terms, the most alike first', () => {
    const left = contract('a', ['rent', { terms: amounts('amount', 'period') }]);
    const other = contract(
      'b',
      ['fee', { terms: amounts('amount', 'payer', 'payee') }],
      ['price', { terms: amounts('amount', 'period') }],
    );
    expect(paired(left, other)).toStrictEqual(['a/rent = b/price by terms', 'b/fee alone']);
  });

  it('of another kind, of no kind, or with too few names in common stay alone', () => {
    const left = contract(
      'a',
      ['rent', { terms: amounts('amount') }],
      ['note', { kind: 'unclassified', terms: amounts('label') }],
      ['much', { terms: amounts('w', 'x', 'y', 'z') }],
      ['bare', {}],
    );
    const other = contract(
      'b',
      ['loan', { kind: 'statement', terms: amounts('amount') }],
      ['note', { kind: 'unclassified', terms: amounts('label') }],
      ['more', { terms: amounts('z', 'k', 'l') }],
      ['bare', {}],
    );
    expect(paired(left, other)).toStrictEqual(
      ['a/rent', 'a/note', 'a/much', 'a/bare', 'b/loan', 'b/note', 'b/more', 'b/bare'].map(
        (ref) => `${ref} alone`,
      ),
    );
  });

  it('that both grant rights aren’t held against each other by the names of their terms', () => {
    const terms = amounts('amount');
    const left = contract('a', ['own', { ...right('lorries', { action: 'own' }), terms }]);
    const other = contract(
      'b',
      ['use', { ...right('works'), terms }],
      ['duty', { kind: 'permission', terms }],
    );
    expect(paired(left, other)).toStrictEqual(['a/own = b/duty by terms', 'b/use alone']);
  });

  it('that don’t hold on the day are named, and held against nothing', () => {
    const left = contract(
      'a',
      ['use', { ...right('works'), status: 'ended' }],
      ['keep', { status: 'unknown' }],
    );
    const other = contract('b', ['use', { ...right('works'), status: 'conditional' }]);
    expect(paired(left, other)).toStrictEqual(['b/use alone', 'a/use idle', 'a/keep idle']);
  });

  it('tell what differs but for heading, wording and place, and what clashes', () => {
    const left = contract('a', [
      'use',
      { ...right('works'), number: '1', obligor: ['acme'], end: { through: '2030' } },
    ]);
    const other = contract('b', [
      'use',
      { ...right('works', { exclusivity: 'sole' }), number: '7', obligor: ['crane'] },
    ]);
    const clash = conflict('b/use', 'a/use', 'possible');
    const elsewhere = conflict('b/use', 'c/use', 'possible');
    const found = pairClauses({ contracts: [left, other], conflicts: [elsewhere, clash], graph: GRAPH });
    expect(found.pairs.map(({ fields, conflicts }) => ({ fields, conflicts }))).toStrictEqual([
      {
        fields: [
          { path: 'obligor', before: ['acme'], after: ['crane'] },
          { path: 'grants/0/exclusivity', before: 'exclusive', after: 'sole' },
          { path: 'end', before: { through: '2030' }, after: { notStated: true } },
        ],
        conflicts: [clash],
      },
    ]);
    expect(found.conflicts).toStrictEqual([clash]);
  });
});

const SUBJECTS = ['works', 'engines', 'lorries', 'spares'];
const anyGrant: fc.Arbitrary<Grant> = fc.record({
  action: fc.constantFrom('use', 'sell'),
  target: fc.constantFrom(...SUBJECTS),
  assigner: fc.constant('acme'),
  assignee: fc.constantFrom('bolt', 'crane'),
  exclusivity: fc.constantFrom(...EXCLUSIVITIES),
});
const anyFields: fc.Arbitrary<Partial<ClauseState>> = fc.record({
  kind: fc.constantFrom(...KINDS),
  status: fc.constantFrom('in-force' as const, 'in-force' as const, ...STATUSES),
  grants: fc.array(anyGrant, { maxLength: 2 }),
  terms: fc.subarray(['amount', 'period', 'payer', 'label']).map((names) => amounts(...names)),
});
const anyContract = (id: string): fc.Arbitrary<ContractState> =>
  fc
    .array(anyFields, { maxLength: 7, size: 'max' })
    .map((all) =>
      contract(id, ...all.map((fields, at): [string, Partial<ClauseState>] => [`k${at}`, fields])),
    );
const anyInput: fc.Arbitrary<PairingInput> = fc
  .record({ one: anyContract('a'), other: anyContract('b'), picks: fc.array(fc.nat(48), { maxLength: 4 }) })
  .map(({ one, other, picks }) => {
    const refs = (all: ContractState): string[] => all.clauses.map(({ ref }) => ref);
    const pairs = refs(one).flatMap((a) => refs(other).map((b) => [a, b] as const));
    const conflicts = picks.flatMap((pick): Conflict[] => {
      const [a, b] = pairs[pick] ?? [];
      return a === undefined || b === undefined
        ? []
        : [conflict(a, b, pick % 2 === 0 ? 'possible' : 'incompatible')];
    });
    return { contracts: [one, other], conflicts, graph: GRAPH };
  });

const isLive = ({ status }: ClauseState): boolean => status === 'in-force' || status === 'conditional';
const overlap = (a: ClauseState, b: ClauseState): boolean =>
  a.grants.some((one) =>
    b.grants.some((two) => one.action === two.action && GRAPH.common(one.target, two.target).length > 0),
  );

/** Checks that every live clause is in one place; answers how many pairs there are. */
function everyLiveClauseOnce({ contracts, conflicts, graph }: PairingInput): number {
  const found = pairClauses({ contracts, conflicts, graph });
  for (const [index, side] of (['left', 'right'] as const).entries()) {
    const live = (contracts[index]?.clauses ?? []).filter(isLive).map(({ ref }) => ref);
    const placed = [...found.pairs.map((pair) => pair[side]), ...found.unmatched[side]].map(({ ref }) => ref);
    expect(placed.sort()).toStrictEqual(live.sort());
  }
  return found.pairs.length;
}

describe('of any two contracts', () => {
  const holds = (check: (input: PairingInput) => void): void =>
    fc.assert(fc.property(anyInput, check), { numRuns: 400 });

  it('every live clause is in exactly one pair or without a counterpart, and no other is', () => {
    let pairs = 0;
    holds((input) => {
      pairs += everyLiveClauseOnce(input);
    });
    expect(pairs).toBeGreaterThan(100);
  });

  it('the order in which they are named makes no difference but left and right', () => {
    holds(({ contracts: [one, other], conflicts, graph }) => {
      const there = pairClauses({ contracts: [one, other], conflicts, graph });
      const back = pairClauses({ contracts: [other, one], conflicts, graph });
      expect(back.pairs.map((pair) => [pair.right.ref, pair.left.ref, pair.by])).toStrictEqual(
        there.pairs.map((pair) => [pair.left.ref, pair.right.ref, pair.by]),
      );
    });
  });

  it('clauses that go together by right do overlap, and of two left over none do', () => {
    holds((input) => {
      const { pairs, unmatched } = pairClauses(input);
      const rights = pairs.filter(({ by }) => by === 'right');
      expect(rights.filter((pair) => !overlap(pair.left, pair.right))).toStrictEqual([]);
      const missed = unmatched.left.filter((one) => unmatched.right.some((other) => overlap(one, other)));
      expect(missed).toStrictEqual([]);
    });
  });
});

describe('of the dossiers at hand', () => {
  const on = ['2021-10-05', '2022-06-01', '2023-07-01', '2026-03-01', '2026-05-01', '2031-01-01'];

  it.each<Folder>(['events/openai-cloud', 'tests/fixtures/invented', 'tests/fixtures/month-only'])(
    'every live clause of any two contracts of %s has its place',
    (folder) => {
      const events = eventsOf(folder).map((event, revision) => ({ revision, event }));
      const timeline = Timeline.of('trial', events);
      let compared = 0;
      for (const date of on) {
        const { contracts, conflicts } = stateAt(timeline, { on: day(date) });
        const graph = new SubjectGraph(timeline.registry().subjects);
        for (const one of contracts) {
          for (const other of contracts.filter(({ id }) => id !== one.id)) {
            everyLiveClauseOnce({ contracts: [one, other], conflicts, graph });
            compared += 1;
          }
        }
      }
      expect(compared).toBeGreaterThan(10);
    },
  );

  it('Microsoft’s and Amazon’s rights to serve Frontier are held against each other', () => {
    const events = eventsOf('events/openai-cloud').map((event, revision) => ({ revision, event }));
    const timeline = Timeline.of('openai-cloud', events);
    const { contracts, conflicts } = stateAt(timeline, { on: day('2026-03-01') });
    const [one, other] = ['msft-openai', 'amazon-openai-invest'].map((id) =>
      contracts.find((all) => all.id === id),
    );
    if (one === undefined || other === undefined) throw new TypeError('two contracts are on record');
    const graph = new SubjectGraph(timeline.registry().subjects);
    const { pairs } = pairClauses({ contracts: [one, other], conflicts, graph });
    expect(
      pairs.map(({ left, right: held, by, conflicts: own }) => [
        left.ref,
        held.ref,
        by,
        own.map((each) => each.class),
      ]),
    ).toStrictEqual([
      [
        'msft-openai/api-exclusivity',
        'amazon-openai-invest/frontier-aws-exclusive',
        'right',
        ['incompatible'],
      ],
    ]);
  });
});
