/**
 * Documents of announcements: YAML or JSON text into plain JSON, and an event's kind.
 */
import { parseDocument } from 'yaml';
import type { AppendKind } from './contract.ts';
import { Problem } from './problems.ts';

/** Aliases a document may resolve to: enough for anchors by hand, too few for a bomb. */
const MOST_ALIASES = 100;

/**
 * The content of a YAML or JSON text (JSON is YAML). Dates stay texts: the core schema has no date type.
 * @throws Problem `invalid-request` naming the line
 */
export function parseText(text: string): unknown {
  const document = parseDocument(text, { version: '1.2', schema: 'core', prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    const where = line === undefined ? '' : ` in line ${line}`;
    throw new Problem('invalid-request', `The text is not well-formed${where}: ${error.code}.`);
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return value;
  } catch (cause) {
    throw new Problem('invalid-request', 'The text has too many aliases.', { cause });
  }
}

function textAt(body: unknown, key: string): string | null {
  if (typeof body !== 'object' || body === null || !(key in body)) return null;
  const value: unknown = Object.getOwnPropertyDescriptor(body, key)?.value;
  return typeof value === 'string' ? value : null;
}

/** What a document asks for, by its `type`; any announcement is `announce`. */
export function kindOf(body: unknown): AppendKind {
  const type = textAt(body, 'type');
  if (type === 'DossierOpened') return 'open';
  if (type === 'DossierAmended') return 'amend';
  if (type === 'AnnouncementCorrected') return { correct: textAt(body, 'announcement') ?? '' };
  if (type === 'AnnouncementRetracted') return { retract: textAt(body, 'announcement') ?? '' };
  return 'announce';
}

/** The dossier that a document opens; null where it opens none. */
export function openedBy(body: unknown): string | null {
  return kindOf(body) === 'open' ? textAt(body, 'dossier') : null;
}
