import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

/*
 * Holds the layout of `src` by its import lines. Files are named by their path below `src`; a room is a folder
 * of it, or a file that stands beside the folders.
 */
const ROOT = join(import.meta.dirname, '..');

interface Import {
  readonly file: string;
  /** A path below `src`, or the name of a package. */
  readonly of: string;
  /** Whether only types are taken, of which nothing is left in the built program. */
  readonly type: boolean;
}

/** A text without its comments; the lines stay where they are. */
function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .replaceAll(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}

const STATEMENT =
  /^(?:import|export)\s+(type\s+)?(?:[\w*{][^'"]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;

function importsIn(file: string, text: string): Import[] {
  return [...withoutComments(text).matchAll(STATEMENT)].map(([, type, named, called]) => {
    const of = named ?? called ?? '';
    const path = of.startsWith('.') ? posix.join(posix.dirname(file), of) : of;
    return { file, of: path, type: type !== undefined };
  });
}

const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'))
  .sort();
const TEXTS = new Map(FILES.map((file) => [file, readFileSync(join(ROOT, 'src', file), 'utf8')]));
const IMPORTS = [...TEXTS].flatMap(([file, text]) => importsIn(file, text));
const OWN = IMPORTS.filter(({ of }) => TEXTS.has(of));
const OUTSIDE = IMPORTS.filter(({ of }) => !TEXTS.has(of));

const roomOf = (file: string): string => file.split('/')[0] ?? '';
const show = ({ file, of }: Import): string => `${file} -> ${of}`;
const inRoom = (room: string): string[] => FILES.filter((file) => roomOf(file) === room);

/** Every file that a file imports, directly or through others, itself included. */
function closureOf(start: string, imports: readonly Import[] = OWN): Set<string> {
  const found = new Set([start]);
  for (const file of found) for (const { file: by, of } of imports) if (by === file) found.add(of);
  return found;
}

describe('the reader of import lines', () => {
  it('finds every kind of import and no other text', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '../b/c.ts';",
      'import {\n  d,\n  type E,\n} from "./never-in-double-quotes.ts";'.replaceAll('"', "'"),
      "import * as f from 'f';",
      "import './effect.ts';",
      "export { g } from './g.ts';",
      "export * from './h.ts';",
      "  const i = await import('./i.ts');",
      "// import { no } from './no.ts';",
      "/* import { no } from './no.ts'; */",
      "const text = 'import this';",
    ].join('\n');
    expect(
      importsIn('room/file.ts', text).map(({ of, type }) => `${type ? 'type ' : ''}${of}`),
    ).toStrictEqual([
      'room/a.ts',
      'type b/c.ts',
      'room/never-in-double-quotes.ts',
      'f',
      'room/effect.ts',
      'room/g.ts',
      'room/h.ts',
      'room/i.ts',
    ]);
  });

  it('finds in src as many as there are lines that begin one', () => {
    const begun = [...TEXTS.values()].flatMap((text) => [
      ...(text.match(/^(?:import |export (?:type )?\{|export \*)/gm) ?? []),
      ...(withoutComments(text).match(/\bimport\(/g) ?? []),
    ]);
    expect(IMPORTS.length).toBeGreaterThan(300);
    expect(IMPORTS.length).toBe(begun.length);
  });
});

/** What each room may import from the others. A name that ends in a slash stands for the whole room. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['config.ts', 'failure.ts', 'serve.ts'],
  'serve.ts': ['compose.ts', 'config.ts'],
  'compose.ts': ['config.ts', 'http/', 'tracker/', 'eventstore/'],
  'failure.ts': ['config.ts', 'tracker/problems.ts', 'eventstore/errors.ts'],
  'config.ts': [],
  cli: ['tracker/', 'formats/', 'dossier/'],
  http: ['tracker/contract.ts', 'tracker/problems.ts', 'tracker/yaml.ts', 'formats/', 'dossier/'],
  tracker: [
    'eventstore/port.ts',
    'eventstore/bell.ts',
    'eventstore/codec.ts',
    'eventstore/errors.ts',
    'eventstore/json.ts',
    'eventstore/chain.ts',
    'eventstore/lines.ts',
    'eventstore/transfer.ts',
    'redline/index.ts',
    'formats/',
    'dossier/',
  ],
  eventstore: ['dossier/announcement.ts'],
  formats: ['dossier/'],
  redline: ['dossier/'],
  dossier: [],
};
/** The command line's own entry may do what `main.ts` may, and compose. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'cli/main.ts': ['compose.ts', 'config.ts', 'failure.ts', 'serve.ts'],
};
/** What the pages and the API may know of the core: shapes, values and words, not how it works. */
const CORE_FOR_HTTP = new Set(
  [
    'announcement',
    'answers',
    'dates',
    'effects',
    'finding',
    'overviews',
    'questions',
    'shapes',
    'values',
    'vocabulary',
  ].map((name) => `dossier/${name}.ts`),
);

function mayImport({ file, of }: Import): boolean {
  const room = roomOf(file);
  if (room === roomOf(of)) return true;
  const allowed = [...(MAY_IMPORT[room] ?? []), ...(ENTRIES[file] ?? [])];
  return allowed.some((name) => (name.endsWith('/') ? of.startsWith(name) : of === name));
}

describe('imports', () => {
  it('come from rooms that are all known', () => {
    expect([...new Set(FILES.map(roomOf))].sort()).toStrictEqual(Object.keys(MAY_IMPORT).sort());
  });

  it('go one way: main, serve, compose -> http, cli -> tracker -> eventstore, formats, redline -> dossier', () => {
    expect(OWN.filter((each) => !mayImport(each)).map(show)).toStrictEqual([]);
  });

  it('of the core in http are of its shapes, values and words', () => {
    const inner = OWN.filter(({ file, of }) => roomOf(file) === 'http' && roomOf(of) === 'dossier');
    expect(inner.filter(({ of }) => !CORE_FOR_HTTP.has(of)).map(show)).toStrictEqual([]);
    expect(inner.length).toBeGreaterThan(10);
  });

  it('name files that are there', () => {
    const paths = OUTSIDE.filter(({ of }) => /^\.|\.ts$|\//.test(of) && !/^(?:@|node:)/.test(of));
    expect(paths.map(show)).toStrictEqual([]);
  });

  it('never lead back to where they came from, but for types, of which nothing is left when it runs', () => {
    const lasting = OWN.filter(({ type }) => !type);
    const circles = lasting.filter(({ file, of }) => closureOf(of, lasting).has(file));
    expect(circles.map(show)).toStrictEqual([]);
  });

  it('reach every file from an entry', () => {
    const reached = new Set([...closureOf('main.ts'), ...closureOf('cli/main.ts')]);
    // The oracle is what tests hold the projection to; nothing of the program itself needs it.
    const idle = FILES.filter((file) => !reached.has(file) && !file.startsWith('dossier/oracle'));
    expect(idle).toStrictEqual([]);
  });
});

/** Packages that one room, or one file, keeps from the others. Types alone may be named elsewhere. */
const KEPT_BY: Readonly<Record<string, string>> = {
  '@eventstore/db-client': 'eventstore/eventstoredb.ts',
  '@photostructure/sqlite': 'eventstore/sqlite.ts',
  'd3-scale': 'http/',
  diff: 'redline/',
  express: 'http/',
  'express-rate-limit': 'http/',
  handlebars: 'http/',
  helmet: 'http/',
  'markdown-it': 'http/',
  'prom-client': 'http/',
  commander: 'cli/',
  'json-p3': 'tracker/',
  yaml: 'tracker/',
  canonicalize: '',
  pino: '',
  zod: '',
};
/** What the pure rooms may use besides themselves. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  dossier: ['zod'],
  redline: ['diff'],
  formats: [],
};

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

describe('packages', () => {
  const packages = OUTSIDE.filter(({ of }) => !of.startsWith('node:'));
  const { dependencies } = z
    .looseObject({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

  it('that are imported are those that are kept in a place, and each in its place', () => {
    const used = new Set(packages.map(({ of }) => packageOf(of)));
    expect([...used].sort()).toStrictEqual(Object.keys(KEPT_BY).sort());
    const strays = packages.filter(
      ({ file, of, type }) => !type && !file.startsWith(KEPT_BY[packageOf(of)] ?? '?'),
    );
    expect(strays.map(show)).toStrictEqual([]);
  });

  it('that are imported are installed with the program', () => {
    const missing = packages.filter(({ of }) => dependencies[packageOf(of)] === undefined);
    expect(missing.map(show)).toStrictEqual([]);
  });

  it('that are installed with the program are imported', () => {
    const used = new Set(packages.map(({ of }) => packageOf(of)));
    expect(Object.keys(dependencies).filter((name) => !used.has(name))).toStrictEqual([]);
  });

  it('of Node are named as such', () => {
    const bare = packages.filter(({ of }) => builtinModules.includes(of));
    expect(bare.map(show)).toStrictEqual([]);
  });

  it.each(Object.entries(PURE))('%s needs nothing from outside but %o', (room, allowed) => {
    const outside = OUTSIDE.filter(({ file }) => roomOf(file) === room);
    expect(outside.filter(({ of }) => !allowed.includes(of)).map(show)).toStrictEqual([]);
    expect(inRoom(room).length).toBeGreaterThan(0);
  });
});

describe('the projection and the oracle', () => {
  const shared = ['announcement', 'dates', 'effects', 'shapes', 'values', 'vocabulary'];

  it('share nothing but the schemas, the shapes, the dates, the values and the words', () => {
    const [projection, oracle] = [closureOf('dossier/timeline.ts'), closureOf('dossier/oracle.ts')];
    const both = [...projection].filter((file) => oracle.has(file)).sort();
    expect(both).toStrictEqual(shared.map((name) => `dossier/${name}.ts`));
    expect([projection.size > 15, oracle.size > 10]).toStrictEqual([true, true]);
  });

  it('do not meet in what reads the projection, either', () => {
    const readers = ['state', 'compare', 'change-made', 'clause-history', 'rights', 'decide'];
    const read = readers.flatMap((name) => [...closureOf(`dossier/${name}.ts`)]);
    expect(read.filter((file) => file.startsWith('dossier/oracle'))).toStrictEqual([]);
  });
});

/** Where a pattern occurs outside comments. */
function placesOf(pattern: RegExp, files: readonly string[] = FILES): string[] {
  return files.filter((file) => pattern.test(withoutComments(TEXTS.get(file) ?? '')));
}

describe('the files of src', () => {
  it('read the environment in the entries alone', () => {
    expect(placesOf(/process\.env/)).toStrictEqual(['cli/main.ts', 'main.ts']);
  });

  it('take the time and chance from outside where they are pure', () => {
    const pure = Object.keys(PURE).flatMap(inRoom);
    expect(
      placesOf(/Date\.now|new Date\(\)|Math\.random|performance\.|process\.|randomUUID/, pure),
    ).toStrictEqual([]);
  });

  it('hold no assertion of a type outside the codec, and nothing that is any', () => {
    const asserted = placesOf(/[\w)\]}] as (?!const\b)[A-Z{(\w]/).filter((file) => {
      const text = withoutComments(TEXTS.get(file) ?? '');
      // Renaming in an import or an export is no assertion.
      return / as (?!const\b)/.test(
        text.replaceAll(/^(?:import|export (?:type )?[{*])[^;]*;/gm, '').replaceAll(/'[^'\n]*'|`[^`]*`/g, ''),
      );
    });
    expect(asserted.filter((file) => file !== 'eventstore/codec.ts')).toStrictEqual([]);
    expect(placesOf(/[:<|] ?any\b(?!['\w-])/)).toStrictEqual([]);
  });

  it('have no more than 350 lines, without blank lines and comments', () => {
    const long = FILES.filter((file) => {
      const lines = withoutComments(TEXTS.get(file) ?? '').split('\n');
      return lines.filter((line) => line.trim() !== '').length > 350;
    });
    expect(long).toStrictEqual([]);
  });

  it('of the core describe every function and class that they export', () => {
    const exported =
      /^export (?:abstract )?(?:async )?(?:function\*? (\w+)|class (\w+)|const (\w+)(?:: [\w<>, ]+)? = (?:async )?\()/gm;
    const silent = inRoom('dossier').flatMap((file) => {
      const text = TEXTS.get(file) ?? '';
      const found = [...text.matchAll(exported)].filter(([, , name], index, all) => {
        const before = text.slice(0, all[index]?.index).trimEnd();
        // The one class of a file may be described by the comment that opens the file.
        const only = name !== undefined && all.filter(([, , other]) => other !== undefined).length === 1;
        return !before.endsWith('*/') && !(only && text.startsWith('/**'));
      });
      return found.map(([, ...names]) => `${file} ${names.find((name) => name !== undefined)}`);
    });
    expect(silent).toStrictEqual([]);
  });
});
