/** `termline append`: announcements from files, in the order in which they are named. */
import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { comparisonText } from '../formats/text.ts';
import type { Tracker } from '../tracker/contract.ts';
import { kindOf, openedBy, parseText } from '../tracker/documents.ts';
import { Problem } from '../tracker/problems.ts';
import { writeJson, type CliDeps } from './deps.ts';

interface AppendOptions {
  readonly dossier?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface Document {
  readonly file: string;
  readonly body: unknown;
}

async function load(file: string): Promise<Document> {
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  try {
    return { file, body: parseText(content) };
  } catch (error) {
    throw error instanceof Problem ? within(file, error) : error;
  }
}

/** A problem that says which file it is about. */
function within(file: string, { type, message, faults, extra }: Problem): Problem {
  return new Problem(type, `${file}: ${message}`, { faults, extra });
}

/** The dossier meant: named, opened by one of the files, or the folder that holds them. */
function dossierOf(documents: readonly Document[], named: string | undefined): string {
  const opened = documents.map(({ body }) => openedBy(body)).find((id) => id !== null);
  const [first] = documents;
  const folder = first === undefined ? '' : path.basename(path.dirname(path.resolve(first.file)));
  return named ?? opened ?? folder;
}

async function inTurn<T>(
  documents: readonly Document[],
  work: (document: Document) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const document of documents) {
    try {
      results.push(await work(document));
    } catch (error) {
      throw error instanceof Problem ? within(document.file, error) : error;
    }
  }
  return results;
}

/** Each change, as it would be made after those before it. */
async function rehearse(
  deps: CliDeps,
  documents: readonly Document[],
  options: AppendOptions,
): Promise<void> {
  const dossier = dossierOf(documents, options.dossier);
  const force = options.force === true;
  const changes = await deps.withCopy(dossier, (tracker) =>
    inTurn(documents, async ({ body }) => {
      const change = await tracker.dryRun(dossier, kindOf(body), { body, force });
      await tracker.append(dossier, kindOf(body), { body, force });
      return change;
    }),
  );
  if (options.json === true) return writeJson(deps, changes.length === 1 ? changes[0] : changes);
  deps.write(changes.map((change) => comparisonText(change)).join('\n\n'));
  deps.write('\nNothing was stored: this was a rehearsal.');
}

async function appendAll(tracker: Tracker, documents: readonly Document[], options: AppendOptions) {
  const dossier = dossierOf(documents, options.dossier);
  return inTurn(documents, async ({ file, body }) => {
    const request = { body, appendedBy: 'command-line', force: options.force === true };
    const { revision, repeated, dossier: into } = await tracker.append(dossier, kindOf(body), request);
    return { file, dossier: into, revision, repeated };
  });
}

export function appendCommand(deps: CliDeps): Command {
  return new Command('append')
    .description('append announcements from YAML or JSON files, in this order')
    .argument('<file...>', 'files, or - for standard input')
    .option('--dossier <id>', 'the dossier (default: the one that a file opens, else the name of the folder)')
    .option('--dry-run', 'show the change that they would make, and store nothing')
    .option('--force', 'record a correction even if other effects then find nothing to act on')
    .option('--json', "the API's shapes")
    .action(async (files: string[], options: AppendOptions) => {
      const documents = await Promise.all(files.map(load));
      if (options.dryRun === true) return rehearse(deps, documents, options);
      const appended = await deps.withTracker((tracker) => appendAll(tracker, documents, options));
      if (options.json === true) return writeJson(deps, appended);
      for (const { file, dossier, revision, repeated } of appended) {
        const what = repeated ? 'was there already' : 'appended';
        deps.write(`${file}: ${what}, revision ${revision} of ${dossier}`);
      }
    });
}
