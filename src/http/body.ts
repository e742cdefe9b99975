/**
 * Bodies of the admin side: JSON or YAML, in UTF-8, of bounded size. A fault says where. What comes out is
 * plain data, not yet checked against any shape.
 */
import { raw, type Request, type RequestHandler, type Response } from 'express';
import { Problem } from '../tracker/problems.ts';
import { parseYaml, YamlFault } from '../tracker/yaml.ts';
import { RequestProblem } from './problem.ts';

/** The largest body, in bytes: one event's own limit. */
export const BODY_LIMIT = 512 * 1024;

const JSON_TYPES = ['application/json'];
const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];
export const BODY_TYPES: readonly string[] = [...JSON_TYPES, ...YAML_TYPES];

const reader: RequestHandler = raw({ type: () => true, limit: BODY_LIMIT });

/** Reads the body's bytes, unpacked. Rejects with the reader's own errors, which `errors.ts` translates. */
export async function readBytes(req: Request, res: Response): Promise<Buffer> {
  await new Promise<void>((resolve, reject) => {
    void reader(req, res, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('the body could not be read'));
    });
  });
  const bytes: unknown = req.body;
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
}

function unsupported(detail: string): Problem {
  return new Problem('unsupported-media-type', detail);
}

/**
 * The kind of a request's body.
 * @throws Problem `unsupported-media-type`
 */
export function bodyKind(req: Request): 'json' | 'yaml' {
  const type = req.get('content-type');
  if (type === undefined) throw unsupported('The request names no Content-Type.');
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
  if (!['utf-8', 'utf8', 'us-ascii'].includes(charset)) {
    throw unsupported(`The body is in ${charset}; only UTF-8 is read.`);
  }
  const name = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (JSON_TYPES.includes(name)) return 'json';
  if (YAML_TYPES.includes(name)) return 'yaml';
  throw unsupported(`Content of type ${name === '' ? '(none)' : name} isn’t read here.`);
}

function malformed(kind: string, detail: string): RequestProblem {
  return new RequestProblem(`The body is no ${kind}: ${detail}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed('JSON', error instanceof Error ? error.message : 'it can’t be parsed');
  }
}

function parseYamlBody(text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlFault) throw malformed('YAML', error.message);
    throw error;
  }
}

/**
 * Parses a body.
 * @throws RequestProblem where it isn't UTF-8, JSON or YAML
 */
export function parseBody(kind: 'json' | 'yaml', bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RequestProblem('The body is not in UTF-8.');
  }
  if (text.trim() === '') throw new RequestProblem('The body is empty.');
  return kind === 'json' ? parseJson(text) : parseYamlBody(text);
}
