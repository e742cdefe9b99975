/**
 * The questions that ship beside a dossier's announcements: read once at the start, each selector compiled. A
 * wrong file is told of and keeps nothing else from working.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jsonpath, type JSONValue } from 'json-p3';
import { z } from 'zod';
import { QuestionFileSchema, type Question } from '../dossier/questions.ts';
import type { AskedCheck, AskedQuestion, DossierQuestions } from './contract.ts';
import { foldersIn, isMissing, QUESTIONS_FILE } from './folders.ts';
import { parseYaml, YamlFault } from './yaml.ts';

/** A dossier's questions and the file that they came from. */
export interface ReadQuestions extends DossierQuestions {
  readonly file: string;
}

/** Why a file isn't taken. */
class QuestionFault extends Error {}

/** What `JSON.parse` and a YAML parser without tags give is JSON. */
function isJson(value: unknown): value is JSONValue {
  return value !== undefined && typeof value !== 'function';
}

function selectorOf(select: string, place: string): (answer: unknown) => unknown[] {
  try {
    const query = jsonpath.compile(select);
    return (answer) => (isJson(answer) ? query.query(answer).values() : []);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it can’t be read';
    throw new QuestionFault(`${place}/select: is not a JSONPath (RFC 9535): ${why}`, { cause });
  }
}

function askedQuestion({ checks, ask, page, ...question }: Question, place: string): AskedQuestion {
  return {
    id: question.id,
    text: question.text,
    answer: question.answer ?? null,
    needs: question.needs,
    checks: checks.map((check, index): AskedCheck => ({
      ask: check.ask ?? ask ?? '',
      page: check.page ?? page ?? null,
      select: check.select,
      expect: check.expect,
      pick: selectorOf(check.select, `${place}/checks/${index}`),
    })),
  };
}

function faultOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `/${issue?.path.map(String).join('/') ?? ''}: ${issue?.message ?? 'is not valid'}`;
}

/**
 * The questions of a YAML text.
 * @returns what is wrong instead, where anything is: then there are none
 */
export function parseQuestions(text: string): DossierQuestions {
  try {
    const parsed = QuestionFileSchema.safeParse(parseYaml(text));
    if (!parsed.success) return { questions: [], fault: faultOf(parsed.error) };
    const questions = parsed.data.questions.map((question, index) =>
      askedQuestion(question, `/questions/${index}`),
    );
    return { questions, fault: null };
  } catch (error) {
    if (error instanceof QuestionFault) return { questions: [], fault: error.message };
    if (error instanceof YamlFault) return { questions: [], fault: `not well-formed: ${error.message}` };
    throw error;
  }
}

/**
 * Reads the file of questions in each dossier's folder.
 * @param directory as `seed` takes it; need not exist
 */
export async function readQuestions(directory: string): Promise<ReadonlyMap<string, ReadQuestions>> {
  const found = new Map<string, ReadQuestions>();
  for (const dossier of await foldersIn(directory)) {
    const file = path.join(directory, dossier, QUESTIONS_FILE);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (text !== null) found.set(dossier, { file, ...parseQuestions(text) });
  }
  return found;
}
