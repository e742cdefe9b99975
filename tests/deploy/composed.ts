/** Compose files as an engine would take them: merged, with variables put in, and their services typed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { z } from 'zod';

export const ROOT = join(import.meta.dirname, '..', '..');

/** A file of the project as text. */
export function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The text before the brace that closes the one before `from`, and the place after it. */
function braced(text: string, from: number): { inside: string; end: number } {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return { inside: text.slice(from, at), end: at + 1 };
  }
  throw new SyntaxError(`a brace is not closed: ${text}`);
}

const VARIABLE = /^(\w+)(?::([-?])(.*))?$/s;

function valueOf(inside: string, env: Readonly<Record<string, string>>): string {
  const [, name, kind, rest = ''] = VARIABLE.exec(inside) ?? [];
  if (name === undefined) throw new SyntaxError(`not a variable: ${inside}`);
  const value = env[name] ?? '';
  if (value !== '') return value;
  if (kind === '?') throw new Error(`${name}: ${rest}`);
  return kind === '-' ? interpolated(rest, env) : '';
}

/** Puts variables in: `${NAME}`, `${NAME:-default}` (nested), `${NAME:?why it is needed}`, and `$$` for `$`. */
export function interpolated(text: string, env: Readonly<Record<string, string>>): string {
  let result = '';
  for (let at = 0; at < text.length;) {
    const two = text.slice(at, at + 2);
    if (two === '${') {
      const { inside, end } = braced(text, at + 2);
      result += valueOf(inside, env);
      at = end;
    } else if (two === '$$') {
      result += '$';
      at += 2;
    } else if (text[at] === '$') throw new SyntaxError(`a dollar that stands for nothing: ${text.slice(at)}`);
    else {
      result += text[at];
      at += 1;
    }
  }
  return result;
}

function interpolateAll(value: unknown, env: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolated(value, env);
  if (Array.isArray(value)) return value.map((item) => interpolateAll(item, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolateAll(item, env)]));
}

const strings = z.array(z.string());
const AddressesSchema = z.record(z.string(), z.strictObject({ ipv4_address: z.string().optional() }));
const ServiceSchema = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  restart: z.string(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
  environment: z.record(z.string(), z.string()).default({}),
  ports: strings.default([]),
  volumes: strings.default([]),
  networks: z
    .union([
      strings.transform((names) => Object.fromEntries(names.map((name) => [name, {}]))),
      AddressesSchema,
    ])
    .pipe(AddressesSchema)
    .default({}),
  read_only: z.boolean().default(false),
  init: z.boolean().default(false),
  cap_drop: strings.default([]),
  security_opt: strings.default([]),
  tmpfs: strings.default([]),
  healthcheck: z.looseObject({ test: strings }).optional(),
  stop_grace_period: z.string().optional(),
  command: strings.optional(),
});
export type Service = z.output<typeof ServiceSchema>;

const ComposeSchema = z.looseObject({
  services: z.record(z.string(), ServiceSchema),
  volumes: z.record(z.string(), z.unknown()).default({}),
  networks: z.record(z.string(), z.looseObject({ ipam: z.unknown() })).default({}),
});
export type Composed = z.output<typeof ComposeSchema>;

/** A file's content, merged, as its schema sees it: before variables are put in. */
export function contentOf(file: string): unknown {
  return parse(textOf(file), { merge: true });
}

/** A file as it would be started with these variables. */
export function composed(file: string, env: Readonly<Record<string, string>>): Composed {
  return ComposeSchema.parse(interpolateAll(contentOf(file), env));
}

// It names its draft, the seventh, by an address that validators don't know; the seventh is what they take it for.
const { $schema: _, ...schema } = z
  .looseObject({ $schema: z.string() })
  .parse(JSON.parse(textOf('node_modules/dclint/schemas/compose.schema.json')));
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

/** What the Compose Specification's schema finds wrong with a content. */
export function faultsOf(content: unknown): string[] {
  validate(content);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
