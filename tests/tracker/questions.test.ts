import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseQuestions, readQuestions } from '../../src/tracker/questions.ts';
import { seed } from '../../src/tracker/seeding.ts';
import { trackerWith } from '../support/app.ts';
import { aFolder } from '../support/folders.ts';

const GOOD = `
questions:
  - id: one
    text: What holds?
    ask: state?on=2024-02-10
    page: on/2024-02-10#conflicts
    checks:
      - {select: "$.contracts[*].id", expect: [supply]}
      - {ask: conflicts, page: announcements, select: "$.conflicts", expect: [[]]}
`;

describe('a file of questions', () => {
  it('gives each check what it asks, the page that shows it and what it picks', () => {
    const { questions, fault } = parseQuestions(GOOD);
    expect(fault).toBeNull();
    const [question] = questions;
    const told = question?.checks.map(({ pick: _pick, ...rest }) => rest);
    expect([question?.id, question?.text, question?.answer, question?.needs, told]).toStrictEqual([
      'one',
      'What holds?',
      null,
      [],
      [
        {
          ask: 'state?on=2024-02-10',
          page: 'on/2024-02-10#conflicts',
          select: '$.contracts[*].id',
          expect: ['supply'],
        },
        { ask: 'conflicts', page: 'announcements', select: '$.conflicts', expect: [[]] },
      ],
    ]);
    expect(question?.checks[0]?.pick({ contracts: [{ id: 'a' }, { id: 'b' }] })).toStrictEqual(['a', 'b']);
  });

  const check = (text: string): string =>
    `questions: [{id: one, text: What, ask: state, checks: [{select: ${text}}]}]`;

  it.each([
    ['is no YAML', 'questions: [', /^not well-formed: /],
    ['is empty', '', /^\/: /],
    ['knows no questions', 'other: 1', /^\/questions: /],
    ['has a key that nobody knows', `${GOOD}more: 1`, /^\/: .*more/],
    [
      'asks twice under one id',
      `${GOOD}${GOOD.split('questions:\n')[1] ?? ''}`,
      /^\/questions\/1\/id: is used twice$/,
    ],
    [
      'has a question without a check',
      'questions: [{id: one, text: What, checks: []}]',
      /^\/questions\/0\/checks: /,
    ],
    [
      'has a check that asks nothing',
      'questions: [{id: one, text: What, checks: [{select: $, expect: []}]}]',
      /^\/questions\/0\/checks\/0\/ask: is missing/,
    ],
    [
      'selects what is no JSONPath',
      check('"$.a[", expect: []'),
      /^\/questions\/0\/checks\/0\/select: is not a JSONPath/,
    ],
    ['selects by a function that is none', check('"$.a[?foo(@.b)]", expect: []'), /foo/],
    ['compares what can’t be compared', check('"$.a[?length(@.*) == 1]", expect: []'), /length/],
    ['expects a single value', check('$, expect: 1'), /^\/questions\/0\/checks\/0\/expect: /],
    ['asks another host', check('$, expect: [], ask: "//example.org"'), /^\/questions\/0\/checks\/0\/ask: /],
    ['asks another dossier', check('$, expect: [], ask: ../other'), /^\/questions\/0\/checks\/0\/ask: /],
    [
      'leads to a script',
      check('$, expect: [], page: "javascript:alert(1)"'),
      /^\/questions\/0\/checks\/0\/page: /,
    ],
  ])('that %s is told of, and has no questions', (_name, text, fault) => {
    const parsed = parseQuestions(text);
    expect(parsed.questions).toStrictEqual([]);
    expect(parsed.fault).toMatch(fault);
  });
});

describe('the folders that ship', () => {
  it('have their questions read, each by its dossier, a wrong file among them', async () => {
    const folder = aFolder();
    for (const [name, text] of [
      ['first', GOOD],
      ['second', 'wrong'],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'questions.yaml'), text);
    }
    mkdirSync(join(folder, 'third'));
    const read = await readQuestions(folder);
    expect(
      [...read].map(([name, { questions, fault }]) => [name, questions.length, fault === null]),
    ).toStrictEqual([
      ['first', 1, true],
      ['second', 0, false],
    ]);
    expect(read.get('second')?.file).toBe(join(folder, 'second', 'questions.yaml'));
  });

  it('need not be there', async () => {
    expect([...(await readQuestions(join(aFolder(), 'missing')))]).toStrictEqual([]);
  });

  it('have no questions taken for an announcement', async () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'first'));
    writeFileSync(join(folder, 'first', 'questions.yaml'), GOOD);
    expect(await seed(await trackerWith([]), folder)).toStrictEqual([]);
  });
});
