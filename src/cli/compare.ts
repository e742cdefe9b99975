/** `termline compare`: what changed between two points. */
import { Command } from 'commander';
import { comparisonText } from '../formats/text.ts';
import type { PointRequest } from '../tracker/contract.ts';
import { writeJson, type CliDeps } from './deps.ts';
import { revision } from './state.ts';

interface CompareOptions {
  readonly known?: string;
  readonly fromKnown?: string;
  readonly toKnown?: string;
  readonly log?: number;
  readonly json?: boolean;
}

function pointOf(on: string, known: string | undefined, log: number | undefined): PointRequest {
  return { on, ...(known === undefined ? {} : { known }), ...(log === undefined ? {} : { log }) };
}

export function compareCommand(deps: CliDeps): Command {
  return new Command('compare')
    .description('what changed between two points, and because of what')
    .argument('<dossier>', 'the id of a dossier')
    .argument('<from>', 'a day, YYYY-MM-DD, or before:ID or after:ID of an announcement')
    .argument('<to>', 'likewise')
    .option('--known <day>', 'both as the public could know them on this day')
    .option('--from-known <day>', 'the one point as known on this day')
    .option('--to-known <day>', 'the other as known on this day')
    .option('--log <revision>', 'as our log held it at this revision', revision)
    .option('--json', "the API's shape")
    .action(async (dossier: string, from: string, to: string, options: CompareOptions) => {
      const { known, fromKnown = known, toKnown = known, log, json } = options;
      const comparison = await deps.withTracker((tracker) =>
        tracker.compare(dossier, pointOf(from, fromKnown, log), pointOf(to, toKnown, log)),
      );
      if (json === true) writeJson(deps, comparison);
      else deps.write(comparisonText(comparison));
    });
}
