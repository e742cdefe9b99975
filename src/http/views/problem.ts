/** A problem as a page: the one that happened, and the explanation of each type. */
import type { ProblemDocument, ProblemError, ProblemRow } from '../problem.ts';
import { plainFrame, type Frame } from './frame.ts';

export interface ProblemModel {
  readonly frame: Frame;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly instance: string | null;
  readonly typeHref: string;
  readonly errors: readonly { readonly place: string; readonly detail: string }[];
}

function placeOf(error: ProblemError): string {
  if ('pointer' in error) return error.pointer;
  return error.parameter ?? error.header ?? '';
}

/** A problem that happened, as a browser shows it. */
export function problemModel(document: ProblemDocument, row: ProblemRow): ProblemModel {
  return {
    frame: plainFrame(document.title, true),
    title: document.title,
    status: document.status,
    detail: document.detail,
    meaning: row.meaning,
    remedy: row.remedy,
    instance: document.instance ?? null,
    typeHref: document.type,
    errors: (document.errors ?? []).map((error) => ({ place: placeOf(error), detail: error.detail })),
  };
}

export interface ProblemTypeModel {
  readonly frame: Frame;
  readonly type: string;
  readonly row: ProblemRow;
}

export function problemTypeModel(type: string, row: ProblemRow): ProblemTypeModel {
  return { frame: plainFrame(row.title), type, row };
}

export interface ProblemListModel {
  readonly frame: Frame;
  readonly rows: readonly { readonly type: string; readonly status: number; readonly title: string }[];
}

export function problemListModel(rows: Readonly<Record<string, ProblemRow>>): ProblemListModel {
  return {
    frame: plainFrame('Problem types'),
    rows: Object.entries(rows).map(([type, { status, title }]) => ({ type, status, title })),
  };
}
