import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ComparisonSchema, StateSchema } from '../../src/dossier/shapes.ts';
import { aFolder } from '../support/folders.ts';
import { anySite, aSite, CLI, FIRST, OPENING, run, said, start, startServer, type Ended } from './given.ts';

/** What a command printed that went well. */
function printed(ended: Ended | undefined): string {
  const { code, stderr, stdout = '' } = ended ?? {};
  expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
  return stdout;
}

const jsonIn = (text: string): unknown => JSON.parse(text);

describe('the command line explains itself', async () => {
  const [all, one, version] = await Promise.all(
    [['--help'], ['append', '--help'], ['--version']].map((args) => run(args, { cwd: aFolder() })),
  );

  it('by listing its commands', () => {
    const lines = printed(all).split('\n');
    const listed = new Set(lines.flatMap((line) => /^ {2}([a-z]+) /.exec(line)?.[1] ?? []));
    expect(lines[0]).toBe('Usage: termline [options] [command]');
    const wanted = ['serve', 'state', 'compare', 'append', 'token', 'help'];
    expect(wanted.filter((name) => !listed.has(name))).toStrictEqual([]);
  });

  it('by listing the options of a command', () => {
    const listed = printed(one).match(/ --[a-z-]+/g) ?? [];
    expect(listed).toStrictEqual([' --dossier', ' --dry-run', ' --force', ' --json', ' --help']);
  });

  it('and tells its version', () => {
    const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
    expect(printed(version).trim()).toBe(z.looseObject({ version: z.string() }).parse(jsonIn(text)).version);
  });
});

describe('termline state', async () => {
  const place = await anySite();
  const [text, json, known] = await Promise.all([
    run(['state', 'openai-cloud', '--on', '2026-03-01'], place),
    run(['state', 'openai-cloud', '--on', '2026-03-01', '--json'], place),
    run(
      ['state', 'openai-cloud', '--on', '2026-03-01', '--known', '2026-02-20', '--log', '5', '--json'],
      place,
    ),
  ]);

  it('prints a state for a person', () => {
    const lines = printed(text).split('\n');
    expect(lines.slice(0, 3)).toStrictEqual([
      'openai-cloud on 2026-03-01, as known today',
      'valid from 2026-02-27 until 2026-04-27; complete through ann-2026-02-msft-refutation',
      '13 in-force · 1 conditional · 1 unknown · 2 not-yet',
    ]);
    expect(lines.filter((line) => /^ {2}\[.\] /.test(line)).length).toBe(17);
    expect(lines.filter((line) => line.includes('! disputed by microsoft')).length).toBe(2);
    expect(lines.filter((line) => line.startsWith('  incompatible: ')).length).toBe(1);
  });

  it('prints a state for a program, in the shape of the API', () => {
    const state = StateSchema.parse(jsonIn(printed(json)));
    expect(state).toStrictEqual(jsonIn(printed(json)));
    expect(state.counts['in-force']).toBe(13);
  });

  it('reads a day as known on another, at a revision', () => {
    const { counts, resolved } = StateSchema.parse(jsonIn(printed(known)));
    expect([resolved.known, resolved.log, counts['in-force']]).toStrictEqual(['2026-02-20', 5, 9]);
  });
});

describe('termline compare', async () => {
  const place = await anySite();
  const [text, turned, across] = await Promise.all([
    run(['compare', 'openai-cloud', '2025-11-30', '2026-05-01'], place),
    run(['compare', 'openai-cloud', '2026-05-01', '2025-11-30', '--json'], place),
    run(
      ['compare', 'openai-cloud', 'before:ann-2026-02-msft-refutation', 'after:ann-2026-02-msft-refutation'],
      place,
    ),
  ]);

  it('prints a comparison for a person', () => {
    const lines = printed(text).split('\n');
    expect(lines.filter((line) => /^\d+\. /.test(line)).length).toBe(14);
    expect(lines).toContain(
      '1. changed: msft-openai/ip-license, 2026-04-27 — because of ann-2026-04-msft-openai',
    );
  });

  it('prints a comparison for a program, in the shape of the API', () => {
    const comparison = ComparisonSchema.parse(jsonIn(printed(turned)));
    expect(comparison).toStrictEqual(jsonIn(printed(turned)));
    const { swapped, counts } = comparison;
    expect([swapped, counts.added, counts['came-and-went']]).toStrictEqual([true, 6, 1]);
  });

  it('stands before and after an announcement as well as on a day', () => {
    expect(printed(across)).toContain('first-recorded: msft-openai/first-party-hosting');
  });
});

