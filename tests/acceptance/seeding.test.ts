import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { seed, type Seeded } from '../../src/tracker/seeding.ts';
import { aWorld, fill, leavesTheLog, type DossierName } from './given.ts';

/** A folder that lasts until the test is over. */
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'termline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function folderWith(...names: readonly DossierName[]): string {
  const folder = aFolder();
  fill(folder, names);
  return folder;
}

/** What became of each file, by its name. */
const outcomes = (seeded: readonly Seeded[]): string[][] =>
  seeded.map(({ file, outcome }) => [basename(file), outcome]);

const FILES = [
  '000-dossier.yaml',
  '001-ann-2025-10-msft-openai.yaml',
  '002-ann-2025-11-openai-aws.yaml',
  '003-ann-2026-02-amazon-openai.yaml',
  '004-ann-2026-02-msft-refutation.yaml',
  '005-ann-2026-03-ft-report.yaml',
  '006-ann-2026-04-msft-openai.yaml',
] as const;

/** Rewrites a file of a folder. */
function rewrite(folder: string, name: string, change: (text: string) => string): void {
  const file = join(folder, name);
  const [before, after] = [readFileSync(file, 'utf8'), change(readFileSync(file, 'utf8'))];
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

describe('loading the shipped files', () => {
  it('appends each of them, under the name of the files', async () => {
    const world = await aWorld();
    expect(outcomes(await seed(world.tracker, folderWith('openai-cloud')))).toStrictEqual(
      FILES.map((file) => [file, 'appended']),
    );
    const writers = (await world.contents()).map(({ metadata }) => metadata['appendedBy']);
    expect(writers).toStrictEqual(Array(7).fill('files'));
  });

  it('twice changes nothing', async () => {
    const world = await aWorld();
    const folder = folderWith('openai-cloud', 'halmbeck-grain');
    await seed(world.tracker, folder);
    const again = await leavesTheLog(world, () => seed(world.tracker, folder));
    expect(again.map(({ outcome }) => outcome)).toStrictEqual(Array(32).fill('present'));
  });

  it('at once from two processes loads each file once', async () => {
    const world = await aWorld();
    const other = await aWorld({ store: world.store });
    const folder = folderWith('openai-cloud', 'halmbeck-grain');
    const both = await Promise.all([seed(world.tracker, folder), seed(other.tracker, folder)]);
    const [one = [], two = []] = both.map((seeded) => seeded.map(({ outcome }) => outcome));
    expect(one.map((outcome, index) => outcome === two[index])).toStrictEqual(Array(32).fill(false));
    expect(new Set([...one, ...two])).toStrictEqual(new Set(['appended', 'present']));
    expect((await world.contents()).length).toBe(32);
  });

  it('adds a file that came later, and only that', async () => {
    const world = await aWorld();
    const folder = folderWith('openai-cloud');
    await seed(world.tracker, folder);
    writeFileSync(
      join(folder, 'openai-cloud', '007-ann-later.yaml'),
      [
        'type: StatementMade',
        'id: ann-later',
        'headline: A word more',
        'announcedOn: 2026-05-01',
        'announcedBy: [amazon]',
        'sources: [{id: post, title: Post, publisher: Amazon, url: https://example.org/, class: party-statement}]',
        'effects: [{effect: affirm, clause: openai-aws-cloud/aws-cloud-purchase}]',
        '',
      ].join('\n'),
    );
    expect(outcomes(await seed(world.tracker, folder))).toStrictEqual([
      ...FILES.map((file) => [file, 'present']),
      ['007-ann-later.yaml', 'appended'],
    ]);
    expect((await world.state('openai-cloud')).resolved.lastAnnouncement).toBe('ann-later');
  });

  it('reports a file that differs from the log, and changes nothing', async () => {
    const world = await aWorld();
    const folder = folderWith('openai-cloud');
    await seed(world.tracker, folder);
    rewrite(join(folder, 'openai-cloud'), FILES[0], (text) => text.replace('said in public', 'whispered'));
    rewrite(join(folder, 'openai-cloud'), FILES[2], (text) => text.replaceAll('38', '39'));
    const again = await leavesTheLog(world, () => seed(world.tracker, folder));
    expect(outcomes(again)).toStrictEqual(
      FILES.map((file, index) => [file, index === 0 || index === 2 ? 'differs' : 'present']),
    );
    expect(again[2]?.detail).toContain('correction');
  });

  it('sees no difference in how a file is written', async () => {
    const world = await aWorld();
    const folder = folderWith('openai-cloud');
    await seed(world.tracker, folder);
    rewrite(join(folder, 'openai-cloud'), FILES[5], (text) => `# a remark\n${text}`);
    const again = await leavesTheLog(world, () => seed(world.tracker, folder));
    expect(outcomes(again)).toStrictEqual(FILES.map((file) => [file, 'present']));
  });

  it.each([
    { what: 'names what nobody knows', from: 'msft-openai/ip-license', to: 'msft-openai/ip-licence' },
    { what: 'is no YAML', from: 'effects:', to: 'effects: [' },
    { what: 'does not have the shape of an announcement', from: 'headline:', to: 'headlines:' },
  ])('stops its folder at a file that $what, and goes on with the next', async ({ from, to }) => {
    const world = await aWorld();
    const folder = folderWith('openai-cloud', 'halmbeck-grain');
    // The folders are loaded in the order of their names: the spoilt one must not be the last.
    rewrite(join(folder, 'halmbeck-grain'), '003-ann-2021-10-supply.yaml', (text) =>
      text.replace(
        from === 'msft-openai/ip-license' ? 'grain-supply/' : from,
        from.includes('/') ? 'no-supply/' : to,
      ),
    );
    const seeded = outcomes(await seed(world.tracker, folder));
    expect(seeded).toStrictEqual([
      ['000-dossier.yaml', 'appended'],
      ['001-ann-2021-03-licence.yaml', 'appended'],
      ['002-ann-2021-06-lease.yaml', 'appended'],
      ['003-ann-2021-10-supply.yaml', 'refused'],
      ...FILES.map((file) => [file, 'appended']),
    ]);
    const { dossiers } = await world.dossiers();
    expect(dossiers.map(({ id, head }) => [id, head])).toStrictEqual([
      ['halmbeck-grain', 2],
      ['openai-cloud', 6],
    ]);
  });

  it('goes on where it stopped, once the file is mended', async () => {
    const world = await aWorld();
    const folder = folderWith('openai-cloud');
    const file = join(folder, 'openai-cloud', FILES[3]);
    const good = readFileSync(file, 'utf8');
    rewrite(join(folder, 'openai-cloud'), FILES[3], (text) => text.replace('headline:', 'headlines:'));
    await seed(world.tracker, folder);
    writeFileSync(file, good);
    expect(outcomes(await seed(world.tracker, folder))).toStrictEqual(
      FILES.map((name, index) => [name, index < 3 ? 'present' : 'appended']),
    );
  });

  it('of a folder that opens another dossier than its name says is refused before anything is stored', async () => {
    const world = await aWorld();
    const folder = aFolder();
    mkdirSync(join(folder, 'mine'));
    writeFileSync(
      join(folder, 'mine', '000-dossier.yaml'),
      'type: DossierOpened\ndossier: yours\ntitle: Yours\n',
    );
    const seeded = await leavesTheLog(world, () => seed(world.tracker, folder));
    expect(outcomes(seeded)).toStrictEqual([['000-dossier.yaml', 'refused']]);
  });

  it('finds nothing where there is no folder, or nothing in it', async () => {
    const world = await aWorld();
    expect(await seed(world.tracker, join(aFolder(), 'nowhere'))).toStrictEqual([]);
    expect(await seed(world.tracker, aFolder())).toStrictEqual([]);
  });

  it('takes JSON as well as YAML, and no other file', async () => {
    const world = await aWorld();
    const folder = aFolder();
    mkdirSync(join(folder, 'trial'));
    const opening = { type: 'DossierOpened', dossier: 'trial', title: 'A trial' };
    writeFileSync(join(folder, 'trial', '000-dossier.json'), JSON.stringify(opening));
    writeFileSync(join(folder, 'trial', 'README.md'), 'type: nothing');
    writeFileSync(join(folder, 'notes.yaml'), 'type: nothing');
    expect(outcomes(await seed(world.tracker, folder))).toStrictEqual([['000-dossier.json', 'appended']]);
  });
});
