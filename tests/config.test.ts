import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const HASH = createHash('sha256').update('a token').digest('hex');

describe('the configuration', () => {
  it('has a default for everything', () => {
    const { EVENTS_DIR, ...rest } = readConfig({});
    expect(EVENTS_DIR).toMatch(/events$/);
    expect(rest).toStrictEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      EVENT_STORE: 'sqlite:data/termline.db',
      ADMIN_TOKEN_SHA256: new Map(),
      TIME_ZONE: 'UTC',
      LOG_LEVEL: 'info',
    });
  });

  it('takes a variable that is set to nothing for one that is not set', () => {
    const nothing = { HOST: '', PORT: '', EVENT_STORE: '', TIME_ZONE: '', ADMIN_TOKEN_SHA256: '' };
    expect(readConfig(nothing)).toStrictEqual(readConfig({}));
  });

  it('leaves alone what is not its own', () => {
    expect(readConfig({ HOME: '/root', NODE_ENV: 'test' })).toStrictEqual(readConfig({}));
  });

  it('takes several tokens, by name', () => {
    const { ADMIN_TOKEN_SHA256: tokens } = readConfig({
      ADMIN_TOKEN_SHA256: `editor:${HASH}, second-editor:${HASH},`,
    });
    expect([...tokens]).toStrictEqual([
      ['editor', Buffer.from(HASH, 'hex')],
      ['second-editor', Buffer.from(HASH, 'hex')],
    ]);
  });

  it('takes what is given', () => {
    const env = {
      HOST: '::1',
      PORT: '0',
      EVENT_STORE: 'sqlite:///var/lib/termline.db',
      EVENTS_DIR: 'events',
      TIME_ZONE: 'Europe/Berlin',
      LOG_LEVEL: 'silent',
    } as const;
    expect(readConfig(env)).toStrictEqual({ ...env, PORT: 0, ADMIN_TOKEN_SHA256: new Map() });
  });

  it.each([
    ['PORT', 'http', 'must be a port number'],
    ['PORT', '-1', 'must be a port number'],
    ['PORT', '3000.5', 'must be a port number'],
    ['PORT', '65536', 'must be a port number up to 65535'],
    [
      'EVENT_STORE',
      'postgres://user:secret@host/db',
      'must be memory:, sqlite:PATH or esdb://USER:PASSWORD@HOST:2113',
    ],
    ['EVENT_STORE', 'sqlite:', 'must be memory:, sqlite:PATH or esdb://USER:PASSWORD@HOST:2113'],
    ['EVENT_STORE', 'memory', 'must be memory:, sqlite:PATH or esdb://USER:PASSWORD@HOST:2113'],
    ['ADMIN_TOKEN_SHA256', 'secret', 'must be name:sha256-in-hex, comma-separated, each name once'],
    ['ADMIN_TOKEN_SHA256', `Editor:${HASH}`, 'must be name:sha256-in-hex, comma-separated, each name once'],
    ['ADMIN_TOKEN_SHA256', `editor:${HASH}0`, 'must be name:sha256-in-hex, comma-separated, each name once'],
    [
      'ADMIN_TOKEN_SHA256',
      `editor:${HASH},editor:${HASH}`,
      'must be name:sha256-in-hex, comma-separated, each name once',
    ],
    ['TIME_ZONE', 'Mars/Olympus', 'must be an IANA time zone, such as Europe/Berlin'],
  ])('refuses %s set to %s, and does not repeat the value', (name, value, words) => {
    const error = new ConfigError(`${name}: ${words}`);
    expect(() => readConfig({ [name]: value })).toThrow(error);
    expect(error.message).not.toContain('secret');
  });

  it('refuses a level that the log does not have, and lists those that it has', () => {
    expect(() => readConfig({ LOG_LEVEL: 'loud' })).toThrow(/^LOG_LEVEL: .*"fatal".*"silent"/);
  });
});