describe('termline token', () => {
  it('makes a token, and the setting that a server needs to know it by', async () => {
    const { cwd, env } = await anySite();
    const [text, json] = await Promise.all([
      run(['token', 'editor'], { cwd }),
      run(['token', 'editor', '--json'], { cwd }),
    ]);
    const [, token = ''] = /shown only now: (\S+)\n/.exec(printed(text)) ?? [];
    const hash = createHash('sha256').update(token).digest('hex');
    expect(printed(text)).toContain(`ADMIN_TOKEN_SHA256=editor:${hash}\n`);
    const made = z
      .strictObject({ name: z.literal('editor'), token: z.string().min(40), ADMIN_TOKEN_SHA256: z.string() })
      .parse(jsonIn(printed(json)));
    expect(made.token).not.toBe(token);
    const server = await startServer({
      cwd,
      env: { ...env, ADMIN_TOKEN_SHA256: made.ADMIN_TOKEN_SHA256 },
    });
    const post = async (bearer: string): Promise<number> => {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
      const body = JSON.stringify(OPENING);
      return (await fetch(`${server.url}/api/v1/admin/dossiers`, { method: 'POST', headers, body })).status;
    };
    expect([await post(token), await post(made.token)]).toStrictEqual([401, 201]);
  });
});

describe('termline append', () => {
  /** A folder with the trial's files, and a log of its own without the shipped dossier. */
  async function aTrial() {
    const place = await aSite({ EVENTS_DIR: 'none' });
    const { cwd } = place;
    mkdirSync(join(cwd, 'trial'));
    mkdirSync(join(cwd, 'none'));
    const files = ['trial/000-dossier.yaml', 'trial/001-ann-first.json', 'trial/002-ann-next.yaml'];
    writeFileSync(join(cwd, 'trial/000-dossier.yaml'), stringify(OPENING));
    writeFileSync(join(cwd, 'trial/001-ann-first.json'), JSON.stringify(FIRST));
    writeFileSync(
      join(cwd, 'trial/002-ann-next.yaml'),
      stringify(
        said('ann-next', [{ effect: 'amend', clause: 'supply/volume', text: 'Twelve tons.', note: 'More.' }]),
      ),
    );
    const stored = async () => (await place.contents()).events;
    return { cwd, files, place, stored };
  }

  it('takes YAML and JSON files in their order, and tells which were there already', async () => {
    const { files, place, stored } = await aTrial();
    const [opening = '', first = '', next = ''] = files;
    expect(printed(await run(['append', opening, first], place))).toBe(
      `${opening}: appended, revision 0 of trial\n${first}: appended, revision 1 of trial\n`,
    );
    expect(printed(await run(['append', opening, first, next], place))).toBe(
      [
        `${opening}: was there already, revision 0 of trial`,
        `${first}: was there already, revision 1 of trial`,
        `${next}: appended, revision 2 of trial`,
        '',
      ].join('\n'),
    );
    const events = await stored();
    expect(events.map(({ type, metadata }) => [type, metadata['appendedBy']])).toStrictEqual([
      ['DossierOpened', 'command-line'],
      ['AgreementAnnounced', 'command-line'],
      ['AgreementAnnounced', 'command-line'],
    ]);
  });

  it('rehearses several files, each after those before it, and leaves the log as it was', async () => {
    const { files, place, stored } = await aTrial();
    const [opening = '', first = '', next = ''] = files;
    printed(await run(['append', opening], place));
    const before = await stored();
    const [text, json] = [
      await run(['append', first, next, '--dry-run'], place),
      await run(['append', first, next, '--dry-run', '--json'], place),
    ];
    expect(printed(text)).toContain('1. added: supply/volume, 2026-01-10 — because of ann-first');
    expect(printed(text)).toContain('text: [-Ten-]{+Twelve+} tons.');
    expect(printed(text)).toMatch(/\nNothing was stored: this was a rehearsal\.\n$/);
    const comparisons = z.array(ComparisonSchema).parse(jsonIn(printed(json)));
    expect(comparisons.map(({ counts }) => [counts.added, counts.changed])).toStrictEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(await stored()).toStrictEqual(before);
  });

  it('reads standard input, and prints what became of it for a program', async () => {
    const { files, place, stored } = await aTrial();
    const [opening = '', first = ''] = files;
    printed(await run(['append', opening, first], place));
    const input = stringify(said('ann-input'));
    const appended = await run(['append', '-', '--dossier', 'trial', '--json'], place, input);
    expect(jsonIn(printed(appended))).toStrictEqual([
      { file: '-', dossier: 'trial', revision: 2, repeated: false },
    ]);
    expect((await stored()).map(({ data }) => data['id'] ?? data['dossier'])).toStrictEqual([
      'trial',
      'ann-first',
      'ann-input',
    ]);
  });

  it('takes corrections and retractions, and forces them only when told to', async () => {
    const { cwd, files, place, stored } = await aTrial();
    printed(await run(['append', ...files], place));
    const file = join('trial', '003-retract.yaml');
    const body = { type: 'AnnouncementRetracted', announcement: 'ann-first', reason: 'Never said.' };
    writeFileSync(join(cwd, file), stringify(body));
    const { code, stdout, stderr } = await run(['append', file], place);
    expect([code, stdout, stderr.split('\n').length]).toStrictEqual([2, '', 2]);
    expect(stderr).toMatch(/^termline: trial\/003-retract\.yaml: .*ann-next/);
    expect((await stored()).length).toBe(3);
    expect(printed(await run(['append', file, '--force'], place))).toBe(
      `${file}: appended, revision 3 of trial\n`,
    );
  });
});

