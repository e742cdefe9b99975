/**
 * Loading the announcements that ship as files: what the log lacks is appended, what differs is reported, and
 * loading again changes nothing.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Tracker } from './contract.ts';
import { kindOf, openedBy, parseText } from './documents.ts';
import { eventFilesIn, foldersIn } from './folders.ts';
import { Problem } from './problems.ts';

/** What became of one file. */
export interface Seeded {
  readonly file: string;
  readonly outcome: 'appended' | 'present' | 'differs' | 'refused';
  readonly detail: string;
}

function describe(problem: Problem): string {
  const [fault] = problem.faults;
  return fault === undefined ? problem.message : `${problem.message} ${fault.pointer}: ${fault.detail}`;
}

async function seedFile(tracker: Tracker, dossier: string, file: string): Promise<Seeded> {
  try {
    const body = parseText(await readFile(file, 'utf8'));
    const opened = openedBy(body);
    if (opened !== null && opened !== dossier) {
      return { file, outcome: 'refused', detail: `it opens ${opened}, but lies in the folder ${dossier}` };
    }
    const { repeated, revision } = await tracker.append(dossier, kindOf(body), { body, appendedBy: 'files' });
    return { file, outcome: repeated ? 'present' : 'appended', detail: `revision ${revision}` };
  } catch (error) {
    if (!(error instanceof Problem) || error.type === 'store-unavailable') throw error;
    const taken = error.type === 'announcement-exists' || error.type === 'dossier-exists';
    if (!taken) return { file, outcome: 'refused', detail: describe(error) };
    const detail = 'the log holds other content under this id; append a correction to change it';
    return { file, outcome: 'differs', detail };
  }
}

/**
 * Loads a directory with a folder for each dossier, named by its id, and its files in the order of their names.
 * After a refused file the rest of its folder is left alone, since what follows may build on it.
 * @param directory need not exist
 */
export async function seed(tracker: Tracker, directory: string): Promise<Seeded[]> {
  const seeded: Seeded[] = [];
  for (const dossier of await foldersIn(directory)) {
    for (const name of await eventFilesIn(path.join(directory, dossier))) {
      const result = await seedFile(tracker, dossier, path.join(directory, dossier, name));
      seeded.push(result);
      if (result.outcome === 'refused') break;
    }
  }
  return seeded;
}
