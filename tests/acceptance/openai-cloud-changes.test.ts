import { describe, expect, it } from 'vitest';
import type { Comparison, Conflict } from '../../src/dossier/shapes.ts';
import { aWorld, clausesOf } from './given.ts';

const D = 'openai-cloud';
const world = await aWorld({ load: [D] });

const nameOf = ({ class: kind, clauses }: Conflict): string => `${kind} ${clauses.join(' ')}`;

/** What an announcement or a window did, by class; what did not happen is left out. */
function didOf({ changes, contracts, conflicts }: Comparison): Record<string, string[]> {
  const did: Record<string, string[]> = {};
  const note = (word: string, what: string): void => {
    did[word] = [...(did[word] ?? []), what];
  };
  for (const { ref, class: kind, flags } of changes) {
    if (kind !== 'unchanged') note(kind, ref);
    for (const flag of flags) note(flag, ref);
  }
  for (const { contract, class: kind } of contracts) note(`contract ${kind}`, contract);
  for (const conflict of conflicts.opened) note('conflicts opened', nameOf(conflict));
  for (const conflict of conflicts.closed) note('conflicts closed', nameOf(conflict));
  return Object.fromEntries(Object.entries(did).map(([word, list]) => [word, list.sort()]));
}

const CF1 = 'incompatible msft-openai/api-exclusivity amazon-openai-invest/frontier-aws-exclusive';
const CF2 = 'possible msft-openai/first-party-hosting amazon-openai-invest/frontier-aws-exclusive';
const CF3 = 'possible msft-openai/api-exclusivity amazon-openai-invest/stateful-runtime';
const CF5 = 'possible msft-openai/first-on-azure amazon-openai-invest/frontier-aws-exclusive';
const CF6 = 'limited msft-openai/any-cloud amazon-openai-invest/frontier-aws-exclusive';

const EFFECTS: readonly { readonly announcement: string; readonly did: Record<string, string[]> }[] = [
  {
    announcement: 'ann-2025-10-msft-openai',
    did: {
      added: ['msft-openai/azure-commitment', 'msft-openai/equity-stake', 'msft-openai/non-api-other-clouds'],
      'first-recorded': [
        'msft-openai/api-exclusivity',
        'msft-openai/ip-license',
        'msft-openai/revshare-msft-to-openai',
        'msft-openai/revshare-openai-to-msft',
        'msft-openai/term-basis',
      ],
      'contract opened': ['msft-openai'],
    },
  },
  {
    announcement: 'ann-2025-11-openai-aws',
    did: { added: ['openai-aws-cloud/aws-cloud-purchase'], 'contract opened': ['openai-aws-cloud'] },
  },
  {
    announcement: 'ann-2026-02-amazon-openai',
    did: {
      added: [
        'amazon-openai-invest/amzn-invest-conditional',
        'amazon-openai-invest/amzn-invest-initial',
        'amazon-openai-invest/frontier-aws-exclusive',
        'amazon-openai-invest/stateful-runtime',
      ],
      'contract opened': ['amazon-openai-invest'],
      'conflicts opened': [CF1, CF3],
    },
  },
  {
    announcement: 'ann-2026-02-msft-refutation',
    did: {
      'first-recorded': ['msft-openai/first-party-hosting'],
      restated: [
        'msft-openai/api-exclusivity',
        'msft-openai/ip-license',
        'msft-openai/revshare-msft-to-openai',
        'msft-openai/revshare-openai-to-msft',
        'msft-openai/term-basis',
      ],
      disputed: ['amazon-openai-invest/frontier-aws-exclusive', 'amazon-openai-invest/stateful-runtime'],
      'conflicts opened': [CF2],
    },
  },
  { announcement: 'ann-2026-03-ft-report', did: {} },
  {
    announcement: 'ann-2026-04-msft-openai',
    did: {
      added: ['msft-openai/any-cloud', 'msft-openai/first-on-azure'],
      'first-recorded': ['msft-openai/primary-cloud'],
      changed: ['msft-openai/ip-license', 'msft-openai/revshare-openai-to-msft', 'msft-openai/term-basis'],
      ended: [
        'msft-openai/api-exclusivity',
        'msft-openai/first-party-hosting',
        'msft-openai/non-api-other-clouds',
        'msft-openai/revshare-msft-to-openai',
      ],
      // It gave the contract a term, beyond which nobody said what becomes of the purchase.
      certainty: ['msft-openai/azure-commitment'],
      'contract changed': ['msft-openai'],
      settled: ['amazon-openai-invest/frontier-aws-exclusive', 'amazon-openai-invest/stateful-runtime'],
      'conflicts opened': [CF6, CF5],
      'conflicts closed': [CF1, CF3, CF2],
    },
  },
];

