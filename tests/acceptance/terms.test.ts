import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { aWorld } from './given.ts';

const D = 'openai-cloud';
const G = 'halmbeck-grain';
const world = await aWorld({ load: [D, G] });

describe('terms that nobody defined', () => {
  it('AGI: two readings, one of them sourced, and the four ends that hung on it', async () => {
    const { term } = await world.term(D, 'agi');
    expect(term.definedAs).toBeNull();
    expect(term.undefinedAs?.since).toStrictEqual({ revision: 0, announcement: null });
    expect(
      term.undefinedAs?.readings.map(({ text, by, sources }) => [text, by, sources.map(({ id }) => id)]),
    ).toStrictEqual([
      ["TechCrunch never defines it, and the contracts' definition is not public.", [], []],
      [
        'A milestone that OpenAI declares and a panel of experts checks.',
        ['microsoft', 'openai'],
        ['joint-post-2025-10'],
      ],
    ]);
    const until = { from: '2025-10-28', to: '2026-04-27' };
    expect(
      term.uses.map(({ ref, how, status, onDay, days, ends }) => ({ ref, how, status, onDay, days, ends })),
    ).toStrictEqual(
      (
        [
          ['ip-license', 'in-force'],
          ['term-basis', 'in-force'],
          ['api-exclusivity', 'ended'],
          ['revshare-openai-to-msft', 'in-force'],
        ] as const
      ).map(([clause, status]) => ({
        ref: `msft-openai/${clause}`,
        how: ['named'],
        status,
        onDay: 'no',
        days: [until],
        ends: [{ event: 'OpenAI reaches AGI', onDay: 'no', ...until }],
      })),
    );
  });

  it('AGI, on the last day on which anything hung on it, is used by four clauses and ends them', async () => {
    const { term } = await world.term(D, 'agi', { on: '2026-04-26' });
    expect(term.uses.map(({ onDay, ends }) => [onDay, ends.map((end) => end.onDay)])).toStrictEqual(
      Array.from({ length: 4 }, () => ['yes', ['yes']]),
    );
  });

  it('first (on Azure): a conflict hangs on it', async () => {
    const { term } = await world.term(D, 'first');
    expect(term.uses.map(({ ref, how }) => [ref, how])).toStrictEqual([
      ['msft-openai/first-on-azure', ['named', 'hangs']],
    ]);
    expect(term.conflicts.map(({ class: kind, clauses, hangsOn }) => [kind, clauses, hangsOn])).toStrictEqual(
      [
        [
          'possible',
          ['msft-openai/first-on-azure', 'amazon-openai-invest/frontier-aws-exclusive'],
          ['first'],
        ],
      ],
    );
  });

  it('of another trade: those that an announcement brought, the defined ones after them', async () => {
    const { terms } = await world.terms(G, { on: '2022-01-01' });
    expect(
      terms.map(({ id, undefinedAs, definedAs, uses }) => [
        id,
        (definedAs ?? undefinedAs)?.since.revision,
        (definedAs ?? undefinedAs)?.since.announcement,
        uses.map(({ ref }) => ref),
      ]),
    ).toStrictEqual([
      ['first-choice', 0, null, ['variety-licence/oat-first']],
      ['milling-use', 0, null, ['variety-licence/barley-milling']],
      ['dealing', 3, 'ann-2021-10-supply', ['variety-licence/seed-sale', 'grain-supply/seed-dealing']],
      ['upstream', 24, null, []],
      ['variety', 0, null, ['variety-licence/seed-sale', 'variety-licence/first-refusal']],
      ['harvest-year', 3, 'ann-2021-10-supply', []],
    ]);
  });

  it('that is on no record is not found', async () => {
    const reply = await request(world.app).get(`/api/v1/dossiers/${D}/terms/nothing`);
    expect([reply.status, reply.type]).toStrictEqual([404, 'application/problem+json']);
  });
});
