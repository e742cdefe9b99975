import { expect, it } from 'vitest';
import { ADMIN, announcedOn, aSite, FIRST, idOf, OPENING, said, startServer, type Server } from './given.ts';

const ANNOUNCE = '/dossiers/trial/announcements';
/** How many writers append at once, and at how many answers in all the server is killed. */
const WRITERS = 6;
const KILLED_AT = [5, 25, 60];

/** Opens the trial, where it isn't open. */
async function open(server: Server): Promise<void> {
  await server.post('/dossiers', OPENING);
  await server.post(ANNOUNCE, FIRST);
}

interface Written {
  /** What was answered 201, with the head of the answer. */
  readonly stored: ReadonlyMap<string, string>;
  /** What was sent, and never answered. */
  readonly unanswered: readonly string[];
}

/** Writers that append one announcement after the other, until the server is killed in the midst of it. */
async function writeUntilKilled(server: Server, round: number, killedAt: number): Promise<Written> {
  const [stored, unanswered] = [new Map<string, string>(), new Array<string>()];
  const write = async (writer: number): Promise<void> => {
    for (let index = 0; ; index += 1) {
      const id = `ann-${round}-${writer}-${index}`;
      try {
        const { status, etag } = await server.post(ANNOUNCE, said(id));
        expect([id, status]).toStrictEqual([id, 201]);
        stored.set(id, etag ?? '');
      } catch (error) {
        // Nothing but a broken connection ends a writer.
        if (!(error instanceof TypeError)) throw error;
        unanswered.push(id);
        return;
      }
      if (stored.size === killedAt) server.child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  expect(await server.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  return { stored, unanswered };
}

it('a server that is killed in the midst of appends has stored what it answered, once', async () => {
  const place = await aSite(ADMIN);
  const kept = new Map<string, string>();
  const lost: string[] = [];
  for (const [round, killedAt] of KILLED_AT.entries()) {
    const server = await startServer(place);
    await open(server);
    const { stored, unanswered } = await writeUntilKilled(server, round, killedAt);
    expect(stored.size).toBeGreaterThanOrEqual(killedAt);
    // Each writer had sent one more when the server was killed: the kill did come in the midst of appends.
    expect(unanswered.length).toBe(WRITERS);
    for (const [id, head] of stored) kept.set(id, head);
    lost.push(...unanswered);

    const { events, chain } = await place.contents();
    expect(chain.intact).toBe(true);
    const announced = events.filter(({ stream }) => stream === 'dossier-trial').slice(2);
    const ids = announced.map(idOf);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...kept.keys()].filter((id) => !ids.includes(id))).toStrictEqual([]);
    // What was not answered may be there as well, but nothing else.
    expect(ids.filter((id) => !kept.has(id) && !lost.includes(id))).toStrictEqual([]);
    const heads = announced.filter((event) => kept.has(idOf(event)));
    expect(heads.map((event) => [idOf(event), `"${event.revision}"`])).toStrictEqual(
      heads.map((event) => [idOf(event), kept.get(idOf(event))]),
    );
  }

  const server = await startServer(place);
  const before = await announcedOn(server, 'trial');
  expect([...kept.keys()].filter((id) => !before.includes(id))).toStrictEqual([]);
  // Whoever got no answer sends it again, and it is there once, whether it had been stored or not.
  for (const id of lost) {
    const { status } = await server.post(ANNOUNCE, said(id));
    expect([id, status]).toStrictEqual([id, before.includes(id) ? 200 : 201]);
  }
  const after = await announcedOn(server, 'trial');
  expect(after.sort()).toStrictEqual(['ann-first', ...kept.keys(), ...lost].sort());
  await server.stop('SIGTERM');
  const { events, chain } = await place.contents();
  expect([chain.intact, events.length]).toStrictEqual([true, 7 + 2 + kept.size + lost.length]);
});
