import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join, posix } from 'node:path';
import { Copy, DockerfileParser, From, Healthcheck, JSONInstruction, type Instruction } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { listening } from '../support/listening.ts';
import { composed, ROOT, textOf } from './composed.ts';

const dockerfile = DockerfileParser.parse(textOf('Dockerfile'));
const instructions = dockerfile.getInstructions();
/** What an engine is sent of the project: everything is left out but what is named. */
const sent = textOf('.dockerignore')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** The stages, each with its instructions. */
interface Stage {
  readonly name: string | null;
  readonly image: string;
  readonly instructions: Instruction[];
}
const stages: Stage[] = [];
for (const instruction of instructions) {
  if (instruction instanceof From) {
    stages.push({ name: instruction.getBuildStage(), image: instruction.getImage() ?? '', instructions: [] });
  } else stages.at(-1)?.instructions.push(instruction);
}
const last = stages.at(-1)?.instructions ?? [];

const argumentsOf = (instruction: Instruction): string[] =>
  instruction.getArguments().map((each) => each.getValue());

/** The arguments of the last stage's instructions of this kind. */
function said(keyword: string): string[][] {
  return last.filter((each) => each.getKeyword() === keyword).map(argumentsOf);
}

/** The words of an instruction in its exec form: no shell reads them. */
function wordsOf(instruction: JSONInstruction): string[] {
  return instruction.getJSONStrings().map((word) => z.string().parse(JSON.parse(word.getValue())));
}

function execForm(keyword: string): string[] {
  const found = last.findLast((each) => each.getKeyword() === keyword);
  return found instanceof JSONInstruction ? wordsOf(found) : [];
}

