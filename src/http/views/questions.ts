/** A dossier's questions for a page: what was expected, what the record gives, and where a reader sees it. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import type {
  CheckAnswer,
  QuestionAnswer,
  QuestionOutcome,
  QuestionsAnswer,
} from '../../dossier/questions.ts';
import { prose, type Html } from '../render.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf } from './links.ts';
import type { Mark } from './marks.ts';
import type { Names } from './names.ts';
import { pageWords } from './page-words.ts';
import { count } from './words.ts';

export interface CheckView {
  readonly mark: Mark;
  readonly askHref: string;
  readonly pageHref: string | null;
  readonly select: string;
  readonly expected: string;
  /** Null where there is none. */
  readonly actual: string | null;
  readonly reason: string | null;
}

export interface QuestionView {
  readonly anchor: string;
  readonly mark: Mark;
  readonly text: string;
  readonly answer: Html | null;
  /** The pages that show it, each once. */
  readonly pages: readonly { readonly href: string; readonly text: string }[];
  readonly missing: string | null;
  readonly checksLabel: string;
  /** Whether the checks are shown at once: where one of them fails. */
  readonly open: boolean;
  readonly checks: readonly CheckView[];
}

export interface QuestionsModel {
  readonly frame: Frame;
  readonly heading: string;
  /** How many answers are what the record says, and what is the matter with the others. */
  readonly sentence: string;
  readonly fault: string | null;
  readonly questions: readonly QuestionView[];
}

const OUTCOME_MARKS: Readonly<Record<QuestionOutcome, Mark>> = {
  holds: { name: 'in-force', mark: '✓', word: 'The record says so' },
  fails: { name: 'fails', mark: '✗', word: 'The record says otherwise' },
  'not-yet': { name: 'not-yet', mark: '○', word: 'Not answerable yet' },
};

/** The place of a question on its page. */
export function questionAnchor(id: string): string {
  return `question-${id}`;
}

function printed(values: readonly unknown[]): string {
  return JSON.stringify(values);
}

function checkView(check: CheckAnswer): CheckView {
  return {
    mark: OUTCOME_MARKS[check.outcome],
    askHref: check.ask,
    pageHref: check.page,
    select: check.select,
    expected: printed(check.expect),
    actual: check.actual === null ? null : printed(check.actual),
    reason: check.reason,
  };
}

function pagesOf(checks: readonly CheckAnswer[], names: Names): QuestionView['pages'] {
  const hrefs = [...new Set(checks.flatMap(({ page }) => page ?? []))];
  return hrefs.map((href) => ({ href, text: pageWords(href, names) }));
}

function questionView(question: QuestionAnswer, names: Names): QuestionView {
  const { missing, checks } = question;
  const failing = checks.filter(({ outcome }) => outcome === 'fails').length;
  return {
    anchor: questionAnchor(question.id),
    mark: OUTCOME_MARKS[question.outcome],
    text: question.text,
    answer: question.answer === null ? null : prose(question.answer),
    pages: pagesOf(checks, names),
    missing: missing.length === 0 ? null : `Not on record yet: ${missing.join(', ')}.`,
    checksLabel:
      failing === 0
        ? 'How this was checked'
        : `How this was checked: ${failing} of ${count(checks.length, 'value')} on record ${failing === 1 ? 'is' : 'are'} otherwise`,
    open: failing > 0,
    checks: checks.map(checkView),
  };
}

function sentenceOf({ counts, questions }: QuestionsAnswer): string {
  if (questions.length === 0) return 'No questions ship with this dossier.';
  const held = `${counts.holds} of ${count(questions.length, 'answer')} ${counts.holds === 1 ? 'is' : 'are'} what the record says today`;
  const failed = counts.fails === 0 ? '' : `; it says otherwise of ${counts.fails}`;
  const open = counts['not-yet'] === 0 ? '' : `; ${counts['not-yet']} can’t be answered yet`;
  return `${held}${failed}${open}.`;
}

/** The page of a dossier's questions. */
export function questionsModel(
  dossier: DossierAnswer,
  answers: QuestionsAnswer,
  names: Names,
): QuestionsModel {
  return {
    frame: dossierFrame('Questions', dossier, 'questions', jsonHref(linksOf(dossier.id).questions())),
    heading: dossier.title,
    sentence: sentenceOf(answers),
    fault: answers.fault,
    questions: answers.questions.map((question) => questionView(question, names)),
  };
}
