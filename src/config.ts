/**
 * The environment, checked once. Nothing else reads `process.env`.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The announcements that ship with the program. */
const SHIPPED_EVENTS = fileURLToPath(new URL('../events', import.meta.url));

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const TOKEN = /^([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?):([0-9a-f]{64})$/;

/** `name:hex,name:hex`: SHA-256 of each token by the name under which its appends are recorded. */
const TokensSchema = z.string().transform((text, context) => {
  const tokens = new Map<string, Buffer>();
  for (const part of text.split(',').filter((item) => item.trim() !== '')) {
    const [, name, hex] = TOKEN.exec(part.trim()) ?? [];
    if (name === undefined || hex === undefined || tokens.has(name)) {
      context.addIssue({
        code: 'custom',
        message: 'must be name:sha256-in-hex, comma-separated, each name once',
      });
      return z.NEVER;
    }
    tokens.set(name, Buffer.from(hex, 'hex'));
  }
  return tokens;
});

const ConfigSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number up to 65535')
    .default(3000),
  EVENT_STORE: z
    .string()
    .regex(
      /^(memory:|sqlite:.+|(esdb|kurrentdb|kdb)(\+discover)?:\/\/.+)$/,
      'must be memory:, sqlite:PATH or esdb://USER:PASSWORD@HOST:2113',
    )
    .default('sqlite:data/termline.db'),
  EVENTS_DIR: z.string().default(SHIPPED_EVENTS),
  ADMIN_TOKEN_SHA256: TokensSchema.default(new Map()),
  TIME_ZONE: z.string().refine(isZone, 'must be an IANA time zone, such as Europe/Berlin').default('UTC'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = z.infer<typeof ConfigSchema>;

/** A wrong value in the environment, in one line. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment. A variable that is set to nothing counts as not set.
 * @throws ConfigError naming the variable and what it must be; never its value
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = ConfigSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(`${String(issue?.path[0] ?? 'environment')}: ${issue?.message ?? 'is not valid'}`);
}
