import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseEsdbAddress, type EsdbAddress } from '../../src/eventstore/esdb-address.ts';
import { openStore } from '../../src/eventstore/open.ts';
import { CA_FILE } from '../support/esdb-double/node.ts';
import { aFolder } from '../support/folders.ts';
import { refusal } from './given.ts';

function parsed(url: string): { readonly address: EsdbAddress; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const address = parseEsdbAddress(url, (message) => {
    warnings.push(message);
  });
  return { address, warnings };
}

/** What an address says, with the user and the password in the open. */
function said(url: string): object {
  const { credentials, authority, ...rest } = parsed(url).address;
  const { username, password } = credentials;
  return { ...rest, username, password, authority: authority?.toString().slice(0, 27) ?? null };
}

const secure = {
  isDiscovered: false,
  isSecure: true,
  username: 'desk',
  password: 'secret',
  authority: null,
  tuning: {},
};
const open = { ...secure, isSecure: false, username: '', password: '' };

describe('The address of an EventStoreDB', () => {
  test.each<[string, object]>([
    ['esdb://desk:secret@db.example', { ...secure, hosts: [{ address: 'db.example', port: 2113 }] }],
    ['esdb://localhost:2114?tls=false', { ...open, hosts: [{ address: 'localhost', port: 2114 }] }],
    ['kurrentdb://[::1]/?tls=false', { ...open, hosts: [{ address: '[::1]', port: 2113 }] }],
    ['kdb://127.0.0.1?TLS=false', { ...open, hosts: [{ address: '127.0.0.1', port: 2113 }] }],
    [
      'esdb://desk:secret@a:1,b,c:3?nodePreference=read-only-replica&keepAliveInterval=-1&defaultDeadline=9000',
      {
        ...secure,
        hosts: [
          { address: 'a', port: 1 },
          { address: 'b', port: 2113 },
          { address: 'c', port: 3 },
        ],
        tuning: { nodePreference: 'read_only_replica', keepAliveInterval: -1, defaultDeadline: 9_000 },
      },
    ],
    [
      'kurrentdb+discover://desk:secret@cluster.example',
      { ...secure, isDiscovered: true, hosts: [{ address: 'cluster.example', port: 2113 }] },
    ],
    [
      `esdb://de%3Ask:s:e%40c%2Fr%25et@db?tlsCAFile=${encodeURIComponent(CA_FILE)}&tlsVerifyCert=true`,
      {
        ...secure,
        hosts: [{ address: 'db', port: 2113 }],
        username: 'de:sk',
        password: 's:e@c/r%et',
        authority: '-----BEGIN CERTIFICATE-----',
      },
    ],
  ])('is read: %s', (url, expected) => {
    expect(said(url)).toStrictEqual(expected);
  });

  const form = 'esdb://USER:PASSWORD@HOST:2113,… or, without TLS, esdb://HOST:2113?tls=false';
  const missing = join(import.meta.dirname, 'no-such-file.pem');

  test.each([
    ['esdb:db', `is not of the form ${form}`],
    ['esdb://desk:sec?ret@db', 'names a host that is not HOST or HOST:PORT'],
    ['esdb://desk:sec@ret@db', 'is not of the form'],
    ['esdb://', 'is not of the form'],
    ['esdb://,?tls=false', 'names no host'],
    ['esdb://a:b:c?tls=false', 'names a host that is not HOST or HOST:PORT'],
    ['esdb://a:99999?tls=false', 'names a host that is not HOST or HOST:PORT'],
    ['esdb+discover://desk:secret@a,b', 'has several hosts: esdb+discover:// takes one DNS name'],
    ['esdb://db', `names no user, which a server with TLS wants: use ${form}`],
    ['esdb://desk@db', 'names a user without a password: write USER:PASSWORD@'],
    ['esdb://desk:sec%ret@db', 'has a password with a stray "%": write %25 for it'],
    ['esdb://db?tls=false&secret=1', 'has a parameter that is not known; known are connectionName,'],
    ['esdb://db?tls=false&tls=true', 'has the parameter tls twice'],
    ['esdb://db?tls=no', 'has a wrong parameter: tls must be true or false'],
    [
      'esdb://desk:secret@db?tlsVerifyCert=false',
      "tlsVerifyCert can't be switched off in this client: name the authority in tlsCAFile",
    ],
    ['esdb://desk:secret@db?throwOnAppendFailure=false', "throwOnAppendFailure can't be switched off here"],
    ['esdb://desk:secret@db?keepAliveTimeout=soon', 'keepAliveTimeout must be a whole number or -1'],
    ['esdb://desk:secret@db?defaultDeadline=0', 'defaultDeadline must be at least 1'],
    ['esdb://desk:secret@db?nodePreference=nearest', 'nodePreference is none that is known'],
    ['esdb://db?tls=false&tlsCAFile=ca.pem', 'names a tlsCAFile and switches TLS off'],
    [`esdb://desk:secret@db?tlsCAFile=${missing}`, `names ${missing} as tlsCAFile, which can't be read`],
  ])('is refused with the remedy, and without a secret: %s', async (url, reason) => {
    const opening = openStore(url);
    expect(await refusal(opening)).toMatchObject({ error: 'StoreUrlUnsupported' });
    await expect(opening).rejects.toThrow(reason);
    await expect(opening).rejects.not.toThrow(/secret(?!=)|sec.ret/);
  });

  test('is refused with a file that holds no certificate', async () => {
    const file = join(aFolder(), 'ca.pem');
    writeFileSync(file, 'not a certificate');
    await expect(openStore(`esdb://desk:secret@db?tlsCAFile=${file}`)).rejects.toThrow(
      'no certificate in PEM form',
    );
  });

  test('gives cause for a warning when others can listen, and not on this machine or with TLS', () => {
    const warning = 'the connection to the event store leaves this machine unencrypted (tls=false)';
    expect(parsed('esdb://db.example?tls=false').warnings).toStrictEqual([warning]);
    expect(parsed('esdb://desk:secret@localhost,10.0.0.7?tls=false').warnings).toStrictEqual([
      `${warning} and does not send the user and password`,
    ]);
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3:99', '[::1]']) {
      expect(parsed(`esdb://${host}?tls=false`).warnings).toStrictEqual([]);
    }
    expect(parsed('esdb://desk:secret@db.example').warnings).toStrictEqual([]);
  });

  test('does not show the password to whoever prints it', () => {
    const { address } = parsed('esdb://desk:secret@db');
    expect([inspect(address, { depth: 9, showHidden: true }), JSON.stringify(address)].join()).not.toContain(
      'secret',
    );
  });
});
