/**
 * Parsing at the edge of the tracker: bodies into events, texts into days, with faults that lead to the place.
 */
import { z } from 'zod';
import {
  AnnouncementCorrectedSchema,
  AnnouncementRetractedSchema,
  AnnouncementSchema,
  DossierAmendedSchema,
  DossierOpenedSchema,
} from '../dossier/announcement.ts';
import { parseDay, type Day } from '../dossier/dates.ts';
import type { Command } from '../dossier/decide.ts';
import type { AppendKind } from './contract.ts';
import { Problem, type Fault } from './problems.ts';

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The issues of a union's branch that came closest: what the writer most likely meant. */
function closest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]): number =>
    Math.max(0, ...issues.map(({ path }) => path.length));
  return [...branches].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

function faultsOf(issues: readonly z.core.$ZodIssue[], base: readonly PropertyKey[] = []): Fault[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      return faultsOf(closest(issue.errors), path);
    }
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: pointerOf([...path, key]),
        detail: 'is not a known member',
      }));
    }
    return [{ pointer: pointerOf(path), detail: issue.message }];
  });
}

/** Parses with a schema, or says where the shape is wrong. */
function parseShape<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Problem('invalid-announcement', 'The announcement does not have the right shape.', {
    faults: faultsOf(parsed.error.issues),
  });
}

/** A body without its `type`, which the address already gives, may leave it out. */
function typed(body: unknown, extra: Record<string, string>): unknown {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...extra, ...body } : body;
}

/**
 * The command in a request's body.
 * @throws Problem `invalid-announcement` with pointers
 */
export function parseCommand(kind: AppendKind, body: unknown, today: Day, force: boolean): Command {
  if (kind === 'open') {
    return { kind, event: parseShape(DossierOpenedSchema, typed(body, { type: 'DossierOpened' })) };
  }
  if (kind === 'amend') {
    return { kind, event: parseShape(DossierAmendedSchema, typed(body, { type: 'DossierAmended' })) };
  }
  if (kind === 'announce') return { kind, event: parseShape(AnnouncementSchema, body), today };
  if ('correct' in kind) {
    const named = typed(body, { type: 'AnnouncementCorrected', announcement: kind.correct });
    const event = parseShape(AnnouncementCorrectedSchema, named);
    requireSame(event.announcement, kind.correct);
    return { kind: 'correct', event, today, force };
  }
  const named = typed(body, { type: 'AnnouncementRetracted', announcement: kind.retract });
  const event = parseShape(AnnouncementRetractedSchema, named);
  requireSame(event.announcement, kind.retract);
  return { kind: 'retract', event, force };
}

function requireSame(named: string, addressed: string): void {
  if (named === addressed) return;
  throw new Problem('invalid-announcement', 'The body names another announcement than the address.', {
    faults: [{ pointer: '/announcement', detail: `is not ${addressed}` }],
  });
}

/**
 * A day in a request.
 * @throws Problem `invalid-request` naming the parameter
 */
export function requireDay(text: string, parameter: string): Day {
  const day = parseDay(text);
  if (day !== null) return day;
  throw new Problem(
    'invalid-request',
    `${parameter}: "${text.slice(0, 40)}" is not a day: write YYYY-MM-DD.`,
    {
      extra: { parameter },
    },
  );
}

/**
 * The day of public knowledge in a request: null for everything published.
 * @throws Problem `invalid-request` when it is no day or lies in the future
 */
export function requireKnown(text: string | undefined, today: Day, parameter = 'known'): Day | null {
  if (text === undefined) return null;
  const day = requireDay(text, parameter);
  if (day <= today) return day;
  throw new Problem('invalid-request', `${parameter}: nobody can know yet what will be public on ${text}.`, {
    extra: { parameter },
  });
}

/**
 * A revision in a request: the head where none was named.
 * @throws Problem `invalid-request` when the log does not reach so far
 */
export function requireLog(log: number | undefined, head: number): number {
  if (log === undefined) return head;
  if (Number.isInteger(log) && log >= 0 && log <= head) return log;
  throw new Problem('invalid-request', `log: the dossier's log goes from revision 0 to ${head}.`, {
    extra: { parameter: 'log' },
  });
}
