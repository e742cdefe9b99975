import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { QuestionsSchema } from '../../src/dossier/questions.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUESTIONS_FILE } from '../../src/tracker/folders.ts';
import { parseQuestions } from '../../src/tracker/questions.ts';
import { aWorld, DOSSIERS, type DossierName } from './given.ts';

const NAMES: readonly DossierName[] = ['openai-cloud', 'openai-cloud-months', 'halmbeck-grain'];

/** The questions of a dossier's file, each by its words. */
function questionsOf(name: DossierName) {
  const { questions, fault } = parseQuestions(readFileSync(join(DOSSIERS[name], QUESTIONS_FILE), 'utf8'));
  expect(fault).toBeNull();
  return questions;
}

describe.each(NAMES)('the questions that ship with %s', async (name) => {
  const world = await aWorld({ load: [name] });
  const answers = await world.read(QuestionsSchema, `/dossiers/${name}/questions`);

  it('are read without a fault, and all of them hold', () => {
    const { counts, fault, questions } = answers;
    expect([fault, counts]).toStrictEqual([null, { holds: questions.length, fails: 0, 'not-yet': 0 }]);
    expect(questions.map(({ id }) => id)).toStrictEqual(questionsOf(name).map(({ id }) => id));
  });

  it.each(answers.questions.map((question) => [question.text, question] as const))(
    '%s',
    (_text, { checks, missing }) => {
      const found = checks.map(({ select, actual, reason }) => [select, actual, reason]);
      expect(found).toStrictEqual(checks.map(({ select, expect: expected }) => [select, expected, null]));
      expect(missing).toStrictEqual([]);
    },
  );

  it('each lead to a page that is there', async () => {
    const pages = new Set(
      answers.questions.flatMap(({ checks }) => checks.flatMap(({ page }) => page ?? [])),
    );
    expect(pages.size).toBeGreaterThan(0);
    const missing: string[] = [];
    for (const page of pages) {
      const [path = '', fragment] = page.split('#');
      const { status, text } = await request(world.app).get(path).set('Accept', 'text/html');
      if (status !== 200) missing.push(`${status} ${page}`);
      else if (fragment !== undefined && !text.includes(`id="${fragment}"`)) missing.push(`no place ${page}`);
    }
    expect(missing).toStrictEqual([]);
  });

  it('each name a page and the announcements that the answer rests on, where it rests on any', () => {
    const ids = new Set(answers.questions.flatMap(({ missing }) => missing));
    expect([...ids]).toStrictEqual([]);
    expect(answers.questions.filter(({ checks }) => checks.some(({ page }) => page === null))).toStrictEqual(
      [],
    );
  });

  it('select nothing only where another check shows that the place is one that exists', () => {
    // A selector with a slip in it finds nothing, and would hold wherever nothing is expected.
    const finding = answers.questions.flatMap(({ checks }) =>
      checks.filter(({ actual }) => actual?.length !== 0),
    );
    expect(finding.length).toBeGreaterThan(answers.questions.length / 2);
  });
});

describe('questions of a record that is still growing', () => {
  it('wait for the announcements that they need', async () => {
    const world = await aWorld();
    const body = { type: 'DossierOpened', dossier: 'openai-cloud', title: 'Empty' };
    await world.post('/dossiers', body);
    const { counts, questions } = await world.read(QuestionsSchema, '/dossiers/openai-cloud/questions');
    expect([counts, questions]).toStrictEqual([{ holds: 0, fails: 0, 'not-yet': 0 }, []]);
  });
});
