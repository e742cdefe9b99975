import { DatabaseSync } from '@photostructure/sqlite';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { notOnDouble } from '../support/store.ts';
import { aSite, run } from './given.ts';

const aboutFiles = notOnDouble('it is about files of this machine');

const TextSchema = z.object({ data: z.string() });

aboutFiles('termline verify finds one flipped byte in a copy of the log, and says where', async () => {
  const place = await aSite();
  await run(['state', 'openai-cloud'], place);
  const verify = (file: string, ...args: readonly string[]) =>
    run(['verify', ...args], { cwd: place.cwd, env: { EVENT_STORE: `sqlite:${file}` } });
  const good = await verify('data/termline.db');
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(good.stdout).toMatch(/^Good: 7 events, /);
  expect(good.stdout).toMatch(/^dossier-openai-cloud 6 [0-9a-f]{64}$/m);

  copyFileSync(join(place.cwd, 'data', 'termline.db'), join(place.cwd, 'copy.db'));
  const db = new DatabaseSync(join(place.cwd, 'copy.db'));
  db.exec('DROP TRIGGER events_never_updated; DROP TRIGGER events_never_deleted;');
  const { data } = TextSchema.parse(db.prepare('SELECT data FROM events WHERE revision = 3').get());
  const bytes = Buffer.from(data);
  const at = bytes.indexOf('"headline":"') + '"headline":"'.length;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  db.prepare('UPDATE events SET data = ? WHERE revision = 3').run(bytes.toString());
  db.close();
  expect(await verify('copy.db')).toMatchObject({
    code: 1,
    stderr: '',
    stdout: [
      'Bad: events_never_updated is missing or was altered',
      'Bad: events_never_deleted is missing or was altered',
      'Bad: revision 3 of dossier-openai-cloud: its hash is not that of its content',
      '',
    ].join('\n'),
  });
  const forPrograms = await verify('copy.db', '--json');
  expect(forPrograms.code).toBe(1);
  expect(JSON.parse(forPrograms.stdout)).toMatchObject({
    finding: { stream: 'dossier-openai-cloud', revision: 3 },
  });
});