interface Copied {
  readonly stage: Stage;
  readonly from: string | null;
  readonly sources: string[];
  readonly target: string;
}
const copies: Copied[] = stages.flatMap((stage) =>
  stage.instructions
    .filter((each) => each instanceof Copy)
    .map((copy) => {
      const paths = argumentsOf(copy);
      const from = copy.getFromFlag()?.getValue() ?? null;
      return { stage, from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
    }),
);

/** What the last stage holds of this project, by its place in it. */
const held = copies
  .filter(({ stage }) => stage === stages.at(-1))
  .flatMap(({ sources }) => sources.map((source) => source.replace(/^\/app\//, '')));

const PackageSchema = z.looseObject({
  version: z.string(),
  description: z.string(),
  license: z.string(),
  scripts: z.record(z.string(), z.string()),
});
const about = PackageSchema.parse(JSON.parse(textOf('package.json')));

describe('the image', () => {
  it('is made in three stages of one version of Node, named to the last number', () => {
    expect(stages.map(({ name, image }) => [name, image])).toStrictEqual([
      ['build', '${NODE_IMAGE}'],
      ['packages', '${NODE_IMAGE}'],
      [null, '${NODE_IMAGE}'],
    ]);
    const [version] = dockerfile.getInitialARGs().map(argumentsOf);
    expect(version?.[0]).toMatch(/^NODE_IMAGE=node:24\.\d+\.\d+-trixie-slim$/);
  });

  it('copies what is there, and nothing else of the project is sent to where it is made', () => {
    const sources = copies.filter(({ from }) => from === null).flatMap(({ sources }) => sources);
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toStrictEqual([]);
    expect(sent).toStrictEqual(['*', ...sent.slice(1).filter((line) => /^![\w.-]+$/.test(line))]);
    expect(new Set(sent.slice(1))).toStrictEqual(new Set(sources.map((source) => `!${source}`)));
  });

  it('takes from other stages what they made', () => {
    const taken = copies.flatMap(({ from, sources }) => (from === null ? [] : [[from, ...sources]]));
    expect(taken).toStrictEqual([
      ['packages', '/app/node_modules'],
      ['build', '/app/dist'],
    ]);
    expect(about.scripts['build']).toContain('tsconfig.build.json');
  });

  it('holds what the program reads when it runs', () => {
    expect(held.sort()).toStrictEqual(
      ['LICENSE', 'dist', 'events', 'node_modules', 'package.json', 'public', 'views'].sort(),
    );
  });

  it('installs by the lock file, without the scripts of any package, and runs without what only builds it', () => {
    const runs = stages.map(({ instructions: each }) =>
      each.filter((run) => run.getKeyword() === 'RUN').map((run) => argumentsOf(run).join(' ')),
    );
    expect(runs).toStrictEqual([
      ['npm ci --ignore-scripts --no-audit --no-fund', 'npm run build'],
      ['npm ci --omit=dev --ignore-scripts --no-audit --no-fund'],
      ['install -d -o node -g node data'],
    ]);
  });

  it('runs as a user that is not root, after everything that root has to do', () => {
    expect(said('USER')).toStrictEqual([['1000:1000']]);
    const order = last.map((each) => each.getKeyword());
    expect(order.indexOf('USER')).toBeGreaterThan(
      Math.max(order.lastIndexOf('RUN'), order.lastIndexOf('COPY')),
    );
  });

  it('runs Node itself, so that signals arrive, and serves unless told otherwise', () => {
    const [program, script = ''] = execForm('ENTRYPOINT');
    expect([program, execForm('CMD'), said('STOPSIGNAL')]).toStrictEqual(['node', ['serve'], [['SIGTERM']]]);
    expect(existsSync(join(ROOT, script.replace(/^dist\/(.*)\.js$/, 'src/$1.ts')))).toBe(true);
  });

  it('keeps the default store in its volume, and listens on its port at every address', () => {
    const { EVENT_STORE, PORT } = readConfig({});
    const database = posix.join('/app', EVENT_STORE.replace('sqlite:', ''));
    expect([said('VOLUME'), said('WORKDIR')]).toStrictEqual([[[posix.dirname(database)]], [['/app']]]);
    expect(said('ENV')).toStrictEqual([['NODE_ENV=production', 'HOST=0.0.0.0', `PORT=${PORT}`]]);
    expect(said('EXPOSE')).toStrictEqual([[String(PORT)]]);
  });

  it('says of itself what the package says', () => {
    const labels = new Map(
      said('LABEL')
        .flat()
        .map((pair) => {
          const [name = '', value = ''] = pair.split('=');
          return [name.replace('org.opencontainers.image.', ''), value.replaceAll('"', '')];
        }),
    );
    expect([labels.get('version'), labels.get('licenses')]).toStrictEqual([about.version, about.license]);
    expect(about.description.startsWith(labels.get('description') ?? 'none')).toBe(true);
    const [version] = dockerfile.getInitialARGs().map(argumentsOf);
    expect(labels.get('base.name')).toBe(version?.[0]?.replace('NODE_IMAGE=', 'docker.io/library/'));
  });
});

/** The commands that ask a server for its health, and what each asks. */
function checks(): [string, string, string[]][] {
  const own = last.find((each) => each instanceof Healthcheck);
  const words =
    own === undefined
      ? []
      : [...(own.getRawArgumentsContent()?.matchAll(/\[.*\]$/gs) ?? [])].map(([list]) => list);
  const files = ['docker-compose.yml', 'docker-compose.cluster.yml'];
  const servers = files.flatMap((file) =>
    Object.entries(composed(file, { KURRENTDB_ADMIN_PASSWORD: 'x' }).services).filter(
      ([, { build }]) => build !== undefined,
    ),
  );
  return [
    ['the image', '/healthz', z.array(z.string()).parse(JSON.parse(words[0] ?? 'null'))],
    ...servers.map(([name, { healthcheck }]): [string, string, string[]] => [
      name,
      '/readyz',
      healthcheck?.test.slice(1) ?? [],
    ]),
  ];
}

describe('the health check', () => {
  async function exitStatus([program = '', ...args]: string[], url: string): Promise<number> {
    const env = { PATH: process.env['PATH'], PORT: new URL(url).port };
    const ended: unknown[] = await once(spawn(program, args, { env, stdio: 'ignore' }), 'exit');
    return z.int().parse(ended[0]);
  }

  async function whereAnswered(
    command: string[],
    status: number,
  ): Promise<{ asked: string[]; code: number }> {
    const asked: string[] = [];
    const answer: RequestListener = (req, res) => {
      asked.push(req.url ?? '');
      res.writeHead(status).end();
    };
    return listening(answer, async (url) => ({ code: await exitStatus(command, url), asked }));
  }

  it.each(checks())('of %s asks %s and passes on what it hears', async (_name, path, command) => {
    expect(command[0]).toBe('node');
    expect(await whereAnswered(command, 200)).toStrictEqual({ code: 0, asked: [path] });
    expect(await whereAnswered(command, 503)).toStrictEqual({ code: 1, asked: [path] });
    const left = await listening(
      () => {},
      (url) => Promise.resolve(url),
    );
    expect(await exitStatus(command, left)).toBe(1);
  });
});
