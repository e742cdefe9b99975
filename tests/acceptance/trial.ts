/** A tiny dossier to append to: acme and bolt, a newspaper, one contract with two clauses. */
import { expect } from 'vitest';
import { aWorld, type Setting, type World } from './given.ts';

export const T = 'trial';
/** Where its announcements are posted. */
export const ANNOUNCE = `/dossiers/${T}/announcements`;

export const OPENING = {
  type: 'DossierOpened',
  dossier: T,
  title: 'A trial',
  parties: [
    { id: 'acme', name: 'Acme' },
    { id: 'bolt', name: 'Bolt' },
    { id: 'gazette', name: 'The Gazette', kind: 'press' },
  ],
  subjects: [{ id: 'works', name: 'The works' }],
  undefinedTerms: [{ id: 'soon', term: 'soon' }],
};

export const SOURCE = {
  id: 'post',
  title: 'Post',
  publisher: 'Acme',
  url: 'https://example.org/post',
  class: 'joint-statement',
};

type Fields = Readonly<Record<string, unknown>>;

/** An announcement of 2026-02-01 by acme and bolt; a test names what matters to it. */
export function said(id: string, fields: Fields = {}): Fields {
  return {
    type: 'RenegotiationAnnounced',
    id,
    headline: `What was said: ${id}`,
    announcedOn: '2026-02-01',
    announcedBy: ['acme', 'bolt'],
    sources: [SOURCE],
    ...fields,
  };
}

export function introduce(clause: string, fields: Fields = {}): Fields {
  return { effect: 'introduce', clause, heading: 'A clause', text: 'It holds.', kind: 'duty', ...fields };
}

/** The effects of an announcement that gives a clause other words. */
export const amendText = (text: string, clause = 'supply/volume') => ({
  effects: [{ effect: 'amend', clause, text }],
});

/** The first announcement: the contract `supply` with `supply/volume` and `supply/price`. */
export const FIRST = said('ann-first', {
  type: 'AgreementAnnounced',
  announcedOn: '2026-01-10',
  sequence: 1,
  effects: [
    { effect: 'open-contract', contract: 'supply', title: 'Supply', parties: ['acme', 'bolt'] },
    introduce('supply/volume', { text: 'Ten tons a month.' }),
    introduce('supply/price', { conditions: [{ id: 'permit', text: 'A permit.', disclosed: true }] }),
  ],
});

/** A world in which the dossier is open and its first announcement recorded: its head is 1. */
export async function aTrial(setting: Setting = {}): Promise<World> {
  const world = await aWorld(setting);
  expect((await world.post('/dossiers', OPENING)).status).toBe(201);
  expect((await world.post(ANNOUNCE, FIRST)).status).toBe(201);
  return world;
}
