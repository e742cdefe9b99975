import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { QuestionsSchema } from '../../src/dossier/questions.ts';
import type { Tracker } from '../../src/tracker/contract.ts';
import { Problem } from '../../src/tracker/problems.ts';
import { parseQuestions } from '../../src/tracker/questions.ts';
import { appOver, trackerWith } from '../support/app.ts';
import { html, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

const QUESTIONS = parseQuestions(`
questions:
  - id: holders
    text: Who may use <the> works?
    answer: "Bolt *and* Crane <b>both</b>."
    needs: [deal]
    ask: state?on=2024-02-10
    page: on/2024-02-10
    checks:
      - {select: "$.contracts[*].clauses[*].grants[*].assignee", expect: [bolt, crane]}
      - {ask: clauses/engines/use?on=2024-02-10, select: "$.clause['status','version']", expect: [in-force, 1]}
  - id: wrong
    text: How many announcements?
    checks: [{ask: announcements, select: "$.announcements[*].id", expect: [deal]}]
  - id: later
    text: What came of it?
    needs: [not-yet-said, deal]
    checks: [{ask: announcements/not-yet-said, select: $.id, expect: [not-yet-said]}]
  - id: nowhere
    text: What is at no address?
    checks:
      - {ask: nothing/at/all, select: $, expect: []}
      - {ask: state?on=2024-02-30, select: $, expect: []}
      - {ask: state?when=2024-02-10, select: $, expect: []}
      - {ask: announcements/gone, select: $, expect: []}
      - {ask: questions, select: $, expect: []}
`);

async function answersOf(tracker: Tracker) {
  const { app } = appOver(tracker);
  const { status, text } = await request(app).get('/api/v1/dossiers/trial/questions');
  expect(status).toBe(200);
  return QuestionsSchema.parse(JSON.parse(text));
}

const tracker = await trackerWith(SAMPLE, QUESTIONS);

describe('the questions of a dossier', () => {
  test('are counted by whether they hold', async () => {
    const { counts, fault, questions } = await answersOf(tracker);
    expect([counts, fault]).toStrictEqual([{ holds: 1, fails: 2, 'not-yet': 1 }, null]);
    expect(questions.map(({ id, outcome, missing }) => [id, outcome, missing])).toStrictEqual([
      ['holders', 'holds', []],
      ['wrong', 'fails', []],
      ['later', 'not-yet', ['not-yet-said']],
      ['nowhere', 'fails', []],
    ]);
  });

  test('name the call, the page, what was expected and what the record gives', async () => {
    const { questions } = await answersOf(tracker);
    expect(questions[1]?.checks).toStrictEqual([
      {
        ask: '/api/v1/dossiers/trial/announcements',
        page: null,
        select: '$.announcements[*].id',
        expect: ['deal'],
        actual: ['deal', 'rival', 'protest', 'report', 'renewal'],
        outcome: 'fails',
        reason: null,
      },
    ]);
    expect(questions[0]?.checks[1]?.page).toBe('/dossiers/trial/on/2024-02-10');
  });

  test('that can’t be answered fail with the reason', async () => {
    const { questions } = await answersOf(tracker);
    expect(
      questions[3]?.checks.map(({ actual, outcome, reason }) => [actual, outcome, reason]),
    ).toStrictEqual([
      [null, 'fails', 'There is no such address in the API.'],
      [null, 'fails', expect.stringContaining('on ')],
      [null, 'fails', expect.stringContaining('when is unknown here')],
      [null, 'fails', 'There is no announcement gone.'],
      [null, 'fails', 'There is no such address in the API.'],
    ]);
    expect(
      questions[2]?.checks.map(({ actual, outcome, reason }) => [actual, outcome, reason]),
    ).toStrictEqual([[null, 'not-yet', null]]);
  });

  test('hold or wait as the record grows', async () => {
    const early = await trackerWith(SAMPLE.slice(0, 1), QUESTIONS);
    const { questions } = await answersOf(early);
    expect(questions[0]?.outcome).toBe('not-yet');
    expect(questions[0]?.missing).toStrictEqual(['deal']);
  });

  test('that meet a fault of the program fail without a word of it', async () => {
    const broken: Tracker = { ...tracker, state: () => Promise.reject(new Error('secret')) };
    const { questions } = await answersOf(broken);
    expect(questions[0]?.checks.map(({ outcome, reason }) => [outcome, reason])).toStrictEqual([
      ['fails', 'It could not be answered because of a fault here.'],
      ['holds', null],
    ]);
  });

  test('are no answer at all while the store is away', async () => {
    const away: Tracker = {
      ...tracker,
      clause: () => Promise.reject(new Problem('store-unavailable', 'away')),
    };
    const { status } = await request(appOver(away).app).get('/api/v1/dossiers/trial/questions');
    expect(status).toBe(503);
  });

  test('of a dossier that isn’t there are not found', async () => {
    expect((await request(appOver(tracker).app).get('/api/v1/dossiers/other/questions')).status).toBe(404);
  });
});

describe('the page of the questions', () => {
  test('says how many hold, and shows each with its answer', async () => {
    const text = words(await html(appOver(tracker), '/dossiers/trial/questions'));
    expect(text).toContain(
      '1 of 4 answers is what the record says today; it says otherwise of 2; 1 can’t be answered yet.',
    );
    expect(text).toContain('✓ The record says so Bolt and Crane <b>both</b>.');
    expect(text).toContain('✗ The record says otherwise');
    expect(text).toContain('○ Not answerable yet Not on record yet: not-yet-said.');
    expect(text).not.toMatch(/\b(Holds|Fails|fail|check|checks)\b/);
    expect(text).toContain('How this was checked: 1 of 1 value on record is otherwise');
    expect(text).toContain('Who may use <the> works?');
    expect(text).toContain('Bolt and Crane <b>both</b>.');
    expect(text).toContain('Not on record yet: not-yet-said.');
    expect(text).toContain('There is no announcement gone.');
  });

  test('opens the checks of those that fail', async () => {
    const page = await html(appOver(tracker), '/dossiers/trial/questions');
    expect(page.match(/<details class="checks"[^>]*>/g)).toStrictEqual([
      '<details class="checks">',
      '<details class="checks" open>',
      '<details class="checks">',
      '<details class="checks" open>',
    ]);
  });

  test('says what is wrong with their file', async () => {
    const wrong = await trackerWith(SAMPLE, parseQuestions('questions: 1'));
    const text = words(await html(appOver(wrong), '/dossiers/trial/questions'));
    expect(text).toContain('The dossier’s file of questions can’t be read. /questions: ');
    expect(text).toContain('No questions ship with this dossier.');
  });
});
