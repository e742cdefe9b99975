/** A long log to an EventStoreDB and back from the command line, with everything killed on the way. */
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openStore } from '../../../src/eventstore/open.ts';
import { openSqliteStore } from '../../../src/eventstore/sqlite.ts';
import { aFolder } from '../../support/folders.ts';
import { announce, dossier } from '../../support/history.ts';
import { record } from '../../support/logs.ts';
import { SAMPLE } from '../../support/sample.ts';
import { aDouble, CLI, contentsAt, run, start } from '../given.ts';

// The test is many processes, one after the other.
vi.setConfig({ testTimeout: 120_000 });

/** Events of the dossier on the way of which things are killed: many appends. */
const MANY = 6_000;
const STREAM = 'dossier-long';
const DONE = /^(\d+) events read, (\d+) appended, (\d+) there already\n$/;

/** A SQLite file with a long dossier between two short ones. */
async function aLongLog(file: string): Promise<void> {
  const store = await openSqliteStore(file);
  await record(store, 'trial', SAMPLE);
  await record(store, 'long', [
    dossier({ dossier: 'long' }),
    ...Array.from({ length: MANY - 1 }, (_, n) =>
      announce({ id: `ann-${n}`, on: '2026-01-10', headline: `What was said: ${n}`.padEnd(400, '.') }),
    ),
  ]);
  await record(store, 'after', [dossier({ dossier: 'after' })]);
  await store.close();
}

/** Waits until a store holds so many events of the long dossier. */
async function holds(url: string, count: number): Promise<void> {
  const store = await openStore(url);
  for (let head = -1; head < count - 1;) head = (await store.head(STREAM)) ?? -1;
  await store.close();
}

async function recordAt(url: string) {
  const { events, chain } = await contentsAt(url);
  expect(chain.intact).toBe(true);
  return events.map(({ position: _position, ...event }) => event);
}

it('migrate survives kills of itself and of the server, there and back, with the same hashes', async () => {
  const [cwd, double] = [aFolder(), await aDouble()];
  await aLongLog(join(cwd, 'log.db'));
  const [here, there, back] = ['sqlite:log.db', double.url, 'sqlite:back.db'];
  const address = (url: string) => url.replace('sqlite:', `sqlite:${cwd}/`);
  const total = SAMPLE.length + MANY + 1;
  const begin = (from: string, to: string) =>
    start(CLI, ['migrate', '--to', to], { cwd, env: { EVENT_STORE: from } });
  const finished = async ({ ended }: ReturnType<typeof begin>) => {
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    const [, read, appended, present] = DONE.exec(stdout) ?? [];
    expect([Number(read), Number(appended) + Number(present)]).toStrictEqual([total, total]);
    return { appended: Number(appended), present: Number(present) };
  };
  /** Kills a migration in the middle of the long dossier, and counts what the target holds then. */
  const cutShort = async (from: string, to: string) => {
    const migration = begin(from, to);
    await holds(address(to), MANY / 10);
    migration.child.kill('SIGKILL');
    expect(await migration.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
    const { events } = await contentsAt(address(to));
    expect(events.length).toBeLessThan(total - 1);
    return events.length;
  };

  const left = await cutShort(here, there);
  // What it goes on after is there; its server is killed, too, and comes back while it waits.
  const resumed = begin(here, there);
  await holds(there, MANY / 2);
  await double.kill();
  await double.revive();
  const { present, appended } = await finished(resumed);
  // An append that was on its way when its sender was killed may have been stored since.
  expect(present).toBeGreaterThanOrEqual(left);
  expect(appended).toBe(total - present);
  expect(await recordAt(there)).toStrictEqual(await recordAt(address(here)));

  // The file is there before the first run on it, so that it can be looked at.
  await (await openSqliteStore(join(cwd, 'back.db'))).close();
  const leftBack = await cutShort(there, back);
  expect(await finished(begin(there, back))).toStrictEqual({
    present: leftBack,
    appended: total - leftBack,
  });
  expect(await recordAt(address(back))).toStrictEqual(await recordAt(address(here)));
  // Once more there is nothing left to do.
  expect(await finished(begin(there, back))).toStrictEqual({ present: total, appended: 0 });

  const exported = async (url: string) => run(['export'], { cwd, env: { EVENT_STORE: url } });
  const lines = await exported(here);
  expect(lines).toMatchObject({ code: 0, stderr: '' });
  expect(lines.stdout.split('\n').length - 1).toBe(total);
  expect((await exported(there)).stdout).toBe(lines.stdout);
  expect((await exported(back)).stdout).toBe(lines.stdout);
});
