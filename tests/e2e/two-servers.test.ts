import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Caller, revisionOf, type Taken } from './caller.ts';
import { ADMIN, announcedOn, aSite, FIRST, idOf, OPENING, said, startServer, TOKEN } from './given.ts';

const ANNOUNCE = '/dossiers/trial/announcements';
const EACH = 40;
/** How many each of two servers takes of callers who tell the head that they saw. */
const EACH_OF_MANY = 500;
/** Every so many, a caller asks both servers at once, with the same key. */
const TWICE = 50;

describe('two servers on one log', () => {
  it('that start at once on a log that neither found load the shipped dossier once', async () => {
    const place = await aSite();
    const servers = await Promise.all([startServer(place), startServer(place)]);
    const heads = await Promise.all(
      servers.map((server) => server.get('/api/v1/dossiers/openai-cloud/log?after=5')),
    );
    expect(heads[0]?.text).toBe(heads[1]?.text);
    expect(await Promise.all(servers.map((server) => server.stop('SIGTERM')))).toMatchObject([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    const { events, chain } = await place.contents();
    expect([events.length, chain.intact]).toStrictEqual([7, true]);
  });

  it('take every announcement exactly once, and each sees those of the other', async () => {
    const place = await aSite(ADMIN);
    const servers = await Promise.all([startServer(place), startServer(place)]);
    await servers[0]?.post('/dossiers', OPENING);
    await servers[1]?.post(ANNOUNCE, FIRST);
    const written = await Promise.all(
      servers.flatMap((server, index) =>
        // Two writers at each, who wait for an answer before they go on.
        ['left', 'right'].map(async (writer) => {
          const answers: string[] = [];
          for (let turn = 0; turn < EACH / 2; turn += 1) {
            const id = `ann-${index}-${writer}-${turn}`;
            const { status, etag } = await server.post(ANNOUNCE, said(id));
            expect([id, status]).toStrictEqual([id, 201]);
            answers.push(`${etag} ${id}`);
            // What was answered is seen by whoever asks the other server for that revision, however soon.
            if (turn % 10 === 9) {
              const others = await announcedOn(
                servers[1 - index] ?? server,
                'trial',
                revisionOf(etag ?? undefined),
              );
              expect(others).toContain(id);
            }
          }
          return answers;
        }),
      ),
    );
    const answers = written.flat();
    const ids = ['ann-first', ...answers.map((answer) => answer.split(' ')[1] ?? '')].sort();
    const last = answers.length + 1;
    const lists = await Promise.all(servers.map((server) => announcedOn(server, 'trial', last)));
    expect(lists.map((list) => list.sort())).toStrictEqual([ids, ids]);
    await Promise.all(servers.map((server) => server.stop('SIGTERM')));
    const { events, chain } = await place.contents();
    expect(chain.intact).toBe(true);
    const stored = events.filter(({ stream }) => stream === 'dossier-trial').slice(2);
    const places = stored.map((event) => `"${event.revision}" ${idOf(event)}`);
    expect(places.sort()).toStrictEqual(answers.sort());
  });

  it(
    'take 500 announcements each, of callers who send again with the same key, every one exactly once',
    { timeout: 150_000 },
    async () => {
      const place = await aSite(ADMIN);
      const servers = await Promise.all([startServer(place), startServer(place)]);
      await servers[0]?.post('/dossiers', OPENING);
      await servers[1]?.post(ANNOUNCE, FIRST);
      const callers = servers.map(({ url }) => new Caller(async () => url, 1));
      const rivals = servers.map(({ url }) => new Caller(async () => url, 1));
      const taken = new Map<number, string>();
      const write = async (caller: Caller, index: number): Promise<void> => {
        for (let turn = 0; turn < EACH_OF_MANY; turn += 1) {
          const id = `ann-${index}-${turn}`;
          const asked = [caller.announce(said(id), id)];
          if (turn % TWICE === 0)
            asked.push(...rivals.slice(1 - index, 2 - index).map((r) => r.announce(said(id), id)));
          const answers: readonly Taken[] = await Promise.all(asked);
          // Whoever is told that it was stored already is told so of a head that holds it.
          const [first, ...others] = answers.toSorted((one, other) => other.status - one.status);
          expect([first?.status, ...others.map(({ status }) => status)]).toStrictEqual([
            201,
            ...others.map(() => 200),
          ]);
          const place = z.int().parse(first?.head);
          for (const { head } of others) expect(head).toBeGreaterThanOrEqual(place);
          taken.set(place, id);
        }
      };
      await Promise.all(callers.map(write));
      // They did get in each other's way.
      for (const { seen } of callers) expect(seen.get(412) ?? 0).toBeGreaterThan(50);
      const last = 1 + 2 * EACH_OF_MANY;
      const lists = await Promise.all(servers.map((server) => announcedOn(server, 'trial', last)));
      const ids = ['ann-first', ...taken.values()].sort();
      expect(ids.length).toBe(last);
      expect(lists.map((list) => list.sort())).toStrictEqual([ids, ids]);
      for (const caller of [...callers, ...rivals]) caller.close();
      expect(await Promise.all(servers.map((server) => server.stop('SIGTERM')))).toMatchObject([
        { code: 0, stderr: '' },
        { code: 0, stderr: '' },
      ]);
      const { events, chain } = await place.contents();
      expect(chain.intact).toBe(true);
      const stored = events.filter(({ stream }) => stream === 'dossier-trial').slice(2);
      expect(stored.map((event) => [event.revision, idOf(event)])).toStrictEqual(
        [...taken].sort(([one], [other]) => one - other),
      );
    },
  );

  it('let only one of two writers with the same head through', async () => {
    const place = await aSite(ADMIN);
    const servers = await Promise.all([startServer(place), startServer(place)]);
    await servers[0]?.post('/dossiers', OPENING);
    await servers[0]?.post(ANNOUNCE, FIRST);
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      'if-match': '"1"',
      'content-type': 'application/json',
    };
    const responses = await Promise.all(
      servers.map(async (server, index) => {
        const response = await fetch(`${server.url}/api/v1/admin${ANNOUNCE}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(said(`ann-${index}`)),
        });
        await response.arrayBuffer();
        return response.status;
      }),
    );
    expect(responses.sort((a, b) => a - b)).toStrictEqual([201, 412]);
  });
});
