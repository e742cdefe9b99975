import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ComparisonSchema } from '../../src/dossier/shapes.ts';
import { kindOf, parseText } from '../../src/tracker/documents.ts';
import { isEventFile } from '../../src/tracker/folders.ts';
import { aWorld, DOSSIERS, jsonOf, leavesTheLog, type DossierName } from './given.ts';

/** Where an event of a dossier is posted, and what is posted. */
function requestOf(dossier: string, body: unknown): { address: string; announcement: string | null } {
  const kind = kindOf(body);
  const base = `/dossiers/${dossier}`;
  if (kind === 'open') return { address: '/dossiers', announcement: null };
  if (kind === 'amend') return { address: `${base}/amendments`, announcement: null };
  if (kind === 'announce') {
    const id = typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
    return { address: `${base}/announcements`, announcement: id };
  }
  const [id, what] = 'correct' in kind ? [kind.correct, 'corrections'] : [kind.retract, 'retractions'];
  return { address: `${base}/announcements/${id}/${what}`, announcement: null };
}

const names: readonly DossierName[] = ['openai-cloud', 'openai-cloud-months', 'halmbeck-grain'];

describe.each(names)('the announcements of %s, appended one after the other', async (dossier) => {
  const files = readdirSync(DOSSIERS[dossier]).filter(isEventFile).sort();
  const world = await aWorld();

  it.each(files)('%s: its rehearsal is the change that it then made, and stores nothing', async (file) => {
    const body = parseText(readFileSync(join(DOSSIERS[dossier], file), 'utf8'));
    const { address, announcement } = requestOf(dossier, body);
    const rehearsed = await leavesTheLog(world, () =>
      world.post(`${address}?dryRun=true`, { ...Object(body) }),
    );
    expect(rehearsed.status).toBe(200);
    const comparison = ComparisonSchema.parse(jsonOf(rehearsed));
    expect(comparison).toStrictEqual(jsonOf(rehearsed));
    expect((await world.post(address, { ...Object(body) })).status).toBe(201);
    if (announcement !== null) {
      expect(await world.change(dossier, announcement)).toStrictEqual(comparison);
    }
  });
});
