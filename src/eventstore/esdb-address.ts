/**
 * The address of an EventStoreDB, that is its connection string, checked before the client sees it: the client
 * warns of what it doesn't know and goes on, shows the whole string in some of its errors, and takes a
 * password only up to its first colon. No message of this file shows more than names of parameters.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { StoreUrlUnsupported } from './errors.ts';

export interface EndPoint {
  readonly address: string;
  readonly port: number;
}

/** A user whose password neither an inspection nor `JSON.stringify` shows. */
export class Credentials {
  readonly #username: string;
  readonly #password: string;

  constructor(username: string, password: string) {
    this.#username = username;
    this.#password = password;
  }

  get username(): string {
    return this.#username;
  }

  get password(): string {
    return this.#password;
  }
}

export interface EsdbAddress {
  readonly hosts: readonly EndPoint[];
  /** Whether the one host is a DNS name that stands for a cluster. */
  readonly isDiscovered: boolean;
  readonly isSecure: boolean;
  /** Certificate of the authority that signed the server's, PEM; null: the system's authorities. */
  readonly authority: Buffer | null;
  readonly credentials: Credentials;
  /** Parameters that go to the client as they are; times in milliseconds, `gossipTimeout` in seconds. */
  readonly tuning: Tuning;
}

const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);
const atLeastOne = wholeNumber.refine((number) => number >= 1, 'must be at least 1');
const interval = z.union([z.literal('-1').transform(Number), wholeNumber], {
  error: 'must be a whole number or -1',
});
const yesOrNo = z.enum(['true', 'false'], { error: 'must be true or false' });

const PREFERENCES = {
  leader: 'leader',
  follower: 'follower',
  random: 'random',
  readonlyreplica: 'read_only_replica',
} as const;

const TuningSchema = z.strictObject({
  connectionName: z.string().min(1).optional(),
  /** How long one attempt of an append may take. */
  defaultDeadline: atLeastOne.optional(),
  discoveryInterval: atLeastOne.optional(),
  gossipTimeout: atLeastOne.optional(),
  keepAliveInterval: interval.optional(),
  keepAliveTimeout: interval.optional(),
  maxDiscoverAttempts: atLeastOne.optional(),
  nodePreference: z
    .string()
    .toLowerCase()
    .transform((text) => text.replaceAll(/[_-]/g, ''))
    .pipe(z.enum(['leader', 'follower', 'random', 'readonlyreplica'], { error: 'is none that is known' }))
    .transform((name) => PREFERENCES[name])
    .optional(),
});
export type Tuning = z.infer<typeof TuningSchema>;

const ParametersSchema = TuningSchema.extend({
  tls: yesOrNo.optional(),
  tlsCAFile: z.string().min(1).optional(),
  tlsVerifyCert: z
    .literal('true', { error: "can't be switched off in this client: name the authority in tlsCAFile" })
    .optional(),
  throwOnAppendFailure: z.literal('true', { error: "can't be switched off here: leave it out" }).optional(),
});
type Parameters = z.infer<typeof ParametersSchema>;

const KNOWN = Object.keys(ParametersSchema.shape);

const FORM = 'esdb://USER:PASSWORD@HOST:2113,… or, without TLS, esdb://HOST:2113?tls=false';

function wrong(detail: string, options?: ErrorOptions): StoreUrlUnsupported {
  return new StoreUrlUnsupported(`the event store's address ${detail}`, options);
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw wrong(`has a ${what} with a stray "%": write %25 for it`, { cause });
  }
}

/** Whether an address begins like one of these. `kurrentdb` is the same store under its later name. */
export function isEsdbAddress(url: string): boolean {
  return /^(?:esdb|kurrentdb|kdb)(?:\+discover)?:/i.test(url);
}

const ADDRESS = /^(?:esdb|kurrentdb|kdb)(\+discover)?:\/\/(?:([^@/?]*)@)?([^@/?]+)\/?(?:\?(.*))?$/i;

