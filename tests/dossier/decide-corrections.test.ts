import { describe, expect, it } from 'vitest';
import {
  affirm,
  amend,
  announce,
  correct,
  dispute,
  dossier,
  introduce,
  openContract,
  retract,
  settle,
} from '../support/history.ts';
import {
  accepts,
  announcing,
  BEGUN,
  begun,
  correcting,
  given,
  idle,
  OPENING,
  placesOf,
  PROTEST,
  recorded,
  refused,
  retracting,
  VOLUME,
  type EffectInput,
} from './deciding.ts';

const AGREED = announce({ id: 'agreed', on: '2026-03-01', effects: [settle(VOLUME, 'acme')] });
const LABEL = announce({ id: 'label', on: '2026-02-10', effects: [introduce('supply/label')] });
const RELABEL = announce({
  id: 'relabel',
  on: '2026-02-20',
  effects: [affirm(VOLUME), amend('supply/label', { text: 'two' })],
});
const noDispute = 'no such dispute is open on any of these days';

describe('a correction', () => {
  it('is recorded with the whole content and its place within the day', () => {
    const content = announce({ id: 'protest', on: '2026-01-20', effects: [dispute(VOLUME, 'bolt')] });
    expect(begun().when(correcting(content))).toStrictEqual(
      recorded(correct({ ...content, sequence: 1 }), 3),
    );
  });

  it('changes the type and the date: the place then is that of the new day', () => {
    const content = announce({
      id: 'protest',
      on: '2026-02',
      by: ['gazette'],
      type: 'ReportPublished',
      about: [VOLUME],
    });
    const other = announce({ id: 'other', on: '2026-02', sequence: 4 });
    expect(begun(other).when(correcting(content))).toStrictEqual(
      recorded(correct({ ...content, sequence: 5 }), 4),
    );
  });

  it('carries what its own type may carry, whatever it was before', () => {
    const content = announce({
      id: 'opening',
      on: '2026-01-10',
      type: 'DocumentPublished',
      effects: [openContract('supply'), introduce(VOLUME), affirm(VOLUME)],
    });
    expect(begun().when(correcting(content))).toStrictEqual(
      refused(['/content/effects/2', 'DocumentPublished cannot carry "affirm"']),
    );
  });

  it('does not change the id', () => {
    const event = { ...correct(PROTEST), content: { ...PROTEST, id: 'other' } };
    expect(begun().when({ kind: 'correct', event, today: 30_000, force: true })).toStrictEqual({
      why: 'refused',
      detail: 'The correction names another announcement.',
      faults: [['/content/id', 'must stay protest: a correction changes everything but the id']],
    });
  });

  it('has its faults named inside its content, and is not to be forced over them', () => {
    const content = announce({
      id: 'protest',
      on: '2026-01-20',
      by: ['who'],
      effects: [dispute('supply/none', 'acme')],
    });
    const refusal = refused(
      ['/content/announcedBy/0', 'unknown party: who'],
      ['/content/effects/0/clause', 'unknown clause: supply/none'],
    );
    expect(begun().when(correcting(content))).toStrictEqual(refusal);
    expect(begun().when(correcting(content, true))).toStrictEqual(refusal);
  });

  it('of an announcement that nobody recorded finds nothing', () => {
    const missing = { why: 'not-found', detail: 'There is no announcement agreed.', faults: [] };
    expect(begun().when(correcting(AGREED))).toStrictEqual(missing);
    expect(given().when(correcting(AGREED))).toStrictEqual(missing);
  });

  it('may itself be corrected: the last content is the one that counts', () => {
    const silent = { ...PROTEST, effects: [] };
    expect(accepts(begun(correct(silent)).when(correcting(PROTEST)))).toBe(true);
    expect(accepts(begun(correct(silent), AGREED).when(correcting(PROTEST)))).toBe(true);
    expect(placesOf(begun(correct(silent)).when(announcing(agreed)))).toStrictEqual(['/effects/0']);
  });

  it('may name a clause that only it introduces', () => {
    const content = { ...OPENING, effects: [...OPENING.effects, ...LABEL.effects, ...RELABEL.effects] };
    expect(accepts(begun().when(correcting(content)))).toBe(true);
  });

  it('no longer names a clause that only its old content introduced', () => {
    const content = { ...LABEL, effects: RELABEL.effects };
    expect(begun(LABEL).when(correcting(content))).toStrictEqual(
      refused(['/content/effects/1/clause', 'unknown clause: supply/label']),
    );
  });
});

const agreed = { id: 'agreed', on: '2026-03-01', effects: [settle(VOLUME, 'acme')] };