describe('each announcement, by the change that it made', () => {
  it.each(EFFECTS)('$announcement', async ({ announcement, did }) => {
    const change = await world.change(D, announcement);
    const sorted = Object.fromEntries(Object.entries(did).map(([word, list]) => [word, [...list].sort()]));
    expect(didOf(change)).toStrictEqual(sorted);
    expect(change.announcements).toStrictEqual([announcement]);
    expect(
      change.changes.flatMap(({ because }) => because).filter((id) => id !== announcement),
    ).toStrictEqual([]);
  });

  it('are all that there are, in their order', async () => {
    const { announcements } = await world.announcements(D);
    expect(announcements.map(({ id }) => id)).toStrictEqual(EFFECTS.map(({ announcement }) => announcement));
  });

  it('shows the scheduled end of certainty on its day, all else on the day of the announcement', async () => {
    const { changes } = await world.change(D, 'ann-2026-04-msft-openai');
    const days = changes.map(({ ref, on }) => [ref, on]).filter(([, on]) => on !== '2026-04-27');
    expect(days).toStrictEqual([['msft-openai/azure-commitment', '2033-01-01']]);
  });

  it('shows that the refutation changed no term of any clause', async () => {
    const { changes } = await world.change(D, 'ann-2026-02-msft-refutation');
    expect(changes.flatMap(({ fields }) => fields)).toStrictEqual([]);
    expect(
      changes.filter(({ before, after }) => before !== null && before.text !== after?.text),
    ).toStrictEqual([]);
  });
});

describe('the state of 2026-03-01', () => {
  it('is resolved, counted and delimited as documented', async () => {
    const { dossier, requested, resolved, counts, possiblyKnown } = await world.state(D, {
      on: '2026-03-01',
    });
    expect({ dossier, requested, resolved, counts, possiblyKnown }).toStrictEqual({
      dossier: D,
      requested: { on: '2026-03-01', known: null, log: null },
      resolved: {
        on: '2026-03-01',
        known: null,
        log: 6,
        validFrom: '2026-02-27',
        validTo: '2026-04-27',
        lastAnnouncement: 'ann-2026-02-msft-refutation',
      },
      counts: { 'in-force': 13, conditional: 1, unknown: 1, 'not-yet': 2, ended: 0 },
      possiblyKnown: [],
    });
  });

  it('shows the disputed right with its grant, its positions and its dispute', async () => {
    const state = await world.state(D, { on: '2026-03-01' });
    const clause = clausesOf(state).find(({ ref }) => ref === 'amazon-openai-invest/frontier-aws-exclusive');
    const { heading, text, variants, provenance, ...rest } = clause ?? {};
    expect(rest).toStrictEqual({
      ref: 'amazon-openai-invest/frontier-aws-exclusive',
      kind: 'permission',
      number: null,
      level: null,
      parent: null,
      status: 'in-force',
      statusReason: null,
      replacedBy: null,
      version: 1,
      since: '2026-02-27',
      from: '2026-02-27',
      to: null,
      end: { notStated: true },
      survives: false,
      effectiveAssumed: true,
      uncertain: [],
      terms: {
        subjectMatter: { type: 'subject', value: 'frontier' },
        platform: { type: 'text', value: 'AWS' },
      },
      grants: [
        {
          action: 'serve',
          target: 'frontier',
          assigner: 'openai',
          assignee: 'amazon',
          exclusivity: 'exclusive',
        },
      ],
      conditions: [],
      undefinedTerms: ['exclusive-rights-to-serve'],
      obligor: ['openai'],
      beneficiary: ['amazon'],
      positions: { microsoft: 'disputes', openai: 'affirms', amazon: 'affirms' },
      disputes: [
        {
          by: 'microsoft',
          aspect: null,
          statement: "Frontier is one of OpenAI's own products, and those stay on Azure.",
          certain: true,
          from: '2026-02-27',
          announcement: 'ann-2026-02-msft-refutation',
        },
      ],
      introducedBy: 'ann-2026-02-amazon-openai',
      lastChangedBy: 'ann-2026-02-amazon-openai',
      endedBy: null,
      lastStated: { on: '2026-02-27', by: ['amazon', 'openai'], announcement: 'ann-2026-02-amazon-openai' },
    });
    expect([heading, text, variants?.length, new Set(Object.values(provenance ?? {}))]).toStrictEqual([
      "AWS's exclusive right to serve Frontier",
      "AWS has exclusive rights to serve Frontier, OpenAI's product for making agents.",
      3,
      new Set(['ann-2026-02-amazon-openai']),
    ]);
  });

  it('says that every day of effect is the day of its announcement by assumption', async () => {
    const { assumptions } = await world.state(D, { on: '2026-03-01' });
    const effective = assumptions.filter(({ kind }) => kind === 'effective-on-announcement');
    expect(effective.map(({ announcement, clauses }) => [announcement, clauses.length])).toStrictEqual([
      ['ann-2025-10-msft-openai', 3],
      ['ann-2025-11-openai-aws', 1],
      ['ann-2026-02-amazon-openai', 4],
      ['ann-2026-04-msft-openai', 2],
    ]);
  });

  it('is the same, byte for byte, at the address of the page', async () => {
    const { default: request } = await import('supertest');
    const api = await request(world.app).get(`/api/v1/dossiers/${D}/state?on=2026-03-01`);
    const suffixed = await request(world.app).get(`/dossiers/${D}/on/2026-03-01.json`);
    const accepted = await request(world.app).get(`/dossiers/${D}/on/2026-03-01`).accept('application/json');
    expect([suffixed.text, accepted.text]).toStrictEqual([api.text, api.text]);
    expect(suffixed.headers['etag']).toBe(api.headers['etag']);
  });
});

