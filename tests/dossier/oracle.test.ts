import { describe, expect, it } from 'vitest';
import type { State } from '../../src/dossier/shapes.ts';
import { StateSchema } from '../../src/dossier/shapes.ts';
import {
  amend,
  amendContract,
  announce,
  condition,
  correct,
  amendDossier,
  affirm,
  dispute,
  dossier,
  history,
  introduce,
  openContract,
  retract,
} from '../support/history.ts';
import { clauseOn, stateOn } from '../support/oracle.ts';

const VOLUME = 'supply/volume';

describe('the whole state of a day', () => {
  const events = history(
    dossier(),
    announce({
      id: 'opening',
      on: '2026-01-10',
      effects: [
        openContract('supply'),
        introduce(VOLUME, {
          terms: { price: { type: 'money', amount: '5', currency: 'EUR' } },
          conditions: [{ id: 'permit', text: 'a permit', disclosed: true }],
          end: { through: '2027' },
        }),
      ],
    }),
    announce({
      id: 'doubt',
      type: 'StatementMade',
      on: '2026-02',
      by: ['bolt'],
      effects: [dispute(VOLUME, 'bolt')],
    }),
    announce({
      id: 'revision',
      on: '2026-03-01',
      effects: [amend(VOLUME, { effectiveOn: '2026-04-01', text: 'two' }), condition(VOLUME, 'none', 'met')],
    }),
  );

  const expected: State = {
    dossier: 'trial',
    requested: { on: '2026-02-15', known: '2026-02-20', log: 9 },
    resolved: {
      on: '2026-02-15',
      known: '2026-02-20',
      log: 3,
      validFrom: '2026-01-10',
      validTo: '2028-01-01',
      lastAnnouncement: 'opening',
    },
    contracts: [
      {
        id: 'supply',
        title: 'Supply',
        parties: ['acme', 'bolt'],
        status: 'in-force',
        term: { notStated: true },
        openedBy: 'opening',
        lastChangedBy: 'opening',
        clauses: [
          {
            ref: VOLUME,
            heading: 'Volume',
            text: 'one',
            kind: 'duty',
            number: null,
            level: null,
            parent: null,
            status: 'conditional',
            statusReason: null,
            replacedBy: null,
            version: 1,
            since: '2026-01-10',
            from: '2026-01-10',
            to: '2028-01-01',
            end: { through: '2027' },
            survives: false,
            effectiveAssumed: true,
            uncertain: [],
            terms: { price: { type: 'money', amount: '5', currency: 'EUR', qualifier: 'exactly' } },
            grants: [],
            conditions: [
              {
                id: 'permit',
                text: 'a permit',
                disclosed: true,
                decidedBy: null,
                state: 'open',
                stateBy: null,
              },
            ],
            variants: [],
            undefinedTerms: [],
            obligor: [],
            beneficiary: [],
            positions: { acme: 'affirms', bolt: 'affirms' },
            disputes: [],
            introducedBy: 'opening',
            lastChangedBy: 'opening',
            endedBy: null,
            lastStated: { on: '2026-01-10', by: ['acme', 'bolt'], announcement: 'opening' },
            provenance: {
              heading: 'opening',
              text: 'opening',
              kind: 'opening',
              number: 'opening',
              level: 'opening',
              parent: 'opening',
              obligor: 'opening',
              beneficiary: 'opening',
              grants: 'opening',
              conditions: 'opening',
              variants: 'opening',
              undefinedTerms: 'opening',
              survives: 'opening',
              end: 'opening',
              'terms/price': 'opening',
            },
          },
        ],
      },
    ],
    conflicts: [],
    counts: { 'in-force': 0, conditional: 1, unknown: 0, 'not-yet': 0, ended: 0 },
    possiblyKnown: ['doubt'],
    assumptions: [
      {
        kind: 'effective-on-announcement',
        announcement: 'opening',
        clauses: [VOLUME],
        detail: 'no effective date was given: taken to be the day of the announcement',
      },
      {
        kind: 'calendar-end',
        announcement: 'opening',
        clauses: [VOLUME],
        detail: 'no last day was given: taken to be the last of the calendar month or year',
      },
    ],
    warnings: [],
  };

  it('holds what was public by then, and says what perhaps was', () => {
    const state = stateOn(events, '2026-02-15', { known: '2026-02-20', log: 9 });
    expect(state).toStrictEqual(expected);
    expect(StateSchema.parse(state)).toStrictEqual(expected);
  });

  it('holds everything published by default, scheduled changes and warnings included', () => {
    const { resolved, possiblyKnown, warnings } = stateOn(events, '2026-02-15');
    expect({ resolved, possiblyKnown, warnings }).toStrictEqual({
      resolved: {
        on: '2026-02-15',
        known: null,
        log: 3,
        validFrom: '2026-02-01',
        validTo: '2026-02-28',
        lastAnnouncement: 'opening',
      },
      possiblyKnown: [],
      warnings: [
        {
          announcement: 'revision',
          pointer: '/effects/1',
          detail: 'supply/volume has no condition none then',
        },
      ],
    });
  });

  it('is empty before anything was said', () => {
    const { contracts, resolved, counts } = stateOn(history(dossier()), '2026-01-01');
    expect({ contracts, resolved, counts }).toStrictEqual({
      contracts: [],
      resolved: {
        on: '2026-01-01',
        known: null,
        log: 0,
        validFrom: null,
        validTo: null,
        lastAnnouncement: null,
      },
      counts: { 'in-force': 0, conditional: 0, unknown: 0, 'not-yet': 0, ended: 0 },
    });
  });
});

