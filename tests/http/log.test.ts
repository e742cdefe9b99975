import { beforeAll, describe, expect, test } from 'vitest';
import { trial } from '../support/app.ts';
import { announce, correct } from '../support/history.ts';
import { html, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';
import type { Trial } from '../support/app.ts';

const REPORT = {
  id: 'report',
  type: 'ReportPublished',
  on: '2024-03-05',
  by: ['gazette'],
  about: ['engines/use'],
} as const;
const corrected = (headline: string) =>
  correct(announce({ ...REPORT, about: [...REPORT.about], by: [...REPORT.by], headline }));
const LOG = '/dossiers/trial/log';

/** The words of each row of the table, by revision. */
function rowsOf(page: string): string[] {
  return [...page.matchAll(/<tr id="r\d+".*?<\/tr>/gs)].map(([row]) => words(row).trim());
}

describe('our record', () => {
  let given: Trial;
  let page: string;
  beforeAll(async () => {
    given = await trial([
      ...SAMPLE,
      corrected('The Gazette: Bolt weighs a suit'),
      corrected('The Gazette: Bolt may sue'),
    ]);
    page = await html(given, LOG);
  });

  test('says of each event when it was recorded, what kind it is, and what mended it since', async () => {
    const { events } = await given.tracker.log('trial', {});
    const hashes = events.map(({ hash }) => hash.slice(0, 12));
    const expected = [
      'Dossier opened Works & wares',
      'Agreement Acme and Bolt agree on supply',
      'Agreement Acme and Crane agree on engines',
      'Refutation Bolt: the works are ours',
      'Press report The Gazette: Bolt considers a suit corrected since, by revisions 6 and 7',
      'Renegotiation Acme and Bolt amend their agreement',
      '✎ Correction The Gazette: Bolt weighs a suit Reason: read wrongly corrected since, by revision 7',
      '✎ Correction The Gazette: Bolt may sue Reason: read wrongly',
    ].map((text, n) => {
      const mended = text.startsWith('✎') ? ' What this mended, on 5 March 2024' : '';
      return `${n} 15 June 2024, 12:00:00 UTC ${text} Terms as recorded then${mended} ${hashes[n]}`;
    });
    expect(rowsOf(page)).toStrictEqual(expected);
  });

  test('gives the head’s hash whole, and itself as a file and as JSON', async () => {
    const { headHash } = await given.tracker.log('trial', {});
    expect(page).toContain(`<code class="hash">${headHash}</code>`);
    expect(page).toContain('href="/api/v1/dossiers/trial/export"');
    expect(page).toContain('<link rel="alternate" type="application/json" href="/dossiers/trial/log.json">');
    expect(words(page)).toContain('Its head is revision 7.');
  });

  test('says how to check it, and that what was known doesn’t rest on when it was entered', () => {
    const text = words(page);
    expect(text).toContain(
      'To check it yourself The hash of an event is the SHA-256 of its canonical form (RFC 8785)',
    );
    expect(text).toContain('termline restore trial.jsonl');
    expect(text).toContain('termline verify');
    expect(text).toContain('These events were entered here on 15 June 2024.');
    expect(text).toContain('it goes by the dates on which the announcements were published');
  });

  test('says so where nothing was mended, and not where something was', async () => {
    const none = 'No correction or retraction so far.';
    expect(words(page)).not.toContain(none);
    expect(words(await html(await trial(SAMPLE), LOG))).toContain(none);
    const retraction = {
      type: 'AnnouncementRetracted',
      announcement: 'renewal',
      reason: 'a forgery',
    } as const;
    // A page that doesn't show the retraction itself knows of it.
    expect(words(await html(await trial([...SAMPLE, retraction]), `${LOG}?limit=2`))).not.toContain(none);
  });

  test('an announcement says when it was entered', async () => {
    expect(words(await html(given, '/dossiers/trial/announcements/report'))).toContain(
      'Entered as revision 4 of our record, 15 June 2024, 12:00:00 UTC ; corrected at revision 6, 7.',
    );
  });

  test('leads from each event to the terms as they were recorded then', async () => {
    const links = [...page.matchAll(/href="([^"]+)">Terms as recorded then/g)].map(([, href]) => href ?? '');
    expect(links).toStrictEqual([...Array(8).keys()].map((revision) => `/dossiers/trial?log=${revision}`));
    for (const link of links) await html(given, link);
  });

  test('leads from what mends an announcement to our record before and after, on its day', async () => {
    const own = await trial([
      ...SAMPLE,
      { type: 'AnnouncementRetracted', announcement: 'renewal', reason: 'a forgery' },
    ]);
    const [, href = ''] = /href="([^"]+)">What this mended/.exec(await html(own, LOG)) ?? [];
    const address = href.replaceAll('&amp;', '&');
    expect(address).toBe('/dossiers/trial/compare/2024-04-20/to/2024-04-20?fromLog=5&toLog=6');
    const compared = await html(own, address);
    const record = words(compared);
    expect(record).toContain('How our record changed');
    // What was retracted is still named, and can be read as it was on record.
    expect(record).toContain('(through “Acme and Bolt amend their agreement”)');
    expect(record).toContain('Caused by Acme and Bolt amend their agreement (20 April 2024)');
    const cause = '/dossiers/trial/announcements/renewal?log=5';
    expect(compared).toContain(`href="${cause}"`);
    await html(own, cause);
  });

  test('says which announcement was retracted, and by which event, also where that is on another page', async () => {
    const own = await trial([
      ...SAMPLE,
      { type: 'AnnouncementRetracted', announcement: 'report', reason: 'never printed' },
    ]);
    const rows = rowsOf(await html(own, LOG));
    expect(rows[4]).toContain('The Gazette: Bolt considers a suit retracted since, by revision 6 Terms');
    expect(rows[6]).toContain('× Retraction The Gazette: Bolt considers a suit Reason: never printed Terms');
    const [, , , , alone] = rowsOf(await html(own, `${LOG}?limit=5`));
    expect(alone).toContain('The Gazette: Bolt considers a suit retracted since Terms');
  });
});