describe('the comparison of 2025-11-30 with 2026-05-01', () => {
  const compared = world.compare(D, '2025-11-30', '2026-05-01');

  it('is counted as documented', async () => {
    const { dossier, from, to, swapped, counts } = await compared;
    expect({ dossier, from, to, swapped, counts }).toStrictEqual({
      dossier: D,
      from: { on: '2025-11-30', known: null, log: 6 },
      to: { on: '2026-05-01', known: null, log: 6 },
      swapped: false,
      counts: {
        added: 6,
        'first-recorded': 1,
        changed: 3,
        ended: 3,
        'came-and-went': 1,
        restated: 0,
        moved: 0,
        certainty: 0,
        withdrawn: 0,
        listed: 0,
        unchanged: 3,
        'not-in-force': 0,
        disputed: 2,
        settled: 2,
      },
    });
  });

  it('begins with the licence that is no longer exclusive', async () => {
    const { changes } = await compared;
    const [{ number, ref, class: kind, flags, revertedWithin, on, fields, because } = {}] = changes;
    expect({ number, ref, kind, flags, revertedWithin, on, because }).toStrictEqual({
      number: 1,
      ref: 'msft-openai/ip-license',
      kind: 'changed',
      flags: [],
      revertedWithin: false,
      on: '2026-04-27',
      because: ['ann-2026-04-msft-openai'],
    });
    expect(fields?.filter(({ path }) => path.startsWith('grants/'))).toStrictEqual([
      { path: 'grants/0/exclusivity', before: 'exclusive', after: 'non-exclusive' },
    ]);
  });

  it('numbers its changes, and rebuilds both texts of each from its runs', async () => {
    const { changes } = await compared;
    expect(changes.map(({ number }) => number)).toStrictEqual(changes.map((_, index) => index + 1));
    const joined = (change: Comparison['changes'][number], side: 'delete' | 'insert'): string =>
      change.text.flatMap(({ op, value }) => (op === 'equal' || op === side ? [value] : [])).join('');
    expect(changes.map((change) => [joined(change, 'delete'), joined(change, 'insert')])).toStrictEqual(
      changes.map(({ before, after }) => [before?.text ?? '', after?.text ?? '']),
    );
  });

  it('names the announcements of its window and the conflicts that came and went', async () => {
    const { announcements, conflicts } = await compared;
    expect(announcements).toStrictEqual([
      'ann-2026-02-amazon-openai',
      'ann-2026-02-msft-refutation',
      'ann-2026-03-ft-report',
      'ann-2026-04-msft-openai',
    ]);
    expect(conflicts.opened.map(nameOf).sort()).toStrictEqual([CF1, CF2, CF3, CF5, CF6].sort());
    expect(conflicts.closed.map(nameOf).sort()).toStrictEqual([CF1, CF2, CF3].sort());
  });

  it('is the same when asked the other way round, and says so', async () => {
    const { swapped, ...turned } = await world.compare(D, '2026-05-01', '2025-11-30');
    const { swapped: _, ...straight } = await compared;
    expect(swapped).toBe(true);
    expect(turned).toStrictEqual(straight);
  });

  it('of a day with itself is empty', async () => {
    const { changes, contracts, announcements, conflicts } = await world.compare(
      D,
      '2026-03-15',
      '2026-03-15',
    );
    expect({ changes, contracts, announcements, conflicts }).toStrictEqual({
      changes: [],
      contracts: [],
      announcements: [],
      conflicts: { opened: [], closed: [] },
    });
  });
});
