import { describe, expect, it } from 'vitest';
import { openEvents } from '../support/events.ts';
import { ADMIN, aSite, FIRST, OPENING, run, said, startServer } from './given.ts';

const LIVE = '/dossiers/trial/live';
const ANNOUNCE = '/dossiers/trial/announcements';
/** What the server may take to end, in milliseconds, with open pages that wait for news. */
const AT_ONCE_MS = 1_000;

const hello = (head: number) => ({ name: 'hello', id: null, data: { head } });
const told = (revision: number, announcement: string) => ({
  name: 'appended',
  id: String(revision),
  data: { revision, type: 'AgreementAnnounced', announcement, headline: `What was said: ${announcement}` },
});

describe('open pages of the built server', () => {
  it('do not keep it from ending within a second, and miss nothing when it comes back', async () => {
    const place = await aSite(ADMIN);
    const first = await startServer(place);
    await first.post('/dossiers', OPENING);
    const pages = await Promise.all([1, 2, 3, 4].map(() => openEvents(`${first.url}${LIVE}`)));
    for (const page of pages) expect(await page.next(1)).toStrictEqual([hello(0)]);
    await first.post(ANNOUNCE, FIRST);
    for (const page of pages) expect(await page.next(1)).toStrictEqual([told(1, 'ann-first')]);
    const begun = performance.now();
    const rests = pages.map((page) => page.rest());
    expect(await first.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - begun).toBeLessThan(AT_ONCE_MS);
    expect(await Promise.all(rests)).toStrictEqual([[], [], [], []]);
    const second = await startServer(place);
    await second.post(ANNOUNCE, said('ann-second'));
    const page = await openEvents(`${second.url}${LIVE}`, { 'Last-Event-ID': '1' });
    expect(await page.next(2)).toStrictEqual([hello(2), told(2, 'ann-second')]);
    page.close();
  });

  it('are told of what the command line appends to the same log', async () => {
    const place = await aSite(ADMIN);
    const server = await startServer(place);
    await server.post('/dossiers', OPENING);
    const page = await openEvents(`${server.url}${LIVE}`);
    expect(await page.next(1)).toStrictEqual([hello(0)]);
    const appended = await run(['append', '--dossier', 'trial', '-'], place, JSON.stringify(FIRST));
    expect(appended).toMatchObject({ code: 0, stderr: '' });
    expect(await page.next(1)).toStrictEqual([told(1, 'ann-first')]);
    // Whoever was told of it reads it.
    expect((await server.get('/api/v1/dossiers/trial')).json()).toMatchObject({ head: 1 });
    page.close();
  });
});
