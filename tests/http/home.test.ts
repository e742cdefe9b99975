import request from 'supertest';
import { expect, test } from 'vitest';
import { clockIn } from '../../src/tracker/clock.ts';
import { kindOf } from '../../src/tracker/documents.ts';
import { createTracker } from '../../src/tracker/tracker.ts';
import { appOver, TODAY } from '../support/app.ts';
import { html, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';
import { aStore } from '../support/store.ts';

test('one dossier that can’t be read keeps nobody from the others', async () => {
  const store = await aStore();
  const clock = clockIn('UTC', () => new Date(`${TODAY}T12:00:00Z`));
  const tracker = createTracker({ store, clock });
  tracker.follow();
  for (const body of SAMPLE) await tracker.append('trial', kindOf(body), { body });
  const spoilt = { id: '00000000-0000-4000-8000-000000000001', type: 'Nonsense', data: {}, metadata: {} };
  await store.append('dossier-spoilt', [spoilt], { expected: 'no-stream' });
  const given = appOver(tracker);
  for (;;) {
    const { status } = await request(given.app).get('/dossiers/spoilt');
    if (status !== 404) break;
  }
  const text = words(await html(given, '/'));
  expect(text).toContain('An event of this dossier can’t be read.');
  expect(text).toContain('Today, 15 June 2024 2 ■ In force 1 × Ended');
  expect(words(await html(given, '/search?q=works'))).toContain('Use of the works');
  const { status, text: answer } = await request(given.app).get('/dossiers/spoilt').accept('json');
  expect([status, answer.includes('Nonsense')]).toStrictEqual([500, false]);
});
