/** Folders of a test's own, removed after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, which lasts until the test is over. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'termline-'));
  folders.push(folder);
  return folder;
}
