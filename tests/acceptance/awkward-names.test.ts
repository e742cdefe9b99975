import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { aWorld, jsonOf, type World } from './given.ts';
import { said, SOURCE } from './trial.ts';

/** A dossier in which one name stands for everything that can be named, and another beside it. */
async function aDossierOf(name: string, term: string): Promise<World> {
  const world = await aWorld();
  const ref = `${name}/${name}`;
  const grant = { action: name, target: name, assigner: name, assignee: 'other', exclusivity: 'exclusive' };
  const bodies = [
    {
      type: 'DossierOpened',
      dossier: name,
      title: 'A dossier',
      parties: [
        { id: name, name: 'One' },
        { id: 'other', name: 'Other' },
      ],
      subjects: [{ id: name, name: 'Subject' }],
      undefinedTerms: [{ id: name, term: 'term' }],
    },
    said('ann-first', {
      announcedBy: [name, 'other'],
      sources: [{ ...SOURCE, id: name }],
      effects: [
        { effect: 'open-contract', contract: name, title: 'Contract', parties: [name, 'other'] },
        {
          effect: 'introduce',
          clause: ref,
          heading: 'Clause',
          text: 'It holds.',
          kind: 'duty',
          obligor: [name],
          sources: [name],
        },
        { effect: 'introduce', clause: `${name}/plain`, heading: 'Plain', text: 'It holds.', kind: 'duty' },
      ],
    }),
    said('ann-next', {
      announcedOn: '2026-02-02',
      announcedBy: [name, 'other'],
      effects: [
        {
          effect: 'amend',
          clause: ref,
          terms: { [term]: { type: 'party', value: name } },
          grants: [{ ...grant, hangsOn: [name] }],
          conditions: [{ id: name, text: 'A condition.', disclosed: true, decidedBy: name }],
          undefinedTerms: [name],
        },
        {
          effect: 'introduce',
          clause: `${name}/rival`,
          heading: 'Rival',
          text: 'It holds.',
          grants: [{ ...grant, assignee: name }],
        },
        { effect: 'dispute', clause: ref, party: name, aspect: name, statement: 'Not so.' },
      ],
    }),
    said('ann-last', {
      announcedOn: '2026-02-03',
      announcedBy: [name, 'other'],
      effects: [
        { effect: 'condition', clause: ref, condition: name, state: 'met' },
        { effect: 'amend', clause: ref, terms: { [term]: null } },
        { effect: 'settle', clause: ref, party: name, how: 'agreed' },
      ],
    }),
  ];
  for (const [index, body] of bodies.entries()) {
    const address = index === 0 ? '/dossiers' : `/dossiers/${name}/announcements`;
    const response = await world.post(address, body);
    expect([name, index, response.status, response.status === 201 ? '' : response.text]).toStrictEqual([
      name,
      index,
      201,
      '',
    ]);
  }
  return world;
}

const ADDRESSES = [
  'state?on=2026-02-01',
  'state?on=2026-02-02',
  'state?on=2026-02-03',
  'compare?from=2026-02-01&to=2026-02-02',
  'compare?from=2026-02-01&to=2026-02-03',
  'compare?from=2026-01-01&to=2026-02-03',
  'announcements',
  'announcements/ann-next/change',
  'announcements/ann-last/change',
  'clauses/NAME/NAME?on=2026-02-02',
  'clauses/NAME/NAME/history',
  'clauses/NAME/plain/history',
  'conflicts',
  '',
];

/** An answer in which a name and a term stand as placeholders, wherever texts hold them. */
function renamed(value: unknown, name: string, term: string): unknown {
  const put = (text: string): string =>
    text
      .replaceAll(new RegExp(`(?<![\\w-])${term}(?![\\w-])`, 'g'), 'TERM')
      .replaceAll(new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g'), 'NAME');
  if (typeof value === 'string') return put(value);
  if (Array.isArray(value)) return value.map((item) => renamed(item, name, term));
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, item]) => [put(key), renamed(item, name, term)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

/** Every answer about the dossier, with placeholders for the names. */
async function answersOf(name: string, term: string): Promise<unknown[]> {
  const world = await aDossierOf(name, term);
  const answers: unknown[] = [];
  for (const address of ADDRESSES) {
    const place = address.replaceAll('NAME', name);
    const response = await request(world.app).get(`/api/v1/dossiers/${name}/${place}`.replace(/\/$/, ''));
    expect([address, response.status]).toStrictEqual([address, 200]);
    answers.push([address, renamed(jsonOf(response), name, term)]);
  }
  for (const page of [
    '',
    '/on/2026-02-02',
    '/compare/2026-02-01/to/2026-02-03',
    `/clauses/${name}/${name}`,
  ]) {
    const { status } = await request(world.app).get(`/dossiers/${name}${page}`).accept('html');
    expect([page, status]).toStrictEqual([page, 200]);
  }
  return answers;
}

describe('names that JavaScript has a meaning for', async () => {
  const plain = await answersOf('ordinary', 'plainTerm');

  it.each([
    { name: 'constructor', term: 'toString' },
    { name: 'prototype', term: 'hasOwnProperty' },
    { name: 'valueof', term: 'valueOf' },
    { name: 'length', term: 'isPrototypeOf' },
    { name: 'true', term: 'toJSON' },
    { name: 'null', term: 'then' },
    { name: '2026', term: 'toLocaleString' },
  ])('such as $name and $term are names like others', async ({ name, term }) => {
    expect(await answersOf(name, term)).toStrictEqual(plain);
  });
});
