import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../src/dossier/announcement.ts';
import { DossierSummarySchema } from '../../src/dossier/answers.ts';
import { Listing } from '../../src/dossier/listing.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { anyHistory } from '../support/random-history.ts';
import { amendDossier, dossier, history } from '../support/history.ts';
import { RUNS, TIMEOUT } from '../support/tally.ts';

/** The same line, read from a whole timeline. */
function plainly(events: readonly RecordedEvent[]): object {
  const timeline = Timeline.of('trial', events);
  const tellings = timeline.recorded();
  return {
    id: 'trial',
    title: timeline.registry().title,
    announcements: tellings.length,
    head: timeline.head,
    firstRecord: tellings[0]?.announcedOn ?? null,
    lastAnnounced: tellings.at(-1)?.announcedOn ?? null,
    readable: true,
  };
}

describe('a dossier in a line', () => {
  it('kept event by event says at each revision what its timeline says', { timeout: TIMEOUT }, () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(anyHistory, (events) => {
        const listing = new Listing('trial');
        for (const [index, recorded] of events.entries()) {
          met.add(recorded.event.type);
          listing.take(recorded);
          expect(DossierSummarySchema.parse(listing.summary())).toStrictEqual(
            plainly(events.slice(0, index + 1)),
          );
        }
      }),
      { numRuns: RUNS },
    );
    for (const type of ['AgreementAnnounced', 'AnnouncementCorrected', 'AnnouncementRetracted']) {
      expect(met).toContain(type);
    }
  });

  it('has the title that an amendment gave it', () => {
    const events = history(dossier(), amendDossier({ title: 'Another' }), amendDossier({ summary: 'S.' }));
    const listing = new Listing('trial');
    for (const recorded of events) listing.take(recorded);
    expect(listing.summary()).toStrictEqual(plainly(events));
    expect(listing.summary().title).toBe('Another');
  });
});
