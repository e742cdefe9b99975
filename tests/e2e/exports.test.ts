import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ADMIN, aSite, type Contents, contentsOf, FIRST, OPENING, run, startServer } from './given.ts';

/** What two stores have in common when one was rebuilt from what the other publishes. */
function recordOf({ events, chain }: Contents) {
  expect(chain.intact).toBe(true);
  return events.map(({ stream, revision, id, metadata }) => ({
    stream,
    revision,
    id,
    hash: metadata['hash'],
  }));
}

it('a record that was downloaded, whole or of one dossier, restores to the same hashes and verifies', async () => {
  const place = await aSite(ADMIN);
  const { cwd } = place;
  const server = await startServer(place);
  await server.post('/dossiers', OPENING);
  await server.post('/dossiers/trial/announcements', FIRST);
  const whole = await server.get('/api/v1/export');
  const part = await server.get('/api/v1/dossiers/trial/export');
  expect([whole.status, part.status]).toStrictEqual([200, 200]);
  await server.stop('SIGTERM');
  const original = recordOf(await place.contents());
  for (const { name, text, count } of [
    { name: 'whole', text: whole.text, count: 9 },
    { name: 'part', text: part.text, count: 2 },
  ]) {
    writeFileSync(join(cwd, `${name}.jsonl`), text);
    const elsewhere = { cwd, env: { EVENT_STORE: `sqlite:${name}.db` } };
    expect(await run(['restore', `${name}.jsonl`], elsewhere)).toMatchObject({
      code: 0,
      stdout: `${count} events read, ${count} appended, 0 there already\n`,
    });
    expect(await run(['verify'], elsewhere)).toMatchObject({ code: 0, stderr: '' });
    expect(recordOf(await contentsOf(join(cwd, `${name}.db`)))).toStrictEqual(original.slice(-count));
  }
});