describe('the command line says in one line, and with exit status 2, what is wrong:', async () => {
  const place = await anySite();
  const { cwd } = place;
  mkdirSync(join(cwd, 'openai-cloud'));
  const refutation = {
    ...said('ann-wrong', [{ effect: 'amend', clause: 'msft-openai/ip-license', text: 'Otherwise.' }]),
    type: 'RefutationAnnounced',
    announcedBy: ['microsoft', 'nobody'],
  };
  writeFileSync(join(cwd, 'openai-cloud', 'wrong.yaml'), stringify(refutation));
  writeFileSync(join(cwd, 'openai-cloud', 'broken.yaml'), 'type: [\n');
  const cases = [
    { args: ['state', 'nothing'], says: 'There is no dossier nothing.' },
    { args: ['state', 'openai-cloud', '--on', '2026-02-30'], says: 'on: "2026-02-30" is not a day' },
    { args: ['state', 'openai-cloud', '--onn', '2026-01-01'], says: "unknown option '--onn'" },
    { args: ['stat', 'openai-cloud'], says: "unknown command 'stat'" },
    { args: ['append', 'no-such-file.yaml'], says: 'no-such-file.yaml: no such file' },
    { args: ['append', 'openai-cloud/broken.yaml'], says: 'openai-cloud/broken.yaml: ' },
    {
      args: ['append', 'openai-cloud/wrong.yaml'],
      says: '/announcedBy/1 unknown party: nobody; /effects/0 ',
    },
    { args: ['append', 'openai-cloud/wrong.yaml', '--dry-run'], says: '/effects/0 ' },
    { args: ['token', 'Not A Name'], says: 'name' },
  ];
  const outcomes: Ended[] = [];
  // A few at a time: each is a process.
  for (let index = 0; index < cases.length; index += 4) {
    const some = cases.slice(index, index + 4);
    outcomes.push(...(await Promise.all(some.map(({ args }) => run(args, place)))));
  }

  it.each(cases.map(({ args, says }, index) => ({ command: args.join(' '), says, index })))(
    '$command',
    ({ says, index }) => {
      const { code, stdout, stderr } = outcomes[index] ?? {};
      const [line, ...more] = (stderr ?? '').trimEnd().split('\n');
      expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
      expect(line).toMatch(/^termline: /);
      expect(line).toContain(says);
      // Wrong use may be followed by a guess at what was meant.
      expect(more.filter((each) => each !== '' && !each.startsWith('(Did you mean '))).toStrictEqual([]);
    },
  );
});

describe('a reader that goes away', () => {
  it('before anything is printed is no failure', async () => {
    const { child, ended } = start(CLI, ['state', 'openai-cloud', '--json'], await anySite());
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('after the first line is no failure', async () => {
    const { spawn } = await import('node:child_process');
    const { cwd, env } = await anySite();
    const script = '"$0" "$1" compare openai-cloud 2025-01-01 2026-05-01 --json; echo "status $?" >&2';
    const child = spawn('sh', ['-c', `{ ${script}; } | head -n 1`, process.execPath, CLI], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stdout, stderr }).toStrictEqual({ code: 0, stdout: '{\n', stderr: 'status 0\n' });
  });
});

describe('termline serve', () => {
  it('serves what termline append stored', async () => {
    const { cwd, env } = await aSite();
    printed(await run(['append', '-', '--dossier', 'trial'], { cwd, env }, stringify(OPENING)));
    const server = start(CLI, ['serve'], { cwd, env: { ...env, PORT: '0', LOG_LEVEL: 'silent' } });
    const url = (await server.line(/^Termline serves on /)).replace('Termline serves on ', '');
    expect((await fetch(`${url}/dossiers/trial`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });
});