describe('corrections, retractions and the order', () => {
  const opening = announce({
    id: 'opening',
    on: '2026-01-10',
    effects: [openContract('supply'), introduce(VOLUME)],
  });
  const says = (id: string, on: string, text: string) =>
    announce({ id, on, effects: [amend(VOLUME, { effectiveOn: '2026-02-01', text })] });
  const textAt = (events: ReturnType<typeof history>, limits: Parameters<typeof clauseOn>[3] = {}) =>
    clauseOn(events, VOLUME, '2026-06-01', limits).text;

  it('lets what is announced later prevail, whenever it was recorded', () => {
    const events = history(
      dossier(),
      opening,
      says('b', '2026-03-02', 'late'),
      says('a', '2026-03-01', 'early'),
    );
    expect(textAt(events)).toBe('late');
  });

  it('sorts a wider date of the same first day after the narrower one', () => {
    const events = history(dossier(), opening, says('b', '2026-03', 'month'), says('a', '2026-03-01', 'day'));
    expect(textAt(events)).toBe('month');
  });

  it('sorts the announcements of one date by sequence, then by revision', () => {
    const second = { ...says('second', '2026-03-01', 'second'), sequence: 2 };
    const first = { ...says('first', '2026-03-01', 'first'), sequence: 1 };
    expect(textAt(history(dossier(), opening, second, first))).toBe('second');
    expect(textAt(history(dossier(), opening, { ...second, sequence: 1 }, first))).toBe('first');
  });

  it('reads the correction with the highest revision, in its new place, from its own revision on', () => {
    const events = history(
      dossier(),
      opening,
      says('a', '2026-03-01', 'a'),
      says('b', '2026-03-02', 'b'),
      correct(says('a', '2026-03-03', 'corrected')),
      correct(says('a', '2026-03-03', 'corrected again')),
    );
    const texts = [3, 4, 5].map((log) => textAt(events, { log }));
    expect(texts).toStrictEqual(['b', 'corrected', 'corrected again']);
  });

  it('keeps the revision of a corrected announcement as tie-break', () => {
    const first = (id: string, text: string) => ({ ...says(id, '2026-03-01', text), sequence: 1 });
    const events = history(
      dossier(),
      opening,
      first('a', 'a'),
      first('b', 'b'),
      correct(first('a', 'corrected')),
    );
    expect(textAt(events)).toBe('b');
  });

  it('removes a retracted announcement for good, whatever is recorded about it afterwards', () => {
    const events = history(
      dossier(),
      opening,
      says('a', '2026-03-01', 'a'),
      retract('a'),
      correct(says('a', '2026-03-01', 'corrected')),
    );
    const texts = [2, 3, 4].map((log) => textAt(events, { log }));
    expect(texts).toStrictEqual(['a', 'one', 'one']);
  });

  it('doesn’t list a clause that is not on record by what was known', () => {
    const { contracts, counts } = stateOn(history(dossier(), opening), '2026-06-01', { known: '2026-01-09' });
    expect({ contracts, counts }).toStrictEqual({
      contracts: [],
      counts: { 'in-force': 0, conditional: 0, unknown: 0, 'not-yet': 0, ended: 0 },
    });
  });

  it('reads just before and just after an announcement of the same day', () => {
    const events = history(
      dossier(),
      opening,
      says('a', '2026-03-01', 'a'),
      says('b', '2026-03-01', 'b'),
      says('c', '2026-03-01', 'c'),
    );
    expect(textAt(events, { before: 'b' })).toBe('a');
    expect(textAt(events, { after: 'b' })).toBe('b');
  });

  it('names the last announcement that was surely made by the day', () => {
    const events = history(dossier(), opening, says('a', '2026-03', 'a'));
    const last = ['2026-01-09', '2026-03-30', '2026-03-31'].map(
      (on) => stateOn(events, on).resolved.lastAnnouncement,
    );
    expect(last).toStrictEqual([null, 'opening', 'a']);
  });
});

describe('the registry', () => {
  it('lists positions in the dossier’s order as of the record, unknown parties last', () => {
    const events = history(
      dossier({ parties: [{ id: 'bolt', name: 'Bolt' }] }),
      amendDossier({ parties: [{ id: 'acme', name: 'Acme' }] }),
      announce({
        id: 'opening',
        on: '2026-01-10',
        effects: [
          openContract('supply'),
          introduce(VOLUME),
          affirm(VOLUME, { parties: ['zebra', 'yak', 'crane'] }),
        ],
      }),
      announce({ id: 'wrong', on: '2026-01-11', adds: { parties: [{ id: 'yak', name: 'Yak' }] } }),
      retract('wrong'),
    );
    const orderAt = (log: number) => Object.keys(clauseOn(events, VOLUME, '2026-02-01', { log }).positions);
    expect(orderAt(2)).toStrictEqual(['bolt', 'acme', 'crane', 'yak', 'zebra']);
    expect(orderAt(4)).toStrictEqual(['bolt', 'acme', 'yak', 'crane', 'zebra']);
  });

  it('names every party of every contract on record as of the day', () => {
    const events = history(
      dossier(),
      announce({ id: 'opening', on: '2026-01-10', effects: [openContract('supply'), introduce(VOLUME)] }),
      announce({
        id: 'lease',
        on: '2026-02-01',
        by: ['crane'],
        effects: [
          openContract('lease', { parties: ['crane'] }),
          amendContract('lease', { effectiveOn: '2026-03-01', parties: ['gazette'] }),
        ],
      }),
    );
    const positions = ['2026-02-15', '2026-03-15'].map((on) => clauseOn(events, VOLUME, on).positions);
    expect(positions).toStrictEqual([
      { acme: 'affirms', bolt: 'affirms', crane: 'not mentioned' },
      { acme: 'affirms', bolt: 'affirms', gazette: 'not mentioned' },
    ]);
  });
});
