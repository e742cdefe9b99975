import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { RESOURCES } from '../../src/http/resources.ts';
import { aStore } from '../support/store.ts';
import { crawl, kindOf } from '../support/crawl.ts';
import { aWorld, jsonOf } from './given.ts';

const store = await aStore();
const append = store.append.bind(store);
/** How often the store was asked to append. */
let appends = 0;
store.append = async (...args) => {
  appends += 1;
  return append(...args);
};
const world = await aWorld({ store, load: ['openai-cloud', 'halmbeck-grain'] });

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  dossier: ['openai-cloud', 'halmbeck-grain'],
  announcement: ['ann-2026-02-msft-refutation', 'ann-2022-06-lease'],
  contract: ['msft-openai', 'store-lease'],
  clause: ['ip-license', 'rent'],
  other: ['amazon-openai-invest', 'variety-licence'],
  term: ['agi', 'first-choice'],
};
const HEADS = ['6', '24'];
/** What asks for the present revision. */
const OF_HEAD = new Set(['log', 'toLog']);
const QUERIES: Readonly<Record<string, string>> = {
  on: '2026-03-01',
  known: '2026-03-01',
  from: '2022-01-01',
  to: '2026-05-01',
  fromKnown: '2026-01-01',
  toKnown: '2026-05-01',
  fromLog: '3',
  q: 'exclusive',
  after: '2',
  limit: '3',
};

/** Every address of the read API for one of the dossiers, without a query and with everything it may ask. */
function apiAddresses(sample: number): string[] {
  return RESOURCES.flatMap(({ path, query }) => {
    const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => SAMPLES[name]?.[sample] ?? name);
    const asked = Object.keys(query.shape).map((name) =>
      [name, OF_HEAD.has(name) ? HEADS[sample] : QUERIES[name]].join('='),
    );
    const needed = asked.filter((part) => part.startsWith('from=') || part.startsWith('to='));
    return [needed, asked].map(
      (parts) => `/api/v1${filled}${parts.length === 0 ? '' : `?${parts.join('&')}`}`,
    );
  });
}

describe('reading', () => {
  it('everything that can be reached writes nothing, and no link leads nowhere', async () => {
    const [before, { headHash, head }] = [await world.contents(), await world.log('openai-cloud')];
    const asked = appends;
    const page = '/dossiers/openai-cloud/on/2026-03-01';
    const visited = await crawl(world.app, [
      ...apiAddresses(0),
      ...apiAddresses(1),
      '/',
      '/problems',
      '/openapi.json',
      '/healthz',
      '/readyz',
      '/metrics',
      `${page}?known=2026-02-20`,
      `${page}?log=3`,
      '/dossiers/halmbeck-grain/on/2022-06-15?log=20',
    ]);
    const broken = [...visited].filter(([, { status }]) => status !== 200 && status !== 303);
    expect(broken).toStrictEqual([]);
    expect(appends).toBe(asked);
    expect(await world.contents()).toStrictEqual(before);
    const after = await world.log('openai-cloud');
    expect([after.head, after.headHash]).toStrictEqual([head, headHash]);
    const pages = [...visited].filter(([, { type }]) => type === 'text/html').map(([address]) => address);
    const kinds = new Set(pages.map(kindOf));
    const wanted = [
      '/?',
      '/dossiers/…?',
      '/dossiers/…/log?',
      '/dossiers/…/announcements?',
      '/dossiers/…/announcements/…?log',
      '/dossiers/…/on/…?filter',
      '/dossiers/…/on/…?filter&known',
      '/dossiers/…/contracts/…/on/…?known',
      '/dossiers/…/clauses/…/…?log',
      '/dossiers/…/clauses/…/…/on/…?known',
      '/dossiers/…/compare/…/to/…?',
      '/dossiers/…/compare/…/to/…?view',
      '/problems/…?',
      '/dossiers/…/chart?',
      '/dossiers/…/matrix/on/…?',
      '/dossiers/…/terms?',
      '/dossiers/…/terms/…?',
      '/dossiers/…/ahead?',
      '/dossiers/…/search?q',
      '/dossiers/…/questions?',
      '/dossiers/…/contracts/…/with/…/on/…?',
      '/search?q',
    ];
    expect(wanted.filter((kind) => !kinds.has(kind))).toStrictEqual([]);
  });

  it('with HEAD writes nothing either, and answers as GET does, without the content', async () => {
    const asked = appends;
    for (const address of [...apiAddresses(0), '/', '/dossiers/openai-cloud/on/2026-03-01']) {
      const plain = { 'accept-encoding': 'identity' };
      const head = await request(world.app).head(address).set(plain);
      const get = await request(world.app).get(address).set(plain);
      expect([address, head.status, head.headers['etag']]).toStrictEqual([address, 200, get.headers['etag']]);
      expect(head.text ?? '').toBe('');
    }
    expect(appends).toBe(asked);
  });

  it('the same twice is the same, byte for byte, and need not be sent again', async () => {
    for (const address of [...apiAddresses(0), '/dossiers/halmbeck-grain/on/2022-06-15']) {
      const [one, other] = [await request(world.app).get(address), await request(world.app).get(address)];
      expect([other.text, other.headers['etag']]).toStrictEqual([one.text, one.headers['etag']]);
      const again = await request(world.app)
        .get(address)
        .set('if-none-match', one.headers['etag'] ?? '');
      expect([address, again.status]).toStrictEqual([address, 304]);
    }
  });

  it('has shapes for every answer, which name every member of it', async () => {
    for (const sample of [0, 1]) {
      const addresses = apiAddresses(sample);
      for (const [index, { answer }] of RESOURCES.entries()) {
        for (const address of addresses.slice(2 * index, 2 * index + 2)) {
          const body = jsonOf(await request(world.app).get(address));
          expect({ address, body: answer.parse(body) }).toStrictEqual({ address, body });
        }
      }
    }
  });

  it('changes its entity tag when the answer changes, and keeps it when another dossier does', async () => {
    const tagOf = async (address: string) => (await request(world.app).get(address)).headers['etag'];
    const fresh = await aWorld({ load: ['openai-cloud'] });
    const freshTag = async (address: string) => (await request(fresh.app).get(address)).headers['etag'];
    const address = '/api/v1/dossiers/openai-cloud/state?on=2026-03-01';
    expect(await freshTag(address)).toBe(await tagOf(address));
    const opening = { type: 'DossierOpened', dossier: 'another', title: 'Another dossier' };
    expect((await fresh.post('/dossiers', opening)).status).toBe(201);
    expect(await freshTag(address)).toBe(await tagOf(address));
    expect((await fresh.post('/dossiers/openai-cloud/amendments', { title: 'Another title' })).status).toBe(
      201,
    );
    expect(await freshTag(address)).not.toBe(await tagOf(address));
  });
});