function credentialsOf(text: string): Credentials {
  const colon = text.indexOf(':');
  if (colon < 1) throw wrong('names a user without a password: write USER:PASSWORD@');
  return new Credentials(
    decoded(text.slice(0, colon), 'user name'),
    decoded(text.slice(colon + 1), 'password'),
  );
}

const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i;

function hostOf(text: string): EndPoint {
  const [, address, port = '2113'] = HOST.exec(text.trim()) ?? [];
  if (address === undefined || Number(port) > 65_535) {
    throw wrong(`names a host that is not HOST or HOST:PORT: use ${FORM}`);
  }
  return { address, port: Number(port) };
}

function parametersOf(query: string): Parameters {
  const found: Record<string, string> = {};
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [given = '', ...rest] = pair.split('=');
    const flat = given.toLowerCase().replaceAll(/[_-]/g, '');
    const name = KNOWN.find((known) => known.toLowerCase() === flat);
    if (name === undefined) throw wrong(`has a parameter that is not known; known are ${KNOWN.join(', ')}`);
    if (found[name] !== undefined) throw wrong(`has the parameter ${name} twice`);
    found[name] = decoded(rest.join('='), `value of ${name}`);
  }
  const parsed = ParametersSchema.safeParse(found);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(`has a wrong parameter: ${String(issue?.path[0] ?? '')} ${issue?.message ?? 'is not valid'}`);
}

function authorityOf(file: string): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(resolve(file));
  } catch (cause) {
    throw wrong(`names ${file} as tlsCAFile, which can't be read: name the certificate of the authority`, {
      cause,
    });
  }
  if (!content.includes('-----BEGIN CERTIFICATE-----')) {
    throw wrong(`names ${file} as tlsCAFile, which holds no certificate in PEM form`);
  }
  return content;
}

function isLoopback({ address }: EndPoint): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(address);
}

function hostsOf(text: string, isDiscovered: boolean): readonly EndPoint[] {
  const names = text.split(',').filter((name) => name.trim() !== '');
  if (names.length === 0) throw wrong(`names no host: use ${FORM}`);
  if (isDiscovered && names.length > 1) throw wrong('has several hosts: esdb+discover:// takes one DNS name');
  return names.map(hostOf);
}

type Security = Pick<EsdbAddress, 'isSecure' | 'authority' | 'credentials'>;

function securityOf(user: string, { tls, tlsCAFile }: Parameters): Security {
  if (tls === 'false') {
    if (tlsCAFile !== undefined) throw wrong('names a tlsCAFile and switches TLS off: leave out one of them');
    // The client sends none without TLS. It needs some all the same, see eventstoredb.ts.
    return { isSecure: false, authority: null, credentials: new Credentials('', '') };
  }
  if (user === '') throw wrong(`names no user, which a server with TLS wants: use ${FORM}`);
  const authority = tlsCAFile === undefined ? null : authorityOf(tlsCAFile);
  return { isSecure: true, authority, credentials: credentialsOf(user) };
}

/**
 * Reads an EventStoreDB connection string.
 * @param warn told, without any secret, of a connection that others can listen to
 * @throws StoreUrlUnsupported with what to write instead
 */
export function parseEsdbAddress(url: string, warn: (message: string) => void): EsdbAddress {
  const [, discover, user = '', names, query = ''] = ADDRESS.exec(url.trim()) ?? [];
  if (names === undefined) {
    throw wrong(`is not of the form ${FORM}; "@", "/" and "?" in a password are written %40, %2F, %3F`);
  }
  const isDiscovered = discover !== undefined;
  const hosts = hostsOf(names, isDiscovered);
  const parameters = parametersOf(query);
  const security = securityOf(user, parameters);
  if (!security.isSecure && !hosts.every(isLoopback)) {
    const without = user === '' ? '' : ' and does not send the user and password';
    warn(`the connection to the event store leaves this machine unencrypted (tls=false)${without}`);
  }
  const { tls: _, tlsCAFile: __, tlsVerifyCert: ___, throwOnAppendFailure: ____, ...tuning } = parameters;
  return { hosts, isDiscovered, ...security, tuning };
}
