import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DossierEventSchema, isAnnouncement, type DossierEvent } from '../../src/dossier/announcement.ts';
import { edtfOf } from '../../src/dossier/vocabulary.ts';
import { isEventFile } from '../../src/tracker/folders.ts';
import { aWorld, clausesOf, DOSSIERS } from './given.ts';

const G = 'halmbeck-grain';
const world = await aWorld({ load: [G] });

describe('an invented dossier of another trade', () => {
  it('is taken in whole: every event type, in the order of its files', async () => {
    expect(world.seeded.map(({ outcome }) => outcome)).toStrictEqual(Array(25).fill('appended'));
    const { events, head } = await world.log(G);
    expect([head, events.map(({ revision }) => revision)]).toStrictEqual([24, [...Array(25).keys()]]);
    const types = new Set(events.map(({ type }) => type));
    expect([...types].sort()).toStrictEqual(
      DossierEventSchema.options
        .flatMap(({ shape }) => [...('options' in shape.type ? shape.type.options : shape.type.values)])
        .sort(),
    );
  });

  it.each([
    { on: '2021-02-28', status: 'not-yet', price: undefined },
    { on: '2021-10-04', status: 'in-force', price: undefined },
    { on: '2022-08-01', status: 'in-force', price: '330' },
    { on: '2024-04-01', status: 'unknown', price: '330' },
  ])('reads the supply on $on: $status', async ({ on, status, price }) => {
    const { clause } = await world.clause(G, 'grain-supply/volume', { on });
    const { price: term } = clause.terms;
    expect(clause.status).toBe(status);
    if (price !== undefined) expect(term).toMatchObject({ type: 'money', amount: price, currency: 'EUR' });
  });

  it('leaves open what an imprecise date leaves open, and says between which values', async () => {
    const { clause } = await world.clause(G, 'store-lease/rent', { on: '2022-06-15' });
    expect([clause.status, clause.uncertain.map(({ path }) => path)]).toStrictEqual([
      'in-force',
      ['terms/monthly'],
    ]);
    expect(clause.disputes.map(({ by, certain }) => [by, certain])).toStrictEqual([['tasker', false]]);
  });

  it('shows a corrected announcement as it reads now, and as it was recorded', async () => {
    const read = async (log: number) => {
      const { announcements } = await world.announcements(G, { log });
      const found = announcements.find(({ id }) => id === 'ann-2022-11-rent');
      return [
        found?.type,
        found === undefined ? '' : edtfOf(found.announcedOn),
        found?.revision,
        found?.corrections,
      ];
    };
    expect(await read(21)).toStrictEqual(['AgreementAnnounced', '2022-11-15', 13, []]);
    expect(await read(24)).toStrictEqual(['RenegotiationAnnounced', '2022-11-14', 13, [22]]);
  });

  it('forgets a retracted announcement but not that it was recorded', async () => {
    const ids = async (log: number) =>
      (await world.announcements(G, { log })).announcements.map(({ id }) => id);
    expect(await ids(22)).toContain('ann-2023-11-misheard');
    expect(await ids(23)).not.toContain('ann-2023-11-misheard');
    const { events } = await world.log(G, { after: 20, limit: 1 });
    expect(events.map(({ type, revision }) => [type, revision])).toStrictEqual([['AgreementAnnounced', 21]]);
  });

  it('reads at every revision of its log without a warning', async () => {
    for (let log = 0; log <= 24; log += 1) {
      const state = await world.state(G, { on: '2024-01-01', log });
      expect({ log, warnings: state.warnings }).toStrictEqual({ log, warnings: [] });
    }
  });

  it('lists thirty clauses in its three contracts', async () => {
    const state = await world.state(G, { on: '2023-12-31' });
    expect(state.contracts.map(({ id, clauses }) => [id, clauses.length])).toStrictEqual([
      ['variety-licence', 13],
      ['store-lease', 10],
      ['grain-supply', 7],
    ]);
    expect(clausesOf(state).length).toBe(30);
  });
});

/** Ids that are ordinary words of the program, with the place that needs them. */
const ORDINARY: Readonly<Record<string, string>> = {
  first: 'a place of a move, and an English word',
  volume: 'the example of a clause in the API description',
};

const ROOT = join(import.meta.dirname, '..', '..');

function eventsOf(folder: string): DossierEvent[] {
  const files = readdirSync(folder).filter(isEventFile);
  return files.map((name) => DossierEventSchema.parse(parse(readFileSync(join(folder, name), 'utf8'))));
}

const NamedSchema = z.object({ id: z.string() });

/** Every id that a dossier's files bring: of parties, subjects, terms, contracts, clauses and announcements. */
function idsOf(folder: string): string[] {
  return eventsOf(folder).flatMap((event) => {
    if (event.type === 'DossierOpened' || event.type === 'DossierAmended') {
      const { parties, subjects, definedTerms, undefinedTerms } = event;
      const named = [...parties, ...subjects, ...definedTerms, ...undefinedTerms];
      return [
        ...named.map((item) => NamedSchema.parse(item).id),
        ...('dossier' in event ? [event.dossier] : []),
      ];
    }
    if (!isAnnouncement(event)) return [];
    const adds = Object.values(event.adds ?? {}).flat();
    const effects = event.effects.flatMap((effect) => {
      if (effect.effect === 'open-contract') return [effect.contract];
      return effect.effect === 'introduce' ? [effect.clause, effect.clause.split('/')[1] ?? ''] : [];
    });
    return [event.id, ...adds.map(({ id }) => id), ...effects];
  });
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

/** The files in which an id stands, as a word of its own. */
function placesOf(id: string, texts: ReadonlyMap<string, string>): string[] {
  const word = new RegExp(`(?<![a-z0-9-])${id}(?![a-z0-9-])`);
  return [...texts].flatMap(([file, text]) => (word.test(text) ? [`${id} in ${file}`] : []));
}

describe('the program', () => {
  const files = [...filesIn('src', '.ts'), ...filesIn('views', '.hbs')];
  const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  const ids = [...new Set(Object.values(DOSSIERS).flatMap(idsOf))];

  it('knows no id of any dossier, shipped or invented', () => {
    expect([ids.length > 100, texts.size > 100]).toStrictEqual([true, true]);
    const known = ids.filter((id) => ORDINARY[id] === undefined).flatMap((id) => placesOf(id, texts));
    expect(known).toStrictEqual([]);
  });

  it('needs every word that is excepted from that', () => {
    const needless = Object.keys(ORDINARY).filter(
      (id) => !ids.includes(id) || placesOf(id, texts).length === 0,
    );
    expect(needless).toStrictEqual([]);
  });
});
