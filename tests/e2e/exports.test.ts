import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder } from '../support/folders.ts';
import { ADMIN, contentsOf, FIRST, OPENING, run, startServer } from './given.ts';

/** What two stores have in common when one was rebuilt from what the other publishes. */
async function recordOf(file: string) {
  const { events, chain } = await contentsOf(file);
  expect(chain.intact).toBe(true);
  return events.map(({ stream, revision, id, metadata }) => ({
    stream,
    revision,
    id,
    hash: metadata['hash'],
  }));
}

describe('a record that was downloaded', () => {
  it.each([
    ['whole', '/api/v1/export', 9],
    ['of one dossier', '/api/v1/dossiers/trial/export', 2],
  ])('%s restores to the same hashes, and verifies', async (_name, address, count) => {
    const cwd = aFolder();
    const server = await startServer({ cwd, env: ADMIN });
    await server.post('/dossiers', OPENING);
    await server.post('/dossiers/trial/announcements', FIRST);
    const { status, text } = await server.get(address);
    expect(status).toBe(200);
    await server.stop('SIGTERM');
    writeFileSync(join(cwd, 'downloaded.jsonl'), text);
    const elsewhere = { cwd, env: { EVENT_STORE: 'sqlite:restored.db' } };
    expect(await run(['restore', 'downloaded.jsonl'], elsewhere)).toMatchObject({
      code: 0,
      stdout: `${count} events read, ${count} appended, 0 there already\n`,
    });
    expect(await run(['verify'], elsewhere)).toMatchObject({ code: 0, stderr: '' });
    const original = await recordOf(join(cwd, 'data', 'termline.db'));
    expect(await recordOf(join(cwd, 'restored.db'))).toStrictEqual(original.slice(-count));
  });
});
