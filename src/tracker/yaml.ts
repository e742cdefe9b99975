/**
 * YAML from outside as plain data, within bounds: the parser recurses, resolves aliases and compares each key with
 * each other, so that a small text could keep the server busy for minutes or end it.
 */
import { isScalar, Lexer, parseDocument, visit, type Document } from 'yaml';

/** How many aliases may be resolved: more is an attempt to fill the memory. */
const MOST_ALIASES = 100;
/** How deep collections may be nested in brackets, or by indicators on one line. */
const MOST_NESTED = 100;

/** Why a text isn't read. The message is for the writer. */
export class YamlFault extends Error {}

/** Refuses nesting without end before the recursive part of the parser sees it; the lexer reads in one pass. */
function requireShallow(text: string): void {
  let brackets = 0;
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets += 1;
    else if (token === ']' || token === '}') brackets -= 1;
    else if (token === '-' || token === '?' || token === ':') indicators += brackets === 0 ? 1 : 0;
    else if (token.includes('\n')) indicators = 0;
    if (brackets > MOST_NESTED || indicators > MOST_NESTED) throw new YamlFault('it is nested too deeply');
  }
}

/** Refuses a key that occurs twice in a map, in time proportional to the text. */
function requireUniqueKeys(document: Document): void {
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name)) throw new YamlFault(`the key ${String(name).slice(0, 80)} occurs twice in a map`);
        seen.add(name);
      }
    },
  });
}

/**
 * Parses one document of YAML 1.2, core schema: dates stay texts, merge keys and tags of one's own aren't read.
 * @throws YamlFault with what is wrong and where
 */
export function parseYaml(text: string): unknown {
  requireShallow(text);
  const document = parseDocument(text, {
    schema: 'core',
    version: '1.2',
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: true,
  });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line;
    const [message = ''] = fault.message.split('\n');
    throw new YamlFault(
      line === undefined || message.includes(' at line ') ? message : `${message} (line ${line})`,
    );
  }
  requireUniqueKeys(document);
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return value;
  } catch (error) {
    if (error instanceof ReferenceError)
      throw new YamlFault('it has too many aliases, or one that leads nowhere');
    throw error;
  }
}
