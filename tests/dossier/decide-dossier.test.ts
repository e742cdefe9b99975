import { describe, expect, it } from 'vitest';
import type { DossierAmended, DossierOpened } from '../../src/dossier/announcement.ts';
import { amendDossier, announce, correct, dossier, type Said } from '../support/history.ts';
import {
  accepts,
  announcing,
  BEGUN,
  begun,
  correcting,
  DOSSIER,
  given,
  placesOf,
  recorded,
  refused,
  source,
  type Where,
} from './deciding.ts';

type Opening = Parameters<typeof dossier>[0];
type Brought = NonNullable<Said['adds']>;

const opening = (fields: Opening) => ({ kind: 'open' as const, event: dossier(fields) });
const changing = (fields: Parameters<typeof amendDossier>[0]) => ({
  kind: 'amend' as const,
  event: amendDossier(fields),
});
const adding = (adds: Brought): Said => ({ id: 'next', on: '2026-02-01', adds });

const contradicts = (...faults: Where[]) => ({
  why: 'refused',
  detail: 'The dossier contradicts itself.',
  faults,
});
const wouldContradict = (...faults: Where[]) => ({
  why: 'refused',
  detail: 'The dossier would contradict itself.',
  faults,
});

const MILL = { id: 'mill', name: 'Mill' };
const WHEEL = { id: 'wheel', name: 'Wheel' };
const TON = { id: 'ton', term: 'ton', definition: 'A thousand kilograms.' };
const SOON = { id: 'soon', term: 'soon' };

/** What is wrong with what is brought along, whichever event brings it. */
const WRONG: readonly { what: string; brought: Brought; faults: readonly Where[] }[] = [
  {
    what: 'ids that stand twice',
    brought: {
      parties: [MILL, { id: 'other', name: 'Other' }, MILL],
      subjects: [WHEEL, WHEEL],
      definedTerms: [TON, TON],
      undefinedTerms: [SOON, SOON],
    },
    faults: [
      ['/parties/2/id', '"mill" stands here twice'],
      ['/subjects/1/id', '"wheel" stands here twice'],
      ['/definedTerms/1/id', '"ton" stands here twice'],
      ['/undefinedTerms/1/id', '"soon" stands here twice'],
    ],
  },
  {
    what: 'wholes that nobody knows',
    brought: {
      subjects: [
        { ...WHEEL, partOf: ['axle', 'none'] },
        { id: 'axle', name: 'Axle', partOf: ['nothing'] },
      ],
    },
    faults: [
      ['/subjects/0/partOf/1', 'unknown subject: none'],
      ['/subjects/1/partOf/0', 'unknown subject: nothing'],
    ],
  },
  {
    what: 'a subject that is a part of itself',
    brought: { subjects: [{ ...WHEEL, partOf: ['wheel'] }] },
    faults: [['/subjects', 'parts in a circle: wheel → wheel']],
  },
  {
    what: 'subjects that are parts of each other',
    brought: {
      subjects: [
        { ...WHEEL, partOf: ['axle'] },
        { id: 'axle', name: 'Axle', partOf: ['cart'] },
        { id: 'cart', name: 'Cart', partOf: ['wheel'] },
      ],
    },
    faults: [['/subjects', 'parts in a circle: wheel → axle → cart → wheel']],
  },
  {
    what: 'terms read by nobody known, and by no source',
    brought: {
      undefinedTerms: [{ ...SOON, readings: [{ text: 'Now.', by: ['who'], sources: ['rumour'] }] }],
    },
    faults: [
      ['/undefinedTerms/0/readings/0/by/0', 'unknown party: who'],
      ['/undefinedTerms/0/readings/0/sources/0', 'unknown source: rumour'],
    ],
  },
];

describe.each(WRONG)('$what', ({ brought, faults }) => {
  it('do not open a dossier', () => {
    expect(given().when(opening({ parties: [], ...brought }))).toStrictEqual(contradicts(...faults));
  });

  it('do not change a dossier', () => {
    expect(begun().when(changing(brought))).toStrictEqual(wouldContradict(...faults));
  });

  it('do not come with an announcement', () => {
    expect(begun().when(announcing(adding(brought)))).toStrictEqual(
      refused(...faults.map(([pointer, detail]): Where => [`/adds${pointer}`, detail])),
    );
  });
});

describe('a dossier', () => {
  it('is opened, as revision 0', () => {
    const event: DossierOpened = dossier({
      parties: [MILL],
      subjects: [
        { ...WHEEL, partOf: ['cart'] },
        { id: 'cart', name: 'Cart' },
      ],
      definedTerms: [{ ...TON, sources: ['post'] }],
      undefinedTerms: [{ ...SOON, readings: ['Now.', { text: 'Later.', by: ['mill'] }] }],
      notes: [{ id: 'context', text: 'What went before.', about: ['supply/volume'], sources: ['post'] }],
      sources: [source('post')],
    });
    expect(given().when({ kind: 'open', event })).toStrictEqual(recorded(event, 0));
  });

  it('is not opened twice, even by the same event', () => {
    expect(given(DOSSIER).when({ kind: 'open', event: DOSSIER })).toStrictEqual({
      why: 'dossier-exists',
      detail: 'The dossier trial is open already.',
      faults: [],
    });
  });

  it('has each note and each source once, and names no other source', () => {
    const note = { id: 'context', text: 'What went before.' };
    const fields = {
      notes: [note, { ...note, sources: ['post', 'rumour'] }],
      sources: [source('post'), source('post')],
    };
    const faults: Where[] = [
      ['/notes/1/sources/1', 'unknown source: rumour'],
      ['/notes/1/id', '"context" stands here twice'],
      ['/sources/1/id', '"post" stands here twice'],
    ];
    expect(given().when(opening(fields))).toStrictEqual(contradicts(...faults));
    expect(begun().when(changing(fields))).toStrictEqual(wouldContradict(...faults));
  });
});

