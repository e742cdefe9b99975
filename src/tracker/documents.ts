/**
 * Documents of announcements: YAML or JSON text into plain JSON, and an event's kind.
 */
import type { AppendKind } from './contract.ts';
import { Problem } from './problems.ts';
import { parseYaml, YamlFault } from './yaml.ts';

/**
 * The content of a YAML or JSON text (JSON is YAML).
 * @throws Problem `invalid-request` with what is wrong and where
 */
export function parseText(text: string): unknown {
  try {
    return parseYaml(text);
  } catch (cause) {
    if (!(cause instanceof YamlFault)) throw cause;
    throw new Problem('invalid-request', `The text is not well-formed: ${cause.message}.`, { cause });
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
