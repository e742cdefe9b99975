import { describe, expect, it } from 'vitest';
import { ADMIN, announcedOn, aSite, FIRST, idOf, OPENING, said, startServer, TOKEN } from './given.ts';

const ANNOUNCE = '/dossiers/trial/announcements';
const EACH = 40;

/** The revision that an entity tag of an append names. */
const revisionOf = (etag: string | null): number => Number(etag?.replaceAll('"', ''));

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
              const others = await announcedOn(servers[1 - index] ?? server, 'trial', revisionOf(etag));
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