describe('a change of a dossier', () => {
  it('is recorded; it replaces what an id stands for, and adds', () => {
    const event: DossierAmended = amendDossier({
      title: 'Another trial',
      parties: [{ id: 'acme', name: 'Acme Mills' }, MILL],
      subjects: [{ id: 'works', name: 'The works' }],
      reason: 'Acme has a new name.',
    });
    expect(begun().when({ kind: 'amend', event })).toStrictEqual(recorded(event, 3));
  });

  it('finds nothing where no dossier is open', () => {
    expect(given().when(changing({ title: 'Another trial' }))).toStrictEqual({
      why: 'not-found',
      detail: 'There is no such dossier.',
      faults: [],
    });
  });

  it('does not close a circle through what is known', () => {
    expect(
      begun().when(changing({ subjects: [{ id: 'works', name: 'Works', partOf: ['engines'] }] })),
    ).toStrictEqual(wouldContradict(['/subjects', 'parts in a circle: works → engines → works']));
  });

  it('opens one again', () => {
    const turned = amendDossier({
      subjects: [
        { id: 'works', name: 'Works', partOf: ['engines'] },
        { id: 'engines', name: 'Engines' },
      ],
    });
    expect(begun().when({ kind: 'amend', event: turned })).toStrictEqual(recorded(turned, 3));
  });

  it('may name a source that the dossier had before', () => {
    const opened = dossier({ sources: [source('post')] });
    const noted = changing({ notes: [{ id: 'context', text: 'What went before.', sources: ['post'] }] });
    expect(accepts(given(opened).when(noted))).toBe(true);
    expect(placesOf(begun().when(noted))).toStrictEqual(['/notes/0/sources/0']);
  });

  it('takes effect for what is announced after it', () => {
    const named = announcing({ id: 'next', on: '2026-02-01', by: ['mill'] });
    expect(placesOf(begun().when(named))).toStrictEqual(['/announcedBy/0']);
    expect(accepts(begun(amendDossier({ parties: [MILL] })).when(named))).toBe(true);
  });
});

describe('what an announcement adds', () => {
  const known = dossier({ subjects: [WHEEL], definedTerms: [TON], undefinedTerms: [SOON] });

  it('may be known already, if it says the same', () => {
    const same: Brought = {
      parties: [{ id: 'acme', name: 'Acme', kind: 'company', aliases: [] }],
      subjects: [WHEEL],
      definedTerms: [{ ...TON, sources: ['post'] }],
      undefinedTerms: [{ ...SOON, note: 'Nobody said when.' }],
    };
    expect(accepts(given(known).when(announcing(adding(same))))).toBe(true);
  });

  it('does not change what an id stands for', () => {
    const other: Brought = {
      parties: [MILL, { id: 'acme', name: 'Another Acme' }],
      subjects: [
        { ...WHEEL, partOf: [] },
        { id: 'axle', name: 'Axle' },
        { ...WHEEL, name: 'Millwheel' },
      ],
      definedTerms: [{ ...TON, definition: 'A short one.' }],
      undefinedTerms: [{ ...SOON, readings: ['Now.'] }],
    };
    expect(given(known).when(announcing(adding(other)))).toStrictEqual(
      refused(
        ['/adds/parties/1/id', '"acme" already stands for something else'],
        ['/adds/subjects/2/id', '"wheel" already stands for something else'],
        ['/adds/definedTerms/0/id', '"ton" already stands for something else'],
        ['/adds/undefinedTerms/0/id', '"soon" already stands for something else'],
        ['/adds/subjects/2/id', '"wheel" stands here twice'],
      ),
    );
  });

  it('does not make a known subject a part of another', () => {
    const part: Brought = {
      subjects: [
        { ...WHEEL, partOf: ['cart'] },
        { id: 'cart', name: 'Cart' },
      ],
    };
    expect(placesOf(given(known).when(announcing(adding(part))))).toStrictEqual(['/adds/subjects/0/id']);
  });

  it('cannot be taken back or changed by a correction: it stands for what the first content said', () => {
    const first = announce(adding({ parties: [MILL] }));
    const renamed = announce(adding({ parties: [{ ...MILL, name: 'Grain Mill' }] }));
    const without = announce({ id: 'next', on: '2026-02-01', by: ['mill'] });
    expect(given(...BEGUN, first).when(correcting(renamed))).toStrictEqual(
      refused(['/content/adds/parties/0/id', '"mill" already stands for something else']),
    );
    expect(begun(first).when(correcting(without))).toStrictEqual(
      recorded(correct({ ...without, sequence: 1 }), 4),
    );
  });
});