describe('a correction that leaves effects without anything to act on', () => {
  const silent = { ...PROTEST, effects: [] };
  const moved = { ...PROTEST, announcedOn: '2026-03-02' };

  it('in its own announcement is refused, unless it is forced', () => {
    const content = { ...AGREED, announcedOn: '2026-01-19' };
    expect(begun(AGREED).when(correcting(content))).toStrictEqual(
      idle(['/content/effects/0', `would do nothing: ${noDispute}`]),
    );
    expect(begun(AGREED).when(correcting(content, true))).toStrictEqual(
      recorded(correct({ ...content, sequence: 1 }), 4, ['agreed/effects/0']),
    );
  });

  it.each([
    ['by taking back what they act on', silent],
    ['by putting it after them', moved],
  ])('in another announcement, %s, is refused, unless it is forced', (_, content) => {
    expect(begun(AGREED).when(correcting(content))).toStrictEqual(
      idle(['/content', `agreed/effects/0 would do nothing any more: ${noDispute}`]),
    );
    expect(begun(AGREED).when(correcting(content, true))).toStrictEqual(
      recorded(correct({ ...content, sequence: 1 }), 4, ['agreed/effects/0']),
    );
  });

  it('is held only against what it causes, not against what was so before', () => {
    const forced = correct(silent);
    const other = correcting({ ...OPENING, headline: 'What was really said' });
    expect(begun(AGREED, forced).when(other)).toStrictEqual(
      recorded(correct({ ...OPENING, headline: 'What was really said', sequence: 1 }), 5),
    );
    expect(accepts(begun(AGREED, forced).when(announcing({ id: 'next', on: '2026-05-01' })))).toBe(true);
  });

  it('may heal what another left so', () => {
    expect(begun(AGREED, correct(silent)).when(correcting(PROTEST))).toStrictEqual(
      recorded(correct({ ...PROTEST, sequence: 1 }), 5),
    );
  });
});

describe('a retraction', () => {
  it('is recorded', () => {
    expect(begun().when(retracting('protest'))).toStrictEqual(recorded(retract('protest'), 3));
  });

  it('of an announcement that nobody recorded finds nothing', () => {
    const missing = { why: 'not-found', detail: 'There is no announcement agreed.', faults: [] };
    expect(begun().when(retracting('agreed', true))).toStrictEqual(missing);
    expect(given().when(retracting('agreed', true))).toStrictEqual(missing);
  });

  it('that leaves others without anything to act on names each, unless it is forced', () => {
    expect(begun(LABEL, RELABEL, AGREED).when(retracting('label'))).toStrictEqual({
      why: 'refused',
      detail: 'Effects of other announcements would find nothing to act on.',
      faults: [['', 'relabel/effects/1 would do nothing any more: clause supply/label is not on record']],
    });
    expect(begun(LABEL, RELABEL, AGREED).when(retracting('label', true))).toStrictEqual(
      recorded(retract('label'), 6, ['relabel/effects/1']),
    );
  });

  it('of the opening leaves everything else without, in the order of the history', () => {
    expect(begun(AGREED, RELABEL, LABEL).when(retracting('opening', true))).toStrictEqual(
      recorded(retract('opening'), 6, [
        'protest/effects/0',
        'label/effects/0',
        'relabel/effects/0',
        'relabel/effects/1',
        'agreed/effects/0',
      ]),
    );
  });

  it('of what has no effect on others needs no force', () => {
    expect(accepts(begun(LABEL, RELABEL).when(retracting('relabel')))).toBe(true);
  });

  it('after the one that built on it is free', () => {
    expect(accepts(begun(LABEL, RELABEL, retract('relabel')).when(retracting('label')))).toBe(true);
  });
});

describe('after a retraction', () => {
  const final = {
    why: 'refused',
    detail: 'The announcement protest was retracted, which is final.',
    faults: [],
  };

  it('the announcement is neither corrected nor retracted again, by no force', () => {
    expect(begun(retract('protest')).when(correcting(PROTEST, true))).toStrictEqual(final);
    expect(begun(retract('protest')).when(retracting('protest', true))).toStrictEqual(final);
  });

  it('its id is not used again', () => {
    const again = announcing({ id: 'protest', on: '2026-02-01' });
    expect(begun(retract('protest')).when(again)).toStrictEqual({
      why: 'announcement-exists',
      detail: 'The id protest names another announcement already.',
      faults: [['/id', 'is taken']],
    });
  });

  it('its clauses are unknown, and may be introduced by another', () => {
    const next = (effect: EffectInput) => announcing({ id: 'next', on: '2026-02-15', effects: [effect] });
    expect(begun(LABEL, retract('label')).when(next(affirm('supply/label')))).toStrictEqual(
      refused(['/effects/0/clause', 'unknown clause: supply/label']),
    );
    expect(accepts(begun(LABEL, retract('label')).when(next(introduce('supply/label'))))).toBe(true);
  });

  it('what it added stays known', () => {
    const adding = announce({
      id: 'adding',
      on: '2026-02-01',
      adds: { parties: [{ id: 'mill', name: 'Mill' }] },
    });
    const next = announcing({ id: 'next', on: '2026-02-02', by: ['mill'] });
    expect(accepts(begun(adding, retract('adding')).when(next))).toBe(true);
  });
});

describe('an id', () => {
  it('names one announcement only', () => {
    expect(begun().when(announcing({ id: 'protest', on: '2026-02-01' }))).toStrictEqual({
      why: 'announcement-exists',
      detail: 'The id protest names another announcement already.',
      faults: [['/id', 'is taken']],
    });
  });

  it('of a dossier that is not open names none', () => {
    const missing = { why: 'not-found', detail: 'There is no such dossier.', faults: [] };
    expect(given().when(announcing({ id: 'next', on: '2026-02-01' }))).toStrictEqual(missing);
    expect(accepts(given(...BEGUN.slice(0, 1)).when(announcing({ id: 'next', on: '2026-02-01' })))).toBe(
      true,
    );
    expect(accepts(given(dossier()).when(announcing({ id: 'protest', on: '2026-02-01' })))).toBe(true);
  });
});
