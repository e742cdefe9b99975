/**
 * The folders that ship: one for each dossier, named by its id. In it lie its announcements, a file each, and
 * under one reserved name the questions about it.
 */
import { readdir } from 'node:fs/promises';

/** Not an announcement, whatever it holds: the questions that readers ask of the dossier. */
export const QUESTIONS_FILE = 'questions.yaml';

/** Whether an error says that a file or a folder isn't there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The folders in a directory in the order of their names; none where it doesn't exist. */
export async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** Whether a file of a dossier's folder is to be appended. */
export function isEventFile(name: string): boolean {
  return /\.(ya?ml|json)$/.test(name) && name !== QUESTIONS_FILE;
}

/** The files of a dossier's folder that are to be appended, in the order of their names. */
export async function eventFilesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory);
  return entries.filter(isEventFile).sort();
}
