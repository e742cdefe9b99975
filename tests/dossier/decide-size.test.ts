import { describe, expect, it } from 'vitest';
import type { DossierEvent } from '../../src/dossier/announcement.ts';
import { MOST_EVENT_BYTES, MOST_TEXT_BYTES } from '../../src/dossier/decide.ts';
import { amend, amendDossier, announce, correct, dossier, introduce, retract } from '../support/history.ts';
import {
  accepts,
  announcing,
  begun,
  correcting,
  given,
  OPENING,
  saying,
  VOLUME,
  type Where,
} from './deciding.ts';

const LONG = 'is longer than 65536 bytes: split the clause, or shorten it';
const LARGE = 'is larger than 524288 bytes: split it into several announcements of the same day';

const tooLong = (...pointers: string[]) => ({
  why: 'too-large',
  detail: 'The announcement is too large.',
  faults: pointers.map((pointer): Where => [pointer, LONG]),
});
const tooLarge = (what: 'announcement' | 'event') => ({
  why: 'too-large',
  detail: `The ${what} is too large.`,
  faults: [['', LARGE]],
});

/** One character of so many bytes in UTF-8, as often as fits into a clause's text. */
const CHARACTERS = [
  { bytes: 1, character: 'a' },
  { bytes: 2, character: 'é' },
  { bytes: 4, character: '🌾' },
];

describe('the text of a clause', () => {
  it('is of 64 KiB at most', () => {
    expect(MOST_TEXT_BYTES).toBe(65_536);
  });

  it.each(CHARACTERS)('is measured in bytes, not in characters, of $bytes bytes each', (row) => {
    const most = row.character.repeat(MOST_TEXT_BYTES / row.bytes);
    expect(accepts(begun().when(saying(introduce('supply/label', { text: most }))))).toBe(true);
    expect(accepts(begun().when(saying(amend(VOLUME, { text: most }))))).toBe(true);
    const more = saying(
      amend(VOLUME, { text: 'two' }),
      introduce('supply/label', { text: `${most}a` }),
      amend(VOLUME, { text: `${most}a` }),
    );
    expect(begun().when(more)).toStrictEqual(tooLong('/effects/1/text', '/effects/2/text'));
  });

  it('three bytes a character leave room for one byte more', () => {
    const most = '€'.repeat(21_845);
    expect(accepts(begun().when(saying(amend(VOLUME, { text: `${most}a` }))))).toBe(true);
    expect(begun().when(saying(amend(VOLUME, { text: `${most}é` })))).toStrictEqual(
      tooLong('/effects/0/text'),
    );
  });

  it('is measured in a correction, too', () => {
    const content = { ...OPENING, effects: [...OPENING.effects, ...announce(tooMuch).effects] };
    expect(begun().when(correcting(content))).toStrictEqual(tooLong('/content/effects/5/text'));
    expect(begun().when(correcting(content, true))).toStrictEqual(tooLong('/content/effects/5/text'));
  });

  it('is named before anything else is looked at', () => {
    const text = 'a'.repeat(MOST_TEXT_BYTES + 1);
    expect(begun().when(saying(amend('supply/none', { text })))).toStrictEqual(tooLong('/effects/0/text'));
  });
});

const tooMuch = {
  id: 'opening',
  on: '2026-01-10',
  effects: [introduce('supply/label', { text: 'a'.repeat(MOST_TEXT_BYTES + 1) })],
};

const sizeOf = (event: DossierEvent) => Buffer.byteLength(JSON.stringify(event));
/** As many bytes as an event of this size lacks to be of the largest. */
const padding = (event: DossierEvent, more: number) => 'a'.repeat(MOST_EVENT_BYTES - sizeOf(event) + more);

describe('an event', () => {
  it('is of 512 KiB at most', () => {
    expect(MOST_EVENT_BYTES).toBe(524_288);
  });

  it('an announcement, with the place within its day that is stored with it', () => {
    const said = { id: 'next', on: '2026-02-01', note: 'a' };
    const stored = { ...announce(said), sequence: 1 };
    const of = (more: number) => announcing({ ...said, note: `a${padding(stored, more)}` });
    expect(accepts(begun().when(of(0)))).toBe(true);
    expect(begun().when(of(1))).toStrictEqual(tooLarge('announcement'));
  });

  it('an announcement, in bytes', () => {
    const note = '€'.repeat(MOST_EVENT_BYTES / 3);
    expect(begun().when(announcing({ id: 'next', on: '2026-02-01', note }))).toStrictEqual(
      tooLarge('announcement'),
    );
  });

  it('a correction, with its reason', () => {
    const content = { ...OPENING, sequence: 1 };
    const of = (more: number) => ({
      kind: 'correct' as const,
      event: { ...correct(content), reason: `read wrongly${padding(correct(content), more)}` },
      today: 0,
      force: true,
    });
    const today = 30_000;
    expect(accepts(begun().when({ ...of(0), today }))).toBe(true);
    expect(begun().when({ ...of(1), today })).toStrictEqual(tooLarge('announcement'));
  });

  it('a retraction, with its reason', () => {
    const of = (more: number) => ({
      kind: 'retract' as const,
      event: { ...retract('protest'), reason: `never said${padding(retract('protest'), more)}` },
      force: true,
    });
    expect(accepts(begun().when(of(0)))).toBe(true);
    expect(begun().when(of(1))).toStrictEqual(tooLarge('event'));
  });

  it('the opening of a dossier', () => {
    const opened = dossier({ summary: 'a' });
    const of = (more: number) => ({
      kind: 'open' as const,
      event: { ...opened, summary: `a${padding(opened, more)}` },
    });
    expect(accepts(given().when(of(0)))).toBe(true);
    expect(given().when(of(1))).toStrictEqual(tooLarge('event'));
  });

  it('a change of a dossier', () => {
    const changed = amendDossier({ summary: 'a' });
    const of = (more: number) => ({
      kind: 'amend' as const,
      event: { ...changed, summary: `a${padding(changed, more)}` },
    });
    expect(accepts(begun().when(of(0)))).toBe(true);
    expect(begun().when(of(1))).toStrictEqual(tooLarge('event'));
  });
});
